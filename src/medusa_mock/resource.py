"""The operations that most resources have, written once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from medusa_mock.domain.events import CREATED, DELETED, EVENTS, UPDATED, emit
from medusa_mock.store.query import Query, names, page
from medusa_mock.store.render import render
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.store import Store
from medusa_mock.store.tables import Table

Body: TypeAlias = dict[str, Json]


@dataclass(frozen=True)
class Resource:
    """A table as the API shows it: one row under the key `one`, several under `many`.

    Its methods are handlers: validated parameters in, the body of the answer out.
    """

    table: Table
    one: str
    many: str
    fields: tuple[str, ...] = ()
    """The columns shown unless the client asks for others; none for all."""
    object: str = ""
    """What the answer to a delete calls the row, where that is not `one`."""
    keys: tuple[str, str, str, str] = ("rows", "count", "offset", "limit")
    """The order of what is in a list, where `rows` stands for `many`."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Filter -> the relation that it is about, where they have different names."""
    overruled: frozenset[str] = frozenset()
    """The parameters of a list that the real server does not read where there is a `q`."""

    event: str = ""
    """What the events of the rows are about, where there are any. Of those that do not exist nothing is told."""

    signed: bool = True
    """Whether signs in `fields` change the usual columns; where there are none, those with a plus are all there is."""

    def list(self, store: Store, **params: Json) -> Body:
        query = Query.parse(store, self.table, self.asked(params), fields=self.fields, listed=True)
        return self.page(store, query, lambda row: render(store, row, query))

    def asked(self, params: Mapping[str, Json]) -> Body:
        """The parameters of a list as the store understands them."""
        unread = self.overruled if params.get("q") else frozenset()
        read = {self.filters.get(name, name): value for name, value in params.items() if name not in unread}
        return read if self.signed else _unsigned(read)

    def page(self, store: Store, query: Query, show: Callable[[Row], Json]) -> Body:
        """The rows that are asked for, as `show` makes them, and where the page lies."""
        rows, count = page(store, self.table, query)
        shown = [show(row) for row in rows]
        values = {"rows": shown, "count": count, "offset": query.offset, "limit": query.limit}
        return {self.many if key == "rows" else key: values[key] for key in self.keys}

    def all(self, store: Store, **params: Json) -> Body:
        """Every row that the parameters let through, for the lists that have no pages."""
        query = Query.parse(store, self.table, {"limit": 0, **params}, fields=self.fields)
        return {self.many: [render(store, row, query) for row in page(store, self.table, query)[0]]}

    def retrieve(self, store: Store, id: str, **params: Json) -> Body:
        """Raises NotFound."""
        return self.show(store, store.get(self.table, id), **params)

    def create(self, store: Store, body: Body, **params: Json) -> Body:
        """Raises Duplicate."""
        row = store.insert(self.table, body)
        self._tell(store, row.key, CREATED)
        return self.show(store, row, **params)

    def save(self, store: Store, values: Body) -> Body:
        """Make a row and show it as TypeORM's `save` leaves it, which many a real service answers.

        First come the values that it was given, as they were given, then those that it was not: the key, the columns
        that may be null, the others. Whatever is given is shown, hidden or not; relations are not. Raises Duplicate.
        """
        row = store.insert(self.table, values)
        self._tell(store, row.key, CREATED)
        given = {name: values[name] for name in self.table.columns if name in values}
        last = [name for name in row if name in self.table.required | {"created_at", "updated_at"}]
        nulls = [name for name in row if name not in last]
        return {self.one: given | {name: row[name] for name in (self.table.key, *nulls, *last) if name not in given}}

    def update(self, store: Store, id: str, body: Body, **params: Json) -> Body:
        """Raises NotFound, Duplicate."""
        row = store.update(self.table, id, body)
        self._tell(store, id, UPDATED)
        return self.show(store, row, **params)

    def delete(self, store: Store, id: str) -> Body:
        """Raises NotFound; the real server mostly does not: see `discard`."""
        store.delete(self.table, id)
        self._tell(store, id, DELETED)
        return self.deleted(id)

    def discard(self, store: Store, id: str) -> Body:
        """Delete the row if there is one: the answer is the same where there is none."""
        return self.delete(store, id) if store.find(self.table, id) else self.deleted(id)

    def show(self, store: Store, row: Row, **params: Json) -> Body:
        """The row in its envelope, as `fields` and `expand` among the parameters ask for it."""
        query = Query.parse(store, self.table, params if self.signed else _unsigned(params), fields=self.fields)
        return {self.one: render(store, row, query)}

    def _tell(self, store: Store, id: str, what: str) -> None:
        if (name := f"{self.event}.{what}") in EVENTS:
            emit(store, name, {"id": id})

    def deleted(self, id: str) -> Body:
        return {"id": id, "object": self.object or self.one, "deleted": True}


def _unsigned(params: Mapping[str, Json]) -> Body:
    """The parameters with `fields` as columns to show, where signs were to change columns of which there are none."""
    asked = names(params.get("fields"))
    if not asked or any(name[0] not in "+-*" for name in asked):
        return dict(params)
    return {**params, "fields": ["id", *(name.removeprefix("+") for name in asked if name[0] != "-")]}
