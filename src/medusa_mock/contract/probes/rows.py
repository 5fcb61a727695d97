"""The rows that a server has: what probes put into paths."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.probes.prober import Prober, Unanswered
from medusa_mock.contract.surface import Operation, Surface

FEW = 2
"""How many rows of a list are looked at one by one."""


@dataclass
class Rows:
    """The lists of a server, each asked for once."""

    prober: Prober
    surface: Surface
    _lists: dict[tuple[str, tuple[str, ...]], Exchange | None] = field(default_factory=dict)

    def list(self, operation: Operation, path_parameters: dict[str, str]) -> Exchange | None:
        """A whole list, or as much of it as its first page holds; None where there is no answer to judge."""
        key = operation.label, tuple(path_parameters.values())
        if key not in self._lists:
            try:
                found = self.prober.ask(operation, path_parameters)
            except Unanswered:
                found = None
            self._lists[key] = found if found and found.succeeded else None
        return self._lists[key]

    def paths(self, operation: Operation, most: int = FEW) -> Iterator[dict[str, str]]:
        """Values for the path of an operation, each of a row that is there: the first rows of a list, and its last."""
        if operation.wants:
            return  # the document alone does not say what with
        prefix, _, rest = operation.path.partition("{")
        if not rest:
            yield {}
            return
        name = rest.partition("}")[0]
        source = self.surface.by_label.get(f"GET {prefix.rstrip('/')}")
        found = self.list(source, {}) if source and source.many and not source.path_parameters else None
        for value in _values(found, name, most) if found else ():
            yield from self._nested(operation, prefix, {name: value}, most)

    def _nested(self, operation: Operation, prefix: str, known: dict[str, str], most: int) -> Iterator[dict[str, str]]:
        """The same for a second parameter, out of a list below the row that the first one names."""
        names = operation.path_parameters
        if len(names) == len(known):
            yield known
            return
        del prefix
        source = self.surface.collection(operation)
        if len(names) != len(known) + 1 or source is None or len(source.path_parameters) != len(known):
            return
        found = self.list(source, dict(zip(source.path_parameters, known.values(), strict=True)))
        for value in _values(found, names[-1], most) if found else ():
            yield {**known, names[-1]: value}


def _values(found: Exchange, name: str, most: int) -> Iterator[str]:
    column = next((each for each in (name, name.removesuffix("_code"), "id") if each in found.operation.row), "id")
    values = [str(row[column]) for row in found.rows if row.get(column) is not None]
    yield from dict.fromkeys([*values[: most - 1], *values[-1:]])
