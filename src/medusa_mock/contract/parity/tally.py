"""Differences by operation: how many steps asked for it, how many differed, and in what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rich.console import Console
from rich.table import Table

from medusa_mock import document as documents
from medusa_mock.contract.operations import Operations
from medusa_mock.contract.parity.scenario import Json
from medusa_mock.contract.parity.verdict import KINDS, Verdict

WIDTH = 140
"""Wide enough for the longest path, whatever the terminal is."""


@dataclass
class Tally:
    """Counts by operation, as `GET /admin/apps`, or by the request where the documents know none."""

    steps: Counter[str] = field(default_factory=Counter)
    unequal: Counter[str] = field(default_factory=Counter)
    kinds: Mapping[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})

    def plain(self) -> dict[str, Json]:
        """Operation -> its counts, of all that were asked for."""
        return {
            label: {"steps": steps, "unequal": self.unequal[label]} | {kind: self.kinds[kind][label] for kind in KINDS}
            for label, steps in self.steps.items()
        }

    def show(self) -> None:
        """Print the operations that differ, if there are any."""
        if not self.unequal:
            return
        table = Table("operation", "steps", "unequal", *KINDS, box=None, header_style="bold", padding=(0, 2, 0, 0))
        for label, unequal in self.unequal.items():
            counts = (self.steps[label], unequal, *(self.kinds[kind][label] for kind in KINDS))
            table.add_row(label, *(str(count or "-") for count in counts))
        Console(width=WIDTH).print(table)


def tally(results: Iterable[Sequence[Verdict]]) -> Tally:
    """Count what the steps of all scenarios came to: in each kind, the steps that differ in it."""
    told = Tally()
    for verdict in (verdict for verdicts in results for verdict in verdicts):
        label = _operation(verdict.request)
        told.steps[label] += 1
        told.unequal[label] += not verdict.equal
        for kind in {difference.kind for difference in verdict.differences}:
            told.kinds[kind][label] += 1
    told.unequal = +told.unequal
    return told


def _operation(request: str) -> str:
    method, _, target = request.partition(" ")
    path = target.partition("?")[0]
    found = _operations().find(method, path)
    return found.label if found else f"{method} {path}"


@cache
def _operations() -> Operations:
    return Operations({api: documents.load(api) for api in documents.APIS})
