"""What all exports have in common: rows that a context asks for, on pages, and a file to fetch them from.

Source: `strategies/batch-jobs/product/export.ts` and `order/export.ts`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from medusa_mock.domain.batch_jobs.strategies import Values
from medusa_mock.domain.batch_jobs.texts import number
from medusa_mock.domain.files import save_file
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.store.query import Query, page


@dataclass(frozen=True)
class Listing:
    """The rows to export, and how many there are said to be."""

    rows: Sequence[Row]
    total: int

    def progress(self) -> dict[str, Json]:
        """What the result says of them, which is nothing where there are none."""
        done = len(self.rows)
        return {"count": self.total, "advancement_count": done, "progress": number(done / self.total)} if done else {}


def list_rows(store: Store, table: Table, context: Values, filters: Values) -> Listing:
    """The rows that the filters let through, in the order and from the pages that the context asks for."""
    config = context["list_config"]
    [(column, direction)] = config["order"].items()
    order = f"-{column}" if direction == "DESC" else column
    rows, count = page(store, table, Query.parse(store, table, {**filters, "limit": 0, "order": order}))
    total = context.get("batch_size") or count
    return Listing(list(_paged(rows, total, context)), total)


def save_export(store: Store, kind: str, text: str, listing: Listing) -> Values:
    """Keep the text as a file, where exports of this kind (`product`) are; what the result says of it."""
    content = text.encode()
    name = f"{kind}-export-{store.milliseconds()}.csv"
    key = save_file(store, name, content, folder=f"exports/{kind}s")
    return {"file_key": key, "file_size": len(content)} | listing.progress()


def after_listing(context: Values) -> dict[str, Json]:
    """What the real server's query leaves of a context: what it lists is sorted, and `q` is gone from the filters.

    The latter is a slip of it. What is exported in the end was never searched for `q`.
    """
    lists = ("relations", "select")
    config = {name: sorted(value) if name in lists else value for name, value in context["list_config"].items()}
    filters = context.get("filterable_fields")
    if not filters:
        return {"list_config": config}
    return {"list_config": config, "filterable_fields": {name: filters[name] for name in filters if name != "q"}}


def check_listable(table: Table, context: Values, filters: Collection[str], columns: Collection[str] = ()) -> None:
    """Whether the context can be listed, in the words of TypeORM and PostgreSQL where it cannot.

    `filters` and `columns` are those that the table has not. Raises InvalidData.
    """
    config, asked = context["list_config"], context.get("filterable_fields") or {}
    if not isinstance(asked, dict):
        raise InvalidData(f"Cannot use 'in' operator to search for 'q' in {asked}")
    for name in asked.keys() - {*table.visible, *filters, "q"}:
        raise InvalidData(f'Property "{name}" was not found in "{table.label}". Make sure your query is correct.')
    for name, option in (("skip", "offset"), ("take", "limit")):
        if isinstance(config[name], bool) or not isinstance(config[name], int | float) or config[name] < 0:
            raise InvalidData(f'Provided "{option}" value is not a number. Please provide a numeric value.')
    if not isinstance(context.get("batch_size", 0), int):
        raise InvalidData("context.batch_size must be a number")
    for path in config["relations"]:
        if path.partition(".")[0] not in table.relations:
            raise InvalidData(f"Relation with property path {path} in entity was not found.")
    for name in [*config.get("select", ()), *config["order"]]:
        if "." not in name and name not in {*table.visible, *columns}:
            raise InvalidData(f"column {table.label.lower()}.{name} does not exist")


def _paged(rows: Sequence[Row], total: int, context: Values) -> Iterator[Row]:
    """The rows of all pages, until there were as many as `total`, those before the first page included."""
    offset, take = int(context["list_config"]["skip"]), int(context["list_config"]["take"])
    size = min(context.get("batch_size") or take, take)
    while offset < total and (some := rows[offset : offset + size]):
        yield from some
        offset += len(some)
        size = min(total - offset, take)
