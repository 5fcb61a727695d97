"""The query parameters that lists and single answers share, and the page of rows that they ask for.

Source: `api/middlewares/transform-query.ts`, `utils/get-query-config.ts`, `utils/build-query.ts`, and the real server
where these leave it open:

- `limit` and `offset` round to whole rows as PostgreSQL does (1.5 is 2), a limit of 0 is no limit, and the answer
  repeats them as they came.
- `order=title` ascends, `order=-title` descends. Text sorts by code point, objects as a `jsonb` does, nulls come last
  ascending and first descending. Rows that are equal come in the order of insertion, a choice of ours: the order of the
  real server's changes from one request to the next.
- `count` is the number of rows on all pages.
- A filter is a value, a list of which any will do, null, or bounds such as `{"gte": ..., "lt": ...}`. A filter on
  `deleted_at` brings softly deleted rows into the list.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from medusa_mock.errors import InvalidData
from medusa_mock.store.filters import conditions, equalities
from medusa_mock.store.rows import Json, Row, jsonb_rank
from medusa_mock.store.shapes import Shape, shape
from medusa_mock.store.store import Store
from medusa_mock.store.tables import Table
from medusa_mock.store.world import Rows, World

SHARED = frozenset({"q", "order", "offset", "limit", "expand", "fields"})


@dataclass(frozen=True, slots=True)
class Query:
    """What a client asks for of a table's rows."""

    filters: Mapping[str, Json]
    q: str | None
    order: str
    offset: float
    limit: float
    shape: Shape

    @classmethod
    def parse(
        cls,
        store: Store,
        table: Table,
        params: Mapping[str, Json],
        *,
        fields: tuple[str, ...] = (),
        relations: tuple[str, ...] | None = None,
        listed: bool = False,
    ) -> "Query":
        """Read validated parameters: numbers are numbers, `expand` and `fields` lists, or text with commas.

        `fields` are the columns shown unless the client says otherwise (none: all), `relations` likewise (None: those
        that the table says), `listed` is whether the answer is a list. Raises InvalidData for an unknown column in
        `order` or `fields` and an unknown relation in `expand`.
        """
        order = params.get("order")
        if order and order.removeprefix("-") not in table.visible:
            raise InvalidData(f"Order field {order.removeprefix('-')} is not valid")
        asked = names(params.get("fields")), names(params.get("expand"))
        return cls(
            filters={name: _wanted(value) for name, value in params.items() if name not in SHARED},
            q=params.get("q"),
            order=order or table.order,
            offset=params.get("offset") or 0,
            limit=50 if params.get("limit") is None else params["limit"],
            shape=shape(store.tables, table, *asked, default=fields, relations=relations, listed=listed),
        )


def page(store: Store, table: Table, query: Query) -> tuple[list[Row], int]:
    """The rows of the page, and how many there are on all pages."""
    world = store.world
    rows = world.rows[table.name]
    most = len(rows.by_key)
    offset, limit = min(_whole(query.offset), most), min(_whole(query.limit), most) if query.limit else None
    if not query.filters and not query.q:
        if query.order == "-created_at":
            return list(rows.at(rows.indexes.dated.descending(offset, limit))), len(rows.indexes.living)
        if not query.order:
            return list(rows.at(rows.indexes.living.ascending(offset, limit))), len(rows.indexes.living)
    found = _sorted(_matching(world, rows, query), query.order)
    return found[offset : None if limit is None else offset + limit], len(found)


def _matching(world: World, rows: Rows, query: Query) -> Iterator[Row]:
    equal = equalities(rows.table, query.filters)
    found = rows.where(equal, deleted="deleted_at" in query.filters)
    for condition in conditions(world, rows.table, query.filters, query.q):
        found = filter(condition, found)
    return found


def _sorted(rows: Iterable[Row], order: str) -> list[Row]:
    found = list(rows)
    for column in reversed(order.split(",") if order else ()):  # the last first: rows that are equal stay as they are
        _sort(found, column.removeprefix("-"), reverse=column.startswith("-"))
    return found


def _sort(rows: list[Row], name: str, *, reverse: bool) -> None:
    first = next((value for row in rows if (value := row[name]) is not None), None)
    if isinstance(first, dict | tuple):
        rows.sort(key=lambda row: (row[name] is None, jsonb_rank(row[name])), reverse=reverse)
    else:
        rows.sort(key=lambda row: (row[name] is None, row[name]), reverse=reverse)


def _whole(number: float) -> int:
    return math.floor(number + 0.5)


def _wanted(value: Json) -> Json:
    """The text `null` in a query string stands for null. Source: `utils/remove-undefined-properties.ts`."""
    return None if value == "null" else value


def names(value: str | Collection[str] | None) -> list[str] | None:
    """None where the parameter is absent; an empty one names nothing."""
    if value is None:
        return None
    return [name for name in (value.split(",") if isinstance(value, str) else value) if name]
