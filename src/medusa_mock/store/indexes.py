"""How a table's rows are filed: in the order of insertion, by creation, by unique values and by other values."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

from rpds import HashTrieMap

from medusa_mock.store.ordered import Ordered
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.tables import Many, One, Table, Through

Place: TypeAlias = tuple[int, str]
"""A row's ordinal and key: what sequences hold, sorted by insertion."""
Dated: TypeAlias = tuple[str, int, str]
"""A row's created_at, negated ordinal and key: read backwards, newest first and equals in the order of insertion."""
Names: TypeAlias = tuple[str, ...]
"""Columns whose values no two living rows share."""
Holders: TypeAlias = "HashTrieMap[Json, str]"
"""The value of a unique column, or the values of a set of them -> the key of the living row that holds them."""
Buckets: TypeAlias = "HashTrieMap[Json, Ordered[Place]]"
"""A value of a column -> the living rows that hold it."""


class Places(Protocol):
    """A sequence of places, each of which ends in a key."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Filing:
    """Where the rows of one table are. Nulls are not indexed."""

    __slots__ = ("buckets", "deleted", "holders", "living", "table")

    table: Table
    living: Places
    deleted: Places
    """The softly deleted rows, which are filed nowhere else but, in some tables, among the holders."""
    holders: Mapping[Names, Mapping[Json, str]]
    """By the unique columns; softly deleted rows are among them where the table says so."""
    buckets: Mapping[str, Mapping[Json, Places]]
    """By the column."""

    def taken(self, row: Row) -> Names | None:
        """The unique columns whose values another row holds, if `row` came in and lived."""
        if row.deleted:
            return None
        for names, index in self.holders.items():
            holder = index.get(held(row, names))
            if holder is not None and holder != row.key:
                return names
        return None

    def bucket(self, column: str, value: Json) -> Places:
        """Where the living rows with this value in an indexed column are."""
        return self.buckets[column].get(value, ())

    def narrow(self, equal: Mapping[str, Json]) -> tuple[Places, bool]:
        """Where the living rows with these values are, few if an index fits; and whether there are no others."""
        for name, value in equal.items() if len(equal) == 1 else ():  # most ask for one, which needs no thought
            if value is not None and name in self.buckets:
                return self.bucket(name, value), True
        if not self.table.unique_for_good:  # else the holder may be deleted
            for names, index in self.holders.items():
                if equal.keys() >= {*names} and (values := held(equal, names)) is not None:
                    holder = index.get(values)
                    return () if holder is None else ((holder,),), len(equal) == len(names)
        found = [self.bucket(name, equal[name]) for name in self.buckets if equal.get(name) is not None]
        return min(found, key=len, default=self.living), not equal


class Indexes(Filing):
    """The order and the indexes of one table's rows. Never changes."""

    __slots__ = ("dated",)

    living: Ordered[Place]
    deleted: Ordered[Place]
    holders: Mapping[Names, Holders]
    buckets: Mapping[str, Buckets]

    def __init__(
        self,
        table: Table,
        living: Ordered[Place],
        deleted: Ordered[Place],
        dated: Ordered[Dated],
        holders: Mapping[Names, Holders],
        buckets: Mapping[str, Buckets],
    ) -> None:
        self.table = table
        self.living = living
        self.deleted = deleted
        self.dated = dated
        """The living rows by creation, where the table keeps it."""
        self.holders = holders
        self.buckets = buckets

    @classmethod
    def empty(cls, table: Table, columns: Iterable[str]) -> "Indexes":
        holders: dict[Names, Holders] = {names: HashTrieMap() for names in table.unique}
        buckets: dict[str, Buckets] = {name: HashTrieMap() for name in columns}
        return cls(table, Ordered(), Ordered(), Ordered(), holders, buckets)

    def add(self, row: Row) -> "Indexes":
        if row.deleted:
            holders = self._holding(row) if self.table.unique_for_good else self.holders
            return self._with_deleted(self.deleted.add(row.place), holders)
        dated = self.dated.add(dated_place(row)) if self.table.dated else self.dated
        buckets = {name: _file(index, row, name) for name, index in self.buckets.items()}
        return Indexes(self.table, self.living.add(row.place), self.deleted, dated, self._holding(row), buckets)

    def of_log(self, living: "Ordered[Place]") -> "Indexes":
        """Those of a log with these rows: they are filed nowhere else."""
        return Indexes(self.table, living, self.deleted, self.dated, self.holders, self.buckets)

    def remove(self, row: Row) -> "Indexes":
        if row.deleted:
            holders = self._releasing(row) if self.table.unique_for_good else self.holders
            return self._with_deleted(self.deleted.remove(row.place), holders)
        dated = self.dated.remove(dated_place(row)) if self.table.dated else self.dated
        buckets = {name: _unfile(index, row, name) for name, index in self.buckets.items()}
        return Indexes(self.table, self.living.remove(row.place), self.deleted, dated, self._releasing(row), buckets)

    def replace(self, old: Row, new: Row) -> "Indexes":
        """`new` has the key of `old`."""
        if old.deleted or new.deleted:
            return self.remove(old).add(new)
        dated, holders, buckets = self.dated, self.holders, self.buckets
        if self.table.dated and old["created_at"] != new["created_at"]:
            dated = dated.remove(dated_place(old)).add(dated_place(new))
        if any(held(old, names) != held(new, names) for names in holders):
            holders = {names: _hold(_release(index, old, names), new, names) for names, index in holders.items()}
        if any(old[name] != new[name] for name in buckets):
            buckets = {name: _refile(index, old, new, name) for name, index in buckets.items()}
        return Indexes(self.table, self.living, self.deleted, dated, holders, buckets)

    def _holding(self, row: Row) -> dict[Names, Holders]:
        return {names: _hold(index, row, names) for names, index in self.holders.items()}

    def _releasing(self, row: Row) -> dict[Names, Holders]:
        return {names: _release(index, row, names) for names, index in self.holders.items()}

    def _with_deleted(self, deleted: Ordered[Place], holders: Mapping[Names, Holders]) -> "Indexes":
        return Indexes(self.table, self.living, deleted, self.dated, holders, self.buckets)


def indexed_columns(tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Table name -> the columns that are worth an index: what relations look up and what the table itself asks for."""
    found: dict[str, dict[str, None]] = {name: dict.fromkeys(table.indexes) for name, table in tables.items()}
    for table in tables.values():
        for relation in table.relations.values():
            match relation:
                case One(key=key):
                    found[table.name][key] = None
                case Many(table=other, key=key):
                    found[other][key] = None
                case Through(by=by, near=near, far=far):
                    found[by] |= {near: None, far: None}
    return {name: tuple(column for column in columns if column != tables[name].key) for name, columns in found.items()}


def dated_place(row: Row) -> Dated:
    return row["created_at"], -row.place[0], row.key


def held(row: Mapping[str, Json], names: Names) -> Json:
    """The values of a unique column set; None where one of them is null, which equals nothing."""
    if len(names) == 1:
        return row[names[0]]
    values = tuple([row[name] for name in names])
    return None if None in values else values


def _hold(index: Holders, row: Row, names: Names) -> Holders:
    values = held(row, names)
    return index if values is None else index.insert(values, row.key)


def _release(index: Holders, row: Row, names: Names) -> Holders:
    values = held(row, names)
    return index if values is None else index.remove(values)


def _file(index: Buckets, row: Row, name: str) -> Buckets:
    value = row[name]
    return index if value is None else index.insert(value, (index.get(value) or Ordered()).add(row.place))


def _unfile(index: Buckets, row: Row, name: str) -> Buckets:
    value = row[name]
    if value is None:
        return index
    left = index[value].remove(row.place)
    return index.insert(value, left) if left else index.remove(value)


def _refile(index: Buckets, old: Row, new: Row, name: str) -> Buckets:
    return index if old[name] == new[name] else _file(_unfile(index, old, name), new, name)
