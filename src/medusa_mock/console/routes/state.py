"""The rows of a session, table by table, to look at and to set right."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from medusa_mock.console.control import Body, Control, removed
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.seeds.columns import fault, names
from medusa_mock.seeds.refusals import suggestion
from medusa_mock.seeds.worlds import stored
from medusa_mock.store import ForeignKeyViolation, Row, Session, Store, Table
from medusa_mock.store.relations import rows_of

MOST_RELATED = 100
"""How many of the rows of a relation are told."""


def list_tables(control: Control) -> Body:
    return {"tables": list_tables_of(control.session)}


def list_rows(control: Control, table: str, limit: int, offset: int, **asked: Any) -> Body:
    session = control.session
    found = [*selected(session, find_table(session, table), **asked)]
    shown = [row.shown() for row in islice(found, offset, offset + limit)]
    return {"rows": shown, "count": len(found), "offset": offset, "limit": limit}


def create_row(control: Control, table: str, body: Body) -> Body:
    session = control.session
    found = find_table(session, table)
    with _written(session.store):
        return {"row": session.store.insert(found, _columns(found, body)).shown()}


def get_row(control: Control, table: str, id: str) -> Body:
    session = control.session
    row = session.store.known(find_table(session, table), id)
    return {"row": row.shown(), "deleted": row.deleted, "relations": [*relations_of(session.store, row)]}


def replace_row(control: Control, table: str, id: str, body: Body) -> Body:
    """What is hidden and not given stays, as do the times of making and change."""
    session = control.session
    found, store = find_table(session, table), session.store
    given = _columns(found, {**body, found.key: _same(found, id, body)})
    with _written(store):
        if id not in store.world.rows[found.name].by_key:
            return {"row": store.insert(found, given).shown()}
        stay = found.hidden.union(found.stamps)
        defaults = {name: default for name, default in found.columns.items() if name not in stay}
        return {"row": store.correct(found, id, defaults | given).shown()}


def update_row(control: Control, table: str, id: str, body: Body) -> Body:
    session = control.session
    found = find_table(session, table)
    _same(found, id, body)
    given = _columns(found, body)
    with _written(session.store):
        return {"row": session.store.correct(found, id, given).shown()}


def delete_row(control: Control, table: str, id: str) -> Body:
    """Softly where the table does so; for good where it does not, or where the row is deleted softly already."""
    session = control.session
    found, store = find_table(session, table), session.store
    with _written(store):
        if found.soft and not store.known(found, id).deleted:
            store.delete(found, id)
        else:
            store.purge(found, id)
    return removed(found.name, id=id)


def list_tables_of(session: Session) -> list[Body]:
    """The tables by their names, with how many rows they have."""
    rows = session.store.world.rows
    return [
        {"name": name, "rows": len(held.indexes.living), "deleted": len(held.indexes.deleted)}
        for name, held in sorted(rows.items())
    ]


def find_table(session: Session, name: str) -> Table:
    """Raises NotFound."""
    tables = session.store.tables
    if name not in tables:
        raise NotFound(f"Table with name: {name} was not found{suggestion(name, tables)}")
    return tables[name]


def selected(
    session: Session,
    table: Table,
    *,
    deleted: str = "without",
    column: str | None = None,
    value: str | None = None,
    q: str | None = None,
) -> Iterable[Row]:
    """Rows in the order of insertion: those that hold a value in a column, or a text anywhere. Raises InvalidData."""
    rows = session.store.world.rows[table.name].where({}, deleted=deleted != "without")
    if deleted == "only":
        rows = (row for row in rows if row.deleted)
    if column is not None:
        if column not in table.visible:
            raise InvalidData(f"column is {column}: there is no such column{suggestion(column, table.visible)}")
        rows = (row for row in rows if row[column] is not None and str(row[column]) == (value or ""))
    if q:
        wanted = q.lower().encode()
        rows = (row for row in rows if wanted in row.json.lower())
    return rows


def relations_of(store: Store, row: Row) -> Iterator[Body]:
    """What each relation of the row leads to."""
    for name, relation in row.table.relations.items():
        found = rows_of(store.world, row, name)
        keys = [one.key for one in found[:MOST_RELATED]]
        yield {"name": name, "table": relation.table, "count": len(found), "ids": keys}


def _same(table: Table, id: str, body: Body) -> str:
    if body.get(table.key, id) != id:
        raise InvalidData(f"{table.key} must be {id}, as in the path, or be left out")
    return id


def _columns(table: Table, values: Body) -> Body:
    """What is given, as the state holds it. Raises InvalidData for what is no column, or no value of one."""
    known = names(table)
    for name, value in values.items():
        if name not in known:
            raise InvalidData(f"{name or 'an empty name'} is no column of {table.name}{suggestion(name, known)}")
        if reason := fault(table, name, value):
            raise InvalidData(f"{name} {reason}")
    return dict(stored(values))


@contextmanager
def _written(store: Store) -> Iterator[None]:
    """All or nothing; what leads nowhere is not to be mistaken for a row that is not there."""
    try:
        with store.transaction():
            yield
    except ForeignKeyViolation as error:
        raise InvalidData(str(error)) from None
