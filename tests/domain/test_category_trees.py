"""What answers show of a category and its kin."""

from typing import Any

import pytest

from medusa_mock.domain import category_trees
from medusa_mock.domain.category_trees import asked_of_list, asked_of_one
from medusa_mock.errors import InvalidData
from medusa_mock.store import Store
from medusa_mock.tables.catalogue import PRODUCT_CATEGORIES


def shown(store: Store, id: str, **params: Any) -> dict[str, Any]:
    query = asked_of_one(store, params)
    return category_trees.shown(store, store.get(PRODUCT_CATEGORIES, id), query, whole=True)


def test_the_tree_is_shown_in_full_whatever_else_is(shop: Store) -> None:
    drinks = shown(shop, "pcat_drinks", fields="name", expand="")
    assert [*drinks] == ["id", "name", "category_children"]
    tea, coffee = drinks["category_children"]
    assert [*tea] == [*PRODUCT_CATEGORIES.visible, "category_children"]
    assert (tea["handle"], tea["category_children"], coffee["handle"]) == ("tea", [], "coffee")


def test_relations_come_where_they_were_asked_for(shop: Store) -> None:
    assert [*shown(shop, "pcat_tea", fields="")] == ["id", "category_children", "parent_category"]
    assert [*shown(shop, "pcat_tea", fields="", expand="parent_category")] == [
        "id",
        "parent_category",
        "category_children",
    ]


@pytest.mark.parametrize("fields", ["mpath", "+mpath", "-mpath", "products", "+products"])
def test_what_is_never_shown_may_be_named(shop: Store, fields: str) -> None:
    columns = {*PRODUCT_CATEGORIES.visible} if fields[0] in "+-" else {"id"}
    assert shown(shop, "pcat_tea", fields=fields).keys() - {"category_children", "parent_category"} == columns


@pytest.mark.parametrize("read", [asked_of_one, asked_of_list])
@pytest.mark.parametrize(
    "params",
    [{"expand": "products"}, {"expand": "category_children.category_children"}, {"fields": "nope"}],
    ids=str,
)
def test_unknown_names_are_refused(shop: Store, read: Any, params: dict[str, str]) -> None:
    with pytest.raises(InvalidData, match=r"^Requested fields \[.*\] are not valid$"):
        read(shop, params)


def test_in_a_list_kin_show_the_same_columns(shop: Store) -> None:
    query = asked_of_list(shop, {"fields": "rank,handle"})
    tea = category_trees.shown(shop, shop.get(PRODUCT_CATEGORIES, "pcat_tea"), query, whole=False)
    assert [*tea["parent_category"]] == ["id", "created_at", "handle", "rank"]


@pytest.mark.parametrize(
    ("params", "crashes"),
    [
        ({"fields": "name"}, True),
        ({"fields": "-rank"}, True),
        ({"fields": "name", "limit": 0, "offset": 1}, True),
        ({"fields": "name", "limit": 0}, False),
        ({"fields": "name", "expand": ""}, False),
        ({"fields": "name,rank,handle"}, False),
    ],
)
def test_a_page_with_relations_has_what_it_is_sorted_by(shop: Store, params: dict[str, Any], crashes: bool) -> None:
    if crashes:
        with pytest.raises(InvalidData, match=r"^fields must have rank and handle where relations are shown"):
            asked_of_list(shop, params)
    else:
        asked_of_list(shop, params)


@pytest.mark.parametrize("fields", ["products", "rank,handle,category_children", "parent_category.name", "+products"])
def test_lists_take_relations_with_a_star_only(shop: Store, fields: str) -> None:
    with pytest.raises(InvalidData, match="are not valid"):
        asked_of_list(shop, {"fields": fields})
    assert "products" in asked_of_list(shop, {"fields": "*products"}).shape.relations


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("T", True), (" ye", True), ("on", True), ("1", True), ("of", False), ("N", False), ("0", False)],
)
def test_a_filter_is_read_as_postgresql_reads_a_boolean(shop: Store, text: str, value: bool) -> None:
    assert asked_of_list(shop, {"is_active": text}).filters == {"is_active": value}


def test_a_filter_may_ask_for_what_is_not_known(shop: Store) -> None:
    assert asked_of_list(shop, {"is_internal": "null"}).filters == {"is_internal": None}


@pytest.mark.parametrize("text", ["", "o", "perhaps", "truee", "10"])
def test_other_filters_are_refused(shop: Store, text: str) -> None:
    with pytest.raises(InvalidData, match=r"^is_internal must be a boolean value$"):
        asked_of_list(shop, {"is_internal": text})
