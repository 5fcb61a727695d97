"""A file that keeps a state across restarts: rows as JSON in SQLite.

What a request changes is one transaction of the database, written before the request is answered: who has an answer
finds what it told, even if the process was killed right after it. The write-ahead log is not flushed to the disk every
time, so that a power failure may take back the last seconds, whole requests at a time.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from medusa_mock.persistence.errors import BadState
from medusa_mock.store import Row, Store, Table, World
from medusa_mock.store.opened import OpenWorld
from medusa_mock.store.rows import freeze
from medusa_mock.store.store import EVERYTHING

APPLICATION: Final = 0x4D444B31
"""What SQLite's header says of our files."""
VERSION: Final = 1
SCHEMA: Final = (
    "CREATE TABLE world (what TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID",
    "CREATE TABLE rows (name TEXT, id TEXT, ordinal INTEGER, content TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
OF_WORLDS: Final = ("serial", "written", "ahead", "frozen")


class StateFile:
    """The file of one store, for as long as the server runs: no other server can use it meanwhile.

    Raises:
        BadState: the file cannot be had, is no file of ours, or holds what this version does not know.
    """

    def __init__(self, file: Path, tables: Mapping[str, Table]) -> None:
        self.file = file
        self._store: Store | None = None
        self._saved = World.empty(tables)
        self._touched = {EVERYTHING}
        """What may differ between the file and the store, besides what the store has to tell."""
        with self._refusing():
            self._database = _opened(file)
            try:
                self._begin()
            except BaseException:
                self._database.close()
                raise

    @property
    def is_new(self) -> bool:
        """Whether nothing was kept in it yet."""
        return self._saved.serial == 0

    def keep(self, store: Store) -> None:
        """Bring the store to the state that is kept, or keep what it has if none is, and all that it becomes."""
        if not self.is_new:
            store.restore(self._saved)
        self._store = store
        store.watch()
        with self._refusing():
            self.save()

    def save(self) -> None:
        """Write down what has changed since the last time. Raises sqlite3.Error, and tries again the next time."""
        if self._store is None or self._store.world is self._saved:
            return
        world, touched = self._store.changes()
        self._touched |= touched
        gone, here = [], []
        for name, key, row in _differing(self._saved, world, self._touched):
            if row is None:
                gone.append((name, key))
            else:
                here.append((name, key, row.ordinal, json.dumps(row)))
        with self._transaction():
            self._database.executemany("DELETE FROM rows WHERE name = ? AND id = ?", gone)
            self._database.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", here)
            told = ((what, getattr(world, what)) for what in OF_WORLDS)
            self._database.executemany("INSERT OR REPLACE INTO world VALUES (?, ?)", told)
        self._saved = world
        self._touched.clear()

    def close(self) -> None:
        """Write down what is left to be, and give the file free."""
        self.save()
        self._database.close()

    def _begin(self) -> None:
        ask = self._database.execute
        kind, version = ask("PRAGMA application_id").fetchone()[0], ask("PRAGMA user_version").fetchone()[0]
        is_empty = not ask("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if kind != APPLICATION and not (is_empty and kind == 0):
            raise BadState(f"{self.file}: is a database of something else; name another file")
        if version > VERSION:
            raise BadState(f"{self.file}: was written by a newer version of medusa-mock; name another file")
        ask("PRAGMA journal_mode = WAL")
        ask("PRAGMA synchronous = NORMAL")
        if is_empty:
            with self._transaction():
                for statement in SCHEMA:
                    ask(statement)
        self._saved = self._read()

    def _read(self) -> World:
        opened = OpenWorld(self._saved)
        rows = self._database.execute("SELECT name, id, ordinal, content FROM rows ORDER BY ordinal, name, id")
        for name, _, ordinal, content in rows:
            opened.add(self._row(name, ordinal, json.loads(content)), 0)
        world = opened.closed()
        told: dict[str, Any] = dict(self._database.execute("SELECT what, value FROM world").fetchall())
        if not told:
            return self._saved
        return World(world.tables, world.rows, told["serial"], told["written"], told["ahead"], told["frozen"])

    def _row(self, name: str, ordinal: int, values: dict[str, Any]) -> Row:
        """A row as this version has it: with the defaults of columns that were not there when it was written."""
        table = self._saved.tables.get(name)
        unknown = ["rows"] if table is None else sorted(values.keys() - table.columns.keys())
        if table is None or unknown:
            raise BadState(
                f"{self.file}: was written by another version of medusa-mock: "
                f"this one has no {name}.{unknown[0]}; name another file, or move this one away"
            )
        return Row(table, ordinal, table.columns, {column: freeze(value) for column, value in values.items()})

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise BadState(f"{self.file}: {error.strerror}") from error
        except sqlite3.Error as error:
            used = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
            raise BadState(f"{self.file}: {'another server uses it' if used else error}") from error


def _opened(file: Path) -> sqlite3.Connection:
    """The database, for us alone. It holds tokens and hashes, so a new one is for its owner's eyes only."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    # One thread at a time uses it, but not always the one that opened it.
    database = sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    return database


def _differing(before: World, after: World, touched: set[tuple[str, str]]) -> Iterator[tuple[str, str, Row | None]]:
    """The table and key of every row that is another in the second world, and what it is there: None if it is gone."""
    for name, key in _everything(before, after) if EVERYTHING in touched else touched:
        row = after.rows[name].by_key.get(key)
        if row is not before.rows[name].by_key.get(key):
            yield name, key, row


def _everything(before: World, after: World) -> Iterator[tuple[str, str]]:
    for name, rows in after.rows.items():
        if rows is not before.rows[name]:
            for key in {*rows.by_key, *before.rows[name].by_key}:
                yield name, key
