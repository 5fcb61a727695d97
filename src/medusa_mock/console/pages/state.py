"""The rows of a session: from tables to rows, and from there along their relations."""

from itertools import islice
from typing import Any

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from medusa_mock.console.control import Control
from medusa_mock.console.routes.state import find_table, list_tables_of, relations_of, selected
from medusa_mock.errors import MockError
from medusa_mock.store import Row, Table
from medusa_mock.store.tables import One

SHOWN = 50
COLUMNS = 7
"""The most columns of a list; all of them are on the page of a row."""
LAST = frozenset({"created_at", "updated_at", "deleted_at", "metadata"})
"""Those that a list has room for only when there are no others."""


def add_pages(pages: Blueprint, control: Control) -> None:
    del control

    @pages.get("/ui/state")
    def show_tables() -> ResponseReturnValue:
        return render_template("tables.html", tables=list_tables_of(g.session))

    @pages.get("/ui/state/<name>")
    def show_table(name: str) -> ResponseReturnValue:
        table = _table(name)
        asked = {key: value for key in ("q", "column", "value", "deleted") if (value := request.args.get(key))}
        try:
            found = [*selected(g.session, table, **asked)]
        except MockError:
            abort(404)
        offset = max(request.args.get("offset", 0, type=int), 0)
        rows = [*islice(found, offset, offset + SHOWN)]
        page = {"count": len(found), "offset": offset, "limit": SHOWN}
        return render_template(
            "table.html", table=table, rows=rows, columns=_columns(table, rows), led=_led(table), **page
        )

    @pages.get("/ui/state/<name>/<path:id>")
    def show_row(name: str, id: str) -> ResponseReturnValue:
        table = _table(name)
        row = g.session.store.world.rows[name].by_key.get(id) or abort(404)
        relations = [*relations_of(g.session.store, row)]
        told = {key: value for key, value in row.shown().items() if key != table.key}
        return render_template("row.html", table=table, row=row, told=told, relations=relations, led=_led(table))


def _table(name: str) -> Table:
    try:
        return find_table(g.session, name)
    except MockError:
        abort(404)


def _columns(table: Table, rows: list[Row]) -> list[str]:
    """Those that say most of these rows: with values, and none that every row has."""
    telling = [name for name in table.visible if name != table.key and any(row[name] is not None for row in rows)]
    return sorted(telling, key=lambda name: name in LAST)[:COLUMNS]


def _led(table: Table) -> dict[str, Any]:
    """Column -> the table that its value is a key of."""
    return {one.key: one.table for one in table.relations.values() if isinstance(one, One)}
