"""One session's state, and the operations on it. Every handler gets it as its first argument."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store.clock import EARLIEST, LATEST, Clock, serial_clock, system_clock, timestamp
from medusa_mock.store.ids import Ids, random_ulid, serial_ulid
from medusa_mock.store.opened import OpenWorld
from medusa_mock.store.relations import referring
from medusa_mock.store.rows import Json, Row, freeze
from medusa_mock.store.tables import Table
from medusa_mock.store.values import check_columns, frozen, merged
from medusa_mock.store.violations import ForeignKeyViolation, NullViolation, UniqueViolation
from medusa_mock.store.world import World

EVERYTHING: Final = ("", "")
"""Among rows that may have changed: any of them may."""


class Store:
    """A world that changes, safe to use from several threads.

    Rows given out never change, and neither does an iterator over rows while rows come and go. An unknown column is a
    mistake of the caller's: TypeError.
    """

    def __init__(self, world: World, *, clock: Clock = system_clock, ids: Ids = random_ulid) -> None:
        self._world: World | OpenWorld = world
        self._clock = clock
        self._ids = ids
        self._lock = threading.RLock()
        self._depth = 0
        """How many transactions are under way, one within another."""
        self._settled: World | None = None
        """What stays even if the outermost transaction fails."""
        self._present: int | None = None
        """The time of the transaction, from the first look at the clock on."""
        self._touched: set[tuple[str, str]] | None = None
        """The rows that may have changed, if anybody wants to know."""
        self._heard: list[Row] | None = None
        """What was noted in logs, if anybody listens."""

    @property
    def world(self) -> World:
        """The present state, a snapshot for as long as it is kept. Waits for another thread's transaction to end."""
        with self._lock:
            return self._world.closed()

    @property
    def tables(self) -> Mapping[str, Table]:
        return self._world.tables

    def restore(self, world: World) -> None:
        with self._lock:
            self._world = world
            if self._touched is not None:
                self._touched.add(EVERYTHING)
            if self._heard is not None:
                self._heard = []

    def watch(self) -> None:
        """Remember from now on which rows change, for `changes`."""
        self._touched = {EVERYTHING}

    def changes(self) -> tuple[World, set[tuple[str, str]]]:
        """The present state, and the table and key of each row that may have changed since this was asked last.

        `EVERYTHING` among them stands for all rows there are.
        """
        with self._lock:
            touched, self._touched = self._touched or set(), set()
            return self._world.closed(), touched

    def listen(self) -> None:
        """Remember from now on what is noted in logs, for `heard`."""
        with self._lock:
            self._heard = self._heard or []

    def heard(self) -> list[Row]:
        """What was noted since this was asked last, in its order, and stays: nothing of what failed, or is put back."""
        with self._lock:
            heard = self._heard or []
            if heard:
                self._heard = []
            return heard

    @classmethod
    def repeating(cls, world: World) -> "Store":
        """A store that makes the same ids and times of the same changes, whenever they are made."""
        before = min(world.written, serial_clock(world.serial) - 1)
        if (before, 0, None) != (world.written, world.ahead, world.frozen):
            world = world.timed(before, 0, None)
        return cls(world, clock=serial_clock, ids=serial_ulid)

    def fork(self) -> "Store":
        """A store of its own with the same state, clock and ids."""
        return Store(self.world, clock=self._clock, ids=self._ids)

    def transaction(self, *, bulk: bool = False, at: int | None = None) -> "Transaction":
        """All or nothing: any exception takes the state back to where it was; inner transactions are savepoints.

        Other threads wait. All rows of one outermost transaction get the same time: the present or, for what was due
        before somebody came to look, the time `at` in milliseconds since 1970. `bulk` is for thousands of changes: each
        of them takes less time, but the transaction as such, and each look at its `world`, takes more.
        """
        return Transaction(self, bulk, at)

    def settle(self) -> None:
        """Let what has changed so far stay, even if the outermost transaction fails: the end of a stage of its work."""
        self._settled = self._world.closed()

    def begin(self, *, bulk: bool = False, at: int | None = None) -> World:
        """Enter a transaction, as its context does. Gives the state to go back to if it fails."""
        self._lock.acquire()
        self._depth += 1
        before = self._world.closed()
        if bulk:
            self._world = OpenWorld(before)
        if at is not None and self._present is None:
            self._present = max(at, before.written + 1)
        return before

    def end(self, back_to: World | None) -> None:
        """Leave the transaction that was entered last."""
        self._depth -= 1
        if back_to is not None:
            before = back_to if self._depth else self._settled or back_to
            self._world = before.outlasted(self._world.closed())
            if self._heard:
                self._heard = [row for row in self._heard if row.ordinal < before.serial]
        if not self._depth:
            self._settled = self._present = None
            self._world = self._world.closed()
        self._lock.release()

    def now(self) -> str:
        """The time of the transaction, or of the call outside one, as rows hold it."""
        with self._lock:
            return timestamp(self.milliseconds())

    def milliseconds(self) -> int:
        """The same time as milliseconds since 1970."""
        with self._lock:
            if self._present is not None:
                return self._present
            world = self._world
            shown = self._clock(world.serial) + world.ahead if world.frozen is None else world.frozen
            present = max(shown, world.written + 1)
            if self._depth:
                self._present = present
            return present

    @property
    def timeless(self) -> bool:
        """Whether nobody has looked at the clock in this transaction: what was found in it hangs on the world alone.

        Who changes the world looks at the clock.
        """
        return self._present is None

    def advance(self, milliseconds: int) -> None:
        """Let time pass, for this state alone; going back to an earlier state takes it back. Raises InvalidData."""
        with self._lock:
            _check_time(self.milliseconds() + milliseconds)
            world = self._world
            frozen = None if world.frozen is None else self.milliseconds() + milliseconds
            self._world = world.timed(world.written, world.ahead + milliseconds, frozen)

    def set_clock(self, milliseconds: int | None = None, *, frozen: bool | None = None) -> None:
        """Let the time be another, even an earlier one, and stand still or go on from there; None leaves it as it is.

        For this state alone; going back to an earlier state takes it back. While time stands still, a change is a
        millisecond later than the one before all the same. Raises InvalidData for a time that no row can hold.
        """
        with self._lock:
            world = self._world
            present = self.milliseconds() if milliseconds is None else milliseconds
            _check_time(present)
            stands = world.frozen is not None if frozen is None else frozen
            ahead = present - self._clock(world.serial)
            self._world = world.timed(min(world.written, present - 1), ahead, present if stands else None)

    @property
    def frozen(self) -> bool:
        """Whether time stands still."""
        return self._world.frozen is not None

    @property
    def deterministic(self) -> bool:
        """Whether ids and times hang on the changes alone that were made."""
        return self._ids is serial_ulid

    def insert(self, table: Table, values: Mapping[str, Json], *, deferred: bool = False) -> Row:
        """A new row: the table's defaults, an id and the time, unless `values` bring their own.

        `deferred` leaves foreign keys to the caller, who brings the rows they lead to later.

        Raises what the database would, in its order: InvalidData for a null where none may be, Duplicate where a unique
        value is taken, NotFound for a foreign key that leads nowhere.
        """
        with self._lock:
            milliseconds = self.milliseconds()
            check_columns(table, values)
            given = frozen(table, values)
            if given.get(table.key) is None:
                given[table.key] = self._id_at(table, milliseconds, self._world.serial)
            for name in table.stamps:
                if given.get(name) is None:
                    given[name] = timestamp(milliseconds)
            row = Row(table, self._world.serial, table.columns, given)
            if row.key in self._world.rows[table.name].by_key:
                raise UniqueViolation(table, (table.key,), row)
            self._check(row)
            if not deferred:
                self._check_references(row)
            self._move(row, self._world.add(row, milliseconds))
            return row

    def note(self, log: Table, values: Mapping[str, Json]) -> None:
        """A new row of a log, with frozen `values` for all other columns, for half of what `insert` costs: unchecked.

        Of what is too much the oldest goes, an eighth of the log at a time. In bulk nothing is noted: it is what was
        there from the beginning.
        """
        with self._lock:
            milliseconds, world = self._present or self.milliseconds(), self._world
            if isinstance(world, OpenWorld):
                return
            key = f"{log.prefix}_{self._ids(milliseconds, world.serial)}"
            own = {log.key: key, "created_at": timestamp(milliseconds)}
            row = Row(log, world.serial, own, values)
            noted, gone = world.rows[log.name].noted(row)
            self._world = world.after(noted, milliseconds)
            if self._touched is not None:
                self._touched.update((log.name, key) for key in (row.key, *gone))
            if self._heard is not None:
                self._heard.append(row)

    def new_id(self, table: Table, *, ahead: int = 0) -> str:
        """The id that `insert` gives to a row without one, after `ahead` other rows. Raises InvalidData."""
        with self._lock:
            return self._id_at(table, self.milliseconds(), self._world.serial + ahead)

    def get(self, table: Table, id: str) -> Row:
        """Raises NotFound in the table's words; a softly deleted row is not found."""
        row = self.find(table, id)
        if row is None:
            raise NotFound(table.missing.format(label=table.label, id=id))
        return row

    def find(self, table: Table, id: str) -> Row | None:
        with self._lock:
            return self._world.rows[table.name].living(id)

    def known(self, table: Table, id: str) -> Row:
        """The row, even if it was deleted softly. Raises NotFound where there never was one."""
        with self._lock:
            row = self._world.rows[table.name].by_key.get(id)
        if row is None:
            raise NotFound(table.missing.format(label=table.label, id=id))
        return row

    def first(self, table: Table, **equal: Json) -> Row | None:
        return next(self.select(table, **equal), None)

    def select(self, table: Table, **equal: Json) -> Iterator[Row]:
        """Living rows that hold the values, in the order of insertion; by index where there is one."""
        check_columns(table, equal)
        with self._lock:
            return self._world.rows[table.name].where({name: freeze(value) for name, value in equal.items()})

    def update(self, table: Table, id: str, changes: Mapping[str, Json], *, merge: bool = True) -> Row:
        """The row with the changes and a new `updated_at`; where nothing changes, the row as it is.

        Metadata is merged key by key: "" removes a key, null changes nothing. Source: `utils/set-metadata.ts`.
        Without `merge` it is replaced.
        Raises NotFound where there is no such row, and what `insert` raises.
        """
        with self._lock:
            check_columns(table, changes)
            old = self.get(table, id)
            values = frozen(table, changes)
            if merge and "metadata" in values:
                values["metadata"] = freeze(merged(old["metadata"], values["metadata"]))
            if values.get(table.key, old.key) != old.key:
                raise TypeError(f"The key of a row does not change: {table.name} {id}")
            if all(old[name] == value for name, value in values.items()):
                return old
            now = {"updated_at": self.now()} if "updated_at" in table.columns else {}
            return self._replace(old, {**now, **values})

    def correct(self, table: Table, id: str, changes: Mapping[str, Json]) -> Row:
        """The row, softly deleted or not, with the changes and nothing else: no new `updated_at`, no merged metadata.

        For who sets the state right from outside. Raises NotFound where there is no such row, and what `insert` raises.
        """
        with self._lock:
            check_columns(table, changes)
            return self._replace(self.known(table, id), frozen(table, changes))

    def delete(self, table: Table, id: str) -> None:
        """Softly where the table has a `deleted_at`; else the row goes. Raises NotFound."""
        with self._lock:
            row = self.get(table, id)
            if table.soft:
                self._replace(row, dict.fromkeys(row.keys() & {"updated_at", "deleted_at"}, self.now()))
            else:
                self.remove(table, id)

    def remove(self, table: Table, id: str) -> None:
        """The row goes for good, `deleted_at` or not, as by the real server's `repository.remove`. Raises NotFound."""
        with self._lock:
            row = self.get(table, id)
            self._move(row, self._world.remove(row, self.milliseconds()))

    def purge(self, table: Table, id: str) -> None:
        """The same, of a row that may be softly deleted.

        Raises NotFound, and NotAllowed where other rows have foreign keys that lead to it.
        """
        with self._lock:
            row = self.known(table, id)
            pointing = next(referring(self.world, row), None)
            if pointing:
                other, column = pointing
                raise NotAllowed(f"{other.table.name} {other.key} leads to {table.name} {id} by its {column}")
            self._move(row, self._world.remove(row, self.milliseconds()))

    def link(self, table: Table, **pair: str | None) -> None:
        """Make sure that the link table holds the pair. Raises InvalidData for a null, NotFound."""
        with suppress(UniqueViolation):
            self.insert(table, pair)

    def unlink(self, table: Table, **equal: str) -> None:
        """Take the pair, or all pairs with one side given, out of the link table."""
        with self._lock:
            for row in self.select(table, **equal):
                self.delete(table, row.key)

    def _replace(self, old: Row, changes: Mapping[str, Json]) -> Row:
        new = Row(old.table, old.ordinal, old, changes)
        self._check(new)
        self._check_references(new)
        self._move(new, self._world.replace(old, new, self.milliseconds()))
        return new

    def _move(self, row: Row, world: World | OpenWorld) -> None:
        """On to a world in which the row is another."""
        self._world = world
        if self._touched is not None:
            self._touched.add((row.table.name, row.key))

    def _check(self, row: Row) -> None:
        table = row.table
        for name in table.not_null:
            if row[name] is None:
                raise NullViolation(table, name)
        if taken := self._world.rows[table.name].indexes.taken(row):
            raise UniqueViolation(table, taken, row)

    def _check_references(self, row: Row) -> None:
        """A foreign key may lead to a softly deleted row, or to the row itself: it is, or will be, there."""
        rows = self._world.rows
        for column, other in row.table.references.items():
            key = row[column]
            if key is None or key in rows[other].by_key or (other == row.table.name and key == row.key):
                continue
            raise ForeignKeyViolation(self.tables[other], column, key)

    def _id_at(self, table: Table, milliseconds: int, serial: int) -> str:
        if not table.prefix:
            raise NullViolation(table, table.key)
        return f"{table.prefix}_{self._ids(milliseconds, serial)}"


class Transaction:
    """A transaction of a store, as long as the context lasts. Made for every request, so it is kept light."""

    __slots__ = ("_at", "_bulk", "_store", "_world")

    def __init__(self, store: Store, bulk: bool, at: int | None) -> None:
        self._store = store
        self._bulk = bulk
        self._at = at

    def __enter__(self) -> None:
        self._world = self._store.begin(bulk=self._bulk, at=self._at)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._store.end(None if kind is None else self._world)


def _check_time(milliseconds: int) -> None:
    if milliseconds > LATEST:
        raise InvalidData(f"The clock goes no further than {timestamp(LATEST)}")
    if milliseconds < EARLIEST:
        raise InvalidData(f"The clock goes back no further than {timestamp(EARLIEST)}")
