"""What the store does to rows."""

import threading
from contextlib import suppress
from typing import Any
from unittest.mock import ANY

import pytest

from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Store, Table, UniqueViolation, World
from medusa_mock.store.clock import serial_clock
from medusa_mock.store.ids import serial_ulid
from tests.store.shop import COLLECTIONS, PRODUCTS, PRODUCTS_TAGS, SHOP, TAGS, VARIANTS


class Broken(Exception):
    """What goes wrong in a transaction."""


# Inserting


def test_a_new_row_has_the_columns_in_order_with_defaults_id_and_times(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Tea"})
    assert list(row) == list(PRODUCTS.columns)
    assert row["id"].startswith("prod_")
    assert len(row["id"]) == len("prod_") + 26
    assert row["created_at"] == row["updated_at"] == "2023-11-14T22:13:20.000Z"
    assert (row["status"], row["deleted_at"], row["metadata"]) == ("draft", None, None)


def test_a_row_may_bring_its_own_id_and_times(shop: Store) -> None:
    own = {"id": "prod_mine", "created_at": "2020-01-02T03:04:05+01:00", "updated_at": "2021-01-01"}
    row = shop.insert(PRODUCTS, own)
    assert shop.get(PRODUCTS, "prod_mine") is row
    assert (row["created_at"], row["updated_at"]) == ("2020-01-02T02:04:05.000Z", "2021-01-01T00:00:00.000Z")


def test_every_column_of_a_time_is_kept_in_one_form(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"starts_at": "2026-05-01T12:00+02:00"})
    assert row["starts_at"] == "2026-05-01T10:00:00.000Z"
    assert shop.update(PRODUCTS, row.key, {"starts_at": "2026-05-02"})["starts_at"] == "2026-05-02T00:00:00.000Z"


def test_a_table_without_times_has_none(shop: Store) -> None:
    assert shop.insert(TAGS, {"value": "green"}) == {"value": "green", "colour": None}


def test_a_key_that_cannot_be_made_has_to_be_given(shop: Store) -> None:
    with pytest.raises(InvalidData, match="Can't insert null value in field value on insert in table product_tag"):
        shop.insert(TAGS, {"colour": "red"})


@pytest.mark.parametrize(
    "mistake",
    [
        lambda shop: shop.insert(TAGS, {"value": "a", "taste": "sweet"}),
        lambda shop: shop.update(TAGS, "green", {"taste": "sweet"}),
        lambda shop: shop.select(TAGS, taste="sweet"),
        lambda shop: shop.first(TAGS, taste="sweet"),
    ],
)
def test_an_unknown_column_is_a_mistake_of_the_caller(shop: Store, mistake: Any) -> None:
    shop.insert(TAGS, {"value": "green"})
    with pytest.raises(TypeError, match="Table tags has no column taste"):
        mistake(shop)


# Unique values


def test_a_taken_value_is_refused_in_the_words_of_the_real_server(shop: Store) -> None:
    shop.insert(PRODUCTS, {"handle": "tea", "title": "Tea"})
    with pytest.raises(Duplicate, match=r"^Product with handle tea already exists\.$") as refusal:
        shop.insert(PRODUCTS, {"handle": "tea", "title": "Other"})
    assert isinstance(refusal.value, UniqueViolation)
    assert refusal.value.detail == "Key (handle)=(tea) already exists."
    assert refusal.value.columns == ("handle",)


def test_a_taken_set_of_values_is_refused(shop: Store) -> None:
    shop.insert(PRODUCTS, {"title": "Tea", "status": "draft"})
    shop.insert(PRODUCTS, {"title": "Tea", "status": "published"})
    with pytest.raises(Duplicate, match=r"^Product with title, status Tea, draft already exists\.$"):
        shop.insert(PRODUCTS, {"title": "Tea", "status": "draft"})


def test_a_taken_key_is_refused_even_of_a_deleted_row(shop: Store) -> None:
    shop.insert(PRODUCTS, {"id": "prod_1"})
    shop.delete(PRODUCTS, "prod_1")
    with pytest.raises(Duplicate, match=r"^Product with id prod_1 already exists\.$"):
        shop.insert(PRODUCTS, {"id": "prod_1"})


def test_a_constraint_names_the_table_as_the_database_does() -> None:
    groups = Table("groups", "", "CustomerGroup", {"name": None}, key="name", entity="Customer_group")
    store = Store(World.empty({"groups": groups}))
    store.insert(groups, {"name": "Press"})
    with pytest.raises(Duplicate, match=r"^Customer_group with name Press already exists\.$"):
        store.insert(groups, {"name": "Press"})
    assert SHOP["collections"].constraint_name == "Product_collection"


def test_nulls_are_not_duplicates_of_each_other(shop: Store) -> None:
    shop.insert(PRODUCTS, {"title": "Tea", "handle": None})
    shop.insert(PRODUCTS, {"title": None, "handle": None})
    assert len(list(shop.select(PRODUCTS))) == 2


def test_deleting_a_row_gives_its_unique_values_free(shop: Store) -> None:
    first = shop.insert(PRODUCTS, {"handle": "tea"})
    shop.delete(PRODUCTS, first.key)
    second = shop.insert(PRODUCTS, {"handle": "tea"})
    assert shop.first(PRODUCTS, handle="tea") is second


def test_an_update_may_keep_its_unique_values_and_not_take_another_rows(shop: Store) -> None:
    shop.insert(PRODUCTS, {"handle": "tea"})
    row = shop.insert(PRODUCTS, {"handle": "mate"})
    shop.update(PRODUCTS, row.key, {"handle": "mate", "title": "Mate"})
    with pytest.raises(Duplicate):
        shop.update(PRODUCTS, row.key, {"handle": "tea"})
    shop.update(PRODUCTS, row.key, {"handle": "yerba"})
    shop.insert(PRODUCTS, {"handle": "mate"})


# Reading


def test_a_row_that_is_not_there_is_not_found_in_the_words_of_its_table(shop: Store) -> None:
    with pytest.raises(NotFound, match=r"^Product with id: nope was not found$"):
        shop.get(PRODUCTS, "nope")
    assert shop.find(PRODUCTS, "nope") is None


def test_rows_are_selected_in_the_order_of_insertion(shop: Store) -> None:
    for value in ("c", "a", "b"):
        shop.insert(TAGS, {"value": value, "colour": "red"})
    shop.update(TAGS, "c", {"colour": "blue"})
    assert [row.key for row in shop.select(TAGS)] == ["c", "a", "b"]
    assert [row.key for row in shop.select(TAGS, colour="red")] == ["a", "b"]


@pytest.mark.parametrize(
    ("equal", "found"),
    [
        ({}, ["A", "B", "C"]),
        ({"product_id": "p"}, ["A", "C"]),
        ({"product_id": "p", "sku": "A"}, ["A"]),
        ({"product_id": "p", "sku": "B"}, []),
        ({"sku": "C"}, ["C"]),
        ({"sku": None}, []),
        ({"product_id": None}, ["B"]),
        ({"secret": (1, 2)}, ["C"]),
        ({"secret": [1, 2]}, ["C"]),
        ({"product_id": "unknown"}, []),
    ],
)
def test_rows_are_selected_by_values_with_or_without_an_index(
    shop: Store, equal: dict[str, Any], found: list[str]
) -> None:
    shop.insert(VARIANTS, {"sku": "A", "product_id": "p"})
    shop.insert(VARIANTS, {"sku": "B"})
    shop.insert(VARIANTS, {"sku": "C", "product_id": "p", "secret": [1, 2]})
    assert [row["sku"] for row in shop.select(VARIANTS, **equal)] == found
    first = shop.first(VARIANTS, **equal)
    assert (first and first["sku"]) == (found[0] if found else None)


def test_a_row_comes_to_its_place_under_a_new_foreign_key(shop: Store) -> None:
    for sku, product in (("A", "p"), ("B", "q"), ("C", "p")):
        shop.insert(VARIANTS, {"id": sku, "product_id": product})
    shop.update(VARIANTS, "B", {"product_id": "p"})
    assert [row.key for row in shop.select(VARIANTS, product_id="p")] == ["A", "B", "C"]
    assert not list(shop.select(VARIANTS, product_id="q"))


def test_what_is_selected_stays_the_same_while_rows_come_and_go(shop: Store) -> None:
    for value in "abc":
        shop.insert(TAGS, {"value": value})
    seen = []
    for row in shop.select(TAGS):
        seen.append(row.key)
        shop.delete(TAGS, row.key)
        shop.insert(TAGS, {"value": row.key * 2})
    assert seen == ["a", "b", "c"]


# Updating


def test_an_update_makes_a_new_row_and_a_new_time(shop: Store) -> None:
    old = shop.insert(PRODUCTS, {"title": "Tea"})
    new = shop.update(PRODUCTS, old.key, {"title": "Coffee"})
    assert (old["title"], new["title"]) == ("Tea", "Coffee")
    assert new["created_at"] == old["created_at"] < new["updated_at"]
    assert shop.get(PRODUCTS, old.key) is new


def test_an_update_that_changes_nothing_leaves_the_row_alone(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Tea", "metadata": {"a": [1]}})
    assert shop.update(PRODUCTS, row.key, {"title": "Tea", "metadata": {"a": [1]}}) is row
    assert shop.update(PRODUCTS, row.key, {}) is row


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        (None, {"a": 1}, {"a": 1}),
        ({"a": 1, "b": 2}, {"b": 3, "c": 4}, {"a": 1, "b": 3, "c": 4}),
        ({"a": 1, "b": 2}, {"a": ""}, {"b": 2}),
        ({"a": 1}, {"unknown": ""}, {"a": 1}),
        ({"a": 1}, {"a": ""}, {}),
        ({"a": 1}, {"a": None}, {"a": None}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"x": 3}}, {"a": {"x": 3}}),
        ({"kept": ""}, {"a": 1}, {"kept": "", "a": 1}),
        ({"a": 1}, None, {"a": 1}),
        ({"a": 1}, {}, {"a": 1}),
        (None, {}, {}),
        (None, None, None),
    ],
)
def test_metadata_is_merged_key_by_key(shop: Store, before: Any, change: Any, after: Any) -> None:
    row = shop.insert(PRODUCTS, {"metadata": before})
    assert row["metadata"] == before
    assert shop.update(PRODUCTS, row.key, {"metadata": change})["metadata"] == after


def test_metadata_can_be_replaced(shop: Store) -> None:
    shop.insert(PRODUCTS, {"id": "prod_1", "title": "Assam", "metadata": {"a": 1}})
    assert shop.update(PRODUCTS, "prod_1", {"metadata": {"b": ""}}, merge=False)["metadata"] == {"b": ""}
    assert shop.update(PRODUCTS, "prod_1", {"metadata": None}, merge=False)["metadata"] is None


def test_a_row_that_is_not_there_cannot_be_updated(shop: Store) -> None:
    with pytest.raises(NotFound):
        shop.update(PRODUCTS, "nope", {"title": "Tea"})


def test_the_key_of_a_row_does_not_change(shop: Store) -> None:
    shop.insert(TAGS, {"value": "a"})
    shop.update(TAGS, "a", {"value": "a", "colour": "red"})
    with pytest.raises(TypeError, match="The key of a row does not change: tags a"):
        shop.update(TAGS, "a", {"value": "b"})


# Deleting


def test_a_softly_deleted_row_is_not_found_and_not_lost(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Tea"})
    shop.delete(PRODUCTS, row.key)
    assert shop.find(PRODUCTS, row.key) is None
    assert not list(shop.select(PRODUCTS))
    assert not list(shop.select(PRODUCTS, id=row.key))
    assert shop.known(PRODUCTS, row.key)["deleted_at"] > row["created_at"]


def test_a_row_that_never_was_is_not_known(shop: Store) -> None:
    with pytest.raises(NotFound, match=r"with id: prod_nope was not found"):
        shop.known(PRODUCTS, "prod_nope")


def test_a_row_of_a_table_without_deleted_at_is_gone(shop: Store) -> None:
    shop.insert(TAGS, {"value": "a", "colour": "red"})
    shop.delete(TAGS, "a")
    assert shop.find(TAGS, "a") is None
    shop.insert(TAGS, {"value": "a"})


@pytest.mark.parametrize("table", [PRODUCTS, TAGS])
def test_a_row_can_be_deleted_once(shop: Store, table: Table) -> None:
    row = shop.insert(table, {table.key: "it"})
    shop.delete(table, row.key)
    with pytest.raises(NotFound):
        shop.delete(table, row.key)


def test_a_row_may_come_in_deleted_and_take_no_unique_value(shop: Store) -> None:
    shop.insert(PRODUCTS, {"handle": "tea"})
    row = shop.insert(PRODUCTS, {"handle": "tea", "deleted_at": "2026-01-01"})
    assert shop.find(PRODUCTS, row.key) is None


def test_a_removed_row_is_gone_whatever_its_table_keeps(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"handle": "tea"})
    shop.remove(PRODUCTS, row.key)
    assert row.key not in shop.world.rows["products"].by_key
    with pytest.raises(NotFound):
        shop.remove(PRODUCTS, row.key)
    assert shop.insert(PRODUCTS, {"id": row.key, "handle": "tea"}) == {**row, "created_at": ANY, "updated_at": ANY}


# Links


def test_a_pair_is_linked_once_and_unlinked_by_either_side(shop: Store) -> None:
    for product, tag in (("p", "a"), ("p", "b"), ("q", "a"), ("p", "a")):
        shop.link(PRODUCTS_TAGS, product_id=product, tag_value=tag)
    pairs = [(row["product_id"], row["tag_value"]) for row in shop.select(PRODUCTS_TAGS)]
    assert pairs == [("p", "a"), ("p", "b"), ("q", "a")]
    shop.unlink(PRODUCTS_TAGS, product_id="p", tag_value="a")
    shop.unlink(PRODUCTS_TAGS, product_id="p", tag_value="a")
    assert len(list(shop.select(PRODUCTS_TAGS))) == 2
    shop.unlink(PRODUCTS_TAGS, tag_value="a")
    assert [row["tag_value"] for row in shop.select(PRODUCTS_TAGS)] == ["b"]


# Transactions


def test_a_transaction_that_fails_leaves_no_trace(shop: Store) -> None:
    kept = shop.insert(PRODUCTS, {"title": "Tea", "handle": "tea"})
    before = shop.world
    with suppress(Broken), shop.transaction():
        shop.update(PRODUCTS, kept.key, {"handle": "mate"})
        shop.insert(PRODUCTS, {"handle": "tea"})
        shop.delete(PRODUCTS, kept.key)
        raise Broken
    assert shop.world is before
    assert shop.first(PRODUCTS, handle="tea") is kept


def test_an_inner_transaction_that_fails_takes_back_its_own_changes_only(shop: Store) -> None:
    with shop.transaction():
        shop.insert(TAGS, {"value": "outer"})
        with suppress(Duplicate), shop.transaction():
            shop.insert(TAGS, {"value": "inner"})
            shop.insert(TAGS, {"value": "outer"})
        shop.insert(TAGS, {"value": "later"})
    assert [row.key for row in shop.select(TAGS)] == ["outer", "later"]


def test_an_inner_transaction_goes_with_the_outer_one(shop: Store) -> None:
    with suppress(Broken), shop.transaction():
        with shop.transaction():
            shop.insert(TAGS, {"value": "inner"})
        raise Broken
    assert not list(shop.select(TAGS))


def test_what_is_settled_stays_when_the_transaction_fails(shop: Store) -> None:
    with suppress(Broken), shop.transaction():
        kept = shop.insert(PRODUCTS, {"title": "Tea"})
        shop.settle()
        with suppress(Broken), shop.transaction():
            shop.update(PRODUCTS, kept.key, {"title": "Coffee"})
            raise Broken
        assert shop.get(PRODUCTS, kept.key)["title"] == "Tea"
        lost = shop.insert(PRODUCTS, {"title": "Cup"})
        raise Broken
    assert shop.get(PRODUCTS, kept.key)["title"] == "Tea"
    assert shop.find(PRODUCTS, lost.key) is None
    with suppress(Broken), shop.transaction():
        shop.delete(PRODUCTS, kept.key)
        raise Broken
    assert shop.find(PRODUCTS, kept.key) is not None


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_whatever_ends_a_transaction_takes_it_back(shop: Store, stop: type[BaseException]) -> None:
    with suppress(stop), shop.transaction():
        shop.insert(TAGS, {"value": "a"})
        raise stop
    assert not list(shop.select(TAGS))


def test_the_rows_of_a_transaction_have_one_time(shop: Store) -> None:
    with shop.transaction():
        first, now = shop.insert(COLLECTIONS, {}), shop.now()
        with shop.transaction():
            second = shop.insert(COLLECTIONS, {})
        third = shop.update(COLLECTIONS, first.key, {"title": "Teas"})
    assert first["created_at"] == second["created_at"] == third["updated_at"] == now
    assert shop.insert(COLLECTIONS, {})["created_at"] > now


def test_a_transaction_is_seen_from_other_threads_once_it_ends(shop: Store) -> None:
    seen: list[list[str]] = []
    started = threading.Event()

    def look() -> None:
        started.set()
        seen.append([row.key for row in shop.select(TAGS)])

    with shop.transaction():
        shop.insert(TAGS, {"value": "a"})
        thread = threading.Thread(target=look)
        thread.start()
        assert started.wait(5)
        shop.insert(TAGS, {"value": "b"})
        assert not seen
    thread.join(5)
    assert seen == [["a", "b"]]


def test_threads_do_not_lose_each_others_rows(shop: Store) -> None:
    def add(worker: int) -> None:
        for number in range(100):
            with shop.transaction():
                shop.insert(TAGS, {"value": f"{worker}-{number}"})

    threads = [threading.Thread(target=add, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(list(shop.select(TAGS))) == 400


# Snapshots and forks


def test_a_snapshot_is_a_pointer_to_a_state_that_stays(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Tea"})
    snapshot = shop.world
    shop.update(PRODUCTS, row.key, {"title": "Coffee"})
    shop.insert(PRODUCTS, {})
    shop.restore(snapshot)
    assert list(shop.select(PRODUCTS)) == [row]
    assert shop.world is snapshot


def test_a_fork_and_its_origin_go_separate_ways(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Tea"})
    fork = shop.fork()
    fork.update(PRODUCTS, row.key, {"title": "Coffee"})
    shop.delete(PRODUCTS, row.key)
    assert fork.get(PRODUCTS, row.key)["title"] == "Coffee"
    assert shop.find(PRODUCTS, row.key) is None


def test_a_restored_state_lives_through_the_same_ids_and_times_again() -> None:
    store = Store(World.empty(SHOP), clock=serial_clock, ids=serial_ulid)
    store.insert(PRODUCTS, {"title": "Tea"})
    snapshot = store.world

    def live(store: Store) -> list[dict[str, Any]]:
        row = store.insert(PRODUCTS, {"title": "Coffee"})
        store.update(PRODUCTS, row.key, {"title": "Cocoa"})
        store.delete(PRODUCTS, row.key)
        with store.transaction():
            store.insert(PRODUCTS, {})
            store.insert(COLLECTIONS, {})
        world = store.world
        return [dict(row) for name in ("products", "collections") for row in world.rows[name].by_key.values()]

    def sort_key(row: dict[str, Any]) -> str:
        return str(row["id"])

    first = sorted(live(store), key=sort_key)
    fork = Store(snapshot, clock=serial_clock, ids=serial_ulid)
    store.restore(snapshot)
    assert sorted(live(store), key=sort_key) == sorted(live(fork), key=sort_key) == first
    assert len({row["id"] for row in first}) == len(first) == 4


def test_what_is_changed_next_is_changed_later_even_within_a_millisecond() -> None:
    shop = Store(World.empty(SHOP), clock=lambda _: 1_700_000_000_000)
    first, second = shop.insert(COLLECTIONS, {}), shop.insert(COLLECTIONS, {})
    assert first["created_at"] < second["created_at"]
    with shop.transaction():
        third, fourth = shop.insert(COLLECTIONS, {}), shop.insert(COLLECTIONS, {})
    assert second["created_at"] < third["created_at"] == fourth["created_at"]


# Time


def test_time_passes_for_one_state_and_goes_back_with_it() -> None:
    shop = Store(World.empty(SHOP), clock=lambda _: 1_700_000_000_000)
    before, fork = shop.world, shop.fork()
    shop.advance(3_600_000)
    assert shop.now() == "2023-11-14T23:13:20.000Z"
    assert shop.insert(COLLECTIONS, {})["created_at"] == "2023-11-14T23:13:20.000Z"
    assert fork.now() == "2023-11-14T22:13:20.000Z"
    shop.restore(before)
    assert shop.now() == "2023-11-14T22:13:20.000Z"


def test_a_clock_stops_where_times_can_no_longer_be_written(shop: Store) -> None:
    with pytest.raises(InvalidData, match="The clock goes no further than 9000"):
        shop.advance(10**15)


def test_a_transaction_can_be_of_an_earlier_time_but_not_before_the_last_change() -> None:
    shop = Store(World.empty(SHOP), clock=lambda _: 1_700_000_000_000)
    with shop.transaction(at=1_600_000_000_000):
        first = shop.insert(COLLECTIONS, {})
    with shop.transaction(at=1_500_000_000_000), shop.transaction(at=1_650_000_000_000):
        second = shop.insert(COLLECTIONS, {})
    assert (first["created_at"], second["created_at"]) == ("2020-09-13T12:26:40.000Z", "2020-09-13T12:26:40.001Z")
    assert shop.now() == "2023-11-14T22:13:20.000Z"


def test_a_row_is_set_right_without_a_trace(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Mug", "metadata": {"a": 1}})
    shop.delete(PRODUCTS, row.key)
    deleted = shop.known(PRODUCTS, row.key)
    right = shop.correct(PRODUCTS, row.key, {"deleted_at": None, "metadata": {"b": 2}})
    assert right == {**deleted, "deleted_at": None, "metadata": {"b": 2}}
    assert shop.get(PRODUCTS, row.key) == right
    with pytest.raises(NotFound):
        shop.correct(PRODUCTS, "prod_x", {})


def test_a_softly_deleted_row_is_purged(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Mug"})
    shop.delete(PRODUCTS, row.key)
    shop.purge(PRODUCTS, row.key)
    with pytest.raises(NotFound):
        shop.known(PRODUCTS, row.key)
