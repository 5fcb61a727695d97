"""Probes of lists: their pages, their order, their filters."""

from collections.abc import Iterator, Mapping
from typing import Any

from medusa_mock.contract.checks.filters import NO_FILTERS, satisfies
from medusa_mock.contract.checks.order import NOWHERE, comparable
from medusa_mock.contract.checks.values import number
from medusa_mock.contract.exchange import Exchange, Row
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.probes.comparison import ids
from medusa_mock.contract.probes.prober import Prober
from medusa_mock.contract.probes.queries import written

NOBODY = "nothing-has-this-value"
ORDERED = 3
"""How many columns a list is sorted by, each up and down."""


class ListProbe:
    """A list, asked for in several ways whose answers have to agree.

    Args:
        whole: the answer to a request without parameters.
    """

    def __init__(self, prober: Prober, whole: Exchange) -> None:
        self._prober = prober
        self._whole = whole
        self._operation = whole.operation
        count = number(whole.envelope.get("count"))
        self._is_complete = count is None or count <= len(whole.rows)

    def run(self) -> None:
        """Ask.

        Raises:
            Unanswered: there is no answer.
        """
        if self._operation.is_paged:
            self._pages()
            self._end()
        self._orders()
        for name in self._operation.query:
            if name not in NO_FILTERS:
                self._filter(name)
        if "q" in self._operation.query:
            self._search()

    def _ask(self, **query: Any) -> Exchange:
        return self._prober.ask(self._operation, self._whole.path_parameters, query)

    def _report(self, check: str, fault: Fault, *exchanges: Exchange) -> None:
        self._prober.report(check, [fault], self._whole, *exchanges)

    # ---- pages

    def _pages(self) -> None:
        """Pages one after the other hold the rows of the whole list, in its order, and each of them once."""
        order = {} if _tells_apart(self._whole.rows, "created_at") else self._sure_order()
        whole = self._ask(**order) if order else self._whole
        if order is None or len(whole.rows) < 2:
            return
        expected = ids(whole.rows)[:4]
        for limit, offset in ((1, 0), (1, 1), (2, 1)):
            page = self._ask(**order, limit=limit, offset=offset)
            if page.succeeded and ids(page.rows) != expected[offset : offset + limit]:
                told = f"The list begins with {', '.join(expected)}, and limit={limit}&offset={offset} shows "
                fault = Fault("Wrong page", f"{told}{', '.join(ids(page.rows)) or 'nothing'}.", "page")
                self._prober.report("pages_honoured", [fault], whole, page)
                return

    def _sure_order(self) -> dict[str, str] | None:
        """An order that tells all rows apart; None where there is none."""
        known = self._operation.query.get("order", {}).get("schema", {}).get("enum", ())
        return {"order": "id"} if "id" in known else None

    def _end(self) -> None:
        """The last page is where `count` says it is."""
        count = number(self._whole.envelope.get("count"))
        if not count or count <= 1:
            return
        last = self._ask(limit=2, offset=int(count) - 1)
        if last.succeeded and len(last.rows) != 1:
            told = f"count is {count:g}, and from {count - 1:g} on there are {len(last.rows)} rows."
            self._report("list_envelope", Fault("Wrong count", told, "count"), last)
        if last.succeeded and number(last.envelope.get("count")) not in (None, count):
            told = f"count is {count:g}, and {last.envelope['count']} on the last page."
            self._report("list_envelope", Fault("Wrong count", told, "count"), last)

    # ---- order

    def _orders(self) -> None:
        """Sorted by a column, up and down."""
        for column in self._sortable():
            self._ask(order=column)
            self._ask(order=f"-{column}")

    def _sortable(self) -> list[str]:
        """Columns with different values that the list can be sorted by; of free names only the one that all have."""
        parameter = self._operation.query.get("order")
        if parameter is None or parameter.get("x-no-promise"):
            return []
        known = parameter["schema"].get("enum", ["created_at"])
        columns = [name for name in known if not name.startswith("-") and self._varies(name)]
        return sorted(columns, key=lambda name: name in ("id", "created_at", "updated_at"))[:ORDERED]

    def _varies(self, column: str) -> bool:
        values = [comparable(row.get(column)) for row in self._whole.rows]
        return len({value for value in values if value is not NOWHERE}) > 1

    # ---- filters

    def _filter(self, name: str) -> None:
        parameter = self._operation.query[name]
        if parameter.get("x-no-promise"):
            return
        if name in self._operation.columns and (row := self._telling(name)) is not None:
            for asked in self._asked(name, row[name]):
                self._hold(name, asked)
        elif name not in self._operation.columns and self._takes_any_text(name):
            found = self._ask(**{name: written(self._operation, name, NOBODY)})
            self._nothing(found, name)

    def _telling(self, name: str) -> Row | None:
        """The row whose value the fewest others have."""
        values = [row[name] for row in self._whole.rows if _is_plain(row.get(name))]
        rows = [row for row in self._whole.rows if _is_plain(row.get(name))]
        return min(rows, key=lambda row: values.count(row[name]), default=None)

    def _asked(self, name: str, value: Any) -> Iterator[Any]:
        """What a filter may be asked for so that the row with the value, or another one, is left."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if "gt" in self._flat(name).get("properties", {}):
            yield {"gte": text}
            yield {"lt": text}
            return
        yield written(self._operation, name, text)
        if isinstance(value, str) and self._takes_any_text(name):
            yield written(self._operation, name, NOBODY)

    def _hold(self, name: str, asked: Any) -> None:
        found = self._ask(**{name: asked})
        if not found.succeeded:
            return
        shown = {row.get("id") for row in found.rows}
        if not self._is_complete or (found.operation.is_paged and len(shown) < (number(found.envelope["count"]) or 0)):
            return
        for row in self._whole.rows:
            if name in row and row.get("id") not in shown and _clearly_satisfies(row, name, asked):
                told = f"{name} was to be {asked!r}, which {row.get('id')} is, and it is not there."
                self._report("filters_honoured", Fault("Filter leaves out a row", told, f"{name} left out"), found)
                return

    def _nothing(self, found: Exchange, name: str) -> None:
        if found.rows:
            told = f"{name} was to be {NOBODY!r}, and there are {len(found.rows)} rows."
            self._report("filters_honoured", Fault("Filter not honoured", told, name), found)

    def _takes_any_text(self, name: str) -> bool:
        parameter = self._operation.query[name]
        for shape in (parameter["schema"], *parameter.get("x-one-of", ())):
            flat = self._operation.schemas.flat(shape)
            flat = self._operation.schemas.flat(flat["items"]) if flat.get("type") == "array" else flat
            if flat.get("type") != "string" or {"enum", "format", "pattern"} & flat.keys():
                return False
        return True

    def _flat(self, name: str) -> Mapping[str, Any]:
        return self._operation.schemas.flat(self._operation.query[name]["schema"])

    # ---- search

    def _search(self) -> None:
        if not self._operation.query["q"].get("x-no-promise"):
            self._nothing(self._ask(q=NOBODY), "q")


def _tells_apart(rows: list[Row], column: str) -> bool:
    """Whether no two rows have the same value."""
    values = [str(row.get(column)) for row in rows]
    return len(set(values)) == len(values)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and value != ""


def _clearly_satisfies(row: Row, name: str, asked: Any) -> bool:
    """Whether a row is surely one of those that were asked for; one at the bound may be either."""
    if row[name] is None or (isinstance(asked, Mapping) and row[name] in asked.values()):
        return False
    return satisfies(row, name, asked)
