"""Rows as clients see them."""

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import orjson

from medusa_mock.store.query import Query
from medusa_mock.store.relations import related
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.shapes import Shape
from medusa_mock.store.store import Store
from medusa_mock.store.world import World

View: TypeAlias = Callable[[Row, dict[str, Json]], None]
"""Changes what is shown of a row, such as by values that are worked out."""
Views: TypeAlias = Mapping[str, View]
"""By the name of the table, for rows at the top and for related ones; by `TOP`, for the row at the top alone."""

TOP = ""
NO_VIEWS: Views = MappingProxyType({})


def kept(world: World, key: Hashable, make: Callable[[], Json]) -> orjson.Fragment:
    """What `make` makes, as JSON that is kept while the world stands: for big answers that are often asked for.

    `key` says what it is. What hangs on the time of day or on anything else than the world must not be kept.
    """
    made = world.kept.get(key)
    if made is None:
        made = orjson.dumps(make())
        world.kept.keep(key, made, len(made))
    return orjson.Fragment(made)


def chained(*views: View) -> View:
    """One view after the other."""

    def view(row: Row, shown: dict[str, Json]) -> None:
        for one in views:
            one(row, shown)

    return view


def render(store: Store, row: Row, query: Query, views: Views = NO_VIEWS) -> Json:
    """The row with the columns and relations asked for, ready for orjson.

    A row without relations, here or among the related ones, is an `orjson.Fragment` of the JSON kept beside it.
    """
    return document(store, row, query, views) if TOP in views else _value(store.world, row, query.shape, views)


def document(store: Store, row: Row, query: Query, views: Views = NO_VIEWS) -> dict[str, Json]:
    """The same as a dict, for what is added to the stored columns, e.g. totals. Its values are for orjson, too."""
    shown = _object(store.world, row, query.shape, views)
    if TOP in views:
        views[TOP](row, shown)
    return shown


def _value(world: World, row: Row, shape: Shape, views: Views) -> Json:
    if shape.plain and row.table.name not in views:
        return orjson.Fragment(row.json_of(shape.columns))
    return _object(world, row, shape, views)


def _object(world: World, row: Row, shape: Shape, views: Views) -> dict[str, Json]:
    shown: dict[str, Json] = {name: row[name] for name in shape.columns}
    for name, inner in shape.relations.items():
        found = related(world, row, name)
        if isinstance(found, list):
            shown[name] = [_value(world, one, inner, views) for one in found]
        else:
            shown[name] = None if found is None else _value(world, found, inner, views)
        if name in row.table.derived:
            derived = row.table.derived[name](row, found)
            shown |= {
                key: _value(world, one, inner, views) if isinstance(one, Row) else one for key, one in derived.items()
            }
    if row.table.computed is not None:
        shown |= row.table.computed(shown)
    if row.table.name in views:
        views[row.table.name](row, shown)
    return shown
