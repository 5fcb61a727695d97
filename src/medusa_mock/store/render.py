"""Rows as clients see them."""

import orjson

from medusa_mock.store.query import Query
from medusa_mock.store.relations import related
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.shapes import Shape
from medusa_mock.store.store import Store
from medusa_mock.store.world import World


def render(store: Store, row: Row, query: Query) -> Json:
    """The row with the columns and relations asked for, ready for orjson.

    A row without relations, here or among the related ones, is an `orjson.Fragment` of the JSON kept beside it.
    """
    return _value(store.world, row, query.shape)


def document(store: Store, row: Row, query: Query) -> dict[str, Json]:
    """The same as a dict, for what is added to the stored columns, e.g. totals. Its values are for orjson, too."""
    return _object(store.world, row, query.shape)


def _value(world: World, row: Row, shape: Shape) -> Json:
    return orjson.Fragment(row.json_of(shape.columns)) if shape.plain else _object(world, row, shape)


def _object(world: World, row: Row, shape: Shape) -> dict[str, Json]:
    shown: dict[str, Json] = {name: row[name] for name in shape.columns}
    for name, inner in shape.relations.items():
        found = related(world, row, name)
        if isinstance(found, list):
            shown[name] = [_value(world, one, inner) for one in found]
        else:
            shown[name] = None if found is None else _value(world, found, inner)
        if name in row.table.derived:
            derived = row.table.derived[name](row, found)
            shown |= {key: orjson.Fragment(one.json) if isinstance(one, Row) else one for key, one in derived.items()}
    return shown
