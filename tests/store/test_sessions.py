"""Named states that do not see each other, and never too many of them."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Session, Sessions, Store
from medusa_mock.store.sessions import MOST_SNAPSHOTS
from tests.store.shop import TAGS, new_shop


class Stopwatch:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def sessions(watch: Stopwatch) -> Sessions:
    shop = new_shop()
    shop.insert(TAGS, {"value": "seeded"})
    return Sessions(shop.world, Store, most=3, idle_seconds=60, monotonic=watch)


def tags(session: Session) -> list[str]:
    return [row.key for row in session.store.select(TAGS)]


def test_a_session_starts_from_the_seed_and_is_kept(sessions: Sessions) -> None:
    one = sessions.get("one")
    one.store.insert(TAGS, {"value": "mine"})
    assert tags(sessions.get("one")) == ["seeded", "mine"]
    assert tags(sessions.get("two")) == tags(sessions.get()) == ["seeded"]
    assert sessions.names == ("default", "one", "two")
    assert len(sessions) == 3


def test_the_default_session_is_there_from_the_start(sessions: Sessions) -> None:
    assert sessions.names == ("default",)
    assert sessions.get() is sessions.get("default")


def test_the_one_idle_longest_goes_when_there_are_too_many(sessions: Sessions, watch: Stopwatch) -> None:
    for name in ("a", "b", "c", "a", "d"):
        sessions.get(name)
        watch.seconds += 1
    assert sessions.names == ("default", "c", "a", "d")


def test_a_session_that_idles_too_long_goes_and_the_default_one_stays(sessions: Sessions, watch: Stopwatch) -> None:
    sessions.get().store.insert(TAGS, {"value": "kept"})
    sessions.get("idle").store.insert(TAGS, {"value": "lost"})
    sessions.get("busy")
    watch.seconds += 60
    sessions.get("busy")
    assert "idle" in sessions.names
    watch.seconds += 1
    assert sessions.names == ("default", "busy")
    watch.seconds += 3600
    assert tags(sessions.get("idle")) == ["seeded"]
    assert tags(sessions.get()) == ["seeded", "kept"]


def test_a_session_knows_when_it_was_made_and_used(sessions: Sessions, watch: Stopwatch) -> None:
    session = sessions.get("one")
    watch.seconds += 5
    sessions.get("one")
    sessions.get()
    assert (session.created, session.used) == (1000, 1005)
    assert [each.used for each in sessions] == [1005, 1005]


def test_a_session_can_be_deleted_and_the_default_one_cannot(sessions: Sessions) -> None:
    sessions.get("one").store.insert(TAGS, {"value": "mine"})
    assert sessions.delete("one")
    assert not sessions.delete("one")
    assert not sessions.delete("default")
    assert tags(sessions.get("one")) == ["seeded"]


@pytest.mark.parametrize("name", ["", "a b", "x" * 101])
def test_a_name_that_is_none_is_refused(sessions: Sessions, name: str) -> None:
    with pytest.raises(InvalidData, match="The name of a session must be"):
        sessions.get(name)
    with pytest.raises(InvalidData, match="The name of a snapshot must be"):
        sessions.get().snapshot(name)
    assert sessions.names == ("default",)


def test_a_reset_goes_back_to_the_seed_and_keeps_snapshots(sessions: Sessions) -> None:
    session = sessions.get()
    session.store.insert(TAGS, {"value": "mine"})
    session.snapshot("before")
    session.reset()
    assert tags(session) == ["seeded"]
    session.restore("before")
    assert tags(session) == ["seeded", "mine"]


def test_a_snapshot_is_replaced_by_one_of_its_name(sessions: Sessions) -> None:
    session = sessions.get()
    session.snapshot("a")
    session.snapshot("b")
    session.store.insert(TAGS, {"value": "mine"})
    session.snapshot("a")
    session.reset()
    session.restore("a")
    assert tags(session) == ["seeded", "mine"]
    assert session.snapshots == ("b", "a")


def test_beyond_the_most_snapshots_the_oldest_goes(sessions: Sessions) -> None:
    session = sessions.get()
    for number in range(MOST_SNAPSHOTS + 1):
        session.snapshot(str(number))
    assert len(session.snapshots) == MOST_SNAPSHOTS
    assert session.snapshots[0] == "1"


def test_an_unknown_snapshot_is_not_found(sessions: Sessions) -> None:
    sessions.get("other").snapshot("theirs")
    with pytest.raises(NotFound, match="Snapshot with name: theirs was not found"):
        sessions.get().restore("theirs")


def test_a_snapshot_can_be_given_up(sessions: Sessions) -> None:
    session = sessions.get()
    session.snapshot("a")
    assert session.forget("a")
    assert not session.forget("a")
    assert session.snapshots == ()


def test_sessions_are_safe_to_use_from_many_threads(sessions: Sessions) -> None:
    def use(number: int) -> bool:
        session = sessions.get(f"worker-{number % 5}")
        session.snapshot("mine")
        session.reset()
        return len(sessions) <= 4 and sessions.delete("nobody") is False

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(400)))


def test_a_session_goes_after_a_time_of_its_own(sessions: Sessions, watch: Stopwatch) -> None:
    short = sessions.create("short", idle_seconds=10)
    sessions.create("long", idle_seconds=1000)
    watch.seconds += 9
    assert sessions.get("short") is short
    watch.seconds += 11
    assert [*sessions.names] == ["default", "long"]
    assert sessions.get("short") is not short
    watch.seconds += 61
    assert [*sessions.names] == ["default"]


def test_an_over_session_does_not_come_back(sessions: Sessions, watch: Stopwatch) -> None:
    short = sessions.create("short", idle_seconds=10)
    watch.seconds += 11
    assert sessions.get("short") is not short


def test_a_reset_and_a_fork_take_less_than_a_millisecond_whatever_there_is() -> None:
    shop = new_shop()
    with shop.transaction(bulk=True):
        for number in range(100_000):
            shop.insert(TAGS, {"value": f"tag {number}"})
    sessions = Sessions(shop.world, Store)
    one = sessions.create("one")
    started = time.process_time()
    for number in range(100):
        one.reset()
        sessions.create(f"fork-{number}", base=one)
    assert (time.process_time() - started) / 100 < 0.001
