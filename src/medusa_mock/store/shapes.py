"""What `fields` and `expand` ask for: the columns and relations that an answer shows of a row.

As the real server reads them (`utils/get-query-config.ts`; tried out on it, too):

- `fields=title,handle` shows those columns only, and `id`; in a list `created_at` as well.
- If every name has a sign, they change the default columns instead: `+x` adds, `-x` takes away, `*x` adds a relation.
- The default relations stay. `*variants` and `variants.title` add one, the latter with that column only; `variants`
  alone adds nothing.
- `expand=a,b.c` replaces all relations, those of `fields` too; `expand=` shows none.
- Relations come after the columns, in alphabetical order (`buildRelations` of `@medusajs/utils` sorts them).

The real server answers 500 to a name it does not know, and shows a password hash to whoever asks for it. Both are
refused here, in the words that it has for lists with a closed set of fields.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from medusa_mock.errors import InvalidData
from medusa_mock.store.tables import Table


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns, in the table's order, and the relations to show.

    `plain` is a shape of nothing but columns that many answers have: its JSON is worth keeping.
    """

    columns: tuple[str, ...]
    relations: Mapping[str, "Shape"]
    plain: bool


def shape(
    tables: Mapping[str, Table],
    table: Table,
    fields: Collection[str] | None,
    expand: Collection[str] | None,
    *,
    default: tuple[str, ...] = (),
    relations: tuple[str, ...] | None = None,
    listed: bool = False,
) -> Shape:
    """The shape of the table's rows, `listed` in a list.

    `default` are the columns shown without `fields` (none: all), and `relations` those shown without `expand` (None:
    those that the table says). Raises InvalidData for a name that is no visible column or no relation.
    """
    columns = None if fields is None and not default else _columns(table, fields, default, listed=listed)
    usual = table.expand if relations is None else relations
    shown = _relations(usual, columns or (), fields or ()) if expand is None else expand
    found = _checked(tables, table, columns, shown)
    return replace(found, plain=not found.relations and table.computed is None) if fields is None else found


def _columns(table: Table, fields: Collection[str] | None, default: tuple[str, ...], *, listed: bool) -> set[str]:
    if fields is None:
        return set(default)
    if fields and all(name[0] in "+-*" for name in fields):
        columns = set(default or table.visible)
        for name in fields:
            change = {"+": columns.add, "-": columns.discard}.get(name[0])
            if change:
                change(name[1:])
    else:
        columns = {name.lstrip("+-") for name in fields if name[0] != "*"}
    columns -= table.relations.keys()
    columns.add("id" if "id" in table.columns else table.key)
    return columns | {"created_at"} if listed and table.dated else columns


def _relations(usual: Iterable[str], columns: Iterable[str], fields: Iterable[str]) -> set[str]:
    of_columns = {name.rpartition(".")[0] for name in columns if "." in name}
    return {*usual, *of_columns, *(name[1:] for name in fields if name[0] == "*")}


def _checked(tables: Mapping[str, Table], table: Table, columns: Collection[str] | None, paths: Iterable[str]) -> Shape:
    """The shape of the columns (None: all) and dotted paths of relations."""
    inner: dict[str, set[str]] = {}
    for path in paths:
        name, _, rest = path.partition(".")
        inner.setdefault(name, set()).update({rest} - {""})
    own = {name for name in columns or () if "." not in name}
    if unknown := [*sorted(own - {*table.visible}), *sorted(inner.keys() - table.relations.keys())]:
        raise InvalidData(f"Requested fields [{', '.join(unknown)}] are not valid")
    relations = {
        name: _checked(tables, tables[table.relations[name].table], _below(name, columns or ()), inner.get(name, ()))
        for name in [*sorted(inner), *(name for name in table.eager if name not in inner)]
    }
    shown = table.visible if columns is None else tuple(name for name in table.visible if name in own)
    return Shape(shown, relations, plain=shown == table.visible and not relations and table.computed is None)


def _below(relation: str, columns: Iterable[str]) -> set[str] | None:
    """The columns asked for of a relation; None for all."""
    return {name.removeprefix(f"{relation}.") for name in columns if name.startswith(f"{relation}.")} or None
