"""Rows: flat JSON objects that never change, so that a snapshot is a pointer and nobody reaches back into the store."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Never, TypeAlias

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medusa_mock.store.tables import Table

Json: TypeAlias = Any
"""Whatever JSON can say. In a frozen value an array is a tuple and an object is a `FrozenDict`."""

SCALARS = frozenset({str, int, float, bool, type(None)})
"""What never changes anyway."""


class FrozenDict(dict[str, Any]):
    """A dict that refuses every change. `{**row}` and `row | {...}` make plain dicts."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> Never:
        raise TypeError(f"A {type(self).__name__} does not change; make a dict of it: {{**row}}")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> "FrozenDict":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "FrozenDict":
        return self


class Row(FrozenDict):
    """A row of a table.

    `place` is its ordinal and key: the ordinal grows with every insert of a world and stays with the row for life.
    `deleted` is whether it was softly deleted.
    """

    __slots__ = ("_json", "deleted", "key", "place", "table")

    def __init__(
        self,
        table: "Table",
        ordinal: int,
        values: "Mapping[str, Json]",
        changes: "Mapping[str, Json]" = MappingProxyType({}),
    ) -> None:
        """`values` holds every column of the table, in their order, and `changes` some of them anew; all are frozen."""
        dict.__init__(self, values)
        dict.update(self, changes)
        self.table = table
        self.key: str = self[table.key]
        self.place = (ordinal, self.key)
        self.deleted: bool = table.soft and self["deleted_at"] is not None
        self._json: dict[tuple[str, ...], bytes] | None = None

    @property
    def ordinal(self) -> int:
        return self.place[0]

    @property
    def json(self) -> bytes:
        """The row as clients see it, without its relations."""
        return self.json_of(self.table.visible)

    def json_of(self, columns: tuple[str, ...]) -> bytes:
        """Some columns of the row, made once: for those that many answers show, not for whatever a client asks for."""
        if self._json is None:
            self._json = {}
        kept = self._json.get(columns)
        if kept is None:
            kept = self._json[columns] = orjson.dumps({name: self[name] for name in columns})
        return kept

    def shown(self) -> dict[str, Json]:
        """The columns that clients see."""
        return {name: self[name] for name in self.table.visible}


def freeze(value: Json) -> Json:
    """The same JSON, unchangeable all the way down, its keys in PostgreSQL's order: `jsonb` puts shorter ones first.

    Raises TypeError for what JSON cannot say.
    """
    kind = type(value)
    if kind in SCALARS or kind is FrozenDict:
        return value
    if isinstance(value, dict):
        names = sorted(value, key=jsonb_order) if len(value) > 1 else value
        return FrozenDict([(name, it if type(it := value[name]) in SCALARS else freeze(it)) for name in names])
    if isinstance(value, list | tuple):
        return tuple([freeze(item) for item in value])
    raise TypeError(f"{value!r} is not JSON")


def jsonb_order(name: str) -> tuple[int, bytes]:
    encoded = name.encode()
    return len(encoded), encoded


def jsonb_rank(value: Json) -> tuple[Json, ...]:
    """What PostgreSQL sorts a frozen value of a `jsonb` by: nulls, texts, numbers, truth values, lists, objects.

    Of lists and of objects the shorter come first. Source: `compareJsonbContainers` of PostgreSQL.
    """
    if isinstance(value, dict):
        return 5, len(value), tuple([(name, jsonb_rank(item)) for name, item in value.items()])
    if isinstance(value, tuple):
        return 4, len(value), tuple([jsonb_rank(item) for item in value])
    if value is None:
        return (0,)
    return (3 if isinstance(value, bool) else 1 if isinstance(value, str) else 2), value
