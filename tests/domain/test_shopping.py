"""What customers and guests do to their carts."""

from typing import Any

import pytest

from medusa_mock.domain import carts, shopping
from medusa_mock.errors import InvalidData, NotAllowed, NotFound, OutOfStock, UnknownReferences
from medusa_mock.store import Row, Store
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.catalogue import OFFERED_PRODUCTS
from medusa_mock.tables.discounts import DISCOUNT_REGIONS, DISCOUNTS
from medusa_mock.tables.settings import REGIONS
from tests.domain.sales import CUP, PARCEL, fill, parts

BEANS = "variant_espresso_bean"


def opened(shop: Store, asked: dict[str, Any], customer_id: str | None = None, key: str | None = None) -> Row:
    return shopping.open_cart(shop, asked, {"ip": "10.0.0.1"}, customer_id, key)


def prices(shop: Store, cart: Row) -> list[tuple[int, int]]:
    """How many of what price."""
    return [(item["quantity"], item["unit_price"]) for item in parts(shop, cart, "items")]


def test_a_cart_is_opened_in_the_first_region_for_whoever_is_signed_in(shop: Store) -> None:
    cart = opened(shop, {}, "cus_greta")
    assert (cart["region_id"], cart["sales_channel_id"]) == (next(shop.select(REGIONS)).key, "sc_default")
    assert (cart["customer_id"], cart["email"]) == ("cus_greta", "orders@greta-cafe.example")
    assert cart["context"] == {"ip": "10.0.0.1"}


@pytest.mark.parametrize(
    ("context", "kept"),
    [
        ({"ip": "mine", "campaign": "spring"}, {"ip": "mine", "campaign": "spring"}),
        (None, {"ip": "10.0.0.1"}),
        ("ab", {"0": "a", "1": "b", "ip": "10.0.0.1"}),
        ([7], {"0": 7, "ip": "10.0.0.1"}),
        (7, {"ip": "10.0.0.1"}),
    ],
)
def test_the_surroundings_are_spread_as_javascript_spreads_them(shop: Store, context: Any, kept: Any) -> None:
    assert opened(shop, {"context": context})["context"] == kept


def test_a_cart_whose_region_is_gone_cannot_be_changed_but_for_its_region(shop: Store) -> None:
    cart = opened(shop, {})
    shop.delete(REGIONS, cart["region_id"])
    with pytest.raises(InvalidData, match="null value in field region_id"):
        carts.update(shop, cart.key, {"email": "ines@example.com"})
    assert carts.update(shop, cart.key, {"region_id": "reg_uk"})["region_id"] == "reg_uk"


def test_things_of_the_same_kind_are_not_added_up_when_a_cart_is_opened(shop: Store) -> None:
    two = [{"variant_id": CUP, "quantity": 1}, {"variant_id": CUP, "quantity": 2}]
    assert prices(shop, opened(shop, {"region_id": "reg_europe", "items": two})) == [(1, 1500), (2, 1500)]


@pytest.mark.parametrize(
    ("key", "asked", "channel"),
    [
        (None, None, "sc_default"),
        ("pk_market", None, "sc_market"),
        ("pk_market", "sc_market", "sc_market"),
        ("pk_nobodys", None, "sc_default"),
        ("pk_nobodys", "sc_market", "sc_market"),
    ],
)
def test_a_publishable_key_says_where_a_cart_is_bought(
    shop: Store, key: str | None, asked: str | None, channel: str
) -> None:
    wanted = {"sales_channel_id": asked} if asked else {}
    assert opened(shop, wanted, key=key)["sales_channel_id"] == channel


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"region_id": None}, InvalidData, "A region_id must be provided"),
        ({"region_id": "reg_no"}, NotFound, "Region with reg_no was not found"),
        ({"region_id": "reg_europe", "country_code": "us"}, NotAllowed, "Shipping country not in region"),
        ({"sales_channel_id": None}, InvalidData, "sales_channel_id must be a string"),
        ({"sales_channel_id": "sc_default"}, UnknownReferences, "contains errors"),
        ({"region_id": "reg_europe", "items": [{"variant_id": CUP, "quantity": 7}]}, InvalidData, "must belongs"),
    ],
)
def test_what_does_not_fit_is_refused(shop: Store, asked: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        opened(shop, asked, key="pk_market" if asked.keys() & {"sales_channel_id", "items"} else None)


def test_a_shop_without_regions_sells_nothing(shop: Store) -> None:
    for region in [*shop.select(REGIONS)]:
        shop.delete(REGIONS, region.key)
    with pytest.raises(InvalidData, match="A region is required"):
        opened(shop, {})


def test_more_of_the_same_is_added_up_unless_it_is_marked(shop: Store) -> None:
    cart = fill(shop, {"variant_id": BEANS, "quantity": 5})
    shopping.put_in(shop, cart.key, {"variant_id": BEANS, "quantity": 1}, None)
    shopping.put_in(shop, cart.key, {"variant_id": BEANS, "quantity": 1, "metadata": {"gift": True}}, None)
    assert prices(shop, cart) == [(6, 990), (1, 1150)]


def test_prices_are_those_of_who_is_signed_in(shop: Store) -> None:
    cart = fill(shop)
    shopping.put_in(shop, cart.key, {"variant_id": BEANS, "quantity": 1}, "cus_greta")
    assert prices(shop, cart) == [(1, 860)]
    shopping.change_cart(shop, cart.key, {}, "cus_tomas")
    assert prices(shop, cart) == [(1, 1150)]
    shopping.change_cart(shop, cart.key, {}, "cus_greta")
    shopping.change_item(shop, cart.key, parts(shop, cart, "items")[0].key, {"quantity": 12})
    assert prices(shop, cart) == [(12, 790)]


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"variant_id": CUP, "quantity": 0}, InvalidData, "Ensure quantity, regionId, and variantId are passed"),
        ({"variant_id": "", "quantity": 1}, InvalidData, "Ensure variant id is passed"),
        ({"variant_id": "variant_no", "quantity": 1}, InvalidData, "variant has not been found: variant_no"),
        ({"variant_id": CUP, "quantity": 7}, OutOfStock, "required inventory"),
    ],
)
def test_what_cannot_be_put_in(shop: Store, asked: dict[str, Any], error: type[Exception], message: str) -> None:
    cart = fill(shop)
    with pytest.raises(error, match=message):
        shopping.put_in(shop, cart.key, asked, None)
    assert prices(shop, cart) == []


def test_none_of_a_line_item_takes_it_out(shop: Store) -> None:
    cart = fill(shop, {"variant_id": CUP, "quantity": 1})
    with pytest.raises(InvalidData, match="Could not find the line item"):
        shopping.change_item(shop, cart.key, "item_no", {"quantity": 2})
    shopping.change_item(shop, cart.key, "item_no", {"quantity": 0})
    shopping.change_item(shop, cart.key, parts(shop, cart, "items")[0].key, {"quantity": 0})
    assert prices(shop, cart) == []


def test_another_sales_channel_keeps_what_it_sells(shop: Store) -> None:
    cart = fill(shop, {"variant_id": CUP, "quantity": 1}, {"variant_id": BEANS, "quantity": 1})
    shop.link(OFFERED_PRODUCTS, product_id="prod_espresso", sales_channel_id="sc_market")
    shop.unlink(OFFERED_PRODUCTS, product_id="prod_cup", sales_channel_id="sc_market")
    shopping.change_cart(shop, cart.key, {"sales_channel_id": "sc_market"}, None)
    assert [item["variant_id"] for item in parts(shop, cart, "items")] == [BEANS]
    assert shop.get(CARTS, cart.key)["sales_channel_id"] == "sc_market"


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"email": None}, InvalidData, "The email is not valid"),
        ({"discounts": None}, InvalidData, "discounts must be an array"),
        ({"region_id": None}, NotFound, "Region with null"),
        ({"sales_channel_id": None}, InvalidData, "sales_channel_id must be"),
        ({"sales_channel_id": "sc_no"}, NotFound, "sc_no"),
        ({"billing_address": None}, InvalidData, "billing_address must be"),
        ({"gift_cards": [{"code": "NO"}]}, NotFound, "Gift card with code: NO was not found"),
        ({"shipping_address": {"country_code": "us"}}, InvalidData, "must be in the cart region"),
    ],
)
def test_changes_that_do_not_fit_are_refused(
    shop: Store, changes: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        shopping.change_cart(shop, fill(shop).key, changes, None)


def test_shipping_costs_something_again_without_the_discount(shop: Store) -> None:
    shop.update(DISCOUNTS, "disc_shipping", {"is_disabled": False})
    shop.link(DISCOUNT_REGIONS, discount_id="disc_shipping", region_id="reg_europe")
    cart = fill(shop, {"variant_id": CUP, "quantity": 1})
    carts.add_shipping_method(shop, cart, PARCEL, {})
    carts.update(shop, cart.key, {"customer_id": "cus_noor", "discounts": [{"code": "regularship"}]})
    assert [method["price"] for method in parts(shop, cart, "shipping_methods")] == [0]
    carts.remove_discount(shop, cart, "regularship")
    assert len(parts(shop, cart, "discounts")) == 1
    carts.remove_discount(shop, cart, "REGULARSHIP")
    assert parts(shop, cart, "discounts") == []
    assert [method["price"] for method in parts(shop, cart, "shipping_methods")] == [590]
