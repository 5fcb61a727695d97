"""What can be done to the items of an order once it is placed, and what becomes of the order by it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medusa_mock.app import App, Options
from medusa_mock.domain import carts, draft_orders, order_edits, reservations
from medusa_mock.domain.decoration import edit_totals, order_totals
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.carts import LINE_ITEM_ADJUSTMENTS, LINE_ITEMS
from medusa_mock.tables.gift_cards import GIFT_CARDS
from medusa_mock.tables.inventory import INVENTORY_LEVELS, RESERVATIONS
from medusa_mock.tables.order_edits import ORDER_EDITS, ORDER_ITEM_CHANGES, status
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.payments import PAYMENT_COLLECTIONS
from medusa_mock.tables.pricing import MONEY_AMOUNTS
from tests.domain.sales import ASSAM, CUP, parts, sell, take_down

BIG_ASSAM = "variant_assam_500"
USER = "usr_admin"


@pytest.fixture
def order(shop: Store) -> Row:
    """Three bags of tea and a cup, paid."""
    return sell(shop, {"variant_id": ASSAM, "quantity": 3}, {"variant_id": CUP, "quantity": 1})


@pytest.fixture
def edit(shop: Store, order: Row) -> Row:
    return begin(shop, order)


def begin(shop: Store, order: Row) -> Row:
    return order_edits.create(shop, {"order_id": order.key}, USER)


def item_of(shop: Store, of: Row, variant_id: str = ASSAM) -> Row:
    """The first item of an order or an edit that is the variant."""
    return next(item for item in parts(shop, of, "items") if item["variant_id"] == variant_id)


def change_of(shop: Store, edit: Row) -> Row:
    return parts(shop, edit, "changes")[-1]


def state(shop: Store, edit: Row) -> str:
    return status(shop.get(ORDER_EDITS, edit.key))


def add(shop: Store, edit: Row, quantity: int = 1) -> Row:
    """The item that is added."""
    order_edits.add_item(shop, edit.key, {"variant_id": ASSAM, "quantity": quantity})
    return parts(shop, edit, "items")[-1]


def test_an_edit_begins_with_copies_of_all_that_the_items_are(shop: Store, order: Row, edit: Row) -> None:
    originals, copies = parts(shop, order, "items"), parts(shop, edit, "items")
    assert [copy["original_item_id"] for copy in copies] == [original.key for original in originals]
    own = {"id", "cart_id", "order_id", "order_edit_id", "original_item_id"}
    for original, copy in zip(originals, copies, strict=True):
        assert {name: copy[name] for name in copy.keys() - own} == {name: original[name] for name in copy.keys() - own}
        assert (copy["cart_id"], copy["order_id"], copy["order_edit_id"]) == (None, None, edit.key)
        lines = [[line["rate"] for line in parts(shop, one, "tax_lines")] for one in (original, copy)]
        assert lines[0] == lines[1] != []
    assert edit_totals(shop, edit)["difference_due"] == 0


def test_an_order_has_one_active_edit_at_a_time(shop: Store, order: Row, edit: Row) -> None:
    with pytest.raises(InvalidData, match="An active order edit already exists"):
        begin(shop, order)
    order_edits.cancel(shop, edit.key, USER)
    assert state(shop, begin(shop, order)) == "created"
    with pytest.raises(NotFound, match="Order with order_id order_no does not exist"):
        order_edits.create(shop, {"order_id": "order_no"}, USER)


def test_a_deleted_edit_leaves_nothing(shop: Store, order: Row, edit: Row) -> None:
    items = parts(shop, order, "items")
    add(shop, edit)
    order_edits.delete(shop, edit.key)
    order_edits.delete(shop, edit.key)
    assert (shop.first(ORDER_EDITS), shop.first(ORDER_ITEM_CHANGES)) == (None, None)
    assert shop.first(LINE_ITEMS, order_edit_id=edit.key) is None
    assert parts(shop, order, "items") == items


Do = Callable[[Store, Row], object]

DO: Mapping[str, Do] = {
    "items": lambda shop, edit: add(shop, edit),
    "request": lambda shop, edit: order_edits.request(shop, edit.key, USER),
    "confirm": lambda shop, edit: order_edits.confirm(shop, edit.key, USER),
    "decline": lambda shop, edit: order_edits.decline(shop, edit.key, "too dear"),
    "cancel": lambda shop, edit: order_edits.cancel(shop, edit.key, USER),
    "delete": lambda shop, edit: order_edits.delete(shop, edit.key),
}
REACHED: Mapping[str, tuple[str, ...]] = {
    "created": (),
    "requested": ("request",),
    "confirmed": ("confirm",),
    "declined": ("request", "decline"),
    "canceled": ("cancel",),
}
LETS: Mapping[str, set[str]] = {
    "created": {"items", "request", "confirm", "cancel", "delete"},
    "requested": {"items", "request", "confirm", "decline", "cancel"},
    "confirmed": {"request", "confirm"},
    "declined": {"request", "decline"},
    "canceled": {"request", "cancel"},
}


@pytest.mark.parametrize("reached", REACHED)
@pytest.mark.parametrize("name", DO)
def test_each_status_lets_some_things_be_done_and_refuses_the_others(
    shop: Store, edit: Row, reached: str, name: str
) -> None:
    for each in ("items", *REACHED[reached]):
        DO[each](shop, edit)
    assert state(shop, edit) == reached
    if name in LETS[reached]:
        DO[name](shop, edit)
    else:
        with pytest.raises(NotAllowed, match=reached):
            DO[name](shop, edit)


def test_what_an_edit_became_first_it_stays(shop: Store, edit: Row) -> None:
    add(shop, edit)
    order_edits.request(shop, edit.key, USER)
    first = order_edits.decline(shop, edit.key, "too dear", "cus_ines")
    again = order_edits.decline(shop, edit.key, "still too dear", "cus_noor")
    assert (again["declined_at"], again["declined_reason"]) == (first["declined_at"], "too dear")


def test_a_request_needs_changes(shop: Store, edit: Row) -> None:
    with pytest.raises(InvalidData, match="no changes"):
        order_edits.request(shop, edit.key, USER)


def test_each_request_of_a_dearer_edit_makes_a_payment_collection(shop: Store, edit: Row) -> None:
    add(shop, edit)
    first = order_edits.request(shop, edit.key, USER, "a bag more")
    collection = shop.get(PAYMENT_COLLECTIONS, first["payment_collection_id"])
    assert (collection["amount"], collection["status"], collection["currency_code"]) == (770, "not_paid", "eur")
    assert (collection["description"], collection["created_by"]) == ("a bag more", USER)
    second = order_edits.request(shop, edit.key, "usr_other")
    assert second["payment_collection_id"] != first["payment_collection_id"]
    assert (second["requested_at"], second["requested_by"]) == (first["requested_at"], USER)


def test_a_cheaper_edit_asks_for_nothing(shop: Store, edit: Row) -> None:
    order_edits.remove_item(shop, edit.key, item_of(shop, edit, CUP).key)
    assert edit_totals(shop, edit)["difference_due"] < 0
    assert order_edits.request(shop, edit.key, USER)["payment_collection_id"] is None


def test_added_items_cost_what_they_cost_the_customer_now(shop: Store, edit: Row) -> None:
    shop.update(ORDERS, edit["order_id"], {"customer_id": "cus_greta"})
    trade = {"variant_id": ASSAM, "price_list_id": "pl_trade", "amount": 500, "currency_code": "eur"}
    shop.insert(MONEY_AMOUNTS, trade)
    item = add(shop, edit, 2)
    assert (item["unit_price"], item["order_id"], item["has_shipping"]) == (500, None, None)
    assert [line["rate"] for line in parts(shop, item, "tax_lines")] == [7]
    assert item_of(shop, edit)["unit_price"] == 720


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"variant_id": "variant_no", "quantity": 1}, "some variant has not been found"),
        ({"variant_id": ASSAM, "quantity": 0}, "Ensure quantity"),
    ],
)
def test_what_cannot_be_added_changes_nothing(shop: Store, edit: Row, values: dict[str, Any], message: str) -> None:
    before = shop.world
    with pytest.raises(InvalidData, match=message):
        order_edits.add_item(shop, edit.key, values)
    assert shop.world is before


def test_an_item_is_changed_once_however_often(shop: Store, edit: Row) -> None:
    item = item_of(shop, edit)
    for quantity in (5, 4):
        order_edits.update_item(shop, edit.key, item.key, quantity)
    [change] = parts(shop, edit, "changes")
    assert (change["type"], change["line_item_id"]) == ("item_update", item.key)
    assert change["original_line_item_id"] == item["original_item_id"]
    assert shop.get(LINE_ITEMS, item.key)["quantity"] == 4
    added = add(shop, edit)
    order_edits.update_item(shop, edit.key, added.key, 2)
    assert [change["type"] for change in parts(shop, edit, "changes")] == ["item_update", "item_add"]


def test_an_item_cannot_fall_below_what_is_packed_of_it(shop: Store, order: Row) -> None:
    shop.update(LINE_ITEMS, item_of(shop, order).key, {"fulfilled_quantity": 2})
    edit = begin(shop, order)
    copy = item_of(shop, edit)
    with pytest.raises(InvalidData, match="must not be less than 2"):
        order_edits.update_item(shop, edit.key, copy.key, 1)
    order_edits.update_item(shop, edit.key, copy.key, 2)


def test_items_of_something_else_are_refused(shop: Store, order: Row, edit: Row) -> None:
    original = item_of(shop, order)
    with pytest.raises(InvalidData, match=f"the same order edit {order.key}"):
        order_edits.update_item(shop, edit.key, original.key, 1)
    for key in (original.key, add(shop, edit).key):
        with pytest.raises(InvalidData, match="the same order edit undefined"):
            order_edits.remove_item(shop, edit.key, key)
    with pytest.raises(NotFound, match="Line item with item_no was not found"):
        order_edits.update_item(shop, edit.key, "item_no", 1)
    assert order_edits.remove_item(shop, edit.key, "item_no") == edit


def test_what_was_changed_cannot_be_removed(shop: Store, edit: Row) -> None:
    item = item_of(shop, edit)
    order_edits.update_item(shop, edit.key, item.key, 4)
    with pytest.raises(NotFound, match="null"):
        order_edits.remove_item(shop, edit.key, item.key)


def test_a_change_is_taken_back_with_its_item(shop: Store, edit: Row) -> None:
    before = edit_totals(shop, edit)
    add(shop, edit)
    order_edits.delete_change(shop, edit.key, change_of(shop, edit).key)
    assert edit_totals(shop, edit) == before
    order_edits.update_item(shop, edit.key, item_of(shop, edit).key, 4)
    order_edits.delete_change(shop, edit.key, change_of(shop, edit).key)
    assert [item["variant_id"] for item in parts(shop, edit, "items")] == [CUP]


def test_what_was_removed_stays_away(shop: Store, edit: Row) -> None:
    order_edits.remove_item(shop, edit.key, item_of(shop, edit).key)
    change = change_of(shop, edit)
    assert (change["type"], change["line_item_id"]) == ("item_remove", None)
    order_edits.delete_change(shop, edit.key, change.key)
    assert [item["variant_id"] for item in parts(shop, edit, "items")] == [CUP]


def test_changes_are_those_of_the_edit_until_it_is_over(shop: Store, edit: Row) -> None:
    add(shop, edit)
    change = change_of(shop, edit)
    other = begin(shop, sell(shop, {"variant_id": CUP, "quantity": 1}))
    with pytest.raises(InvalidData, match="doesn't belong to the OrderEdit"):
        order_edits.delete_change(shop, other.key, change.key)
    with pytest.raises(NotFound, match="Order edit item change oic_no was not found"):
        order_edits.delete_change(shop, edit.key, "oic_no")
    order_edits.cancel(shop, edit.key, USER)
    with pytest.raises(NotAllowed, match="from a canceled order edit"):
        order_edits.delete_change(shop, edit.key, change.key)


def test_the_changes_of_a_declined_edit_can_be_taken_back(shop: Store, edit: Row) -> None:
    add(shop, edit)
    order_edits.request(shop, edit.key, USER)
    order_edits.decline(shop, edit.key)
    order_edits.delete_change(shop, edit.key, change_of(shop, edit).key)
    assert parts(shop, edit, "changes") == []


def off(shop: Store, of: Row) -> list[float]:
    """What is taken off each item of an order or an edit."""
    return [sum(one["amount"] for one in parts(shop, item, "adjustments")) for item in parts(shop, of, "items")]


def test_discounts_are_worked_out_anew_with_each_change_and_not_with_one_taken_back(shop: Store) -> None:
    bought = ({"variant_id": ASSAM, "quantity": 1}, {"variant_id": BIG_ASSAM, "quantity": 1})
    order = sell(shop, *bought, discounts=[{"code": "FIVER"}])
    edit = begin(shop, order)
    shares = off(shop, edit)
    add(shop, edit, 10)
    smaller = off(shop, edit)
    assert sum(shares) == pytest.approx(500)
    assert sum(smaller) == pytest.approx(500)
    order_edits.delete_change(shop, edit.key, change_of(shop, edit).key)
    assert off(shop, edit) == smaller[:2]
    order_edits.remove_item(shop, edit.key, item_of(shop, edit, BIG_ASSAM).key)
    assert off(shop, edit) == [500]
    assert off(shop, order) == shares


def test_adjustments_of_no_discount_survive_only_a_change_of_quantity(shop: Store, edit: Row) -> None:
    item = item_of(shop, edit)
    shop.insert(LINE_ITEM_ADJUSTMENTS, {"item_id": item.key, "description": "goodwill", "amount": 50})
    order_edits.update_item(shop, edit.key, item.key, 4)
    assert off(shop, edit) == [50, 0]
    add(shop, edit)
    assert off(shop, edit) == [0, 0, 0]


def test_gift_cards_count_with_what_is_on_them_now(shop: Store) -> None:
    draft = take_down(shop, {"variant_id": ASSAM, "quantity": 1})
    carts.update(shop, draft["cart_id"], {"gift_cards": [{"code": "7QWC-J2XA-0D9M-KT4R"}]})
    order = draft_orders.pay(shop, draft.key)
    paid = order_totals(shop, order).amounts["gift_card_total"]
    edit = begin(shop, order)
    assert edit_totals(shop, edit)["gift_card_total"] == paid < shop.get(GIFT_CARDS, "gift_birthday")["balance"]
    shop.update(GIFT_CARDS, "gift_birthday", {"balance": 0})
    assert edit_totals(shop, edit)["gift_card_total"] == 0
    assert order_totals(shop, order).amounts["gift_card_total"] == paid


def test_a_confirmed_edit_gives_back_what_was_reserved(shop: Store, order: Row, edit: Row) -> None:
    before = shop.get(INVENTORY_LEVELS, "ilev_assam_100_warehouse")["reserved_quantity"]
    held: dict[str, Any] = {"line_item_id": item_of(shop, order).key, "inventory_item_id": "iitem_assam_100"}
    held |= {"location_id": "sloc_warehouse", "quantity": 3}
    reservations.reserve(shop, held)
    shop.insert(RESERVATIONS, held)
    order_edits.confirm(shop, edit.key, USER)
    assert shop.get(INVENTORY_LEVELS, "ilev_assam_100_warehouse")["reserved_quantity"] == before
    assert shop.first(RESERVATIONS, line_item_id=held["line_item_id"]) is None


def test_an_edit_without_items_cannot_be_confirmed(shop: Store, order: Row, edit: Row) -> None:
    for item in parts(shop, edit, "items"):
        order_edits.remove_item(shop, edit.key, item.key)
    with pytest.raises(NotFound, match=f"Line item with order_edit_id: {edit.key} was not found"):
        order_edits.confirm(shop, edit.key)
    assert len(parts(shop, order, "items")) == 2


def test_an_order_that_was_edited_can_be_edited_again(shop: Store, order: Row, edit: Row) -> None:
    order_edits.remove_item(shop, edit.key, item_of(shop, edit, CUP).key)
    order_edits.confirm(shop, edit.key)
    second = begin(shop, order)
    assert [item["original_item_id"] for item in parts(shop, second, "items")] == [
        item.key for item in parts(shop, edit, "items")
    ]


Step = tuple[str, Any, Any]

# What becomes of an order, whatever is done in an edit: the steps that fit are made, the others refused.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from([ASSAM, CUP, "variant_espresso_bean"]), st.integers(0, 9)),
        st.tuples(st.just("update"), st.integers(0, 5), st.integers(1, 9)),
        st.tuples(st.just("remove"), st.integers(0, 5), st.none()),
        st.tuples(st.just("undo"), st.integers(0, 5), st.none()),
    ),
    max_size=6,
)
DISCOUNTS = st.sampled_from([[], [{"code": "FIVER"}], [{"code": "SPRINGTEA"}]])


@cache
def _demo() -> Store:
    return App(Options(seed="shop")).sessions.get().store


def _edited(steps: list[Step], discounts: list[dict[str, str]]) -> tuple[Store, Row, Row, object]:
    """A shop, an order, an edit of it after the steps, and everything about the order before."""
    shop = _demo().fork()
    bought = ({"variant_id": ASSAM, "quantity": 3}, {"variant_id": CUP, "quantity": 1})
    order = sell(shop, *bought, discounts=discounts)
    before = _everything(shop, order)
    edit = begin(shop, order)
    for step in steps:
        try:
            with shop.transaction():
                _make(shop, edit, *step)
        except (InvalidData, NotFound):
            pass
    return shop, order, edit, before


def _make(shop: Store, edit: Row, name: str, which: Any, quantity: Any) -> None:
    if name == "add":
        order_edits.add_item(shop, edit.key, {"variant_id": which, "quantity": quantity})
        return
    found = [row.key for row in parts(shop, edit, "changes" if name == "undo" else "items")]
    key = found[which % len(found)] if found else "no"
    if name == "update":
        order_edits.update_item(shop, edit.key, key, quantity)
    elif name == "remove":
        order_edits.remove_item(shop, edit.key, key)
    else:
        order_edits.delete_change(shop, edit.key, key)


def _everything(shop: Store, order: Row) -> object:
    """All that the order comes to, and all rows that it is made of."""
    items = parts(shop, order, "items")
    lines = [parts(shop, item, name) for item in items for name in ("adjustments", "tax_lines")]
    return shop.get(ORDERS, order.key), items, lines, order_totals(shop, order)


@given(STEPS, DISCOUNTS, st.booleans())
def test_an_edit_that_does_not_take_hold_leaves_the_order_as_it_was(
    steps: list[Step], discounts: list[dict[str, str]], declined: bool
) -> None:
    shop, order, edit, before = _edited(steps, discounts)
    if declined and parts(shop, edit, "changes"):
        order_edits.request(shop, edit.key, USER)
        order_edits.decline(shop, edit.key)
    else:
        order_edits.cancel(shop, edit.key, USER)
    assert _everything(shop, order) == before


@given(STEPS, DISCOUNTS)
def test_an_edit_that_takes_hold_makes_the_order_what_it_came_to(
    steps: list[Step], discounts: list[dict[str, str]]
) -> None:
    shop, order, edit, _ = _edited(steps, discounts)
    if not parts(shop, edit, "items"):
        return
    before, amounts = order_totals(shop, order).amounts, edit_totals(shop, edit)
    assert amounts["difference_due"] == amounts["total"] - before["total"]
    order_edits.confirm(shop, edit.key)
    after = order_totals(shop, order).amounts
    assert {name: after[name] for name in amounts if name in after} == {
        name: amount for name, amount in amounts.items() if name in after
    }
    assert after["paid_total"] == before["paid_total"]
    assert parts(shop, order, "items") == parts(shop, edit, "items")
    assert edit_totals(shop, edit)["difference_due"] == 0
