"""What was measured as a table for the README, and what was to be reached."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.asked import CUSTOMERS, ORDER, ORDERS, REGIONS
from tests.bench.exchanges import PRODUCTS
from tests.bench.measure import Results

OURS, DEMO = "ours", "demo"

LEAST_RATIOS = {"starlette": 0.8, "wiremock": 1.0, "prism": 3.0}
"""How many times as fast as each of the others ours has to be, at least, with every request."""
LEAST_WITH = {
    PRODUCTS.name: LEAST_RATIOS | {"prism": 20.0},
    CUSTOMERS.name: {"prism": 3.0},
    REGIONS.name: {"prism": 3.0},
    ORDERS.name: {"prism": 20.0},
    ORDER.name: {"prism": 10.0},
}
"""The same where it is another with a request."""
LEAST_RATES = {PRODUCTS.name: 1000.0}
"""How many answers per second ours has to give, at least."""
MOST_SECONDS = 0.7
MOST_MEGABYTES = 110.0


@dataclass(frozen=True)
class Target:
    """Something to be reached, and whether it was."""

    words: str
    met: bool

    def __str__(self) -> str:
        return f"{'met   ' if self.met else 'MISSED'}  {self.words}"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times as fast ours is: the median of the ratios of the rounds."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def markdown(results: Results) -> str:
    """The table, with a row for each request and a column for each contestant, ours first."""
    names = list(results.titles)
    rows = [
        ["", *(results.titles[name] for name in names)],
        ["---", *("--:" for _ in names)],
        *([f"{exchange}, per second", *_rates(rates, names)] for exchange, rates in results.rates.items()),
        ["start to first answer", *(f"{median(results.starts[name]):.2f} s" for name in names)],
        ["memory after the load", *(f"{_megabytes(results.resident[name]):.0f} MB" for name in names)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _rates(rates: Mapping[str, Sequence[float]], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        rate = f"{median(rates[name]):,.0f}"
        yield f"**{rate}**" if name == OURS else f"{rate} ({ratio(rates[OURS], rates[name]):.2f}x)"


def targets(results: Results) -> list[Target]:
    """Everything that is to be reached, beside the contestants that were measured."""
    found = []
    for exchange, rates in results.rates.items():
        for name, least in LEAST_WITH.get(exchange, LEAST_RATIOS).items():
            if name in rates:
                reached = ratio(rates[OURS], rates[name])
                words = f"{exchange}: {reached:.2f}x {results.titles[name]}, at least {least:g}x"
                found.append(Target(words, reached >= least))
        if exchange in LEAST_RATES:
            rate, least = median(rates[OURS]), LEAST_RATES[exchange]
            found.append(Target(f"{exchange}: {rate:,.0f} per second, at least {least:,.0f}", rate >= least))
    for name, words in ((OURS, "start"), (DEMO, "start with the demo seed")):
        seconds = median(results.starts[name])
        found.append(Target(f"{words}: {seconds:.2f} s, at most {MOST_SECONDS:g} s", seconds <= MOST_SECONDS))
    memory = _megabytes(results.resident[OURS])
    found.append(Target(f"memory: {memory:.0f} MB, at most {MOST_MEGABYTES:g} MB", memory <= MOST_MEGABYTES))
    return found


def _megabytes(size: int) -> float:
    return size / 1_000_000


def machine() -> str:
    """The processor, how many of its cores there are, and the system: "2 x AMD EPYC, Linux 6.1"."""
    release = ".".join(platform.release().split(".")[:2])
    return f"{os.cpu_count()} x {_processor()}, {platform.system()} {release}"


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())
