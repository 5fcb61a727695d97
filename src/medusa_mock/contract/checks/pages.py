"""The page of a list: what it says of itself is so."""

from collections import Counter
from collections.abc import Iterator
from math import ceil

from medusa_mock.contract.checks.values import number
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault


def list_envelope(exchange: Exchange) -> Iterator[Fault]:
    """`limit` and `offset` are those that were asked for and hold, `count` is what there can be, no row is twice."""
    yield from _twice(exchange)
    page = exchange.envelope
    if not exchange.operation.is_paged or exchange.operation.many not in page:
        return
    shown = len(exchange.rows)
    for name in ("limit", "offset"):
        asked, told = _asked(exchange, name), number(page.get(name))
        if asked is not None and told is not None and asked != told:
            yield Fault(f"Wrong {name}", f"{name} was to be {asked:g}, and the answer says {told:g}.", name)
    limit, offset, count = _asked(exchange, "limit"), _asked(exchange, "offset"), number(page.get("count"))
    if limit and shown > ceil(limit):
        yield Fault("Limit not honoured", f"At most {limit:g} rows were asked for, and {shown} came.", "rows")
    if count is None or offset is None or limit is None or not (limit.is_integer() and offset.is_integer()):
        return
    if shown and offset + shown > count:
        said = f"There are {offset + shown:g} rows up to this page, and count is {count:g}."
        yield Fault("Wrong count", said, "count")
    if (not limit or shown < limit) and (shown or not offset) and offset + shown < count:
        said = f"The list ends after {offset + shown:g} rows, and count is {count:g}."
        yield Fault("Wrong count", said, "count")


def _asked(exchange: Exchange, name: str) -> float | None:
    if name in exchange.query:
        return number(exchange.query[name])
    return number(exchange.operation.query.get(name, {}).get("schema", {}).get("default"))


def _twice(exchange: Exchange) -> Iterator[Fault]:
    ids = Counter(row["id"] for row in exchange.rows if isinstance(row.get("id"), str))
    for row_id, times in ids.items():
        if times > 1:
            yield Fault("Row listed twice", f"{row_id} is there {times} times.", "twice")
            return
