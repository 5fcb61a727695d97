"""Claims: what is given back or sent for what was wrong, and what then may be done about it."""

from typing import Any

import pytest

from medusa_mock.domain import claims, events, orders, returns
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.carts import LINE_ITEMS, SHIPPING_METHODS
from medusa_mock.tables.inventory import INVENTORY_LEVELS, RESERVATIONS, SALES_CHANNEL_LOCATIONS
from medusa_mock.tables.returns import CLAIMS
from tests.domain.sales import PARCEL, cancel_owner, item_of, parts, sell, sent

FEW = {"variant_espresso_fine": 4}  # nothing of it is kept in stock
TWO = 2461  # what two bags of it cost, with 7 % of tax
BACK = "so_europe_return"
INSTEAD = [{"variant_id": "variant_espresso_fine", "quantity": 2}]
BY_PARCEL = [{"option_id": PARCEL, "price": 0}]


def complain(shop: Store, order: Row, quantity: int = 1, **values: Any) -> Row:
    """A claim about the order's first line item."""
    item = {"item_id": item_of(shop, order).key, "quantity": quantity, "reason": "other"}
    claims.create(shop, order.key, {"claim_items": [item], **values}, "a key")
    return parts(shop, order, "claims")[-1]


def replace(shop: Store, order: Row, **values: Any) -> Row:
    return complain(
        shop, order, **{"type": "replace", "additional_items": INSTEAD, "shipping_methods": BY_PARCEL} | values
    )


def pack(shop: Store, claim: Row, **values: Any) -> Row:
    claims.fulfill(shop, claim["order_id"], claim.key, values)
    return parts(shop, claim, "fulfillments")[-1]


def status(shop: Store, claim: Row) -> Any:
    return shop.get(CLAIMS, claim.key)["fulfillment_status"]


def stocked(shop: Store, **where: str) -> Any:
    return next(shop.select(INVENTORY_LEVELS, **where))["stocked_quantity"]


# Money back


def test_what_was_sent_is_given_back_with_its_taxes(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = complain(shop, order, 2, type="refund")
    assert (claim["refund_amount"], claim["payment_status"]) == (TWO, "refunded")
    assert [(one["amount"], one["reason"]) for one in parts(shop, order, "refunds")] == [(TWO, "claim")]


def test_what_was_not_sent_gives_nothing_back(shop: Store) -> None:
    order = sent(shop, FEW)
    shop.update(LINE_ITEMS, item_of(shop, order).key, {"shipped_quantity": 1})
    assert complain(shop, order, 2, type="refund")["refund_amount"] == 0
    assert parts(shop, order, "refunds") == []


@pytest.mark.parametrize("amount", [0, None])
def test_an_amount_that_is_said_stands(shop: Store, amount: int | None) -> None:
    order = sent(shop, FEW)
    claim = complain(shop, order, 2, type="refund", refund_amount=amount)
    assert (claim["refund_amount"], claim["payment_status"]) == (amount, "refunded")
    assert parts(shop, order, "refunds") == []


def test_no_more_is_given_back_than_was_paid_and_the_claim_stays(shop: Store) -> None:
    order = sent(shop, FEW)
    with pytest.raises(NotAllowed, match="greater that the refundable amount"), shop.transaction():
        complain(shop, order, type="refund", refund_amount=999_999)
    assert [claim["payment_status"] for claim in parts(shop, order, "claims")] == ["not_refunded"]
    assert parts(shop, order, "refunds") == []


def test_a_claim_that_gave_money_back_is_neither_packed_nor_canceled(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = complain(shop, order, type="refund", refund_amount=5)
    with pytest.raises(NotAllowed, match="Claim with a refund cannot be canceled"):
        claims.cancel(shop, order.key, claim.key)
    with pytest.raises(NotAllowed, match='Claims with the type "refund" can not be fulfilled'):
        pack(shop, claim)


# What does not make a claim


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"type": "replace"}, 'Claims with type "replace" must have at least one additional item.'),
        ({"type": "refund", "claim_items": []}, "Claims must have at least one claim item."),
        (
            {"type": "replace", "additional_items": INSTEAD, "refund_amount": 1},
            'Claim has type "replace" but must be type "refund" to have a refund_amount.',
        ),
        ({"type": "refund", "additional_items": None}, "additional_items must be an array"),
        (
            {"type": "refund", "additional_items": [{"variant_id": "variant_nope", "quantity": 1}]},
            "Unable to generate the line items, some variant has not been found: variant_nope",
        ),
        (
            {"type": "refund", "additional_items": [{**INSTEAD[0], "quantity": 0}]},
            "Unable to generate the line item because one or more required argument(s) are missing. "
            "Ensure quantity, regionId, and variantId are passed",
        ),
        (
            {"type": "refund", "shipping_methods": [{"option_id": PARCEL, "price": -1}]},
            "price must not be less than 0",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(shop: Store, values: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        complain(shop, sent(shop, FEW), **values)
    assert str(refusal.value) == words


def test_a_claimed_item_needs_a_reason(shop: Store) -> None:
    order = sent(shop, FEW)
    item = {"item_id": item_of(shop, order).key, "quantity": 1}
    with pytest.raises(InvalidData, match=r'^Claim Item reason must be one of "missing_item", .* or "other"\.$'):
        complain(shop, order, type="refund", claim_items=[item])


def test_only_what_was_packed_is_claimed(shop: Store) -> None:
    order = sent(shop, FEW)
    with pytest.raises(NotAllowed, match="Cannot claim more of an item than has been fulfilled"):
        complain(shop, order, 5, type="refund")
    item = {"item_id": "item_nope", "quantity": 1, "reason": "other"}
    with pytest.raises(NotFound, match="Line item with item_nope was not found"):
        complain(shop, order, type="refund", claim_items=[item])


def test_what_is_no_variant_is_not_claimed(shop: Store) -> None:
    order = sell(shop, {"title": "Gift wrap", "quantity": 1})
    with pytest.raises(NotAllowed, match="Cannot claim a custom line item"):
        complain(shop, order, 0, type="refund")


@pytest.mark.parametrize("owner", ["order", "swap", "claim"])
def test_what_is_canceled_is_not_claimed(shop: Store, owner: str) -> None:
    order = sent(shop, FEW)
    cancel_owner(shop, order, owner)
    with pytest.raises(InvalidData, match=r"^Cannot create a claim on a canceled item\.$"):
        complain(shop, order, type="refund")


def test_a_shipping_method_is_named_by_its_id_or_by_an_option(shop: Store) -> None:
    order = sent(shop, FEW)
    with pytest.raises(NotFound, match='"optionId" must be defined'):
        replace(shop, order, shipping_methods=[{"price": 1}])
    [method] = parts(shop, order, "shipping_methods")
    claim = replace(shop, order, shipping_methods=[{"id": method.key}, {"id": "sm_nope"}])
    assert [one.key for one in parts(shop, claim, "shipping_methods")] == [method.key]


# What is sent, and what comes back


def test_what_is_sent_instead_has_its_price_and_its_taxes(shop: Store) -> None:
    claim = replace(shop, sent(shop, FEW))
    [item] = parts(shop, claim, "additional_items")
    assert (item["unit_price"], item["quantity"], item["order_id"]) == (1150, 2, None)
    assert [line["rate"] for line in parts(shop, item, "tax_lines")] == [7]


def test_it_is_sent_to_the_orders_address_or_to_another(shop: Store) -> None:
    order = sent(shop, FEW)
    assert replace(shop, order)["shipping_address_id"] == order["shipping_address_id"]
    assert replace(shop, order, shipping_address={"city": "Ede"})["shipping_address_id"] != order["shipping_address_id"]
    with pytest.raises(NotFound, match="Country with country_code NL does not exist"):
        replace(shop, order, shipping_address={"country_code": "NL"})


def test_the_claimed_items_are_asked_back(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = replace(shop, order, return_shipping={"option_id": BACK, "price": 0}, return_location_id="sloc_shop")
    [back] = parts(shop, claim, "return_order")
    assert (back["order_id"], back["location_id"], back["shipping_data"]) == (order.key, "sloc_shop", {})
    assert back["refund_amount"] == 1231
    with pytest.raises(NotAllowed, match="Return must be canceled before"):
        claims.cancel(shop, order.key, claim.key)
    returns.cancel(shop, back.key)
    claims.cancel(shop, order.key, claim.key)
    assert status(shop, claim) == "canceled"


def test_money_that_is_given_back_is_what_the_return_is_worth(shop: Store) -> None:
    claim = complain(shop, sent(shop, FEW), type="refund", refund_amount=9, return_shipping={"option_id": BACK})
    assert [one["refund_amount"] for one in parts(shop, claim, "return_order")] == [9]


def test_what_is_kept_in_stock_is_set_aside_for_no_line_item(shop: Store) -> None:
    replace(shop, sent(shop, FEW), additional_items=[{"variant_id": "variant_cup_moss", "quantity": 9}])
    kept = [*shop.select(RESERVATIONS, location_id="sloc_shop")][-1]
    assert (kept["quantity"], kept["line_item_id"], kept["inventory_item_id"]) == (9, None, "iitem_cup_moss")


def test_it_is_set_aside_where_the_sales_channel_is_served(shop: Store) -> None:
    order, cups = sent(shop, FEW), [{"variant_id": "variant_cup_moss", "quantity": 1}]
    shop.unlink(SALES_CHANNEL_LOCATIONS, location_id="sloc_shop")
    with pytest.raises(InvalidData, match="associated locations with inventory levels"):
        replace(shop, order, additional_items=cups)
    shop.unlink(SALES_CHANNEL_LOCATIONS, location_id="sloc_warehouse")
    with pytest.raises(InvalidData, match="associated Stock Locations"):
        replace(shop, order, additional_items=cups)


# Packed, sent, canceled


def test_a_claim_is_packed_once_and_sent(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = replace(shop, order, no_notification=True)
    fulfillment = pack(shop, claim)
    assert (fulfillment["metadata"], fulfillment["order_id"], status(shop, claim)) == (None, None, "fulfilled")
    with pytest.raises(NotAllowed, match="The claim has already been fulfilled"):
        pack(shop, claim)
    claims.ship(shop, order.key, claim.key, {"fulfillment_id": fulfillment.key, "tracking_numbers": ["A"]})
    assert status(shop, claim) == "shipped"
    with pytest.raises(InvalidData, match="null value in field fulfillment_id"):
        claims.ship(shop, order.key, claim.key, {"fulfillment_id": fulfillment.key})
    with pytest.raises(NotAllowed, match="Shipped fulfillments cannot be canceled"):
        claims.cancel_fulfillment(shop, order.key, claim.key, fulfillment.key)
    with pytest.raises(NotAllowed, match="All fulfillments must be canceled"):
        claims.cancel(shop, order.key, claim.key)


def test_what_is_unpacked_can_be_packed_again(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = replace(shop, order)
    claims.cancel_fulfillment(shop, order.key, claim.key, pack(shop, claim).key)
    assert status(shop, claim) == "canceled"
    assert [item["fulfilled_quantity"] for item in parts(shop, claim, "additional_items")] == [0]
    pack(shop, claim)
    assert status(shop, claim) == "fulfilled"


def test_several_ways_to_send_it_carry_nothing(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = replace(shop, order, shipping_methods=[*BY_PARCEL, {"option_id": BACK}])
    fulfillment = pack(shop, claim)
    assert (parts(shop, fulfillment, "items"), status(shop, claim)) == ([], "requires_action")
    claims.ship(shop, order.key, claim.key, {"fulfillment_id": fulfillment.key})
    assert status(shop, claim) == "partially_shipped"


def test_what_left_the_stock_stays_away_when_it_is_unpacked(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = replace(shop, order, additional_items=[{"variant_id": "variant_cup_moss", "quantity": 2}])
    with pytest.raises(NotAllowed, match="not found at location"), shop.transaction():
        pack(shop, claim, location_id="sloc_warehouse")
    before = stocked(shop, inventory_item_id="iitem_cup_moss", location_id="sloc_shop")
    fulfillment = pack(shop, claim, location_id="sloc_shop")
    claims.cancel_fulfillment(shop, order.key, claim.key, fulfillment.key)
    assert stocked(shop, inventory_item_id="iitem_cup_moss", location_id="sloc_shop") == before - 2


def test_a_claim_needs_a_way_to_be_sent(shop: Store) -> None:
    with pytest.raises(NotAllowed, match="Cannot fulfill a claim without a shipping method"):
        pack(shop, replace(shop, sent(shop, FEW), shipping_methods=[]))


def test_a_canceled_claim_stays_as_it_is(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = replace(shop, order)
    assert claims.cancel(shop, order.key, claim.key) == claims.cancel(shop, order.key, claim.key)
    with pytest.raises(NotAllowed, match=r"^Canceled claim cannot be fulfilled$"):
        pack(shop, claim)
    with pytest.raises(NotAllowed, match="Canceled claim cannot be updated"):
        claims.update(shop, order.key, claim.key, {})
    with pytest.raises(NotAllowed, match="Canceled claim cannot be fulfilled as shipped"):
        claims.ship(shop, order.key, claim.key, {"fulfillment_id": "ful_nope"})


def test_some_paths_have_to_fit_and_others_do_not(shop: Store) -> None:
    order, other = sent(shop, FEW), sent(shop, FEW)
    claim, another = replace(shop, order), replace(shop, order)
    fulfillment = pack(shop, claim)
    with pytest.raises(NotFound, match=f"no fulfillment was found with the id: {fulfillment.key} related to claim"):
        claims.cancel_fulfillment(shop, order.key, another.key, fulfillment.key)
    with pytest.raises(NotFound, match=f"no claim was found with the id: {claim.key} related to order"):
        claims.cancel_fulfillment(shop, other.key, claim.key, fulfillment.key)
    with pytest.raises(NotFound, match=f"no claim was found with the id: {claim.key} related to order"):
        claims.cancel(shop, other.key, claim.key)
    assert claims.update(shop, other.key, claim.key, {"metadata": {"seen": True}}) == other
    with pytest.raises(NotFound, match="Order with id: order_nope was not found"):
        claims.update(shop, "order_nope", claim.key, {})


def test_an_order_with_a_claim_cannot_be_canceled(shop: Store) -> None:
    order = sell(shop, {"variant_id": "variant_espresso_fine", "quantity": 1})
    claim = complain(shop, order, 0, type="replace", additional_items=INSTEAD)
    with pytest.raises(NotAllowed, match="All claims must be canceled"):
        orders.cancel(shop, order.key)
    claims.cancel(shop, order.key, claim.key)
    assert orders.cancel(shop, order.key)["status"] == "canceled"


# Changes


def change_item(shop: Store, claim: Row, **changes: Any) -> Row:
    [item] = parts(shop, claim, "claim_items")
    given = {"id": item.key, "images": [], "tags": [], **changes}
    claims.update(shop, claim["order_id"], claim.key, {"claim_items": [given]})
    return parts(shop, claim, "claim_items")[0]


def claimed(shop: Store, **said: Any) -> Row:
    """A claim with one item of which this is said."""
    order = sent(shop, FEW)
    item = {"item_id": item_of(shop, order).key, "quantity": 1, "reason": "other", **said}
    return replace(shop, order, claim_items=[item])


def test_tags_are_words_without_case_that_claims_share(shop: Store) -> None:
    first, second = claimed(shop, tags=[" Handle "]), claimed(shop, tags=["HANDLE", "lid"])
    [tag] = parts(shop, parts(shop, first, "claim_items")[0], "tags")
    shared, other = parts(shop, parts(shop, second, "claim_items")[0], "tags")
    assert (tag["value"], other["value"]) == ("handle", "lid")
    assert shared == tag


def test_the_tags_and_images_of_an_item_are_those_named_last(shop: Store) -> None:
    claim = claimed(shop, tags=["handle"], images=["one.png", "two.png"])
    [item] = parts(shop, claim, "claim_items")
    kept = parts(shop, item, "images")[0]
    [tag] = parts(shop, item, "tags")
    images = [{"id": kept.key, "url": "not changed"}, {"url": "three.png"}]
    item = change_item(shop, claim, images=images, tags=[{"id": tag.key}, {"value": "Lid"}])
    assert [image["url"] for image in parts(shop, item, "images")] == ["one.png", "three.png"]
    assert [one["value"] for one in parts(shop, item, "tags")] == ["handle", "lid"]
    item = change_item(shop, claim)
    assert (parts(shop, item, "images"), parts(shop, item, "tags")) == ([], [])


def test_an_id_that_there_is_not_is_taken_for_a_new_row(shop: Store) -> None:
    claim = claimed(shop)
    images, tags = [{"id": "cimg_own", "url": "own.png"}], [{"id": "ctag_own", "value": "Own"}]
    item = change_item(shop, claim, images=images, tags=tags)
    assert [image.key for image in parts(shop, item, "images")] == ["cimg_own"]
    assert [tag["value"] for tag in parts(shop, item, "tags")] == ["Own"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"images": [{}]}, "null value in field url"),
        ({"tags": [{"id": "ctag_nope"}]}, "null value in field value"),
        ({"tags": [{}]}, "value must be a string"),
        ({"reason": "mood"}, "Claim Item reason must be one of"),
    ],
)
def test_what_an_item_cannot_have_is_refused(shop: Store, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidData, match=words):
        change_item(shop, claimed(shop), **changes)


def test_an_empty_reason_or_note_changes_nothing(shop: Store) -> None:
    claim = claimed(shop, note="chipped")
    item = change_item(shop, claim, reason="", note="", metadata={"seen": True})
    assert (item["reason"], item["note"], item["metadata"]) == ("other", "chipped", {"seen": True})
    item = change_item(shop, claim, reason="wrong_item", note="green")
    assert (item["reason"], item["note"]) == ("wrong_item", "green")


def test_only_shared_shipping_methods_can_be_replaced(shop: Store) -> None:
    order = sent(shop, FEW)
    [method] = parts(shop, order, "shipping_methods")
    own, shared = replace(shop, order), replace(shop, order, shipping_methods=[{"id": method.key}])
    with pytest.raises(NotAllowed, match="that is of a claim alone"):
        claims.update(shop, order.key, own.key, {"shipping_methods": []})
    claims.update(shop, order.key, shared.key, {"shipping_methods": BY_PARCEL})
    assert shop.get(SHIPPING_METHODS, method.key)["claim_order_id"] is None
    assert [one["price"] for one in parts(shop, shared, "shipping_methods")] == [0]


def test_a_claim_keeps_its_methods_where_its_silence_changes(shop: Store) -> None:
    order = sent(shop, FEW)
    [method] = parts(shop, order, "shipping_methods")
    claim = replace(shop, order, shipping_methods=[{"id": method.key}])
    claims.update(shop, order.key, claim.key, {"shipping_methods": [], "no_notification": True})
    assert [one.key for one in parts(shop, claim, "shipping_methods")] == [method.key]
    with pytest.raises(NotAllowed, match="that is of a claim alone"):
        claims.update(shop, order.key, claim.key, {"shipping_methods": BY_PARCEL, "no_notification": False})


def test_the_customer_hears_of_it_unless_told_not_to(shop: Store) -> None:
    order = sent(shop, FEW)
    claim = replace(shop, order)
    assert events.told(shop, to=order["email"])[-1]["event_name"] == "claim.created"
    claims.update(shop, order.key, claim.key, {"no_notification": True})
    heard = len(events.told(shop, to="*"))
    claims.cancel(shop, order.key, claim.key)
    assert len(events.told(shop, to="*")) == heard
    assert events.told(shop)[-1]["event_name"] == "claim.canceled"
