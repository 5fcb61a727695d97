"""How a table's rows are filed: in the order of insertion, by creation, by unique values and by other values."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from rpds import HashTrieMap

from medusa_mock.store.ordered import Ordered
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.tables import Many, One, Table, Through

Place: TypeAlias = tuple[int, str]
"""A row's ordinal and key: what sequences hold, sorted by insertion."""
Dated: TypeAlias = tuple[str, int, str]
"""A row's created_at, negated ordinal and key: read backwards, newest first and equals in the order of insertion."""
Holders: TypeAlias = "HashTrieMap[Json, str]"
"""The value of a unique column, or the values of a set of them -> the key of the living row that holds them."""
Buckets: TypeAlias = "HashTrieMap[Json, Ordered[Place]]"
"""A value of a column -> the living rows that hold it."""


class Indexes:
    """The order and the indexes of one table's rows. Nulls are not indexed. Never changes."""

    __slots__ = ("buckets", "columns", "dated", "deleted", "holders", "living", "table")

    def __init__(
        self,
        table: Table,
        columns: tuple[str, ...],
        living: Ordered[Place],
        deleted: Ordered[Place],
        dated: Ordered[Dated],
        holders: tuple[Holders, ...],
        buckets: tuple[Buckets, ...],
    ) -> None:
        self.table = table
        self.columns = columns
        self.living = living
        self.deleted = deleted
        """The softly deleted rows, which are filed nowhere else but, in some tables, among the holders."""
        self.dated = dated
        """The living rows by creation, where the table keeps it."""
        self.holders = holders
        """In step with `table.unique`; softly deleted rows are among them where the table says so."""
        self.buckets = buckets
        """In step with `columns`."""

    @classmethod
    def empty(cls, table: Table, columns: tuple[str, ...]) -> "Indexes":
        holders: tuple[Holders, ...] = tuple(HashTrieMap() for _ in table.unique)
        buckets: tuple[Buckets, ...] = tuple(HashTrieMap() for _ in columns)
        return cls(table, columns, Ordered(), Ordered(), Ordered(), holders, buckets)

    def add(self, row: Row) -> "Indexes":
        if row.deleted:
            holders = self._holding(row) if self.table.unique_for_good else self.holders
            return self._with_deleted(self.deleted.add(row.place), holders)
        table = self.table
        dated = self.dated.add(_dated(row)) if table.dated else self.dated
        buckets = tuple([_file(index, row, name) for name, index in zip(self.columns, self.buckets, strict=True)])
        living = self.living.add(row.place)
        return Indexes(table, self.columns, living, self.deleted, dated, self._holding(row), buckets)

    def remove(self, row: Row) -> "Indexes":
        if row.deleted:
            holders = self._releasing(row) if self.table.unique_for_good else self.holders
            return self._with_deleted(self.deleted.remove(row.place), holders)
        table = self.table
        dated = self.dated.remove(_dated(row)) if table.dated else self.dated
        buckets = tuple([_unfile(index, row, name) for name, index in zip(self.columns, self.buckets, strict=True)])
        living = self.living.remove(row.place)
        return Indexes(table, self.columns, living, self.deleted, dated, self._releasing(row), buckets)

    def replace(self, old: Row, new: Row) -> "Indexes":
        """`new` has the key of `old`."""
        if old.deleted or new.deleted:
            return self.remove(old).add(new)
        table, dated, holders, buckets = self.table, self.dated, self.holders, self.buckets
        if table.dated and old["created_at"] != new["created_at"]:
            dated = dated.remove(_dated(old)).add(_dated(new))
        if any(_held(old, names) != _held(new, names) for names in table.unique):
            unique = zip(table.unique, holders, strict=True)
            holders = tuple([_hold(_release(index, old, names), new, names) for names, index in unique])
        if any(old[name] != new[name] for name in self.columns):
            filed = zip(self.columns, buckets, strict=True)
            buckets = tuple([_refile(index, old, new, name) for name, index in filed])
        return Indexes(table, self.columns, self.living, self.deleted, dated, holders, buckets)

    def taken(self, row: Row) -> tuple[str, ...] | None:
        """The unique columns whose values another row holds, if `row` came in and lived."""
        if row.deleted:
            return None
        for names, index in zip(self.table.unique, self.holders, strict=True):
            holder = index.get(_held(row, names))
            if holder is not None and holder != row.key:
                return names
        return None

    def bucket(self, column: str, value: Json) -> Ordered[Place]:
        """Where the living rows with this value in an indexed column are."""
        return self.buckets[self.columns.index(column)].get(value) or Ordered()

    def narrow(self, equal: Mapping[str, Json]) -> Iterable[tuple[Json, ...]]:
        """Where the living rows with these values are, perhaps among others: few, if an index fits."""
        for names, index in zip(self.table.unique, self.holders, strict=True):
            if self.table.unique_for_good:
                break  # the holder may be deleted
            if equal.keys() >= set(names) and (values := _held(equal, names)) is not None:
                holder = index.get(values)
                return () if holder is None else ((holder,),)
        found = [self.bucket(name, equal[name]) for name in self.columns if equal.get(name) is not None]
        return min(found, key=Ordered.__len__, default=self.living)

    def _holding(self, row: Row) -> tuple[Holders, ...]:
        return tuple([_hold(index, row, names) for names, index in zip(self.table.unique, self.holders, strict=True)])

    def _releasing(self, row: Row) -> tuple[Holders, ...]:
        unique = zip(self.table.unique, self.holders, strict=True)
        return tuple([_release(index, row, names) for names, index in unique])

    def _with_deleted(self, deleted: Ordered[Place], holders: tuple[Holders, ...]) -> "Indexes":
        return Indexes(self.table, self.columns, self.living, deleted, self.dated, holders, self.buckets)


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


def _dated(row: Row) -> Dated:
    return row["created_at"], -row.ordinal, row.key


def _held(row: Mapping[str, Json], names: tuple[str, ...]) -> Json:
    """The values of a unique column set; None where one of them is null, which equals nothing."""
    if len(names) == 1:
        return row[names[0]]
    values = tuple([row[name] for name in names])
    return None if None in values else values


def _hold(index: Holders, row: Row, names: tuple[str, ...]) -> Holders:
    values = _held(row, names)
    return index if values is None else index.insert(values, row.key)


def _release(index: Holders, row: Row, names: tuple[str, ...]) -> Holders:
    values = _held(row, names)
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
