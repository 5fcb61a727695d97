"""What a write leads to: the next reads show it."""

from typing import Any

from medusa_mock.contract.checks.values import is_relation, number
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.probes.comparison import differing, is_same
from medusa_mock.contract.probes.prober import Prober
from medusa_mock.contract.surface import Operation, Surface


def written(prober: Prober, surface: Surface, write: Exchange) -> None:
    """A row that was written has what was sent, can be read as it was answered, and is in its list.

    Raises:
        Unanswered: there is no answer.
    """
    if not isinstance(write.row.get("id"), str):
        return
    _as_sent(prober, surface, write)
    item = _item(prober, surface, write)
    if item:
        _as_complete(prober, write, item)
    reads = [read for read in (item, _listed(prober, surface, write)) if read]
    stale = [(read, name) for read in reads if (name := next(differing(write, read), None))]
    if len(stale) == len(reads) > 1:
        _accuse(prober, write, *stale[0], write.operation)
    else:
        for read, name in stale:
            _accuse(prober, write, read, name, read.operation)


def _accuse(prober: Prober, write: Exchange, read: Exchange, name: str, blamed: Operation) -> None:
    row_id = write.row["id"]
    shown = next((row.get(name) for row in read.shown if row.get("id") == row_id), None)
    told = f"{write.operation.label} answered that {name} of {row_id} is {write.row.get(name)!r}, and "
    fault = Fault("Stale read after a write", f"{told}{read.operation.label} shows {shown!r}.", name)
    prober.report("read_after_write", [fault], write, read, blamed=blamed)


def _as_sent(prober: Prober, surface: Surface, write: Exchange) -> None:
    """Columns have the values that were sent, where the body is about the row itself."""
    item = surface.item_of(write.operation)
    if item is None or write.operation.path not in (item.path, item.path.rpartition("/")[0]):
        return
    sent = write.sent if isinstance(write.sent, dict) else {}
    moving = write.operation.raw.get("x-moving", ())
    for name in sorted((sent.keys() & write.row.keys() & write.operation.columns).difference(moving)):
        if _is_telling(sent[name]) and not _is_taken(sent[name], write.row[name]):
            told = f"{name} was to be {sent[name]!r}, and is {write.row[name]!r}."
            prober.report("write_honoured", [Fault("Not what was written", told, name)], write)
            return


def _as_complete(prober: Prober, write: Exchange, read: Exchange) -> None:
    """Both answers show the same columns of the row."""
    moving = {*write.operation.raw.get("x-moving", ()), *read.operation.raw.get("x-moving", ())}
    for less, more in ((read, write), (write, read)):
        missing = sorted((more.row.keys() & less.operation.columns) - less.row.keys() - moving)
        if missing:
            told = f"{more.operation.label} shows {missing[0]}, and {less.operation.label} does not."
            fault = Fault("Column missing", told, f"{missing[0]} missing")
            prober.report("answers_agree", [fault], write, read, blamed=less.operation)


def _is_telling(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _is_taken(sent: Any, shown: Any) -> bool:
    if isinstance(sent, str) and isinstance(shown, str) and sent.casefold() == shown.casefold():
        return True
    return is_relation(shown) or is_same(sent, shown)


def _item(prober: Prober, surface: Surface, write: Exchange) -> Exchange | None:
    """The row, read by its id."""
    operation = surface.item_of(write.operation)
    if operation is None or operation.one != write.operation.one:
        return None
    names = operation.path_parameters
    known = [*write.path_parameters.values()][: len(names) - 1]
    read = prober.ask(operation, dict(zip(names, [*known, write.row["id"]], strict=False)))
    if read.status == 404:
        told = f"{write.operation.label} answered with {write.row['id']}, and it is not there."
        prober.report("read_after_write", [Fault("Not there after a write", told, "404")], write, read)
    return read if read.succeeded else None


def _listed(prober: Prober, surface: Surface, write: Exchange) -> Exchange | None:
    """The list that the row is in."""
    operation = surface.list_of(write.operation)
    if operation is None or operation.path_parameters:
        return None
    by_id = "id" in operation.query
    read = prober.ask(operation, query={"id": write.row["id"]} if by_id else None)
    is_creation = write.operation.path == operation.path
    is_complete = by_id or (number(read.envelope.get("count")) or len(read.rows)) <= len(read.rows)
    if is_creation and read.succeeded and is_complete and write.row["id"] not in [row.get("id") for row in read.rows]:
        told = f"{write.operation.label} made {write.row['id']}, and it is not in the list."
        prober.report("read_after_write", [Fault("Not listed after a write", told, "listed")], write, read)
        return None
    return read if any(row.get("id") == write.row["id"] for row in read.rows) else None


def deleted(prober: Prober, surface: Surface, deletion: Exchange) -> None:
    """A row that was deleted is told to be, cannot be read, and is in no list.

    Raises:
        Unanswered: there is no answer.
    """
    operation = deletion.operation
    if not operation.path.endswith("}"):
        return
    told = deletion.envelope.get("deleted")
    if told is False:
        fault = Fault("Deletion not told", "The row was there, and deleted is false.", "deleted")
        prober.report("soft_delete", [fault], deletion)
    gone = deletion.path_parameters[operation.path_parameters[-1]]
    if len(operation.path_parameters) == 2 and _is_part(prober, surface, deletion, gone):
        return
    reader = surface.by_label.get(f"GET {operation.path}")
    if reader and reader.one and (read := prober.ask(reader, deletion.path_parameters)).succeeded:
        told_ = f"{gone} was deleted, and {reader.label} still shows it."
        prober.report(
            "soft_delete", [Fault("Deleted row still there", told_, "there")], deletion, read, blamed=operation
        )
        return
    listing = surface.by_label.get(f"GET {operation.path.rpartition('/')[0]}")
    if listing and listing.many and not listing.path_parameters:
        found = prober.ask(listing)
        if gone in [row.get("id") for row in found.rows]:
            told_ = f"{gone} was deleted, and {listing.label} still shows it."
            fault = Fault("Deleted row still listed", told_, "listed")
            prober.report("soft_delete", [fault], deletion, found, blamed=operation if reader is None else listing)


def _is_part(prober: Prober, surface: Surface, deletion: Exchange, gone: str) -> bool:
    """Whether the row above still shows what was deleted below it."""
    operation, owner = deletion.operation, deletion.operation.path_parameters[0]
    path = operation.path[: operation.path.index("}") + 1]
    reader = next((each for each in surface if each.method == "GET" and each.path == path and each.one), None)
    if reader is None:
        return False
    found = prober.ask(reader, {reader.path_parameters[0]: deletion.path_parameters[owner]})
    segment = operation.path.rpartition("/{")[0].rpartition("/")[2].replace("-", "_")
    parts = found.row.get(segment)
    if gone not in ([part.get("id") for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []):
        return False
    told = f"{gone} was deleted, and {reader.label} still shows it."
    fault = Fault("Deleted row still there", told, "part")
    prober.report("soft_delete", [fault], deletion, found, blamed=operation)
    return True
