"""What the real database refuses, in the words that the real server finds for it."""

import pytest

from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Store, Table, World, link, one

PROFILES = Table("profiles", "sp", "Profile", {"id": None, "deleted_at": None, "name": None}, entity="Shipping_profile")
OPTIONS = Table(
    "options",
    "so",
    "Shipping option",
    {"id": None, "name": None, "profile_id": None, "parent_id": None},
    relations={"profile": one("profiles", "profile_id"), "parent": one("options", "parent_id")},
    unique=(("name",),),
    required=frozenset({"name", "profile_id"}),
)
CARDS = Table(
    "cards",
    "gift",
    "Gift card",
    {"id": None, "deleted_at": None, "code": None},
    unique=(("code",),),
    unique_for_good=True,
)

PAIRS = link("pairs", "profile_id", "option_id", references={"profile_id": "profiles", "option_id": "options"})


@pytest.fixture
def store() -> Store:
    store = Store(World.empty({table.name: table for table in (PROFILES, OPTIONS, CARDS, PAIRS)}))
    store.insert(PROFILES, {"id": "sp_1"})
    return store


def test_a_null_where_none_may_be(store: Store) -> None:
    with pytest.raises(
        InvalidData, match=r"^Can't insert null value in field profile_id on insert in table shipping_option$"
    ):
        store.insert(OPTIONS, {"name": "a"})


def test_of_several_nulls_the_first_column_is_told(store: Store) -> None:
    with pytest.raises(InvalidData, match="in field name on insert"):
        store.insert(OPTIONS, {})


def test_a_null_by_an_update(store: Store) -> None:
    store.insert(OPTIONS, {"id": "so_1", "name": "a", "profile_id": "sp_1"})
    with pytest.raises(InvalidData, match="in field name on insert"):
        store.update(OPTIONS, "so_1", {"name": None})


def test_a_foreign_key_that_leads_nowhere(store: Store) -> None:
    with pytest.raises(NotFound, match=r"^Shipping_profile with profile_id sp_nope does not exist\.$"):
        store.insert(OPTIONS, {"name": "a", "profile_id": "sp_nope"})
    store.insert(OPTIONS, {"id": "so_1", "name": "a", "profile_id": "sp_1"})
    with pytest.raises(NotFound):
        store.update(OPTIONS, "so_1", {"profile_id": "sp_nope"})


@pytest.mark.parametrize("key", ["", "sp nope", "sp.nope", "ø"])
def test_a_foreign_key_that_the_real_server_cannot_read(store: Store, key: str) -> None:
    with pytest.raises(NotFound, match=r"^null$"):
        store.insert(OPTIONS, {"name": "a", "profile_id": key})


def test_a_softly_deleted_row_can_still_be_pointed_at(store: Store) -> None:
    store.delete(PROFILES, "sp_1")
    store.insert(OPTIONS, {"name": "a", "profile_id": "sp_1"})


def test_a_row_may_point_at_itself(store: Store) -> None:
    store.insert(OPTIONS, {"id": "so_1", "name": "a", "profile_id": "sp_1", "parent_id": "so_1"})


def test_the_database_looks_for_nulls_first_and_at_foreign_keys_last(store: Store) -> None:
    store.insert(OPTIONS, {"name": "a", "profile_id": "sp_1"})
    with pytest.raises(InvalidData):
        store.insert(OPTIONS, {"name": None, "profile_id": "sp_nope"})
    with pytest.raises(Duplicate):
        store.insert(OPTIONS, {"name": "a", "profile_id": "sp_nope"})


def test_a_deferred_foreign_key_is_left_to_the_caller(store: Store) -> None:
    assert store.insert(OPTIONS, {"name": "a", "profile_id": "sp_later"}, deferred=True)["profile_id"] == "sp_later"


KEPT = Table("kept", "kept", "Kept", {"id": None, "metadata": None})


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ({"a": 1}, None, {"a": 1}),
        ({"a": 1}, {}, {"a": 1}),
        (None, {}, {}),
        ({"a": 1}, {"a": "", "b": None}, {"b": None}),
        ({"a": 1}, True, {"a": 1}),
        ({"a": 1}, 5, {"a": 1}),
        ({"a": 1}, "xy", {"a": 1, "0": "x", "1": "y"}),
        ({"a": 1}, ["x"], {"a": 1, "0": "x"}),
    ],
)
def test_metadata_is_merged_as_javascript_sees_its_entries(before: object, changes: object, after: object) -> None:
    store = Store(World.empty({"kept": KEPT}))
    row = store.insert(KEPT, {"metadata": before})
    assert store.update(KEPT, row.key, {"metadata": changes})["metadata"] == after


def test_a_link_leads_to_rows_that_there_are_if_it_says_so(store: Store) -> None:
    store.insert(OPTIONS, {"id": "so_1", "name": "a", "profile_id": "sp_1"})
    store.link(PAIRS, profile_id="sp_1", option_id="so_1")
    with pytest.raises(NotFound, match=r"^Shipping_option with option_id so_2 does not exist\.$"):
        store.link(PAIRS, profile_id="sp_1", option_id="so_2")
    with pytest.raises(Duplicate, match=r"^Pairs with profile_id, option_id sp_1, so_1 already exists\.$"):
        store.insert(PAIRS, {"profile_id": "sp_1", "option_id": "so_1"})


def test_a_taken_truth_value_reads_as_postgresql_writes_it() -> None:
    table = Table("guests", "g", "Guest", {"id": None, "known": False}, unique=(("known",),))
    store = Store(World.empty({table.name: table}))
    store.insert(table, {})
    with pytest.raises(Duplicate, match=r"^Guest with known f already exists\.$"):
        store.insert(table, {})


def test_a_unique_value_may_be_taken_for_good(store: Store) -> None:
    store.insert(CARDS, {"id": "gift_1", "code": "A"})
    assert store.first(CARDS, code="A")
    store.delete(CARDS, "gift_1")
    assert store.first(CARDS, code="A") is None
    with pytest.raises(Duplicate, match=r"^Gift_card with code A already exists\.$"):
        store.insert(CARDS, {"code": "A"})


def test_a_row_that_comes_in_deleted_takes_its_value_too(store: Store) -> None:
    store.insert(CARDS, {"code": "A", "deleted_at": "2026-01-05T09:30:00.000Z"})
    with pytest.raises(Duplicate):
        store.insert(CARDS, {"code": "A"})
