"""A world that changes in place, for as long as thousands of rows come: a seed would take four times as long without.

Its tables are opened at their first change, which takes time in proportion to their rows; closing it files them anew.
What it gives out is out of its reach: rows come in lists of their own, and `closed` is a world like any other.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping

from rpds import HashTrieMap

from medusa_mock.store.indexes import Filing, Indexes, Names, Place, dated_place, held
from medusa_mock.store.ordered import Ordered
from medusa_mock.store.rows import Json, Row
from medusa_mock.store.tables import Table
from medusa_mock.store.world import Rows, RowsView, World


class OpenIndexes(Filing):
    """`Indexes` that change in place. By creation the rows are filed when they are closed."""

    __slots__ = ()

    living: list[Place]
    deleted: list[Place]
    holders: dict[Names, dict[Json, str]]
    buckets: dict[str, dict[Json, list[Place]]]

    def __init__(self, indexes: Indexes) -> None:
        self.table = indexes.table
        self.living = [*indexes.living]
        self.deleted = [*indexes.deleted]
        self.holders = {names: dict(index.items()) for names, index in indexes.holders.items()}
        self.buckets = {
            name: {value: [*places] for value, places in index.items()} for name, index in indexes.buckets.items()
        }

    def add(self, row: Row) -> None:
        if row.deleted:
            _add(self.deleted, row.place)
            if not self.table.unique_for_good:
                return
        else:
            _add(self.living, row.place)
            for name, index in self.buckets.items():
                if (value := row[name]) is None:
                    continue
                if value in index:
                    _add(index[value], row.place)
                else:
                    index[value] = [row.place]
        for names, holders in self.holders.items():
            if (values := held(row, names)) is not None:
                holders[values] = row.key

    def remove(self, row: Row) -> None:
        if row.deleted:
            _remove(self.deleted, row.place)
            if not self.table.unique_for_good:
                return
        else:
            _remove(self.living, row.place)
            for name, index in self.buckets.items():
                if (value := row[name]) is not None:
                    _remove(index[value], row.place)
        for names, holders in self.holders.items():
            if (values := held(row, names)) is not None:
                del holders[values]

    def closed(self, rows: Iterable[Row]) -> Indexes:
        """The same for good, with the rows that are filed in it."""
        dated = [dated_place(row) for row in rows if not row.deleted] if self.table.dated else []
        return Indexes(
            self.table,
            Ordered.of(self.living),
            Ordered.of(self.deleted),
            Ordered.of(sorted(dated)),
            {names: HashTrieMap(index) for names, index in self.holders.items()},
            {
                name: HashTrieMap({value: Ordered.of(places) for value, places in index.items() if places})
                for name, index in self.buckets.items()
            },
        )


class OpenRows(RowsView):
    """`Rows` that change in place."""

    __slots__ = ()

    by_key: dict[str, Row]
    indexes: OpenIndexes

    def __init__(self, rows: Rows) -> None:
        self.table = rows.table
        self.by_key = dict(rows.by_key.items())
        self.indexes = OpenIndexes(rows.indexes)

    def at(self, places: Iterable[tuple[Json, ...]]) -> Iterator[Row]:
        return iter([*super().at(places)])

    def add(self, row: Row) -> None:
        self.by_key[row.key] = row
        self.indexes.add(row)

    def replace(self, old: Row, new: Row) -> None:
        self.by_key[new.key] = new
        self.indexes.remove(old)
        self.indexes.add(new)

    def remove(self, row: Row) -> None:
        del self.by_key[row.key]
        self.indexes.remove(row)

    def closed(self) -> Rows:
        return Rows(self.table, HashTrieMap(self.by_key), self.indexes.closed(self.by_key.values()))


class OpenWorld:
    """`World`, but `add`, `replace` and `remove` give itself, changed."""

    __slots__ = ("ahead", "frozen", "rows", "serial", "tables", "written")

    def __init__(self, world: World) -> None:
        self.tables: Mapping[str, Table] = world.tables
        self.rows: dict[str, Rows | OpenRows] = dict(world.rows)
        self.serial = world.serial
        self.written = world.written
        self.ahead = world.ahead
        self.frozen = world.frozen

    def add(self, row: Row, written: int) -> "OpenWorld":
        self._opened(row.table).add(row)
        return self._since(written)

    def replace(self, old: Row, new: Row, written: int) -> "OpenWorld":
        self._opened(old.table).replace(old, new)
        return self._since(written)

    def remove(self, row: Row, written: int) -> "OpenWorld":
        self._opened(row.table).remove(row)
        return self._since(written)

    def closed(self) -> World:
        """The present state, for good. The tables are opened again when they change next."""
        rows = {name: rows.closed() if isinstance(rows, OpenRows) else rows for name, rows in self.rows.items()}
        self.rows |= rows
        return World(self.tables, rows, self.serial, self.written, self.ahead, self.frozen)

    def timed(self, written: int, ahead: int, frozen: int | None) -> "OpenWorld":
        self.written, self.ahead, self.frozen = written, ahead, frozen
        return self

    def _opened(self, table: Table) -> OpenRows:
        rows = self.rows[table.name]
        if isinstance(rows, Rows):
            rows = self.rows[table.name] = OpenRows(rows)
        return rows

    def _since(self, written: int) -> "OpenWorld":
        self.serial += 1
        self.written = written
        return self


def _add(places: list[Place], place: Place) -> None:
    if places and place < places[-1]:
        insort(places, place)
    else:
        places.append(place)


def _remove(places: list[Place], place: Place) -> None:
    del places[bisect_left(places, place)]
