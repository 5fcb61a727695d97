"""From a row to its related rows. Softly deleted rows are related to nothing."""

from collections.abc import Iterator

from medusa_mock.store.rows import Json, Row
from medusa_mock.store.tables import Many, One, Related, Through
from medusa_mock.store.world import World


def related(world: World, row: Row, name: str) -> Related:
    """The row of a relation made with `one` (None: there is none), the rows of any other, in the relation's order.

    The row of a listed one comes as a list, too, and those of a `through` relation in the order in which they were
    linked.
    """
    relation = row.table.relations[name]
    rows = world.rows[relation.table]
    match relation:
        case One(key=key, listed=True):
            return [one] if (one := rows.living(row[key] or "")) else []
        case One(key=key):
            return rows.living(row[key]) if row[key] is not None else None
        case Many(key=key, single=True):
            return next(iter(rows.holding(key, row.key)), None)
        case Many(key=key, order=order):
            found = rows.holding(key, row.key)
            return sorted(found, key=lambda one: (one[order] is None, one[order])) if order else list(found)
        case Through(by=by, near=near, far=far):
            links = world.rows[by].holding(near, row.key)
            return [one for link in links if (one := rows.living(link[far]))]


def rows_of(world: World, row: Row, name: str) -> list[Row]:
    """The related rows, whatever the kind of the relation."""
    found = related(world, row, name)
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def referring(world: World, row: Row) -> Iterator[tuple[Row, str]]:
    """The other rows whose foreign keys lead to the row, softly deleted ones too, each with the column that does."""
    for table in world.tables.values():
        for column, other in table.references.items():
            if other != row.table.name:
                continue
            for one in world.rows[table.name].where({column: row.key}, deleted=True):
                if one is not row:
                    yield one, column


def values(world: World, row: Row, path: str) -> Iterator[Json]:
    """What a dotted path leads to: `title` to the row's own column, `variants.sku` to that of each variant."""
    name, _, rest = path.partition(".")
    if not rest:
        yield row[name]
        return
    for one in rows_of(world, row, name):
        yield from values(world, one, rest)
