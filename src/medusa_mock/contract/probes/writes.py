"""Probes of the operations that write: each is brought to a success, and the server is asked whether it means it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.naming import below, nouns, singular
from medusa_mock.contract.probes import links
from medusa_mock.contract.probes.consequences import deleted, written
from medusa_mock.contract.probes.ids import Ids, distinct, filled
from medusa_mock.contract.probes.metadata import merge_metadata
from medusa_mock.contract.probes.misfits import refuse_misfits
from medusa_mock.contract.probes.prober import Prober, Unanswered
from medusa_mock.contract.probes.rows import Rows
from medusa_mock.contract.surface import Operation, Surface

TRIES = 24
"""How many requests an operation gets to be answered with a success."""

MOST_ROWS = 24


@dataclass
class Tour:
    """A way through all operations that write: rows are made, changed and deleted.

    Args:
        free: whether rows that were there before may be changed as well; they are never deleted otherwise.
        mark: what tells texts of this run from others, where they must be unique.
    """

    prober: Prober
    surface: Surface
    rows: Rows
    free: bool
    mark: str
    ids: Ids = field(default_factory=Ids)
    _made: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    _linked: dict[str, list[links.Request]] = field(default_factory=dict)

    def run(self, operations: list[Operation]) -> None:
        """Write, those first that need nothing else, and delete what was made at the end."""
        for listing in self.surface:
            is_list = listing.method == "GET" and listing.many and not listing.path_parameters
            if self.free and is_list and (found := self.rows.list(listing, {})):
                self.ids.learn(found.body)
        for operation in sorted(operations, key=_turn):
            try:
                self._visit(operation)
            except Unanswered:
                continue

    def _visit(self, operation: Operation) -> None:
        tried = False
        for request in islice(self._requests(operation), TRIES):
            if not tried and operation.body is not None:
                refuse_misfits(self.prober, request, self.mark)
                tried = True
            found = self._send(request)
            if found.succeeded:
                self._follow_up(found)
                return

    def _send(self, request: links.Request) -> Exchange:
        operation = request.operation
        found = self.prober.ask(operation, request.path_parameters, request.query, request.body)
        if found.status == 422 and request.body is not None:
            other = distinct(request.body, self.mark)
            found = self.prober.ask(operation, request.path_parameters, request.query, other)
        return found

    def _follow_up(self, found: Exchange) -> None:
        operation = found.operation
        if operation.method == "DELETE":
            deleted(self.prober, self.surface, found)
            for gone in found.path_parameters.values():
                self.ids.forget(gone)
            return
        self.ids.learn(found.body)
        for request in links.requests(self.surface, found):
            self._linked.setdefault(request.operation.label, []).append(request)
        if isinstance(made := found.row.get("id"), str) and not operation.path.endswith("}"):
            self._made.setdefault(operation.path, []).append({**found.path_parameters, "": made})
        written(self.prober, self.surface, found)
        merge_metadata(self.prober, found)

    # ---- what to send

    def _requests(self, operation: Operation) -> Iterator[links.Request]:
        for request in self._linked.get(operation.label, ()):
            bodies = [request.body] if request.body is not None else self._bodies(operation)
            for body in bodies:
                yield links.Request(operation, request.path_parameters, filled(body, self.ids), request.query)
        for path, near in self._paths(operation):
            for body in self._bodies(operation):
                yield links.Request(operation, path, filled(body, near, self.ids))

    def _bodies(self, operation: Operation) -> list[Any]:
        if operation.body is None:
            return [] if operation.raw.get("requestBody", {}).get("required") else [None]
        return list(operation.body_examples) or [{}]

    def _paths(self, operation: Operation) -> Iterator[tuple[dict[str, str], Ids]]:
        """Values for the path, and the ids of the row that it leads to."""
        names = operation.path_parameters
        if not names:
            yield {}, self.ids
            return
        owner = operation.path.partition("{")[0]
        for first in self._owners(owner.rstrip("/"), names[0], operation):
            row, near = self._row(owner, first), Ids()
            near.learn(row)
            for path in self._below(operation, {names[0]: first}, row):
                yield path, near

    def _below(self, operation: Operation, known: dict[str, str], row: Any) -> Iterator[dict[str, str]]:
        """The values for the rest of a path, out of the row that its beginning leads to, or else of any list."""
        names = operation.path_parameters
        if len(known) == len(names):
            yield known
            return
        name = names[len(known)]
        found = list(below(row, name, operation.path)) or [(value, {}) for value in self._of_kind(name, operation.path)]
        for value, part in found[:2]:
            yield from self._below(operation, {**known, name: value}, part)

    def _of_kind(self, name: str, path: str) -> Iterator[str]:
        """Rows of any list of this kind; where only what was made may be touched, that they are named does no harm."""
        for listing in self.surface:
            is_list = listing.method == "GET" and not listing.path_parameters
            if is_list and listing.many and singular(listing.many) in nouns(name, path):
                found = self.rows.list(listing, {})
                column = name if name in listing.row else "id"
                yield from (str(row[column]) for row in (found.rows[:2] if found else ()) if column in row)

    def _owners(self, collection: str, name: str, operation: Operation) -> Iterator[str]:
        """The rows that the first parameter may name: those that were made, and others where they may be used."""
        made = [path[""] for path in self._made.get(collection, ())]
        yield from made
        is_deletion_of_it = operation.method == "DELETE" and operation.path.endswith(f"{{{name}}}")
        source = self.surface.by_label.get(f"GET {collection}")
        if not self.free or is_deletion_of_it:
            return
        if source is None or not source.many or source.path_parameters:
            yield from self._of_kind(name, collection)
            return
        found = self.rows.list(source, {})
        column = name if name in source.row else "id"
        for row in found.rows[:MOST_ROWS] if found else ():
            if row.get(column) not in (None, *made):
                yield str(row[column])

    def _row(self, owner: str, value: str) -> Any:
        items = (each for each in self.surface if each.label.startswith(f"GET {owner}{{") and each.one)
        item = next((each for each in items if len(each.path_parameters) == 1 and each.path.endswith("}")), None)
        return self.prober.ask(item, {item.path_parameters[0]: value}).row if item else {}


def _turn(operation: Operation) -> tuple[int, int]:
    """What makes rows, then what changes them, then what brings them to an end; what deletes begins at the bottom."""
    depth = operation.path.count("/")
    if operation.method == "DELETE":
        return 3, -depth
    if operation.path_parameters:
        return (1 if operation.body is not None else 2), depth
    return 0, depth
