"""`medusa-mock proxy`: from its first line to the verdict."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from medusa_mock import document as documents
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.operations import Operations
from medusa_mock.contract.proxy.ledger import Ledger
from medusa_mock.contract.proxy.live import Live
from medusa_mock.contract.proxy.overheard import Overheard
from medusa_mock.contract.proxy.relay import Relay, Upstream
from medusa_mock.contract.proxy.transcript import Transcript
from medusa_mock.serving import SIGNALS, listen, url_of

HELD, VIOLATED, UNUSABLE = 0, 1, 2


class Proxy:
    """Passes on what comes by, and judges it.

    Args:
        keep_host: whether requests stay addressed to the proxy, as the front end wrote them, and not to the server.
    """

    def __init__(self, upstream: Upstream, console: Console, *, keep_host: bool = False) -> None:
        self.upstream = upstream
        self.ledger = Ledger(Operations({api: documents.load(api) for api in documents.APIS}), upstream.url)
        self.transcript = Transcript(upstream.url)
        self.live = Live(console, self.ledger)
        self._keep_host = keep_host

    @property
    def status(self) -> int:
        """The exit status."""
        findings = self.ledger.findings
        if findings.violations or findings.errors:
            return VIOLATED
        return HELD if findings.cases else UNUSABLE

    @asynccontextmanager
    async def serving(self, bound: socket.socket) -> AsyncIterator[None]:
        """Answer on the socket as long as the context lasts.

        Raises:
            Unusable: the server is not there.
        """
        try:
            _, writer = await self.upstream.connect()
        except OSError as error:
            raise Unusable(f"{self.upstream.url} cannot be reached: {error}. Is the server running there?") from None
        writer.close()
        relay = Relay(self.upstream, self, keep_host=self._keep_host)
        server = await relay.start(bound)
        with self.live:
            self.live.say(f"{url_of(bound)} passes on to {self.upstream.url}. Ctrl-C ends it and sums up.")
            yield
            server.close()
            await relay.stop()

    async def heard(self, heard: Overheard) -> None:
        try:
            if self.ledger.operations.could_have(heard.request.method, heard.request.path):
                self.transcript.add(heard)
            violation = await self.ledger.enter(heard)
        except Exception as error:  # whatever is wrong with the judge, traffic goes on
            self._complain(f"{heard.request.method} {heard.request.path} could not be judged: {error!r}")
            return
        if violation:
            self.live.violation(violation)
        self.live.update()

    def refused(self, reason: str) -> None:
        self._complain(reason)

    def unread(self) -> None:
        self.ledger.unjudged["a connection that spoke no HTTP/1.1"] += 1

    def _complain(self, text: str) -> None:
        if text not in self.ledger.findings.errors:
            self.ledger.findings.errors.append(text)
            self.live.say(f"\n{text}")


def run_proxy(
    upstream: str,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    keep_host: bool = False,
    record: Path | None = None,
    reports: tuple[str, ...] = (),
) -> int:
    """Pass on requests until SIGINT or SIGTERM, and tell what is wrong with them and with their answers.

    `record` is where a scenario made of the traffic goes, and `reports` are `FORMAT` or `FORMAT:PATH` each, as those of
    a contract run.

    Return the exit status: 0 all held, 1 there were violations, or requests that could not be passed on, 2 nothing can
    be said, with the reason on standard error.
    """
    try:
        proxy, files = Proxy(Upstream.at(upstream), Console(), keep_host=keep_host), _destinations(reports)
        began = datetime.now(UTC)
        asyncio.run(_run(proxy, _listen(host, port)))
        return _finish(proxy, began, record, files)
    except Unusable as error:
        Console(stderr=True).print(f"medusa-mock: {error}", markup=False, highlight=False, soft_wrap=True)
        return UNUSABLE


def _listen(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        raise Unusable(f"cannot listen on {host}:{port}: {error.strerror}. --port 0 takes a free port.") from None


async def _run(proxy: Proxy, bound: socket.socket) -> None:
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopped.set))
    try:
        with bound:
            async with proxy.serving(bound):
                await stopped.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _destinations(reports: tuple[str, ...]) -> dict[str, Path]:
    if not reports:
        return {}
    from medusa_mock.contract.proxy.reporting import destinations

    return destinations(reports)


def _finish(proxy: Proxy, began: datetime, record: Path | None, reports: dict[str, Path]) -> int:
    """Sum up and write what is to be written."""
    proxy.ledger.findings.complete = True
    proxy.live.sum_up()
    if record:
        steps = proxy.transcript.write(record)
        proxy.live.say(f"{record}: {steps} steps")
        for skipped in proxy.transcript.skipped:
            proxy.live.say(f"  left out {skipped}")
    if proxy.status == UNUSABLE:
        raise Unusable("Nothing was judged: nothing came by that the documents know. Does the front end use this URL?")
    if reports:
        from medusa_mock.contract.proxy.reporting import write_reports

        write_reports(reports, proxy.ledger, began, (datetime.now(UTC) - began).total_seconds())
        proxy.live.say(f"Reports: {', '.join(map(str, reports.values()))}")
    return proxy.status
