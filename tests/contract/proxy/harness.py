"""A proxy in a thread, with all that it finds."""

import asyncio
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from medusa_mock.contract.proxy.command import Proxy
from medusa_mock.contract.proxy.relay import Upstream
from medusa_mock.serving import listen, url_of


class RunningProxy:
    """A proxy that has a URL."""

    def __init__(self, proxy: Proxy, url: str, output: io.StringIO, loop: asyncio.AbstractEventLoop) -> None:
        self.url = url
        self._proxy = proxy
        self._output = output
        self._loop = loop

    @property
    def proxy(self) -> Proxy:
        """The proxy, when it has judged all that it has passed on: which it does in one turn of its loop."""
        if not self._loop.is_closed():
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self._loop).result()
        return self._proxy

    @property
    def output(self) -> str:
        return self._output.getvalue()

    @property
    def messages(self) -> list[str]:
        """What is wrong, in the order in which it was met first."""
        return [
            f"{violation.operation}: {failure.title}: {failure.message}"
            for violation in self.proxy.ledger.findings.violations
            for failure in violation.failures
        ]


@contextmanager
def proxying(upstream: str, *, keep_host: bool = False) -> Iterator[RunningProxy]:
    """A proxy on a free port of this machine as long as the context lasts."""
    output = io.StringIO()
    proxy = Proxy(Upstream.at(upstream), Console(file=output, width=200), keep_host=keep_host)
    bound = listen("127.0.0.1", 0)
    loop, stopped, started = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

    async def run() -> None:
        async with proxy.serving(bound):
            started.set()
            await stopped.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    try:
        assert started.wait(10)
        yield RunningProxy(proxy, url_of(bound), output, loop)
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join()
        loop.close()
        bound.close()
