"""Events: what is told of, what of it is found again, and that it is state."""

import pytest

from medusa_mock.domain import events
from medusa_mock.errors import MockError
from medusa_mock.store import Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.customers import CUSTOMERS
from medusa_mock.tables.messages import OUTBOX


@pytest.fixture
def store() -> Store:
    return Store.repeating(World.empty(TABLES))


def notes(store: Store, count: int) -> list[int]:
    for number in range(count):
        events.emit(store, "note.created", {"id": number})
    return [event["data"]["id"] for event in events.told(store)]


def test_events_come_in_the_order_in_which_they_happened(store: Store) -> None:
    assert notes(store, 3) == [0, 1, 2]
    assert [row["to"] for row in store.select(OUTBOX)] == [None] * 3


def test_a_transaction_that_fails_tells_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            events.emit(store, "note.created", {"id": "note_1"})
            raise MockError

    with pytest.raises(MockError):
        fail()
    assert events.told(store) == []


def test_what_is_there_from_the_beginning_is_not_told(store: Store) -> None:
    with store.transaction(bulk=True):
        events.emit(store, "note.created", {"id": "note_1"})
    assert events.told(store) == []


def test_the_newest_stay(store: Store) -> None:
    most = OUTBOX.newest
    assert notes(store, most + 500) == [*range(500, most + 500)]
    assert most <= len(store.world.rows[OUTBOX.name].by_key) <= most * 9 // 8
    store.insert(OUTBOX, {"data": {"id": "by hand"}})
    assert notes(store, 1)[-2:] == ["by hand", 0]


def test_who_watches_is_told_of_what_has_gone(store: Store) -> None:
    store.watch()
    notes(store, OUTBOX.newest)
    before, _ = store.changes()
    notes(store, OUTBOX.newest)
    after, touched = store.changes()
    differing = {*before.rows[OUTBOX.name].by_key} ^ {*after.rows[OUTBOX.name].by_key}
    assert {(OUTBOX.name, key) for key in differing} <= touched


def test_what_fits_is_found(store: Store) -> None:
    events.emit(store, "order.placed", {"id": "order_1"}, to="ines@example.com")
    events.emit(store, "order.completed", {"id": "order_1"})
    events.emit(store, "order-edit.created", {"id": "oe_1"}, to="noor@example.com")

    def found(**asked: str | int) -> list[str]:
        return [row["event_name"] for row in events.told(store, **asked)]  # type: ignore[arg-type]

    assert found(event="order.*") == ["order.placed", "order.completed"]
    assert found(event="order") == []
    assert found(to="*") == ["order.placed", "order-edit.created"]
    assert found(to="ines@example.com", event="order*") == ["order.placed"]
    assert found(newest=1) == ["order-edit.created"]


def test_a_row_is_told_as_clients_see_it(store: Store) -> None:
    customer = store.insert(CUSTOMERS, {"email": "ines@example.com", "password_hash": "secret"})
    events.emit(store, "customer.created", customer)
    assert events.told(store)[0]["data"] == customer.shown()


def test_there_are_no_other_events(store: Store) -> None:
    with pytest.raises(TypeError, match=r"note\.lost is no event"):
        events.emit(store, "note.lost", {})
    events.emit(store, "oauth.token_generated.echo", {})


def test_who_listens_hears_what_stays(store: Store) -> None:
    assert notes(store, 1)
    store.listen()

    def fail() -> None:
        with store.transaction():
            events.emit(store, "note.deleted", {"id": 0})
            raise MockError

    with store.transaction():
        events.emit(store, "note.created", {"id": 1})
        with pytest.raises(MockError):
            fail()
        events.emit(store, "note.updated", {"id": 1})
    assert [row["event_name"] for row in store.heard()] == ["note.created", "note.updated"]
    assert store.heard() == []
    before = store.world
    notes(store, 1)
    store.restore(before)
    assert store.heard() == []
