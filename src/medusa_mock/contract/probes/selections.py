"""Probes of `expand` and `fields`."""

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.probes.prober import Prober
from medusa_mock.contract.surface import Operation

PLAIN = ("id", "created_at")
"""Columns whose absence would tell nothing: some answers show them whatever they are asked for."""


def select(prober: Prober, shown: Exchange) -> None:
    """Ask a GET for all relations, for all columns, and for a single one.

    Args:
        shown: an answer with a row, to the same request without either.

    Raises:
        Unanswered: there is no answer.
    """
    operation = shown.operation
    if names := _names(operation, "expand"):
        prober.ask(operation, shown.path_parameters, {"expand": names})
    if columns := [name for name in _names(operation, "fields") if name in operation.columns]:
        prober.ask(operation, shown.path_parameters, {"fields": columns})
    if column := _column(operation, shown):
        found = prober.ask(operation, shown.path_parameters, {"fields": [column]})
        _hold(prober, shown, found, column)


def _names(operation: Operation, parameter: str) -> list[str]:
    declared = operation.query.get(parameter, {})
    names = declared.get("schema", {}).get("items", {}).get("enum", [])
    return [] if declared.get("x-no-promise") else [str(name) for name in names]


def _column(operation: Operation, shown: Exchange) -> str | None:
    """A column that can be asked for, and that is not one of those which are there anyway."""
    row = next(shown.shown, {})
    columns = (name for name in _names(operation, "fields") if name in operation.columns and name in row)
    return next((name for name in columns if name not in PLAIN), None)


def _hold(prober: Prober, shown: Exchange, found: Exchange, column: str) -> None:
    """Something of what was not asked for is not there: which columns come along, each operation has its own mind."""
    others = set(_names(found.operation, "fields")) & found.operation.columns - {*PLAIN, column}
    whole = next(shown.shown, {}).keys() & others
    for row in found.shown:
        if whole and whole <= row.keys():
            told = (
                f"Only {column} was asked for, and {row.get('id')} shows {', '.join(sorted(whole)[:3])} and all others."
            )
            prober.report("fields_honoured", [Fault("Columns not left out", told, "surplus")], found)
            return
