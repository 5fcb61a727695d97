"""A server on a socket: uvicorn, from the first line it prints to a clean stop."""

import asyncio
import gc
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from medusa_mock.wire.request import HANG_UP

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class GatheringTransport:
    """A transport that sends at once what was written in one turn of the event loop.

    uvicorn writes the head of an answer and its body one after the other: two system calls, and often two packets, for
    every small answer.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._gathered: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._gathered:
            self._loop.call_soon(self._flush)
        self._gathered.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._gathered:
            gathered, self._gathered = self._gathered, []
            self._transport.writelines(gathered)


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 by httptools, written through a gathering transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        gathering: Any = GatheringTransport(transport, self.loop)
        self._hang_up = gathering.close
        super().connection_made(gathering)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope[HANG_UP] = self._hang_up  # type: ignore[literal-required]


class Server(uvicorn.Server):
    """A uvicorn server that says when it answers, and for which a signal is a normal end."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.freeze()  # what is there by now stays: the collector need not look at it again and again
        gc.enable()
        self._started()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does it, but without raising the signal once more after the server has stopped."""
        if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, and to a free port where `port` is 0.

    Raises:
        OSError: the address cannot be had.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound


def url_of(bound: socket.socket) -> str:
    """Where a browser on this machine finds the server."""
    host, port = bound.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def is_loopback(bound: socket.socket) -> bool:
    """Whether only this machine can reach the socket."""
    return ip_address(bound.getsockname()[0]).is_loopback


def serve(app: ASGIApp, bound: socket.socket, started: Callable[[], None]) -> None:
    """Answer on the socket until SIGINT or SIGTERM; `started` is called once requests are answered."""
    Server(_config(app), started).run(sockets=[bound])


@contextmanager
def running(app: ASGIApp, bound: socket.socket | None = None) -> Iterator[str]:
    """Answer in a thread, as long as the context lasts; gives the URL.

    Without a socket, which is closed at the end, it is at a free port of this machine.
    """
    bound = bound or listen("127.0.0.1", 0)
    answering = threading.Event()
    server = Server(_config(app), answering.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        if not answering.wait(timeout=10):
            raise RuntimeError("the server did not start within ten seconds")
        yield url_of(bound)
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Protocol,
        lifespan="off",
        ws="none",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
