"""The statuses of an order, and what each of them refuses."""

from collections.abc import Callable

import pytest

from medusa_mock.domain import events, fulfillments, orders, reservations
from medusa_mock.domain.decoration import order_totals
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.customers import ADDRESSES
from medusa_mock.tables.inventory import INVENTORY_LEVELS, RESERVATIONS
from medusa_mock.tables.orders import ORDERS
from tests.domain.sales import ASSAM, parts, sell

SHELF = "ilev_assam_100_warehouse"


@pytest.fixture
def order(shop: Store) -> Row:
    """Three bags of tea, paid."""
    return sell(shop, {"variant_id": ASSAM, "quantity": 3})


def item_of(shop: Store, order: Row) -> Row:
    [item] = parts(shop, order, "items")
    return item


def pack(shop: Store, order: Row, quantity: int, **values: str) -> Row:
    """The fulfillment that packs so many pieces."""
    fulfillments.fulfill_order(shop, order.key, [{"item_id": item_of(shop, order).key, "quantity": quantity}], values)
    return parts(shop, order, "fulfillments")[-1]


def status(shop: Store, order: Row) -> str:
    found: str = shop.get(ORDERS, order.key)["fulfillment_status"]
    return found


def test_an_order_can_be_completed_and_put_away_and_completed_again(shop: Store, order: Row) -> None:
    with pytest.raises(NotAllowed, match="unprocessed"):
        orders.archive(shop, order.key)
    assert orders.complete(shop, order.key)["status"] == "completed"
    assert orders.archive(shop, order.key)["status"] == "archived"
    with pytest.raises(NotAllowed):
        orders.archive(shop, order.key)
    assert orders.complete(shop, order.key)["status"] == "completed"


def test_a_canceled_order_can_be_canceled_again_and_nothing_else(shop: Store, order: Row) -> None:
    canceled = orders.cancel(shop, order.key)
    assert {canceled[name] for name in ("status", "payment_status", "fulfillment_status")} == {"canceled"}
    assert all(payment["canceled_at"] for payment in parts(shop, order, "payments"))
    assert orders.cancel(shop, order.key)["status"] == "canceled"
    changes: list[Callable[[], Row]] = [
        lambda: orders.complete(shop, order.key),
        lambda: orders.capture(shop, order.key),
        lambda: orders.refund(shop, order.key, 1, "other"),
        lambda: orders.update(shop, order.key, {"email": "a@example.com"}),
        lambda: orders.add_shipping_method(shop, order.key, "so_europe_crate", 1),
        lambda: pack(shop, order, 1),
    ]
    for change in changes:
        with pytest.raises(NotAllowed, match="canceled order"):
            change()


def test_an_order_of_which_something_was_sent_or_paid_back_cannot_be_canceled(shop: Store, order: Row) -> None:
    fulfillment = pack(shop, order, 1)
    with pytest.raises(NotAllowed, match="All fulfillments must be canceled"):
        orders.cancel(shop, order.key)
    fulfillments.cancel_of_order(shop, order.key, fulfillment.key)
    orders.refund(shop, order.key, 1, "other")
    with pytest.raises(NotAllowed, match=r"refund\(s\)"):
        orders.cancel(shop, order.key)


def test_a_canceled_order_gives_back_what_was_reserved_for_it(shop: Store, order: Row) -> None:
    before = shop.get(INVENTORY_LEVELS, SHELF)["reserved_quantity"]
    _reserve(shop, order, 3)
    orders.cancel(shop, order.key)
    assert shop.get(INVENTORY_LEVELS, SHELF)["reserved_quantity"] == before


def _reserve(shop: Store, order: Row, quantity: int) -> Row:
    held = {
        "line_item_id": item_of(shop, order).key,
        "inventory_item_id": "iitem_assam_100",
        "location_id": "sloc_warehouse",
        "quantity": quantity,
    }
    reservations.reserve(shop, held)
    return shop.insert(RESERVATIONS, held)


def test_refunds_add_up_to_what_was_paid_and_no_more(shop: Store, order: Row) -> None:
    paid = order_totals(shop, order).amounts["paid_total"]
    assert orders.refund(shop, order.key, 100, "discount", "late")["payment_status"] == "partially_refunded"
    with pytest.raises(NotAllowed, match="more than the original order amount"):
        orders.refund(shop, order.key, paid, "other")
    assert orders.refund(shop, order.key, paid - 100, "other")["payment_status"] == "refunded"
    assert [refund["amount"] for refund in parts(shop, order, "refunds")] == [100, paid - 100]
    assert [payment["amount_refunded"] for payment in parts(shop, order, "payments")] == [paid]


def test_an_address_has_to_name_a_country_of_the_region(shop: Store, order: Row) -> None:
    for address in ({"city": "Ulm"}, {"city": "Mesa", "country_code": "us"}):
        with pytest.raises(InvalidData, match="must be in the order region"):
            orders.update(shop, order.key, {"shipping_address": address})
    changed = orders.update(shop, order.key, {"billing_address": {"city": "Ulm", "country_code": "DE"}})
    assert shop.get(ADDRESSES, changed["billing_address_id"])["country_code"] == "de"


def test_silence_cannot_be_broken(shop: Store, order: Row) -> None:
    assert orders.update(shop, order.key, {"no_notification": True})["no_notification"] is True
    assert orders.update(shop, order.key, {"no_notification": False})["no_notification"] is True


def test_customers_are_told_of_their_orders_unless_they_are_not_to_be(shop: Store, order: Row) -> None:
    told = [(event["event_name"], event["to"]) for event in events.told(shop) if event["data"].get("id") == order.key]
    assert told == [(name, order["email"]) for name in ("order.placed", "order.payment_captured")]
    silent = sell(shop, {"variant_id": ASSAM, "quantity": 1}, no_notification_order=True)
    told = [(event["event_name"], event["to"]) for event in events.told(shop) if event["data"].get("id") == silent.key]
    assert told == [("order.placed", None), ("order.payment_captured", None)]


def test_a_shipping_method_takes_the_place_of_another_for_its_profile(shop: Store, order: Row) -> None:
    for price in (100, 80):
        orders.add_shipping_method(shop, order.key, "so_europe_crate", price)
    assert [method["price"] for method in parts(shop, order, "shipping_methods")] == [590, 80]


def test_what_was_taxed_cannot_be_replaced(shop: Store, order: Row) -> None:
    with pytest.raises(NotFound, match="null"):
        orders.add_shipping_method(shop, order.key, "so_europe_parcel", 1)


def test_an_order_is_packed_and_sent_in_parts(shop: Store, order: Row) -> None:
    assert status(shop, order) == "not_fulfilled"
    first = pack(shop, order, 1)
    assert status(shop, order) == "partially_fulfilled"
    fulfillments.ship_order(shop, order.key, {"fulfillment_id": first.key, "tracking_numbers": ["T-1"]})
    assert status(shop, order) == "partially_shipped"
    second = pack(shop, order, 2)
    assert status(shop, order) == "fulfilled"
    fulfillments.ship_order(shop, order.key, {"fulfillment_id": second.key})
    assert status(shop, order) == "shipped"
    item = item_of(shop, order)
    assert (item["fulfilled_quantity"], item["shipped_quantity"]) == (3, 3)
    assert [link["tracking_number"] for link in parts(shop, first, "tracking_links")] == ["T-1"]


def test_no_more_is_packed_than_was_bought(shop: Store, order: Row) -> None:
    pack(shop, order, 2)
    with pytest.raises(NotAllowed, match="more items than have been purchased"):
        pack(shop, order, 2)


def test_what_was_packed_can_be_unpacked_until_it_is_sent(shop: Store, order: Row) -> None:
    fulfillment = pack(shop, order, 2)
    fulfillments.cancel_of_order(shop, order.key, fulfillment.key)
    assert status(shop, order) == "canceled"
    assert shop.get(LINE_ITEMS, item_of(shop, order).key)["fulfilled_quantity"] == 0
    with pytest.raises(NotAllowed, match="has been canceled"):
        fulfillments.ship_order(shop, order.key, {"fulfillment_id": fulfillment.key})
    sent = pack(shop, order, 3)
    fulfillments.ship_order(shop, order.key, {"fulfillment_id": sent.key})
    with pytest.raises(NotAllowed, match="already been shipped"):
        fulfillments.cancel_of_order(shop, order.key, sent.key)
    with pytest.raises(NotAllowed, match="more items than have been fulfilled"):
        fulfillments.ship_order(shop, order.key, {"fulfillment_id": sent.key})


def test_another_orders_fulfillment_is_not_found(shop: Store, order: Row) -> None:
    other = sell(shop, {"variant_id": ASSAM, "quantity": 1})
    fulfillment = pack(shop, other, 1)
    with pytest.raises(NotFound, match="related to order"):
        fulfillments.cancel_of_order(shop, order.key, fulfillment.key)
    with pytest.raises(NotFound, match="Could not find fulfillment"):
        fulfillments.ship_order(shop, order.key, {"fulfillment_id": fulfillment.key})


def test_a_medusa_with_two_shipping_methods_packs_nothing_twice(shop: Store, order: Row) -> None:
    orders.add_shipping_method(shop, order.key, "so_europe_crate", 100)
    pack(shop, order, 1)
    made = parts(shop, order, "fulfillments")
    assert [parts(shop, fulfillment, "items") for fulfillment in made] == [[], []]


def test_what_is_packed_at_a_location_leaves_its_stock_and_comes_back(shop: Store, order: Row) -> None:
    _reserve(shop, order, 3)
    fulfillment = pack(shop, order, 2, location_id="sloc_warehouse")
    level = shop.get(INVENTORY_LEVELS, SHELF)
    assert (level["stocked_quantity"], level["reserved_quantity"]) == (26, 1)
    fulfillments.cancel_of_order(shop, order.key, fulfillment.key)
    assert shop.get(INVENTORY_LEVELS, SHELF)["stocked_quantity"] == 28


def test_nothing_is_packed_that_a_location_does_not_have(shop: Store, order: Row) -> None:
    with pytest.raises(NotAllowed, match="not found at location"):
        pack(shop, order, 1, location_id="sloc_moon")
    shop.update(INVENTORY_LEVELS, SHELF, {"stocked_quantity": 1})
    with pytest.raises(NotAllowed, match="Insufficient stock"):
        pack(shop, order, 2, location_id="sloc_warehouse")


def test_the_exact_reservation_goes_first_then_the_newest(shop: Store, order: Row) -> None:
    item = item_of(shop, order).key
    kept, exact, newest = (_reserve(shop, order, quantity) for quantity in (5, 2, 3))
    reservations.use(shop, item, "sloc_warehouse", 2)
    assert shop.find(RESERVATIONS, exact.key) is None
    reservations.use(shop, item, "sloc_warehouse", 4)
    assert shop.find(RESERVATIONS, newest.key) is None
    assert shop.get(RESERVATIONS, kept.key)["quantity"] == 4


def awaiting(shop: Store, order: Row) -> Row:
    return shop.update(ORDERS, order.key, {"payment_status": "awaiting"})


def test_items_are_added_to_an_order_that_nobody_has_worked_on(shop: Store, order: Row) -> None:
    wrapping = {"title": "Wrapping", "unit_price": 250, "quantity": 1, "order_id": "order_other", "unknown": 1}
    with pytest.raises(NotAllowed, match="when order is processed"):
        orders.update(shop, order.key, {"items": [wrapping]})
    orders.update(shop, awaiting(shop, order).key, {"items": [wrapping]})
    assert [item["title"] for item in parts(shop, order, "items")][1:] == ["Wrapping"]


@pytest.mark.parametrize("item", [None, "x", {"title": "Wrapping"}, {"title": "x", "unit_price": "5", "quantity": 1}])
def test_an_item_that_is_none_is_refused(shop: Store, order: Row, item: object) -> None:
    with pytest.raises(InvalidData):
        orders.update(shop, awaiting(shop, order).key, {"items": [item]})
