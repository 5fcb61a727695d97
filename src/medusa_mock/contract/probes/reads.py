"""Probes of the operations that read."""

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.probes.comparison import differing
from medusa_mock.contract.probes.lists import ListProbe
from medusa_mock.contract.probes.prober import Prober
from medusa_mock.contract.probes.rows import Rows
from medusa_mock.contract.probes.selections import select
from medusa_mock.contract.surface import Operation


def read(prober: Prober, rows: Rows, operation: Operation) -> None:
    """Ask a GET for what there is.

    Raises:
        Unanswered: there is no answer.
    """
    if operation.method != "GET":
        return
    if operation.many:
        _read_list(prober, rows, operation)
    else:
        _read_item(prober, rows, operation)


def _read_list(prober: Prober, rows: Rows, operation: Operation) -> None:
    """The fullest of the lists that the rows above it have."""
    lists = (rows.list(operation, path) for path in rows.paths(operation, 4))
    whole = max((found for found in lists if found), key=lambda found: len(found.rows), default=None)
    if whole is None:
        return
    ListProbe(prober, whole).run()
    if whole.rows:
        select(prober, whole)


def _read_item(prober: Prober, rows: Rows, operation: Operation) -> None:
    selected = False
    for path in rows.paths(operation):
        found = prober.ask(operation, path)
        if found.row and not selected:
            select(prober, found)
            selected = True
        source = rows.surface.collection(operation)
        if source and found.row and not source.path_parameters and (listed := rows.list(source, {})):
            agree(prober, listed, found)


def agree(prober: Prober, one: Exchange, other: Exchange) -> None:
    """Two answers say the same of a row that both show."""
    for name in differing(one, other):
        row = next(other.shown)
        before = next((each.get(name) for each in one.shown if each.get("id") == row.get("id")), None)
        told = f"{name} of {row.get('id')} is {before!r} by {one.operation.label}, and {row.get(name)!r} here."
        prober.report("answers_agree", [Fault("Answers disagree", told, name)], one, other)
        return
