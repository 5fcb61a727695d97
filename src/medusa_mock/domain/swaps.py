"""Swaps: some things of an order come back, and others are sent in their place. Money is in minor units.

The customer confirms a swap by completing its cart, in which what comes back costs less than nothing. Until then it is
`not_paid`, and nothing is due. The payment status from then on:

```
awaiting ──something was to be paid──> captured
awaiting, confirmed ──nothing was, or less than that──> difference_refunded, or requires_action where it cannot be
```

And its fulfillment status:

```
not_fulfilled, canceled ──fulfill──> fulfilled, requires_action ──ship──> partially_shipped, shipped
fulfilled, requires_action ──cancel the fulfillment──> canceled
```

A swap that is canceled has both, and `canceled_at`, for good.
Source: `services/swap.ts`, `api/routes/admin/orders/*swap*.ts`.
"""

from collections.abc import Mapping

from medusa_mock.domain import adjustments, carts, fulfillments, line_items, payments, reservations, returns
from medusa_mock.domain.decoration import cart_totals
from medusa_mock.domain.events import emit
from medusa_mock.domain.notifications import tell
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import related, rows_of
from medusa_mock.tables.carts import (
    CART_DISCOUNTS,
    CARTS,
    LINE_ITEM_ADJUSTMENTS,
    LINE_ITEM_TAX_LINES,
    LINE_ITEMS,
    SHIPPING_METHODS,
)
from medusa_mock.tables.fulfillments import FULFILLMENTS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.payments import PAYMENTS
from medusa_mock.tables.returns import SWAPS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]

PROCESSED = {
    "captured": "payment_captured",
    "difference_refunded": "refund_processed",
    "requires_action": "process_refund_failed",
}
"""The payment status that a processed swap gets -> what is told of it."""

REFUNDED = frozenset({"difference_refunded", "partially_refunded", "refunded"})


def create(store: Store, order_id: str, values: Values, idempotency_key: str) -> Row:
    """The order, with a swap, a return and a cart for it.

    `values` are `return_items`, `additional_items`, and how the ones come back and the others are sent.

    Raises NotFound for what is named and not there, NotAllowed for an order that is not captured or not packed,
    InvalidData for what is canceled, not sold or has no price, and where `allow_backorder` is null.
    """
    order = store.get(ORDERS, order_id)
    if order["payment_status"] != "captured":
        raise NotAllowed("Cannot swap an order that has not been captured")
    if order["fulfillment_status"] == "not_fulfilled":
        raise NotAllowed("Cannot swap an order that has not been fulfilled")
    if any(line_items.is_canceled(store, item["item_id"]) for item in values["return_items"]):
        raise InvalidData("Cannot create a swap on a canceled item.")
    region = store.get(REGIONS, order["region_id"])
    sent = [line_items.of_variant(store, region, item) for item in values.get("additional_items") or ()]
    silent = values.get("no_notification", order["no_notification"])
    swap = store.insert(
        SWAPS,
        {
            "order_id": order_id,
            "no_notification": silent,
            "allow_backorder": values.get("allow_backorder", True),
            "idempotency_key": idempotency_key,
        },
    )
    for item in sent:
        store.insert(LINE_ITEMS, {**item, "swap_id": swap.key})
    back = {"items": values["return_items"], "no_notification": silent, "location_id": values.get("return_location_id")}
    made = returns.create(store, order_id, back, shipping=values.get("return_shipping"), swap=swap)
    tell(store, order, "swap.created", silent, id=swap.key)
    _open_cart(store, order, swap, made, values)
    returns.fulfill(store, made)
    return order


def cancel(store: Store, order_id: str, id: str) -> Row:
    """The order, with the swap called off.

    Raises NotFound, also for another order's swap, NotAllowed where money was given back, or something that is sent or
    asked for still holds.
    """
    swap = _of_order(store, order_id, id)
    if swap["payment_status"] in REFUNDED:
        raise NotAllowed("Swap with a refund cannot be canceled")
    if not all(made["canceled_at"] for made in rows_of(store.world, swap, "fulfillments")):
        raise NotAllowed("All fulfillments must be canceled before the swap can be canceled")
    if any(made["status"] != "canceled" for made in rows_of(store.world, swap, "return_order")):
        raise NotAllowed("Return must be canceled before the swap can be canceled")
    for payment in rows_of(store.world, swap, "payment"):
        payments.cancel(store, payment)
    canceled = dict.fromkeys(("payment_status", "fulfillment_status"), "canceled")
    store.update(SWAPS, id, {**canceled, "canceled_at": store.now()})
    return store.get(ORDERS, order_id)


def confirm(store: Store, cart: Row) -> Row:
    """The swap whose cart is completed, with what is due; it stays as it is where that was so already.

    What is sent is reserved. Raises NotAllowed for a canceled swap, InvalidData where something is due and not paid.
    """
    swap = store.get(SWAPS, cart["metadata"]["swap_id"])
    if swap["confirmed_at"]:
        return swap
    if swap["canceled_at"]:
        raise NotAllowed("Cart related to canceled swap cannot be completed")
    total = cart_totals(store, cart).amounts["total"]
    if total > 0:
        if not cart["payment_id"]:
            raise InvalidData("Cart does not contain a payment")
        paid = {"swap_id": swap.key, "order_id": swap["order_id"]}
        emit(store, "payment.updated", store.update(PAYMENTS, cart["payment_id"], paid))
        for item in rows_of(store.world, cart, "items"):
            if item["variant_id"]:
                channel_id, quantity = cart["sales_channel_id"], item["quantity"]
                reservations.reserve_variant(store, item["variant_id"], quantity, channel_id, line_item_id=item.key)
    for method in rows_of(store.world, cart, "shipping_methods"):
        store.update(SHIPPING_METHODS, method.key, {"swap_id": swap.key})
    cart = store.update(CARTS, cart.key, {"completed_at": store.now()})
    due = {
        "difference_due": total,
        "shipping_address_id": cart["shipping_address_id"],
        "confirmed_at": store.now(),
        "payment_status": "awaiting" if total else "confirmed",
    }
    swap = store.update(SWAPS, swap.key, due)
    _tell(store, swap, "swap.payment_completed")
    emit(store, "cart.updated", cart)
    return swap


def process_difference(store: Store, order_id: str, id: str) -> Row:
    """The order of the path, with what is due of the swap captured, or paid back. Doing it twice changes nothing.

    Raises NotFound, NotAllowed for a swap that is canceled or not confirmed.
    """
    swap = store.get(SWAPS, id)
    if swap["canceled_at"]:
        raise NotAllowed("Canceled swap cannot be processed")
    if not swap["confirmed_at"]:
        raise NotAllowed("Cannot process a swap that hasn't been confirmed by the customer")
    if swap["payment_status"] not in ("difference_refunded", "captured"):
        status = _settled(store, swap)
        swap = store.update(SWAPS, id, {"payment_status": status})
        _tell(store, swap, f"swap.{PROCESSED[status]}")
    return store.get(ORDERS, order_id)


def fulfill(store: Store, order_id: str, id: str, values: Values) -> Row:
    """The order of the path, with all that the swap sends packed; from a `location_id` it leaves the stock there.

    Raises NotFound, NotAllowed for a swap that is canceled, packed already or has no way to be sent, and for lack of
    stock.
    """
    swap = store.get(SWAPS, id)
    if swap["canceled_at"]:
        raise NotAllowed("Canceled swap cannot be fulfilled")
    if swap["fulfillment_status"] not in ("not_fulfilled", "canceled"):
        raise NotAllowed("The swap was already fulfilled")
    if not rows_of(store.world, swap, "shipping_methods"):
        raise NotAllowed("Cannot fulfill an swap that doesn't have shipping methods")
    for called_off in rows_of(store.world, swap, "fulfillments"):
        store.update(FULFILLMENTS, called_off.key, {"swap_id": None})  # the real server forgets whose they were
    swap, made = fulfillments.fulfill_added(store, swap, values, swap_id=id)
    # With several methods of shipping the real server tells of all that it packed as of one, which has no id then.
    about = {"fulfillment_id": made[0].key} if len(made) == 1 else {}
    _tell(store, swap, "swap.fulfillment_created", **about)
    fulfillments.take_from_stock(store, made, values.get("location_id"))
    return store.get(ORDERS, order_id)


def cancel_fulfillment(store: Store, order_id: str, id: str, fulfillment_id: str) -> Row:
    """The order, with a fulfillment of the swap called off; what left the stock stays away.

    Raises NotFound, also for what belongs to another swap or order, NotAllowed where it is shipped.
    """
    fulfillment = store.get(FULFILLMENTS, fulfillment_id)
    if fulfillment["swap_id"] != id:
        raise NotFound(f"no fulfillment was found with the id: {fulfillment_id} related to swap: {order_id}")
    _of_order(store, order_id, id)
    fulfillments.unpack(store, fulfillment)
    store.update(SWAPS, id, {"fulfillment_status": "canceled"})
    return store.get(ORDERS, order_id)


def ship(store: Store, order_id: str, id: str, values: Values) -> Row:
    """The order of the path, with a fulfillment sent. Raises NotFound, NotAllowed for what is canceled or sent."""
    swap = store.get(SWAPS, id)
    if swap["canceled_at"]:
        raise NotAllowed("Canceled swap cannot be fulfilled as shipped")
    fulfillment = store.get(FULFILLMENTS, values["fulfillment_id"])
    silent = values.get("no_notification", swap["no_notification"])
    fulfillments.ship(store, fulfillment, {**values, "no_notification": silent})
    sent = fulfillments.ship_items(store, rows_of(store.world, swap, "additional_items"), fulfillment)
    swap = store.update(SWAPS, id, {"fulfillment_status": "shipped" if sent else "partially_shipped"})
    _tell(store, swap, "swap.shipment_created", fulfillment_id=fulfillment.key)
    return store.get(ORDERS, order_id)


def _of_order(store: Store, order_id: str, id: str) -> Row:
    swap = store.get(SWAPS, id)
    if swap["order_id"] != order_id:
        raise NotFound(f"no swap was found with the id: {id} related to order: {order_id}")
    return swap


def _settled(store: Store, swap: Row) -> str:
    """The payment status, once the difference is taken, or given back if that can be."""
    if swap["difference_due"] > 0:
        for payment in rows_of(store.world, swap, "payment"):
            payments.capture(store, payment)
        return "captured"
    if swap["difference_due"] < 0:
        order = store.get(ORDERS, swap["order_id"])
        try:
            payments.refund(store, rows_of(store.world, order, "payments"), -swap["difference_due"], "swap")
        except NotAllowed:
            return "requires_action"
    return "difference_refunded"


def _open_cart(store: Store, order: Row, swap: Row, made: Row, values: Values) -> None:
    """The cart that the customer confirms the swap by. Source: `createCart`."""
    taken = ("email", "billing_address_id", "shipping_address_id", "region_id", "customer_id")
    about = {"swap_id": swap.key, "parent_order_id": order.key}
    channel_id = values.get("sales_channel_id") or order["sales_channel_id"]
    of_order = {name: order[name] for name in taken}
    cart = carts.create(store, {**of_order, "sales_channel_id": channel_id, "type": "swap", "metadata": about})
    for discount in rows_of(store.world, order, "discounts"):
        store.link(CART_DISCOUNTS, cart_id=cart.key, discount_id=discount.key)
    for option in values.get("custom_shipping_options") or ():
        carts.offer_at(store, cart, option["option_id"], option["price"])
    for item in rows_of(store.world, swap, "additional_items"):
        store.update(LINE_ITEMS, item.key, {"cart_id": cart.key})
    adjustments.refresh(store, cart)
    method = related(store.world, made, "shipping_method")
    if isinstance(method, Row):
        _charge_way_back(store, cart, method)
    for one in rows_of(store.world, made, "items"):
        _take_back(store, cart, store.get(LINE_ITEMS, one["item_id"]), one["quantity"])
    store.update(SWAPS, swap.key, {"cart_id": cart.key})


def _charge_way_back(store: Store, cart: Row, method: Row) -> None:
    """What it costs to carry things back is a line item, too."""
    charged = {"title": "Return shipping", "quantity": 1, "has_shipping": True, "allow_discounts": False}
    price = {"cart_id": cart.key, "unit_price": method["price"], "is_return": True}
    item = store.insert(LINE_ITEMS, {**charged, **price})
    _copy_tax_lines(store, method, item)


def _take_back(store: Store, cart: Row, item: Row, quantity: int) -> None:
    """Have the cart come to less by what comes back. Source: `createReturnLines` of `services/line-item.ts`."""
    copied = ("thumbnail", "title", "variant_id", "allow_discounts", "includes_tax", "metadata")
    values = {name: item[name] for name in copied}
    values |= {"is_return": True, "unit_price": -item["unit_price"], "quantity": quantity, "cart_id": cart.key}
    back = store.insert(LINE_ITEMS, values)
    _copy_tax_lines(store, item, back)
    for one in rows_of(store.world, item, "adjustments"):
        columns = {name: one[name] for name in ("description", "discount_id", "metadata")}
        store.insert(LINE_ITEM_ADJUSTMENTS, {**columns, "amount": -one["amount"], "item_id": back.key})


def _copy_tax_lines(store: Store, taxed: Row, item: Row) -> None:
    for line in rows_of(store.world, taxed, "tax_lines"):
        columns = {name: line[name] for name in ("name", "code", "rate", "metadata")}
        store.insert(LINE_ITEM_TAX_LINES, {**columns, "item_id": item.key})


def _tell(store: Store, swap: Row, event: str, **about: Json) -> None:
    tell(store, store.get(ORDERS, swap["order_id"]), event, swap["no_notification"], id=swap.key, **about)
