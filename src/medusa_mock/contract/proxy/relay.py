"""Bytes between a front end and a server, passed on as they are; a tap on every connection reads along.

Each connection of the front end has one of its own to the server, so that whatever either does with a connection (keeps
it, half closes it, upgrades it, breaks it off) is done to the other as well.
"""

import asyncio
import contextlib
import socket
import ssl
from dataclasses import dataclass
from typing import Protocol, Self
from urllib.parse import urlsplit

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.proxy.line import PIECE, Line
from medusa_mock.contract.proxy.overheard import Overheard
from medusa_mock.contract.proxy.tap import Tap

PORTS = {"http": 80, "https": 443}


class Listener(Protocol):
    """What a relay tells of."""

    async def heard(self, heard: Overheard) -> None:
        """An exchange, once its last byte is with the front end."""

    def refused(self, reason: str) -> None:
        """A request could not be passed on."""

    def unread(self) -> None:
        """A connection was passed on without being understood."""


@dataclass(frozen=True)
class Upstream:
    """The server behind the proxy. `name` is what requests to it are addressed to: its host, its port if unusual."""

    url: str
    host: str
    port: int
    name: str
    tls: ssl.SSLContext | None

    @classmethod
    def at(cls, url: str) -> Self:
        """Raises Unusable: `url` is not the address of a server."""
        parts = urlsplit(url)
        try:
            port = parts.port or PORTS[parts.scheme]
        except (KeyError, ValueError):
            raise Unusable(f"{url} is no address of a server. Give one such as http://127.0.0.1:9000.") from None
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise Unusable(f"{url} is more than a server. Give its address alone, such as http://127.0.0.1:9000.")
        tls = ssl.create_default_context() if parts.scheme == "https" else None
        return cls(url.rstrip("/"), parts.hostname, port, parts.netloc, tls)

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(self.host, self.port, ssl=self.tls)


class Relay:
    """Passes on what comes over a socket.

    Args:
        keep_host: whether requests stay addressed to the proxy, as the front end wrote them, and not to the server.
    """

    def __init__(self, upstream: Upstream, listener: Listener, *, keep_host: bool = False) -> None:
        self._upstream = upstream
        self._listener = listener
        self._host = None if keep_host else upstream.name.encode("idna" if not upstream.name.isascii() else "ascii")
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self, bound: socket.socket) -> asyncio.Server:
        return await asyncio.start_server(self._accept, sock=bound)

    async def stop(self) -> None:
        """Break off what is still open."""
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.current_task()
        assert connection is not None  # noqa: S101
        self._connections.add(connection)
        try:
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await self._serve(reader, writer)
        finally:
            self._connections.discard(connection)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not (first := await reader.read(PIECE)):
            return
        try:
            answers, requests = await self._upstream.connect()
        except OSError as error:
            await self._refuse(writer, error)
            return
        try:
            await self._join(Line(Tap(self._host), reader, writer, answers, requests), first)
        finally:
            requests.close()

    async def _join(self, line: Line, first: bytes) -> None:
        sending = asyncio.create_task(line.send(first))
        try:
            async for heard in line.answers():
                await self._listener.heard(heard)
            if line.tap.is_deaf:
                self._listener.unread()
            await line.linger(sending)
        finally:
            sending.cancel()

    async def _refuse(self, writer: asyncio.StreamWriter, error: OSError) -> None:
        reason = f"{self._upstream.url} cannot be reached: {error.strerror or error}"
        self._listener.refused(reason)
        body = f"medusa-mock proxy: {reason}\n".encode()
        head = f"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode("ascii") + body)
        await writer.drain()
