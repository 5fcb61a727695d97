"""The whole state at one moment: every row of every table with its indexes. It never changes; a change makes a new one.

So a snapshot, a fork and a way back are a pointer each, whatever the number of rows. The maps are `rpds.HashTrieMap`.
Measured against `immutables.Map` at 100,000 rows: an insert costs the same (1.5 to 2 µs), a look-up 0.2 to 0.3 µs
instead of 0.1, replacing a value 1.3 to 2 µs instead of 0.4. Either is far below what a request costs, and rpds is in
every installation already (jsonschema brings it along), with wheels for every Python; immutables would be one more.
Where thousands of rows come at once, `store.opened` has the same with maps that change.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping

from rpds import HashTrieMap

from medusa_mock.store.indexes import Filing, Indexes, indexed_columns
from medusa_mock.store.kept import Kept
from medusa_mock.store.ordered import Ordered
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.tables import Table


class RowsView:
    """The rows of one table, to be looked at."""

    __slots__ = ("by_key", "indexes", "table")

    table: Table
    by_key: Mapping[str, Row]
    """All rows, softly deleted ones too."""
    indexes: Filing

    def living(self, key: str) -> Row | None:
        row = self.by_key.get(key)
        return None if row is None or row.deleted else row

    def at(self, places: Iterable[tuple[Json, ...]]) -> Iterator[Row]:
        """The rows at places of any of the sequences, each of which ends in a key."""
        by_key = self.by_key
        return (by_key[place[-1]] for place in places)

    def where(self, equal: Mapping[str, Json], *, deleted: bool = False) -> Iterator[Row]:
        """The living rows that hold the values, the softly `deleted` too if asked for, in the order of insertion."""
        wanted = equal.items()
        if deleted:
            rows = self.at(heapq.merge(self.indexes.living, self.indexes.deleted))
        elif (key := equal.get(self.table.key)) is not None:
            rows = iter(()) if (row := self.living(key)) is None else iter((row,))
        else:
            places, exactly = self.indexes.narrow(equal)
            rows = self.at(places)
            if exactly:
                return rows
        return (row for row in rows if wanted <= row.items())

    def holding(self, column: str, value: Json) -> Iterator[Row]:
        """The living rows that hold the value in an indexed column, in the order of insertion."""
        return self.at(self.indexes.bucket(column, value))


class Rows(RowsView):
    """The rows of one table. Never changes."""

    __slots__ = ()

    by_key: "HashTrieMap[str, Row]"
    indexes: Indexes

    def __init__(self, table: Table, by_key: "HashTrieMap[str, Row]", indexes: Indexes) -> None:
        self.table = table
        self.by_key = by_key
        self.indexes = indexes

    def add(self, row: Row) -> "Rows":
        """With `row`, whose key is new."""
        return Rows(self.table, self.by_key.insert(row.key, row), self.indexes.add(row))

    def replace(self, old: Row, new: Row) -> "Rows":
        """With `new` in the place of `old`."""
        return Rows(self.table, self.by_key.insert(new.key, new), self.indexes.replace(old, new))

    def remove(self, row: Row) -> "Rows":
        """Without any trace of `row`."""
        return Rows(self.table, self.by_key.remove(row.key), self.indexes.remove(row))

    def noted(self, row: Row) -> "tuple[Rows, tuple[str, ...]]":
        """Of a log, with `row`, which comes last, and the keys of what has gone to make room."""
        by_key, living = self.by_key.insert(row.key, row), self.indexes.living.add(row.place)
        surplus = len(living) - self.table.newest
        if surplus <= self.table.newest // 8:
            return Rows(self.table, by_key, self.indexes.of_log(living)), ()
        places = [*living]
        gone = tuple([key for _, key in places[:surplus]])
        for key in gone:
            by_key = by_key.remove(key)
        return Rows(self.table, by_key, self.indexes.of_log(Ordered.of(places[surplus:]))), gone


class World:
    """Every table's rows, and the serial: the number of changes made since the empty world.

    `written` is the time of the latest change, in milliseconds since 1970. What is changed next is changed later, be it
    in the same millisecond: the real database counts microseconds, and lists show the newest first. `ahead` is by how
    many milliseconds its time is ahead of the clock's, and `frozen` the time at which it stands still, if it does.
    `kept` holds what was worked out of this world.
    """

    __slots__ = ("ahead", "frozen", "kept", "rows", "serial", "tables", "written")

    def __init__(
        self,
        tables: Mapping[str, Table],
        rows: Mapping[str, Rows],
        serial: int,
        written: int,
        ahead: int = 0,
        frozen: int | None = None,
    ) -> None:
        self.tables = tables
        self.rows = rows
        self.serial = serial
        self.written = written
        self.ahead = ahead
        self.frozen = frozen
        self.kept = Kept()

    @classmethod
    def empty(cls, tables: Mapping[str, Table]) -> "World":
        columns = indexed_columns(tables)
        rows = {name: Rows(table, HashTrieMap(), Indexes.empty(table, columns[name])) for name, table in tables.items()}
        return cls(tables, rows, 0, 0)

    def add(self, row: Row, written: int) -> "World":
        """The next world: with `row`, whose key is new, since the time `written`."""
        return self.after(self.rows[row.table.name].add(row), written)

    def replace(self, old: Row, new: Row, written: int) -> "World":
        """The next world: with `new` in the place of `old`."""
        return self.after(self.rows[old.table.name].replace(old, new), written)

    def remove(self, row: Row, written: int) -> "World":
        """The next world: without any trace of `row`."""
        return self.after(self.rows[row.table.name].remove(row), written)

    def closed(self) -> "World":
        """Itself: it does not change."""
        return self

    def outlasted(self, failed: "World") -> "World":
        """The same as before what failed, but for the rows that stay all the same."""
        lasting = (name for name, table in self.tables.items() if table.lasting)
        changed = {name: failed.rows[name] for name in lasting if failed.rows[name] is not self.rows[name]}
        rows = {**self.rows, **changed}
        return World(self.tables, rows, self.serial, self.written, self.ahead, self.frozen) if changed else self

    def timed(self, written: int, ahead: int, frozen: int | None) -> "World":
        """The same rows, at another time."""
        return World(self.tables, self.rows, self.serial, written, ahead, frozen)

    def after(self, rows: Rows, written: int) -> "World":
        """The next world: with these rows of their table, since the time `written`."""
        changed = {**self.rows, rows.table.name: rows}
        return World(self.tables, changed, self.serial + 1, written, self.ahead, self.frozen)
