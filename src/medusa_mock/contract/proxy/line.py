"""One connection of a front end, and that to the server which goes with it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from medusa_mock.contract.proxy.overheard import Overheard
from medusa_mock.contract.proxy.tap import Tap

PIECE = 64 * 1024
"""How many bytes are read at a time."""

LINGERING = 2.0
"""How many seconds a front end that has had its answer is given to close the connection itself."""


@dataclass
class Line:
    """Two connections that are one to those who use it.

    Args:
        reader, writer: the front end's connection.
        back_reader, back_writer: the server's.
    """

    tap: Tap
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    back_reader: asyncio.StreamReader
    back_writer: asyncio.StreamWriter
    was_left: bool = False
    """Whether the front end broke off: that there is no whole answer is then nobody's fault."""

    async def send(self, data: bytes) -> None:
        """Pass on what the front end sends, from `data` on, until it sends no more."""
        try:
            while data:
                await self._pass_on(self.tap.request(data))
                data = await self.reader.read(PIECE)
        except ConnectionError:
            self.was_left = True
        if self.was_left or not self.tap.is_waiting:
            self.back_writer.close()
        elif self.back_writer.can_write_eof():
            self.back_writer.write_eof()

    async def _pass_on(self, data: bytes) -> None:
        """Send bytes to the server. One that has closed the connection may have answered before: that counts."""
        with contextlib.suppress(ConnectionError):
            self.back_writer.write(data)
            await self.back_writer.drain()

    async def answers(self) -> AsyncIterator[Overheard]:
        """Pass on what the server sends until it sends no more; yield each exchange that is complete by it."""
        with contextlib.suppress(ConnectionError):  # the server's: what it has left undone shows in the tap
            while data := await self.back_reader.read(PIECE):
                if not await self._hand_over(data):
                    return
                for heard in self.tap.answer(data):
                    yield heard
        if not self.was_left:
            for heard in self.tap.end():
                yield heard

    async def _hand_over(self, data: bytes) -> bool:
        """Send bytes to the front end. Return whether it is still there."""
        try:
            self.writer.write(data)
            await self.writer.drain()
        except ConnectionError:
            self.was_left = True
        return not self.was_left

    async def linger(self, sending: asyncio.Task[None]) -> None:
        """Say that no more comes, and give the front end time to read what came before the connection is closed."""
        with contextlib.suppress(ConnectionError, OSError):
            if self.writer.can_write_eof():
                self.writer.write_eof()
            await asyncio.wait([sending], timeout=LINGERING)
