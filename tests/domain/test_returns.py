"""Returns: what may come back, what it is worth, and what it does to the order and to the stock."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medusa_mock.domain import events, returns
from medusa_mock.domain.decoration import order_totals
from medusa_mock.errors import Duplicate, InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.store.relations import related
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.inventory import INVENTORY_LEVELS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.payments import PAYMENTS
from medusa_mock.tables.returns import CLAIMS, RETURN_REASONS, RETURNS, SWAPS
from tests.domain.sales import ADDRESS, cancel_owner, everything, item_of, parts, sell, sent

TEA = "variant_assam_500"
FEW = {"variant_espresso_fine": 4}  # nothing of it is kept in stock
# A bag of it costs 1150 and 7 % on that.
ONE, TWO, THREE = 1231, 2461, 3692


def pieces(item: Row, quantity: int, **said: object) -> list[dict[str, object]]:
    return [{"item_id": item.key, "quantity": quantity, **said}]


def asked(shop: Store, order: Row, quantity: int, **values: object) -> Row:
    """A return of so many of the order's first line item."""
    items = pieces(item_of(shop, order), quantity)
    returns.request(shop, order.key, {"items": items, **values}, "a key")
    return parts(shop, order, "returns")[-1]


def levels(shop: Store, item_id: str) -> dict[str, int]:
    return {
        one["location_id"]: one["stocked_quantity"] for one in shop.select(INVENTORY_LEVELS, inventory_item_id=item_id)
    }


def test_what_comes_back_is_paid_back_with_its_taxes(shop: Store) -> None:
    order = sent(shop, FEW)
    assert asked(shop, order, 2)["refund_amount"] == TWO


def test_the_way_back_is_taken_off_with_its_taxes(shop: Store) -> None:
    order = sent(shop, FEW)
    back = asked(shop, order, 1, return_shipping={"option_id": "so_europe_return", "price": 100})
    method = related(shop.world, back, "shipping_method")
    assert isinstance(method, Row)
    [line] = parts(shop, method, "tax_lines")
    assert line["rate"] == 19
    assert back["refund_amount"] == ONE - 119
    assert back["shipping_data"] == {}


def test_a_refund_that_is_named_stands_even_if_it_is_too_much(shop: Store) -> None:
    order = sent(shop, FEW)
    way = {"option_id": "so_europe_return", "price": 100}
    assert asked(shop, order, 1, refund=999_999, return_shipping=way)["refund_amount"] == 999_999


@pytest.mark.parametrize(("refund", "amount"), [(-5, 0), (7, 7)])
def test_a_negative_refund_is_none(shop: Store, refund: int, amount: int) -> None:
    assert asked(shop, sent(shop, FEW), 1, refund=refund)["refund_amount"] == amount


def test_without_an_option_nothing_carries_the_return(shop: Store) -> None:
    back = asked(shop, sent(shop, FEW), 1, return_shipping={})
    assert related(shop.world, back, "shipping_method") is None
    assert back["shipping_data"] is None


def test_no_more_comes_back_than_is_there(shop: Store) -> None:
    order = sent(shop, FEW)
    with pytest.raises(NotAllowed, match=r"^Cannot return more items than have been purchased$"):
        asked(shop, order, 5)
    returns.settle(shop, asked(shop, order, 3).key, pieces(item_of(shop, order), 3), {})
    with pytest.raises(NotAllowed):
        asked(shop, order, 2)


def test_only_what_was_sold_with_the_order_comes_back(shop: Store) -> None:
    order, other = sent(shop, FEW), sent(shop, FEW)
    with pytest.raises(InvalidData, match=r"^Return contains invalid line item$"):
        returns.create(shop, order.key, {"items": pieces(item_of(shop, other), 1)})
    with pytest.raises(NotFound, match=r"^Line item with item_nope was not found$"):
        returns.create(shop, order.key, {"items": [{"item_id": "item_nope", "quantity": 1}]})
    with pytest.raises(NotFound, match=r"^Order with id: order_nope was not found$"):
        returns.create(shop, "order_nope", {"items": pieces(item_of(shop, order), 1)})


@pytest.mark.parametrize("owner", ["order", "swap", "claim"])
def test_what_is_canceled_does_not_come_back(shop: Store, owner: str) -> None:
    order = sent(shop, FEW)
    cancel_owner(shop, order, owner)
    with pytest.raises(InvalidData, match=r"^Cannot create a return for a canceled item\.$"):
        asked(shop, order, 1)


def test_a_reason_that_stands_for_others_is_none(shop: Store) -> None:
    order = sent(shop, FEW)
    above = shop.insert(RETURN_REASONS, {"value": "above", "label": "Above"})
    below = shop.insert(RETURN_REASONS, {"value": "below", "label": "Below", "parent_return_reason_id": above.key})
    with pytest.raises(InvalidData, match=r"^Cannot apply return reason category$"):
        returns.create(shop, order.key, {"items": pieces(item_of(shop, order), 1, reason_id=above.key)})
    made = returns.create(shop, order.key, {"items": pieces(item_of(shop, order), 1, reason_id=below.key)})
    assert [one["reason_id"] for one in parts(shop, made, "items")] == [below.key]


def test_an_item_comes_back_once_in_a_return(shop: Store) -> None:
    order = sent(shop, FEW)
    with pytest.raises(Duplicate):
        returns.create(shop, order.key, {"items": pieces(item_of(shop, order), 1) * 2})


def test_the_return_of_a_swap_is_the_swaps_and_that_of_a_claim_both(shop: Store) -> None:
    order = sent(shop, FEW)
    items = {"items": pieces(item_of(shop, order), 1)}
    swap, claim = (
        shop.insert(SWAPS, {"order_id": order.key}),
        shop.insert(CLAIMS, {"order_id": order.key, "type": "refund"}),
    )
    swapped, claimed = (
        returns.create(shop, order.key, items, swap=swap),
        returns.create(shop, order.key, items, claim=claim),
    )
    assert (swapped["order_id"], swapped["swap_id"], swapped["claim_order_id"]) == (None, swap.key, None)
    assert (claimed["order_id"], claimed["swap_id"], claimed["claim_order_id"]) == (order.key, None, claim.key)


def test_a_return_is_fulfilled_once_and_not_when_canceled(shop: Store) -> None:
    made = asked(shop, sent(shop, FEW), 1)
    with pytest.raises(NotAllowed, match="already been fulfilled"):
        returns.fulfill(shop, shop.update(RETURNS, made.key, {"shipping_data": {"track": 1}}))
    with pytest.raises(NotAllowed, match="Cannot fulfill a canceled return"):
        returns.fulfill(shop, shop.update(RETURNS, made.key, {"status": "canceled"}))


def test_the_order_is_returned_when_all_of_it_is_back(shop: Store) -> None:
    order = sent(shop, FEW)
    item = item_of(shop, order)
    returns.settle(shop, asked(shop, order, 1).key, pieces(item, 1), {})
    assert shop.get(ORDERS, order.key)["fulfillment_status"] == "partially_returned"
    returns.settle(shop, asked(shop, order, 3).key, pieces(item, 3), {})
    assert shop.get(ORDERS, order.key)["fulfillment_status"] == "returned"
    assert order_totals(shop, order).amounts["refunded_total"] == ONE + THREE


def test_what_is_received_at_once_is_not_paid_back(shop: Store) -> None:
    order = sent(shop, FEW)
    assert asked(shop, order, 1, receive_now=True)["status"] == "received"
    assert shop.get(ORDERS, order.key)["fulfillment_status"] == "shipped"
    assert item_of(shop, order)["returned_quantity"] == 1
    assert parts(shop, order, "refunds") == []


def test_more_than_was_paid_needs_somebody_to_act(shop: Store) -> None:
    order = sent(shop, FEW)
    received = returns.settle(shop, asked(shop, order, 1).key, pieces(item_of(shop, order), 1), {"refund": 999_999})
    assert (received["status"], received["refund_amount"]) == ("received", 999_999)
    assert shop.get(ORDERS, order.key)["fulfillment_status"] == "requires_action"
    assert parts(shop, order, "refunds") == []


@pytest.mark.parametrize("refund", [0, -4])
def test_nothing_may_be_paid_back(shop: Store, refund: int) -> None:
    order = sent(shop, FEW)
    received = returns.settle(shop, asked(shop, order, 1).key, pieces(item_of(shop, order), 1), {"refund": refund})
    assert received["refund_amount"] == 0
    assert parts(shop, order, "refunds") == []


def test_what_was_not_captured_is_not_paid_back(shop: Store) -> None:
    order = sent(shop, FEW)
    made = asked(shop, order, 1)
    for payment in parts(shop, order, "payments"):
        shop.update(PAYMENTS, payment.key, {"captured_at": None})
    with pytest.raises(NotAllowed, match="greater that the refundable amount"):
        returns.settle(shop, made.key, pieces(item_of(shop, order), 1), {})


def test_what_was_asked_for_counts_however_many_come(shop: Store) -> None:
    order = sent(shop, FEW)
    received = returns.settle(shop, asked(shop, order, 3).key, pieces(item_of(shop, order), 1), {})
    [came] = parts(shop, received, "items")
    assert (came["quantity"], came["requested_quantity"], came["received_quantity"]) == (1, 3, 1)
    assert came["is_requested"] is False
    assert item_of(shop, order)["returned_quantity"] == 3


def test_what_was_not_asked_for_may_come_too_but_nothing_may_be_missing(shop: Store) -> None:
    order = sent(shop, {**FEW, "variant_espresso_bean": 1})
    first, second = parts(shop, order, "items")
    made = asked(shop, order, 1)
    with pytest.raises(InvalidData, match="null value in field return_id"):
        returns.settle(shop, made.key, pieces(second, 1), {"location_id": "sloc_warehouse"})
    both = [*pieces(first, 1), *pieces(second, 1)]
    received = returns.settle(shop, made.key, both, {"location_id": "sloc_warehouse"})
    assert [one["is_requested"] for one in parts(shop, received, "items")] == [True, False]
    assert shop.get(LINE_ITEMS, second.key)["returned_quantity"] is None


def test_a_return_is_received_once_and_not_when_canceled(shop: Store) -> None:
    order = sent(shop, FEW)
    made, other = asked(shop, order, 1), asked(shop, order, 1)
    returns.settle(shop, made.key, pieces(item_of(shop, order), 1), {})
    with pytest.raises(NotAllowed, match=f"Return with id {made.key} has already been received"):
        returns.settle(shop, made.key, pieces(item_of(shop, order), 1), {})
    with pytest.raises(NotAllowed, match="Can't cancel a return which has been returned"):
        returns.cancel(shop, made.key)
    assert returns.cancel(shop, other.key) == returns.cancel(shop, other.key) == shop.get(ORDERS, order.key)
    with pytest.raises(NotAllowed, match="Cannot receive a canceled return"):
        returns.settle(shop, other.key, pieces(item_of(shop, order), 1), {})


def test_a_canceled_order_takes_nothing_in(shop: Store) -> None:
    order = sent(shop, FEW)
    made = asked(shop, order, 1)
    shop.update(ORDERS, order.key, {"status": "canceled"})
    with pytest.raises(NotAllowed, match="A canceled order cannot be registered as received"):
        returns.settle(shop, made.key, pieces(item_of(shop, order), 1), {})


def test_the_return_of_a_swap_is_received_for_its_order_and_not_paid_back(shop: Store) -> None:
    order = sent(shop, FEW)
    swap = shop.insert(SWAPS, {"order_id": order.key})
    made = returns.create(shop, order.key, {"items": pieces(item_of(shop, order), 1)}, swap=swap)
    returns.settle(shop, made.key, pieces(item_of(shop, order), 1), {})
    assert shop.get(ORDERS, order.key)["fulfillment_status"] == "shipped"
    assert parts(shop, order, "refunds") == []
    assert events.told(shop, to=order["email"])[-1]["event_name"] == "swap.received"
    other = shop.insert(SWAPS, {"order_id": order.key, "canceled_at": shop.now()})
    made = returns.create(shop, order.key, {"items": pieces(item_of(shop, order), 1)}, swap=other)
    assert returns.cancel(shop, made.key) == shop.get(ORDERS, order.key)
    shop.update(RETURNS, made.key, {"status": "requested"})
    with pytest.raises(NotAllowed, match="Canceled swap"):
        returns.settle(shop, made.key, pieces(item_of(shop, order), 1), {})


def test_what_is_kept_in_stock_goes_back_to_a_location(shop: Store) -> None:
    order = sent(shop, {TEA: 3})
    item, before = item_of(shop, order), levels(shop, "iitem_assam_500")["sloc_warehouse"]
    nowhere = asked(shop, order, 1)
    with pytest.raises(NotFound, match=r" iitem_assam_500 and location null not found$"), shop.transaction():
        returns.settle(shop, nowhere.key, pieces(item, 1), {})
    with pytest.raises(NotFound, match="and location sloc_shop not found"), shop.transaction():
        returns.settle(shop, nowhere.key, pieces(item, 1), {"location_id": "sloc_shop"})
    assert shop.get(RETURNS, nowhere.key)["status"] == "requested"
    returns.settle(shop, nowhere.key, pieces(item, 1), {"location_id": "sloc_warehouse"})
    named = asked(shop, order, 1, location_id="sloc_warehouse")
    returns.settle(shop, named.key, pieces(item, 1), {"location_id": ""})
    assert levels(shop, "iitem_assam_500")["sloc_warehouse"] == before + 2


def test_the_customer_hears_of_it_unless_told_not_to(shop: Store) -> None:
    order = sent(shop, FEW)
    made = asked(shop, order, 1)
    assert events.told(shop, to=order["email"])[-1]["data"] == {
        "id": order.key,
        "return_id": made.key,
        "no_notification": None,
    }
    heard = len(events.told(shop, to="*"))
    silent = asked(shop, order, 1, no_notification=True)
    returns.settle(shop, silent.key, pieces(item_of(shop, order), 1), {"refund": 0})
    assert len(events.told(shop, to="*")) == heard


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_all_that_comes_back_is_worth_what_was_paid_for_it(shop: Store, quantities: list[int]) -> None:
    """However it comes back, piece by piece or at once; the way to the customer is not paid back."""
    with shop.transaction():
        bags = {"variant_id": "variant_espresso_fine", "quantity": sum(quantities)}
        order = sell(shop, bags, shipping_address=ADDRESS)
        for quantity in quantities:
            returns.settle(shop, asked(shop, order, quantity).key, pieces(item_of(shop, order), quantity), {})
        amounts = order_totals(shop, order).amounts
        assert shop.get(ORDERS, order.key)["fulfillment_status"] == "returned"
        assert (
            abs(amounts["paid_total"] - amounts["shipping_total"] - amounts["refunded_total"]) <= amounts["tax_total"]
        )
        assert amounts["refunded_total"] <= amounts["paid_total"]


def test_a_whole_order_comes_back(shop: Store) -> None:
    order = sent(shop, {**FEW, "variant_espresso_bean": 2})
    items = everything(shop, order)
    made = returns.create(shop, order.key, {"items": items, "location_id": "sloc_warehouse"})
    returns.settle(shop, made.key, items, {})
    assert shop.get(ORDERS, order.key)["fulfillment_status"] == "returned"


def test_no_more_counts_as_returned_than_was_sold(shop: Store) -> None:
    """The real server's database refuses it, with a 500."""
    order = sent(shop, FEW)
    first, second = asked(shop, order, 3), asked(shop, order, 3)
    returns.settle(shop, first.key, pieces(item_of(shop, order), 3), {})
    with pytest.raises(NotAllowed, match="Cannot return more items than have been purchased"):
        returns.settle(shop, second.key, pieces(item_of(shop, order), 1), {})
