"""What `expand` and `fields` ask an answer to show."""

from collections.abc import Iterable, Iterator, Sequence

from medusa_mock.contract.checks.values import names_of
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault


def expand_honoured(exchange: Exchange) -> Iterator[Fault]:
    """A relation that was asked for is there, be it null or empty. What it shows of itself is its own affair."""
    names = {name.partition(".")[0] for name in _asked(exchange, "expand")} & exchange.operation.row.keys()
    yield from _missing(exchange, names.difference(_moving(exchange)), "Relation not shown")


def fields_honoured(exchange: Exchange) -> Iterator[Fault]:
    """A column that was asked for is there. Which relations come with it, each operation has its own mind."""
    names = exchange.operation.columns.intersection(_asked(exchange, "fields"))
    yield from _missing(exchange, names.difference(_moving(exchange)), "Column not shown")


def _moving(exchange: Exchange) -> Sequence[str]:
    """What is shown only where there is something to show."""
    found: Sequence[str] = exchange.operation.raw.get("x-moving", ())
    return found


def _asked(exchange: Exchange, parameter: str) -> Sequence[str]:
    """The names that a parameter holds, if all of them are plain names that the document has."""
    declared = exchange.operation.query.get(parameter, {})
    names = list(dict.fromkeys(names_of(exchange.query.get(parameter))))
    known = declared.get("schema", {}).get("items", {}).get("enum", ())
    return [] if declared.get("x-no-promise") or not set(names).issubset(known) else names


def _missing(exchange: Exchange, names: Iterable[str], title: str) -> Iterator[Fault]:
    for name in sorted(names):
        for row in exchange.shown:
            if name not in row:
                yield Fault(title, f"{name} was asked for, and {row.get('id')} does not show it.", name)
                break
