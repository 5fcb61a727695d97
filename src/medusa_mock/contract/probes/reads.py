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
        if not path and found.row:
            _is_there(prober, rows, found)
        source = rows.surface.collection(operation)
        if source and found.row and not source.path_parameters and (listed := rows.list(source, {})):
            agree(prober, listed, found)


def _is_there(prober: Prober, rows: Rows, shown: Exchange) -> None:
    """A row that is shown without being asked for by its id, such as that of the account, is found by it, too."""
    items = (each for each in rows.surface if each.method == "GET" and each.one == shown.operation.one)
    item = next((each for each in items if len(each.path_parameters) == 1 and each.path.endswith("}")), None)
    row_id, email = shown.row.get("id"), shown.row.get("email")
    signed_in = prober.account.email
    if shown.operation.path.endswith("/auth") and signed_in and str(email).casefold() != signed_in.casefold():
        told = f"{signed_in} signed in, and {email} is shown."
        prober.report("right_row", [Fault("Another account", told, "email")], shown)
    if item is None or not isinstance(row_id, str):
        return
    found = prober.ask(item, {item.path_parameters[0]: row_id})
    if found.status == 404:
        told = f"{row_id} is shown, and {item.label} does not find it."
        prober.report("right_row", [Fault("Row that is not there", told, "nowhere")], found, shown)
    else:
        agree(prober, found, shown)


def agree(prober: Prober, one: Exchange, other: Exchange) -> None:
    """Two answers say the same of a row that both show."""
    for name in differing(one, other):
        row = next(other.shown)
        before = next((each.get(name) for each in one.shown if each.get("id") == row.get("id")), None)
        told = f"{name} of {row.get('id')} is {before!r} by {one.operation.label}, and {row.get(name)!r} here."
        prober.report("answers_agree", [Fault("Answers disagree", told, name)], one, other)
        return
