"""What lies in the cart of a draft, and how the draft becomes an order."""

from collections.abc import Callable
from typing import Any

import pytest

from medusa_mock.domain import carts, draft_orders
from medusa_mock.domain.decoration import cart_totals
from medusa_mock.errors import Duplicate, InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.carts import CARTS, LINE_ITEMS
from medusa_mock.tables.customers import ADDRESSES, CUSTOMERS
from medusa_mock.tables.discounts import DISCOUNTS
from medusa_mock.tables.gift_cards import GIFT_CARDS
from medusa_mock.tables.inventory import RESERVATIONS
from medusa_mock.tables.orders import DRAFT_ORDERS
from tests.domain.sales import ASSAM, CUP, PARCEL, cart_of, parts, sell, take_down

BERLIN = {"first_name": "Ines", "city": "Berlin", "country_code": "de"}


def test_a_draft_has_a_cart_with_its_items_and_shipping_methods(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 2}, {"title": "Wrapping", "quantity": 1})
    cart = cart_of(shop, draft)
    assert (cart["type"], cart["email"], cart["metadata"]) == ("draft_order", "ines@example.com", {})
    tea, wrapping = parts(shop, cart, "items")
    assert (tea["unit_price"], tea["description"], tea["has_shipping"]) == (720, "100 g", True)
    assert (wrapping["unit_price"], wrapping["allow_discounts"], wrapping["variant_id"]) == (0, False, None)
    assert [method["price"] for method in parts(shop, cart, "shipping_methods")] == [590]


def test_drafts_are_numbered_whatever_became_of_earlier_ones(shop: Store) -> None:
    first = take_down(shop)
    draft_orders.delete(shop, first.key)
    assert (first["display_id"], take_down(shop)["display_id"]) == (1, 2)


def test_a_shipping_option_may_have_a_price_of_its_own(shop: Store) -> None:
    draft = take_down(shop, shipping_methods=[{"option_id": PARCEL, "price": 100}])
    assert [method["price"] for method in parts(shop, cart_of(shop, draft), "shipping_methods")] == [100]


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ({"region_id": "reg_nowhere"}, NotFound, "reg_nowhere"),
        ({"shipping_methods": [{"option_id": "so_uk_post"}]}, InvalidData, "not available in the cart's region"),
        ({"shipping_methods": [{"option_id": "so_europe_free"}]}, NotAllowed, "requirements"),
        ({"shipping_address": {"country_code": "us"}}, NotAllowed, "Shipping country not in region"),
        ({"billing_address": {"country_code": "us"}}, NotAllowed, "Billing country not in region"),
        ({"discounts": [{"code": "nosuch"}]}, NotFound, r"Discounts with code \[NOSUCH\] was not found"),
        ({"items": [{"variant_id": "variant_no", "quantity": 1}]}, InvalidData, "some variant has not been found"),
        ({"items": [{"variant_id": CUP, "quantity": 1}], "region_id": "reg_uk"}, InvalidData, 'variant "Ash" without'),
    ],
)
def test_what_does_not_fit_a_draft_is_refused(
    shop: Store, values: dict[str, Any], error: type[Exception], message: str
) -> None:
    asked = {"email": "a@example.com", "region_id": "reg_europe", "shipping_methods": [{"option_id": PARCEL}]}
    with pytest.raises(error, match=message):
        draft_orders.create(shop, {**asked, **values})


def test_more_of_the_same_is_added_to_a_line_item_unless_it_has_its_own_price(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 2})
    draft_orders.add_item(shop, draft.key, {"variant_id": ASSAM, "quantity": 1})
    draft_orders.add_item(shop, draft.key, {"variant_id": ASSAM, "quantity": 1, "unit_price": 500})
    items = parts(shop, cart_of(shop, draft), "items")
    assert [(item["quantity"], item["unit_price"]) for item in items] == [(3, 720), (1, 500)]


def test_a_changed_cart_has_to_be_sent_in_some_other_way(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 2})
    draft_orders.add_item(shop, draft.key, {"variant_id": CUP, "quantity": 1})
    cart = cart_of(shop, draft)
    assert parts(shop, cart, "shipping_methods") == []
    assert {item["has_shipping"] for item in parts(shop, cart, "items")} == {False}


def test_only_what_is_in_stock_can_be_added(shop: Store) -> None:
    draft = take_down(shop)
    with pytest.raises(NotAllowed, match="does not have the required inventory"):
        draft_orders.add_item(shop, draft.key, {"variant_id": CUP, "quantity": 7})
    draft_orders.add_item(shop, draft.key, {"variant_id": CUP, "quantity": 6})
    [item] = parts(shop, cart_of(shop, draft), "items")
    with pytest.raises(NotAllowed, match="Inventory doesn't cover"):
        draft_orders.change_item(shop, draft.key, item.key, {"quantity": 7})


def test_a_quantity_of_nothing_takes_a_line_item_away(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 2}, discounts=[{"code": "SPRINGTEA"}])
    [item] = parts(shop, cart_of(shop, draft), "items")
    draft_orders.change_item(shop, draft.key, item.key, {"quantity": 0})
    assert shop.find(LINE_ITEMS, item.key) is None
    with pytest.raises(InvalidData, match="Could not find the line item"):
        draft_orders.change_item(shop, draft.key, item.key, {"quantity": 1})
    draft_orders.remove_item(shop, draft.key, item.key)


def test_another_address_changes_the_one_that_there_is(shop: Store) -> None:
    draft = take_down(shop, shipping_address=BERLIN)
    address_id = cart_of(shop, draft)["shipping_address_id"]
    draft_orders.update(shop, draft.key, {"shipping_address": {"city": "Ulm", "country_code": "de"}})
    assert cart_of(shop, draft)["shipping_address_id"] == address_id
    address = shop.get(ADDRESSES, address_id)
    assert (address["first_name"], address["city"]) == ("Ines", "Ulm")
    with pytest.raises(InvalidData, match="must be in the cart region"):
        draft_orders.update(shop, draft.key, {"shipping_address": {"country_code": "us"}})


def test_an_address_may_be_named(shop: Store) -> None:
    address = shop.insert(ADDRESSES, BERLIN)
    draft = take_down(shop, shipping_address=address.key, billing_address=address.key)
    assert cart_of(shop, draft)["shipping_address_id"] == cart_of(shop, draft)["billing_address_id"] == address.key


def test_another_email_address_is_another_customer(shop: Store) -> None:
    draft = take_down(shop)
    draft_orders.update(shop, draft.key, {"email": "Uno@Example.com"})
    cart = cart_of(shop, draft)
    assert shop.get(CUSTOMERS, cart["customer_id"])["email"] == cart["email"] == "uno@example.com"


def test_a_customer_who_does_not_exist_is_overlooked_at_first_only(shop: Store) -> None:
    draft = take_down(shop, customer_id="cus_nobody")
    assert cart_of(shop, draft)["email"] == "ines@example.com"
    with pytest.raises(NotFound):
        draft_orders.update(shop, draft.key, {"customer_id": "cus_nobody"})


def test_another_region_has_other_prices_and_leaves_what_is_not_sold_there(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 1}, {"variant_id": CUP, "quantity": 1})
    draft_orders.update(shop, draft.key, {"region_id": "reg_uk"})
    cart = cart_of(shop, draft)
    assert [item["unit_price"] for item in parts(shop, cart, "items")] == [620]
    assert parts(shop, cart, "shipping_methods") == []
    assert shop.get(ADDRESSES, cart["shipping_address_id"])["country_code"] == "gb"
    with pytest.raises(NotAllowed, match="Country not available in region"):
        draft_orders.update(shop, draft.key, {"region_id": "reg_europe", "country_code": "us"})


def test_a_discount_stays_in_its_regions(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 1}, discounts=[{"code": "SPRINGTEA"}])
    draft_orders.update(shop, draft.key, {"region_id": "reg_uk"})
    assert [one["code"] for one in parts(shop, cart_of(shop, draft), "discounts")] == ["SPRINGTEA"]
    draft_orders.update(shop, draft.key, {"region_id": "reg_north_america", "country_code": "us"})
    assert parts(shop, cart_of(shop, draft), "discounts") == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"usage_limit": 3, "usage_count": 3}, "has been used maximum allowed times"),
        ({"starts_at": "2999-01-01T00:00:00Z"}, "is not valid yet"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, "is expired"),
        ({"is_disabled": True}, "is disabled"),
    ],
)
def test_a_discount_has_its_time_and_its_limit(shop: Store, changes: dict[str, Any], message: str) -> None:
    shop.update(DISCOUNTS, "disc_spring", changes)
    with pytest.raises(NotAllowed, match=message):
        take_down(shop, discounts=[{"code": "springtea"}])


def test_a_discount_may_be_for_some_customers_only(shop: Store) -> None:
    shop.update(DISCOUNTS, "disc_shipping", {"is_disabled": False})
    methods = [{"option_id": "so_uk_post"}]
    with pytest.raises(NotAllowed, match="is not valid for customer"):
        take_down(shop, region_id="reg_uk", shipping_methods=methods, discounts=[{"code": "REGULARSHIP"}])


def test_a_fixed_discount_is_shared_out_among_what_it_is_for(shop: Store) -> None:
    draft = take_down(
        shop,
        {"variant_id": ASSAM, "quantity": 1},
        {"variant_id": "variant_espresso_bean", "quantity": 1},
        discounts=[{"code": "FIVER"}],
    )
    amounts = [one["amount"] for item in parts(shop, cart_of(shop, draft), "items") for one in _adjustments(shop, item)]
    assert amounts == [pytest.approx(500 * 720 / 1870), pytest.approx(500 * 1150 / 1870)]
    assert cart_totals(shop, cart_of(shop, draft)).amounts["discount_total"] == 500
    draft_orders.update(shop, draft.key, {"discounts": []})
    assert cart_totals(shop, cart_of(shop, draft)).amounts["discount_total"] == 0


def _adjustments(shop: Store, item: Any) -> list[Any]:
    return parts(shop, item, "adjustments")


def test_a_gift_card_pays_and_what_it_paid_is_gone(shop: Store) -> None:
    card = {"code": "AAAA", "value": 1000, "balance": 1000, "region_id": "reg_europe"}
    shop.insert(GIFT_CARDS, card)
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 1})
    carts.update(shop, draft["cart_id"], {"gift_cards": [{"code": "AAAA"}]})
    order = draft_orders.pay(shop, draft.key)
    [spent] = parts(shop, order, "gift_card_transactions")
    assert (spent["amount"], shop.first(GIFT_CARDS, code="AAAA")["balance"]) == (1000, 0)  # type: ignore[index]
    assert [payment["amount"] for payment in parts(shop, order, "payments")] == [770 + 702 - 1000]
    for code, message in [("AAAA", "disabled"), ("BBBB", "was not found")]:
        with pytest.raises((NotAllowed, NotFound), match=message):
            carts.update(shop, draft["cart_id"], {"gift_cards": [{"code": code}]})


def test_a_paid_draft_is_an_order_and_cannot_be_changed(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 99}, no_notification_order=True)
    order = draft_orders.pay(shop, draft.key)
    assert (order["payment_status"], order["draft_order_id"], order["no_notification"]) == ("captured", draft.key, True)
    assert shop.get(DRAFT_ORDERS, draft.key)["order_id"] == order.key
    assert shop.get(CARTS, draft["cart_id"])["completed_at"]
    assert [one for one in shop.select(RESERVATIONS) if one["line_item_id"]] == []
    changes: list[Callable[[], Row]] = [
        lambda: draft_orders.update(shop, draft.key, {"email": "a@example.com"}),
        lambda: draft_orders.add_item(shop, draft.key, {"title": "Late", "quantity": 1}),
    ]
    for change in changes:
        with pytest.raises(NotAllowed, match="only allowed to update open"):
            change()
    with pytest.raises(NotFound):
        draft_orders.delete(shop, draft.key)
    with pytest.raises(Duplicate):
        draft_orders.pay(shop, draft.key)


def test_an_empty_draft_makes_no_order(shop: Store) -> None:
    draft = take_down(shop)
    with pytest.raises(InvalidData, match="empty cart"):
        draft_orders.pay(shop, draft.key)


def test_what_costs_nothing_needs_no_payment(shop: Store) -> None:
    order = sell(shop, {"title": "Sample", "quantity": 1}, shipping_methods=[{"option_id": PARCEL, "price": 0}])
    assert parts(shop, order, "payments") == []
    assert order["payment_status"] == "captured"
