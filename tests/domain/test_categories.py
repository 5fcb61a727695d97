"""A tree of categories whose siblings make room for each other."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medusa_mock.domain import categories
from medusa_mock.errors import Duplicate, InvalidData, NotAllowed, NotFound, UnknownReferences
from medusa_mock.seeds import load_seed
from medusa_mock.store import Store
from medusa_mock.tables.catalogue import CATEGORIZED_PRODUCTS, PRODUCT_CATEGORIES, PRODUCTS


@pytest.fixture
def store() -> Store:
    return Store(load_seed("empty", Store).world)


def grow(store: Store, parent: str | None, *names: str) -> list[str]:
    """Categories under a parent, one behind the other; their ids."""
    new = ({"name": name, "parent_category_id": parent} for name in names)
    return [categories.create_category(store, values).key for values in new]


def below(store: Store, parent: str | None) -> list[tuple[int, str]]:
    """What stands below a parent: ranks and names."""
    rows = store.select(PRODUCT_CATEGORIES, parent_category_id=parent)
    return sorted((row["rank"], row["name"]) for row in rows)


def ranked(names: str) -> list[tuple[int, str]]:
    return list(enumerate(names))


def move(store: Store, id: str, **changes: Any) -> None:
    categories.update_category(store, id, changes)


def test_a_new_category_stands_behind_its_siblings(store: Store) -> None:
    [root] = grow(store, None, "R")
    grow(store, root, *"ABC")
    assert below(store, root) == ranked("ABC")


@pytest.mark.parametrize(
    ("parent", "rank"), [({}, 5), ({"parent_category_id": None}, 2), ({"parent_category_id": "null"}, 2)]
)
def test_a_new_root_stands_behind_all_categories_or_behind_the_roots(
    store: Store, parent: dict[str, Any], rank: int
) -> None:
    [root, _] = grow(store, None, "R", "S")
    grow(store, root, *"ABC")
    new = categories.create_category(store, {"name": "New", **parent})
    assert (new["rank"], new["parent_category_id"]) == (rank, None)


def test_an_empty_text_makes_a_root_without_siblings(store: Store) -> None:
    grow(store, None, *"RS")
    [empty] = grow(store, "", "E")
    assert below(store, None) == [(0, "E"), (0, "R"), (1, "S")]
    with pytest.raises(InvalidData, match=r"^rank must not be less than 0$"):
        move(store, empty, rank=1)


def test_a_handle_is_made_of_the_name_and_unique(store: Store) -> None:
    assert categories.create_category(store, {"name": "Crème & Tea", "handle": ""})["handle"] == "creme-tea"
    with pytest.raises(Duplicate, match=r"^Product_category with handle creme-tea already exists\.$"):
        categories.create_category(store, {"name": "Creme tea"})


@pytest.mark.parametrize("description", [None, "null"])
def test_a_description_is_a_text(store: Store, description: str | None) -> None:
    with pytest.raises(InvalidData, match=r"^description must be a string$"):
        categories.create_category(store, {"name": "A", "description": description})


@pytest.mark.parametrize(
    ("name", "rank", "order"),
    [("A", 2, "BCAD"), ("D", 0, "DABC"), ("B", 99, "ACDB"), ("C", 1, "ACBD"), ("D", 99, "ABCD"), ("B", 1, "ABCD")],
)
def test_a_category_takes_another_place_among_its_siblings(store: Store, name: str, rank: int, order: str) -> None:
    [root] = grow(store, None, "R")
    ids = dict(zip("ABCD", grow(store, root, *"ABCD"), strict=True))
    move(store, ids[name], rank=rank)
    assert below(store, root) == ranked(order)


def test_ranks_stay_whole_however_they_are_written(store: Store) -> None:
    [root] = grow(store, None, "R")
    first, _ = grow(store, root, *"AB")
    for rank, place in ((1e21, 1), (1.0, 1), (0.0, 0)):
        category = categories.update_category(store, first, {"rank": rank, "name": f"A{rank}"})
        assert repr(category["rank"]) == repr(place)


@pytest.mark.parametrize(("rank", "order"), [({}, "XYB"), ({"rank": 0}, "BXY"), ({"rank": 1}, "XBY")])
def test_a_category_goes_below_another_one(store: Store, rank: dict[str, int], order: str) -> None:
    [root, other] = grow(store, None, "R", "S")
    [_, moved, _] = grow(store, root, *"ABC")
    grow(store, other, *"XY")
    grow(store, moved, "Child")
    move(store, moved, parent_category_id=other, **rank)
    assert below(store, root) == ranked("AC")
    assert below(store, other) == ranked(order)
    assert below(store, moved) == [(0, "Child")]


def test_a_category_below_an_empty_text_waits_for_a_place(store: Store) -> None:
    [root] = grow(store, None, "R")
    [first, _] = grow(store, root, *"AB")
    move(store, first, parent_category_id="")
    assert below(store, None) == [(0, "R"), (categories.UNPLACED, "A")]
    move(store, first, parent_category_id="")
    assert below(store, None) == ranked("RA")
    assert below(store, root) == ranked("B")


@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.none() | st.integers(0, 7)), max_size=12))
def test_siblings_stand_without_gaps_wherever_they_go(moves: list[tuple[int, int, int | None]]) -> None:
    store = Store(load_seed("empty", Store).world)
    ids = [grow(store, None, "R")[0]]
    ids += grow(store, ids[0], *"ABCDE")
    for index, parent, rank in moves:
        changes = {"parent_category_id": ids[parent]} | ({} if rank is None else {"rank": rank})
        with suppress(InvalidData), store.transaction():  # refused where the parent is below the category
            categories.update_category(store, ids[index], changes)
        for one in ids:
            ranks = [row["rank"] for row in store.select(PRODUCT_CATEGORIES, parent_category_id=one)]
            assert sorted(ranks) == list(range(len(ranks)))


def test_metadata_is_replaced(store: Store) -> None:
    [root] = grow(store, None, "R")
    for metadata in ({"a": 1, "b": ""}, {"c": 1}, None):
        move(store, root, metadata=metadata)
        assert store.get(PRODUCT_CATEGORIES, root)["metadata"] == metadata


def test_what_a_change_refuses(store: Store) -> None:
    [root] = grow(store, None, "R")
    with pytest.raises(NotFound, match=r"^ProductCategory with id: pcat_x was not found$"):
        move(store, "pcat_x", name="X")
    with pytest.raises(NotFound, match=r"^ProductCategory with id: pcat_x was not found$"):
        move(store, root, parent_category_id="pcat_x")
    with pytest.raises(InvalidData, match="null value in field rank"):
        move(store, root, rank=None)
    with pytest.raises(InvalidData, match="below itself"):
        move(store, root, parent_category_id=root)


def test_a_category_with_others_below_it_stays(store: Store) -> None:
    [root] = grow(store, None, "R")
    grow(store, root, "A")
    with pytest.raises(NotAllowed, match=rf"^Deleting ProductCategory \({root}\) with category children is not"):
        categories.delete_category(store, root)


def test_a_deleted_category_leaves_no_gap_and_no_products(store: Store) -> None:
    [root] = grow(store, None, "R")
    [_, gone, _] = grow(store, root, *"ABC")
    product = store.insert(PRODUCTS, {"title": "Cup"})
    categories.add_products(store, gone, [product.key])
    categories.delete_category(store, gone)
    assert below(store, root) == ranked("AC")
    assert store.first(CATEGORIZED_PRODUCTS) is None
    categories.delete_category(store, gone)  # once more: nothing happens


def test_no_sibling_ranks_before_the_first(store: Store) -> None:
    grow(store, None, "R")
    [second] = grow(store, "", "E")
    with pytest.raises(InvalidData, match=r"^rank must not be less than 0$"):
        categories.delete_category(store, second)


def test_products_come_and_go(store: Store) -> None:
    [root] = grow(store, None, "R")
    tea, cup = (store.insert(PRODUCTS, {"title": title}).key for title in ("Tea", "Cup"))
    for _ in range(2):
        categories.add_products(store, root, [tea, cup])
    categories.remove_products(store, root, [tea])
    assert [link["product_id"] for link in store.select(CATEGORIZED_PRODUCTS)] == [cup]


@pytest.mark.parametrize("change", [categories.add_products, categories.remove_products])
def test_unknown_products_are_told_before_an_unknown_category(store: Store, change: Any) -> None:
    with pytest.raises(UnknownReferences) as refusal:
        change(store, "pcat_x", ["b", "a"])
    assert refusal.value.errors == ("Products b, a do not exist",)
    with pytest.raises(NotFound, match=r"^ProductCategory with id: pcat_x was not found$"):
        change(store, "pcat_x", [])


def test_a_product_under_an_unknown_category(store: Store) -> None:
    product = store.insert(PRODUCTS, {"title": "Cup"})
    with pytest.raises(NotFound, match=r"^Product_category with product_category_id pcat_x does not exist\.$"):
        categories.add_products(store, "pcat_x", [product.key])
