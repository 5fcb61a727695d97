"""Which rows a list is about: the filters of its query string, and `q`.

Source: `utils/build-query.ts`, and the services for `q` (an ILIKE on some columns each).
"""

import operator
import re
from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from medusa_mock.errors import InvalidData
from medusa_mock.store.clock import moment
from medusa_mock.store.relations import related, values
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.tables import Table
from medusa_mock.store.world import World

Condition: TypeAlias = Callable[[Row], bool]

_WILDCARD = frozenset("%_\\")

OPERATORS: Mapping[str, Callable[[Json, Json], bool]] = {
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "contains": lambda value, part: part.lower() in value.lower(),
    "starts_with": lambda value, start: value.lower().startswith(start.lower()),
    "ends_with": lambda value, end: value.lower().endswith(end.lower()),
}


def equalities(table: Table, filters: Mapping[str, Json]) -> dict[str, Json]:
    """Those of the filters that ask for one value each, which an index may answer."""
    return {
        name: _bound(table, name, wanted)
        for name, wanted in filters.items()
        if name in table.columns and wanted is not None and not isinstance(wanted, list | tuple | dict)
    }


def conditions(world: World, table: Table, filters: Mapping[str, Json], q: str | None) -> list[Condition]:
    """The filters other than `equalities`, and `q`.

    Raises TypeError for a filter that is neither a column nor a relation: a mistake of the caller's, which has to
    understand whatever else its operation's parameters say.
    """
    found = [] if not q else [_search(world, table, q)]
    for name, wanted in filters.items():
        if name in table.relations:
            found.append(_related(world, name, wanted))
        elif name not in table.columns:
            raise TypeError(f"Lists of {table.name} have no filter {name}")
        elif wanted is None:
            found.append(_any_of(name, [None]))
        elif isinstance(wanted, dict):
            found += [_compare(table, name, sign, bound) for sign, bound in wanted.items()]
        elif isinstance(wanted, list | tuple):
            found.append(_any_of(name, [_bound(table, name, value) for value in wanted if value is not None]))
    return found


def _search(world: World, table: Table, q: str) -> Condition:
    fits = containing(q)
    return lambda row: any(
        fits(str(value)) for path in table.search for value in values(world, row, path) if value is not None
    )


def containing(q: str) -> Callable[[str], bool]:
    """Whether a text is `ILIKE '%q%'`: `%` is any text, `_` any character, and `\\` takes the next one as it is."""
    if _WILDCARD.isdisjoint(q):
        text = q.lower()
        return lambda value: text in value.lower()
    tokens = re.findall(r"\\?.", f"%{q}%", re.DOTALL)
    pattern = "".join({"%": ".*", "_": "."}.get(token) or re.escape(token[-1]) for token in tokens)
    return lambda value: re.fullmatch(pattern, value, re.DOTALL | re.IGNORECASE) is not None


def _related(world: World, name: str, wanted: Json) -> Condition:
    """Whether one of the related rows has one of the keys, or holds the values where they are given by column."""
    fits = _holding(wanted) if isinstance(wanted, dict) else _one_of(wanted)

    def holds(row: Row) -> bool:
        found = related(world, row, name)
        return any(one is not None and fits(one) for one in (found if isinstance(found, list) else [found]))

    return holds


def _one_of(wanted: Json) -> Condition:
    keys: Collection[Json] = wanted if isinstance(wanted, list | tuple) else (wanted,)
    return lambda row: row.key in keys


def _holding(values: Mapping[str, Json]) -> Condition:
    return lambda row: all(row[name] == value for name, value in values.items())


def _compare(table: Table, name: str, sign: str, bound: Json) -> Condition:
    if bound in (None, "null"):
        return lambda _: False  # as in SQL
    compare, limit = OPERATORS[sign], _bound(table, name, bound)

    def holds(row: Row) -> bool:
        value = row[name]
        try:
            return value is not None and compare(value, limit)
        except (TypeError, AttributeError) as error:
            raise InvalidData(f"{name} cannot be compared with {bound}") from error

    return holds


def _any_of(name: str, wanted: Collection[Json]) -> Condition:
    return lambda row: row[name] in wanted


def _bound(table: Table, name: str, value: Json) -> Json:
    """The value as rows hold it, so that times compare as times."""
    return value if value is None or name not in table.times else moment(value)
