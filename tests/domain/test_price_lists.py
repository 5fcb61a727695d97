"""Price lists: what they hold, how they are found, and what goes with them."""

from typing import Any

import pytest

from medusa_mock.domain import price_lists
from medusa_mock.domain.customers import dissolve
from medusa_mock.domain.variants import delete_variant
from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query, page
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LIST_CUSTOMER_GROUPS, PRICE_LISTS

ASH, MOSS = "variant_cup_ash", "variant_cup_moss"


def price(amount: int, variant_id: str = ASH, **values: Any) -> dict[str, Any]:
    return {"amount": amount, "currency_code": "eur", "variant_id": variant_id, **values}


def made(shop: Store, *prices: dict[str, Any], **values: Any) -> str:
    body = {"name": "Quay days", "description": "Cups", "type": "sale", "prices": prices, **values}
    return price_lists.create(shop, body).key


def prices_in(shop: Store, key: str) -> list[Row]:
    return list(shop.select(MONEY_AMOUNTS, price_list_id=key))


def amounts(shop: Store, key: str) -> list[int]:
    return [row["amount"] for row in prices_in(shop, key)]


def groups_of(shop: Store, key: str) -> list[str]:
    return [row["customer_group_id"] for row in shop.select(PRICE_LIST_CUSTOMER_GROUPS, price_list_id=key)]


def test_a_price_for_a_region_is_in_its_currency(shop: Store) -> None:
    key = made(shop, {"amount": 5, "region_id": "reg_uk", "variant_id": ASH, "min_quantity": 2})
    [row] = prices_in(shop, key)
    assert (row["currency_code"], row["region_id"], row["min_quantity"]) == ("gbp", "reg_uk", 2)
    with pytest.raises(NotFound, match="Region with reg_x was not found"):
        made(shop, {"amount": 5, "region_id": "reg_x", "variant_id": ASH})


def test_prices_are_added_side_by_side_or_instead(shop: Store) -> None:
    key = made(shop, price(5))
    price_lists.add_prices(shop, key, [price(5), price(6)])
    assert amounts(shop, key) == [5, 5, 6]
    price_lists.add_prices(shop, key, [price(7)], override=True)
    assert amounts(shop, key) == [7]


def test_a_price_told_by_its_id_changes_and_stays_where_it_is(shop: Store) -> None:
    key = made(shop, price(5))
    [row] = prices_in(shop, key)
    other = made(shop)
    price_lists.update(shop, other, {"prices": [{"id": row.key, "amount": 6, "variant_id": MOSS}]})
    [changed] = prices_in(shop, key)
    assert (changed["amount"], changed["variant_id"]) == (6, ASH)
    assert amounts(shop, other) == []


def test_a_price_with_an_unknown_id_belongs_to_nothing(shop: Store) -> None:
    key = made(shop)
    price_lists.update(shop, key, {"prices": [price(5, id="ma_mine")]})
    row = shop.get(MONEY_AMOUNTS, "ma_mine")
    assert (row["amount"], row["price_list_id"], row["variant_id"]) == (5, None, None)
    with pytest.raises(InvalidData, match="null value in field currency_code"):
        price_lists.update(shop, key, {"prices": [{"id": "ma_other", "amount": 5, "variant_id": ASH}]})


def test_groups_are_replaced_as_a_whole(shop: Store) -> None:
    key = made(shop, customer_groups=[{"id": "cgrp_press"}])
    price_lists.update(shop, key, {"customer_groups": [{"id": "cgrp_wholesale"}, {"id": "cgrp_press"}]})
    assert groups_of(shop, key) == ["cgrp_press", "cgrp_wholesale"]
    price_lists.update(shop, key, {"customer_groups": None})
    assert len(groups_of(shop, key)) == 2
    price_lists.update(shop, key, {"customer_groups": []})
    assert groups_of(shop, key) == []


def test_a_group_comes_once_and_is_there(shop: Store) -> None:
    with pytest.raises(NotFound, match="CustomerGroup with id cgrp_x was not found"):
        made(shop, customer_groups=[{"id": "cgrp_x"}])
    with pytest.raises(Duplicate, match="Price_list_customer_groups with price_list_id, customer_group_id pl_"):
        made(shop, customer_groups=[{"id": "cgrp_press"}, {"id": "cgrp_press"}])


def test_a_list_is_for_everybody_when_its_group_is_gone(shop: Store) -> None:
    key = made(shop, customer_groups=[{"id": "cgrp_press"}])
    dissolve(shop, "cgrp_press")
    assert groups_of(shop, key) == []


def test_prices_go_by_id_by_variant_and_by_product(shop: Store) -> None:
    key = made(shop, price(1), price(2, MOSS), price(3, "variant_assam_100"), price(4))
    first, moss, tea, last = (row.key for row in prices_in(shop, key))
    price_lists.delete_prices(shop, key, [first, "ma_cup_ash_eur", "ma_x"])
    assert amounts(shop, key) == [2, 3, 4]
    assert shop.find(MONEY_AMOUNTS, "ma_cup_ash_eur")
    assert price_lists.delete_prices_of_variants(shop, key, ["variant_x", "variant_assam_100"]) == [tea]
    assert price_lists.delete_prices_of_products(shop, key, ["prod_cup", "prod_x", "prod_cup"]) == [last, moss]
    assert amounts(shop, key) == []


def test_prices_of_an_unknown_list(shop: Store) -> None:
    assert price_lists.delete_prices_of_products(shop, "pl_x", ["prod_cup"]) == []
    for change in (price_lists.delete_prices, price_lists.add_prices):
        with pytest.raises(NotFound, match="Price list with id: pl_x was not found"):
            change(shop, "pl_x", [])


def test_a_list_takes_its_prices_and_its_groups_with_it(shop: Store) -> None:
    key = made(shop, price(1), customer_groups=[{"id": "cgrp_press"}])
    price_lists.delete(shop, key)
    price_lists.delete(shop, key)
    assert (shop.find(PRICE_LISTS, key), prices_in(shop, key), groups_of(shop, key)) == (None, [], [])


def test_a_variant_takes_its_prices_with_it(shop: Store) -> None:
    key = made(shop, price(1), price(2, MOSS))
    delete_variant(shop, ASH)
    assert amounts(shop, key) == [2]


def names(shop: Store, **params: Json) -> set[str]:
    query = Query.parse(shop, PRICE_LISTS, price_lists.searching(shop, params))
    return {row["name"] for row in page(shop, PRICE_LISTS, query)[0]}


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "TRADE"}, {"Trade prices"}),
        ({"q": "cups"}, {"Winter sale", "Quay days"}),
        ({"q": "press"}, {"Quay days"}),
        ({"q": "Wholesale", "customer_groups": ["cgrp_press"]}, set()),
        ({"q": "Quay", "customer_groups": ["cgrp_press"]}, {"Quay days"}),
        ({"q": "Quay", "name": "Other"}, {"Quay days"}),
        ({"q": "cups", "name": "Quay days"}, {"Quay days"}),
        ({"q": "cups", "description": "Other", "status": "draft"}, {"Winter sale", "Quay days"}),
        ({"q": "", "status": "draft"}, {"Winter sale", "Quay days"}),
        ({"q": "%ay_d"}, {"Quay days"}),
    ],
)
def test_a_text_is_looked_for_in_names_descriptions_and_groups(shop: Store, params: Json, found: set[str]) -> None:
    made(shop, customer_groups=[{"id": "cgrp_press"}])
    assert names(shop, **params) == found


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ({}, {"prod_assam", "prod_espresso", "prod_cup"}),
        ({"type": ""}, set()),
        ({"id": "prod_cup"}, {"prod_cup"}),
    ],
)
def test_the_products_of_a_list(shop: Store, params: Json, ids: set[str]) -> None:
    key = made(shop, price(1), price(2, "variant_assam_100"), price(3, "variant_espresso_bean"), price(4, "variant_x"))
    assert set(price_lists.product_filters(shop, key, params)["id"]) == ids


@pytest.mark.parametrize(("text", "wanted"), [("", False), ("false", True), ("true", True)])
def test_any_text_stands_for_a_gift_card(shop: Store, text: str, wanted: bool) -> None:
    assert price_lists.product_filters(shop, "pl_trade", {"is_giftcard": text})["is_giftcard"] is wanted
