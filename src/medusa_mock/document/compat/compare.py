"""Two documents compared, operation by operation."""

from collections.abc import Iterator

from medusa_mock.document.bundle import Bundle
from medusa_mock.document.compat.changes import Change, Found
from medusa_mock.document.compat.operations import OperationComparison
from medusa_mock.document.compat.rules import Level, Side
from medusa_mock.document.compat.schemas import SchemaComparison
from medusa_mock.document.compat.views import VARIABLE, Operation, Reader

LEVELS = list(Level)


def compare(old: Bundle, new: Bundle) -> list[Change]:
    """What has changed, the gravest first, and then in the order of the operations.

    A change of a schema is told once for all operations that use it. What only people read, such as descriptions and
    examples, is not compared, nor are servers, links, callbacks and webhooks.
    """
    told: dict[Found, list[tuple[str, str]]] = {}
    for label, found in _found(Reader(old), Reader(new)):
        told.setdefault(found._replace(at=""), []).append((label, found.at))
    changes = [_change(found, shown, old, new) for found, shown in told.items()]
    return sorted(changes, key=lambda change: LEVELS.index(change.level))


def _found(old: Reader, new: Reader) -> Iterator[tuple[str, Found]]:
    operations = OperationComparison(SchemaComparison(old.shapes, new.shapes))
    before, now = ({_route(operation): operation for operation in reader.operations()} for reader in (old, new))
    for route, operation in before.items():
        if route in now:
            yield from ((operation.label, found) for found in operations.compare(operation, now[route]))
        else:
            yield operation.label, Found("operation-removed", Side.OPERATION, "is gone", operation.pointer, "/paths")
    for route, operation in now.items():
        if route not in before:
            yield operation.label, Found("operation-added", Side.OPERATION, "is new", "/paths", operation.pointer)


def _route(operation: Operation) -> tuple[str, str]:
    """What tells requests apart: how the variables of a path are called does not."""
    return VARIABLE.sub("{}", operation.path), operation.method


def _change(found: Found, shown: list[tuple[str, str]], old: Bundle, new: Bundle) -> Change:
    places = old.place(found.old), new.place(found.new)
    operations = tuple(dict.fromkeys(label for label, _ in shown))
    return Change(found.rule, found.level, found.side, found.message, shown[0][1], *places, operations)
