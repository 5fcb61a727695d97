"""The measurement: all contestants at the same time, and one after the other under load, round by round.

What else the machine does meets everybody in a round alike, so a ratio within a round says more than two rates do.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench import wrk
from tests.bench.asked import EXCHANGES
from tests.bench.contestants import CONTESTANTS, Contestant, medusa_mock_demo
from tests.bench.servers import Server, serve, verify

STARTS = 5


@dataclass(frozen=True)
class Results:
    """What was measured, by the name of the contestant; ours is `ours`, and `demo` with the demo seed.

    `rates`: by the name of the exchange, answers per second in each round. `starts`: seconds to the first answer.
    `resident`: bytes after the load.
    """

    titles: Mapping[str, str]
    rates: Mapping[str, Mapping[str, Sequence[float]]]
    starts: Mapping[str, Sequence[float]]
    resident: Mapping[str, int]


def measure(names: Sequence[str], rounds: int, seconds: int, tell: Callable[[str], None]) -> Results:
    """Raises Void where an answer is not what it has to be, Missing where something has to be installed first."""
    with tempfile.TemporaryDirectory(prefix="medusa-mock-bench-") as temporary:
        folder = Path(temporary)
        tell("Making the contestants ready")
        contestants = [CONTESTANTS[name](folder) for name in names]
        rates, resident = _under_load(contestants, folder, rounds, seconds, tell)
        starts = _starts([*contestants, medusa_mock_demo()], folder, tell)
    titles = {contestant.name: contestant.title for contestant in contestants}
    return Results(titles, rates, starts, resident)


def _under_load(
    contestants: Sequence[Contestant], folder: Path, rounds: int, seconds: int, tell: Callable[[str], None]
) -> tuple[dict[str, dict[str, list[float]]], dict[str, int]]:
    rates: dict[str, dict[str, list[float]]] = {
        exchange.name: {contestant.name: [] for contestant in contestants} for exchange in EXCHANGES
    }
    with ExitStack() as stack:
        servers = [stack.enter_context(serve(contestant, folder)) for contestant in contestants]
        headers = {server.contestant.name: server.headers() for server in servers}
        _verify(servers, headers)
        for number in range(rounds + 1):
            tell(f"Round {number} of {rounds}" if number else "Warming up")
            for name, exchange, load in _round(servers, headers, number, seconds):
                if number:
                    rates[exchange][name].append(load.rate)
        _verify(servers, headers)
        return rates, {server.contestant.name: server.resident() for server in servers}


def _verify(servers: Sequence[Server], headers: Mapping[str, dict[str, str]]) -> None:
    for server in servers:
        verify(server.contestant.title, server.url, headers[server.contestant.name])


def _round(
    servers: Sequence[Server], headers: Mapping[str, dict[str, str]], number: int, seconds: int
) -> list[tuple[str, str, wrk.Load]]:
    """A load of every kind on every server, the first of which is another one in each round."""
    first = number % len(servers)
    loads = []
    for exchange in EXCHANGES:
        for server in (*servers[first:], *servers[:first]):
            name = server.contestant.name
            try:
                load = wrk.run(server.url, exchange, headers[name], seconds)
            except wrk.Void as error:
                raise wrk.Void(f"{server.contestant.title}, “{exchange.name}”: {error}") from error
            loads.append((name, exchange.name, load))
    return loads


def _starts(contestants: Sequence[Contestant], folder: Path, tell: Callable[[str], None]) -> dict[str, list[float]]:
    """The seconds from the start of a process to its first good answer."""
    starts: dict[str, list[float]] = {contestant.name: [] for contestant in contestants}
    for number in range(STARTS):
        tell(f"Start {number + 1} of {STARTS}")
        for contestant in contestants:
            with serve(contestant, folder) as server:
                starts[contestant.name].append(server.started_in)
    return starts
