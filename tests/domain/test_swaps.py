"""What comes back and what is sent in its place, and who pays the difference."""

from collections.abc import Callable
from typing import Any

import pytest

from medusa_mock.domain import carts, fulfillments, orders, payments, returns, swaps
from medusa_mock.domain.decoration import cart_totals
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.payments import PAYMENT_SESSIONS
from medusa_mock.tables.returns import SWAPS
from tests.domain.sales import ASSAM, CUP, PARCEL, parts, sell


@pytest.fixture
def order(shop: Store) -> Row:
    """Three bags of tea, paid and packed."""
    order = sell(shop, {"variant_id": ASSAM, "quantity": 3})
    [item] = parts(shop, order, "items")
    return fulfillments.fulfill_order(shop, order.key, [{"item_id": item.key, "quantity": 3}], {})


def exchange(shop: Store, order: Row, sent: str, **values: Any) -> Row:
    """A bag of tea for something else."""
    [item] = parts(shop, order, "items")
    asked = {
        "return_items": [{"item_id": item.key, "quantity": 1}],
        "additional_items": [{"variant_id": sent, "quantity": 1}],
        **values,
    }
    swaps.create(shop, order.key, asked, "key")
    return parts(shop, order, "swaps")[-1]


def cart_of(shop: Store, swap: Row) -> Row:
    return shop.get(CARTS, swap["cart_id"])


def confirm(shop: Store, swap: Row) -> Row:
    """What the customer does at the checkout."""
    carts.add_shipping_method(shop, cart_of(shop, swap), PARCEL, {})
    cart = cart_of(shop, swap)
    total = cart_totals(shop, cart).amounts["total"]
    if total > 0:
        session = payments.open_session(shop, cart.key, "manual", total, selected=True)
        cart = orders.authorize(shop, cart, shop.get(PAYMENT_SESSIONS, session.key))
    return swaps.confirm(shop, cart)


def test_a_swap_has_a_return_and_a_cart_in_which_what_comes_back_counts_against_what_is_sent(
    shop: Store, order: Row
) -> None:
    swap = exchange(shop, order, CUP)
    assert (swap["payment_status"], swap["fulfillment_status"], swap["difference_due"]) == (
        "not_paid",
        "not_fulfilled",
        None,
    )
    assert [one["refund_amount"] for one in parts(shop, swap, "return_order")] == [770]
    items = parts(shop, cart_of(shop, swap), "items")
    assert [(item["unit_price"], item["is_return"]) for item in items] == [(1500, False), (-720, True)]
    assert cart_totals(shop, cart_of(shop, swap)).amounts["total"] == 1785 - 770


def test_the_way_back_is_charged_with_the_rest(shop: Store, order: Row) -> None:
    swap = exchange(shop, order, CUP, return_shipping={"option_id": "so_europe_return"})
    titles = [item["title"] for item in parts(shop, cart_of(shop, swap), "items")]
    assert titles == ["Stoneware cup", "Return shipping", "Assam, loose leaf"]


def test_what_is_due_is_captured_once(shop: Store, order: Row) -> None:
    swap = exchange(shop, order, CUP)
    with pytest.raises(NotAllowed, match="hasn't been confirmed"):
        swaps.process_difference(shop, order.key, swap.key)
    swap = confirm(shop, swap)
    assert (swap["payment_status"], swap["difference_due"]) == ("awaiting", 1785 - 770 + 702)
    assert swaps.confirm(shop, cart_of(shop, swap)) is swap
    swaps.process_difference(shop, order.key, swap.key)
    [payment] = parts(shop, swap, "payment")
    assert (payment["order_id"], bool(payment["captured_at"])) == (order.key, True)
    settled = shop.get(SWAPS, swap.key)
    swaps.process_difference(shop, order.key, swap.key)
    assert shop.get(SWAPS, swap.key) is settled


def test_what_is_due_to_the_customer_is_paid_back(shop: Store, order: Row) -> None:
    swap = shop.update(SWAPS, confirm(shop, exchange(shop, order, ASSAM)).key, {"difference_due": -100})
    swaps.process_difference(shop, order.key, swap.key)
    assert shop.get(SWAPS, swap.key)["payment_status"] == "difference_refunded"
    assert [(refund["amount"], refund["reason"]) for refund in parts(shop, order, "refunds")] == [(100, "swap")]


def test_where_too_little_was_paid_somebody_has_to_act(shop: Store, order: Row) -> None:
    swap = shop.update(SWAPS, confirm(shop, exchange(shop, order, ASSAM)).key, {"difference_due": -1_000_000})
    swaps.process_difference(shop, order.key, swap.key)
    assert shop.get(SWAPS, swap.key)["payment_status"] == "requires_action"


def test_something_due_has_to_be_paid_before_a_swap_is_confirmed(shop: Store, order: Row) -> None:
    swap = exchange(shop, order, CUP)
    with pytest.raises(InvalidData, match="does not contain a payment"):
        swaps.confirm(shop, cart_of(shop, swap))


def test_a_confirmed_swap_is_packed_and_sent(shop: Store, order: Row) -> None:
    swap = exchange(shop, order, CUP)
    with pytest.raises(NotAllowed, match="doesn't have shipping methods"):
        swaps.fulfill(shop, order.key, swap.key, {})
    confirm(shop, swap)
    swaps.fulfill(shop, order.key, swap.key, {})
    with pytest.raises(NotAllowed, match="already fulfilled"):
        swaps.fulfill(shop, order.key, swap.key, {})
    [made] = parts(shop, swap, "fulfillments")
    swaps.cancel_fulfillment(shop, order.key, swap.key, made.key)
    assert shop.get(SWAPS, swap.key)["fulfillment_status"] == "canceled"
    swaps.fulfill(shop, order.key, swap.key, {})
    made = parts(shop, swap, "fulfillments")[-1]
    swaps.ship(shop, order.key, swap.key, {"fulfillment_id": made.key, "tracking_numbers": ["S-1"]})
    assert shop.get(SWAPS, swap.key)["fulfillment_status"] == "shipped"


def test_a_swap_can_be_canceled_when_its_return_is(shop: Store, order: Row) -> None:
    swap = exchange(shop, order, CUP)
    with pytest.raises(NotAllowed, match="Return must be canceled"):
        swaps.cancel(shop, order.key, swap.key)
    [made] = parts(shop, swap, "return_order")
    returns.cancel(shop, made.key)
    swaps.cancel(shop, order.key, swap.key)
    canceled = shop.get(SWAPS, swap.key)
    assert canceled["payment_status"] == canceled["fulfillment_status"] == "canceled"
    changes: list[Callable[[], Row]] = [
        lambda: swaps.fulfill(shop, order.key, swap.key, {}),
        lambda: swaps.process_difference(shop, order.key, swap.key),
        lambda: swaps.ship(shop, order.key, swap.key, {"fulfillment_id": "ful_no"}),
        lambda: swaps.confirm(shop, cart_of(shop, swap)),
    ]
    for change in changes:
        with pytest.raises(NotAllowed, match="anceled swap"):
            change()


def test_only_what_is_paid_and_packed_can_be_swapped(shop: Store) -> None:
    order = sell(shop, {"variant_id": ASSAM, "quantity": 1})
    with pytest.raises(NotAllowed, match="has not been fulfilled"):
        exchange(shop, order, CUP)
    shop.update(ORDERS, order.key, {"payment_status": "awaiting"})
    with pytest.raises(NotAllowed, match="has not been captured"):
        exchange(shop, order, CUP)


def test_whether_it_may_be_on_back_order_is_said_or_left_out(shop: Store, order: Row) -> None:
    assert exchange(shop, order, CUP)["allow_backorder"] is True
    with pytest.raises(InvalidData, match=r"null value in field allow_backorder on insert in table swap$"):
        exchange(shop, order, CUP, allow_backorder=None)


def test_another_orders_swap_is_not_found(shop: Store, order: Row) -> None:
    swap = exchange(shop, order, CUP)
    with pytest.raises(NotFound, match="related to order: order_other"):
        swaps.cancel(shop, "order_other", swap.key)
