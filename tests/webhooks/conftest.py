"""A mock in process, and somebody who is told by it, on one event loop: what is delivered can be waited for."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from medusa_mock.app import App, Options
from tests.world import DEMO_ADMIN


@dataclass
class Receiver:
    """An HTTP server that keeps what it is sent.

    It answers with the `statuses` one after the other, and with 200 then; without end to a request whose turn is 0.
    """

    statuses: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def events(self) -> list[Any]:
        return [json.loads(body) for _, body in self.heard]

    @property
    def names(self) -> list[str]:
        return [event["event_name"] for event in self.events]

    _open: list[asyncio.StreamWriter] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.append(writer)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head)}
        self.heard.append((headers, await reader.readexactly(int(headers["content-length"]))))
        self.asked.set()
        status = self.statuses.pop(0) if self.statuses else 200
        if status:
            location = "Location: /elsewhere\r\n" if status == 302 else ""
            writer.write(f"HTTP/1.1 {status} X\r\n{location}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        else:
            await reader.read()
        writer.close()

    async def close(self) -> None:
        for writer in self._open:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def receiving(*statuses: int) -> AsyncIterator[Receiver]:
    receiver = Receiver([*statuses])
    server = await asyncio.start_server(receiver.answer, "127.0.0.1", 0)
    async with server:
        receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hooks"
        yield receiver
        await receiver.close()


@dataclass
class Shop:
    """A mock, and an admin of it."""

    app: App
    client: httpx.AsyncClient

    async def hook(self, url: str, **declared: Any) -> str:
        answer = await self.client.post("/_mock/webhooks", json={"url": url, **declared})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["webhook"]["id"])

    async def note(self, value: str = "a", **headers: str) -> str:
        """Have a note made, which is told of as `note.created`."""
        body = {"resource_id": "order_1", "resource_type": "order", "value": value}
        answer = await self.client.post("/admin/notes", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["note"]["id"])

    async def deliveries(self, id: str = "webhook_1") -> list[Any]:
        """The latest, the newest first, once all that can be done of them is done."""
        await delivered()
        answer = await self.client.get(f"/_mock/webhooks/{id}")
        return list(answer.json()["webhook"]["deliveries"])


async def delivered() -> None:
    """Wait until no delivery is under way."""
    while under_way := [task for task in asyncio.all_tasks() if "_deliver" in repr(task.get_coro())]:
        await asyncio.gather(*under_way, return_exceptions=True)


Test = Callable[[Shop], Awaitable[None]]


@pytest.fixture
def within() -> Callable[[Test], None]:
    """Run a test on an event loop, with a shop whose deliveries are tried three times without a pause."""

    async def run(test: Test) -> None:
        app = App(Options(seed="demo"))
        app.webhooks.pauses = (0, 0)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=DEMO_ADMIN) as client:
            await test(Shop(app, client))

    return lambda test: asyncio.run(run(test))
