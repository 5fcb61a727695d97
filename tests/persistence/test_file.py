"""What a file keeps of a state."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from medusa_mock.errors import Duplicate
from medusa_mock.persistence import BadState
from medusa_mock.persistence.file import StateFile
from medusa_mock.seeds import load_seed
from medusa_mock.store import Row, Store, World
from medusa_mock.store.clock import timestamp
from medusa_mock.tables import TABLES
from medusa_mock.tables.catalogue import PRODUCT_COLLECTIONS, PRODUCT_TAGS, PRODUCTS
from medusa_mock.tables.files import FILES

DEMO = load_seed("demo", Store.repeating).world


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


def held(world: World) -> dict[str, dict[str, Row]]:
    return {name: dict(rows.by_key.items()) for name, rows in world.rows.items()}


def again(file: Path) -> Store:
    """The store of a server that finds the file, and would begin with nothing."""
    store = Store.repeating(World.empty(TABLES))
    state = StateFile(file, TABLES)
    state.keep(store)
    state.close()
    return store


def keeping(file: Path, world: World = DEMO) -> tuple[Store, StateFile]:
    store = Store.repeating(world)
    state = StateFile(file, TABLES)
    state.keep(store)
    return store, state


def test_a_new_file_has_the_state_that_the_server_began_with(file: Path) -> None:
    keeping(file)[1].close()
    world = again(file).world
    assert held(world) == held(DEMO)
    assert (world.serial, world.written, world.ahead, world.frozen) == (DEMO.serial, DEMO.written, 0, None)


def test_it_goes_on_as_if_nothing_had_happened(file: Path) -> None:
    one, state = keeping(file)
    state.close()
    other = again(file)
    for store in (one, other):
        store.insert(PRODUCT_COLLECTIONS, {"title": "Next", "handle": "next"})
        with pytest.raises(Duplicate):
            store.insert(PRODUCT_COLLECTIONS, {"title": "Next", "handle": "next"})
    assert held(one.world) == held(other.world)
    for name, rows in one.world.rows.items():
        for column in rows.indexes.buckets:
            for value in {row[column] for row in rows.by_key.values()} - {None}:
                assert [*rows.holding(column, value)] == [*other.world.rows[name].holding(column, value)]
    assert [*one.select(PRODUCTS)] == [*other.select(PRODUCTS)]


CHANGES: dict[str, Callable[[Store], object]] = {
    "insert": lambda store: store.insert(PRODUCT_TAGS, {"value": "new", "metadata": {"a": [1, {"b": None}]}}),
    "update": lambda store: store.update(PRODUCTS, next(store.select(PRODUCTS)).key, {"title": "Änderung"}),
    "soft delete": lambda store: store.delete(PRODUCTS, next(store.select(PRODUCTS)).key),
    "removal": lambda store: store.remove(PRODUCT_TAGS, store.insert(PRODUCT_TAGS, {"value": "brief"}).key),
    "purge": lambda store: store.purge(PRODUCT_TAGS, store.insert(PRODUCT_TAGS, {"value": "brief"}).key),
    "bytes": lambda store: store.insert(
        FILES, {"key": "logo", "content": b"\xff\x00".decode("utf-8", "surrogateescape")}
    ),
    "time": lambda store: store.advance(60_000),
    "another world": lambda store: store.restore(load_seed("empty", Store).world),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changes_is_kept(file: Path, change: Callable[[Store], object]) -> None:
    store, state = keeping(file)
    change(store)
    state.save()
    state.close()
    kept = again(file).world
    assert held(kept) == held(store.world)
    assert (kept.serial, kept.written, kept.ahead) == (store.world.serial, store.world.written, store.world.ahead)


def test_thousands_of_changes_are_kept(file: Path) -> None:
    store, state = keeping(file)
    with store.transaction(bulk=True):
        for number in range(3000):
            store.insert(PRODUCT_TAGS, {"value": f"tag {number}"})
    state.close()
    assert held(again(file).world) == held(store.world)


def test_what_was_taken_back_is_not_kept(file: Path) -> None:
    store, state = keeping(file)
    twice = {"title": "Twice", "handle": "twice"}
    with pytest.raises(Duplicate), store.transaction():
        [store.insert(PRODUCT_COLLECTIONS, twice) for _ in range(2)]
    state.close()
    assert held(again(file).world) == held(DEMO)


def test_what_could_not_be_written_is_written_the_next_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, state = keeping(file)
    store.insert(PRODUCT_TAGS, {"value": "late"})
    with monkeypatch.context() as full:
        full.setattr("medusa_mock.persistence.file.OF_WORLDS", ["no such attribute"])
        with pytest.raises(AttributeError):
            state.save()
    store.insert(PRODUCT_TAGS, {"value": "later"})
    state.close()
    assert held(again(file).world) == held(store.world)


def test_a_row_of_an_older_version_gets_the_defaults_of_new_columns(file: Path) -> None:
    store, state = keeping(file)
    tag = store.insert(PRODUCT_TAGS, {"value": "old"})
    state.close()
    with sqlite3.connect(file) as database:
        database.execute("UPDATE rows SET content = json_remove(content, '$.metadata') WHERE id = ?", [tag.key])
    database.close()
    assert again(file).get(PRODUCT_TAGS, tag.key) == tag


def test_only_its_owner_may_read_it(file: Path) -> None:
    keeping(file)[1].close()
    assert file.stat().st_mode & 0o077 == 0


def test_two_servers_cannot_have_one_file(file: Path) -> None:
    _, state = keeping(file)
    with pytest.raises(BadState, match=r"shop\.db: another server uses it"):
        StateFile(file, TABLES)
    state.close()
    again(file)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA application_id = 7", "is a database of something else"),
        ("PRAGMA user_version = 2", "was written by a newer version"),
        ("INSERT INTO rows VALUES ('ghosts', 'g', 1, '{}')", "this one has no ghosts.rows"),
        ("INSERT INTO rows VALUES ('product_tags', 'g', 1, '{\"colour\": 1}')", "this one has no product_tags.colour"),
    ],
)
def test_a_file_that_is_not_understood_is_refused(file: Path, statement: str, reason: str) -> None:
    keeping(file)[1].close()
    database = sqlite3.connect(file)
    with database:
        database.execute(statement)
    database.close()
    before = file.read_bytes()
    with pytest.raises(BadState, match=reason):
        StateFile(file, TABLES)
    assert file.read_bytes() == before


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Not a database, but long enough to be taken for one. " * 20)
    foreign = tmp_path / "foreign.db"
    database = sqlite3.connect(foreign)
    with database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()
    for path, reason in ((notes, "not a database"), (foreign, "something else"), (tmp_path / "no" / "x.db", "No such")):
        before = path.read_bytes() if path.exists() else None
        with pytest.raises(BadState, match=reason):
            StateFile(path, TABLES)
        assert (path.read_bytes() if path.exists() else None) == before


def test_the_time_that_was_let_pass_stays_passed(file: Path) -> None:
    store, state = keeping(file)
    store.advance(86_400_000)
    state.close()
    assert again(file).now() == store.now() != timestamp(DEMO.written)
