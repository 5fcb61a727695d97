"""Orders: how one comes into being, and the statuses that it goes through. Money is in minor units.

```
pending ──complete──> completed ──archive──> archived ──complete──> completed
pending, completed, archived ──cancel──> canceled
```

The statuses of payment and of fulfillment go their own ways: see `capture`, `refund` and `fulfillments`.
Source: `services/order.ts`.
"""

from collections.abc import Iterable, Mapping

from medusa_mock.domain import gift_card_use, inventory, payments, reservations, shipping_methods, staged_jobs
from medusa_mock.domain.decoration import cart_totals, order_totals
from medusa_mock.domain.events import emit
from medusa_mock.domain.notifications import tell
from medusa_mock.domain.serials import next_number
from medusa_mock.errors import Duplicate, InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.store.violations import NullViolation
from medusa_mock.tables.carts import CARTS, LINE_ITEMS, SHIPPING_METHODS
from medusa_mock.tables.customers import ADDRESSES
from medusa_mock.tables.discounts import DISCOUNTS
from medusa_mock.tables.orders import ORDER_DISCOUNTS, ORDER_GIFT_CARDS, ORDERS
from medusa_mock.tables.payments import PAYMENTS
from medusa_mock.tables.settings import REGIONS
from medusa_mock.tables.shipping import SHIPPING_OPTIONS

Values = Mapping[str, Json]

TAKEN_OVER = (
    "shipping_address_id",
    "billing_address_id",
    "region_id",
    "email",
    "customer_id",
    "sales_channel_id",
)
"""What an order takes over from its cart."""

ITEM_COLUMNS: Mapping[str, type] = {
    "id": str,
    "title": str,
    "description": str,
    "thumbnail": str,
    "variant_id": str,
    "unit_price": int,
    "quantity": int,
    "is_giftcard": bool,
    "allow_discounts": bool,
    "should_merge": bool,
    "metadata": dict,
}
"""What an item brings that is added by an update, and of which type each is, unless it is null."""


def authorize(store: Store, cart: Row, session: Row | None) -> Row:
    """The cart, paid for with the session as far as there is something to pay.

    Raises NotAllowed where there is no session and something to pay.
    """
    total = cart_totals(store, cart).amounts["total"]
    now = {"payment_authorized_at": store.now()}
    if total <= 0:
        return _told(store, store.update(CARTS, cart.key, now))
    if session is None:
        raise NotAllowed("You cannot complete a cart without a payment session.")
    currency_code = store.get(REGIONS, cart["region_id"])["currency_code"]
    payment = payments.pay(store, payments.authorize(store, session), currency_code, total, cart_id=cart.key)
    return _told(store, store.update(CARTS, cart.key, {**now, "payment_id": payment.key}))


def create_from_cart(store: Store, cart: Row, draft: Row | None = None) -> Row:
    """The order that an authorized cart becomes. Gift cards pay for it, and those bought with it are made.

    Raises Duplicate where there is one, InvalidData where the cart is empty or nobody's.
    """
    if store.first(ORDERS, cart_id=cart.key):
        raise Duplicate("Order from cart already exists")
    items = rows_of(store.world, cart, "items")
    if not items:
        raise InvalidData("Cannot create order from empty cart")
    if not cart["customer_id"]:
        raise InvalidData("Cannot create an order from the cart without a customer")
    decorated = cart_totals(store, cart)
    order = _insert(store, cart, draft)
    gift_card_use.spend(store, order, rows_of(store.world, cart, "gift_cards"), decorated.amounts["gift_card_total"])
    for item in items:
        store.update(LINE_ITEMS, item.key, {"order_id": order.key})
        if item["is_giftcard"]:
            gift_card_use.create_bought(store, order, item, decorated.items[item.key]["subtotal"])
    for method in rows_of(store.world, cart, "shipping_methods"):
        store.update(SHIPPING_METHODS, method.key, {"order_id": order.key})
    _tell(store, order, "order.placed")
    _told(store, store.update(CARTS, cart.key, {"completed_at": store.now()}))
    staged_jobs.stage(store, "order.placed", order.key)
    return order


def update(store: Store, id: str, changes: Values) -> Row:
    """Change the columns, the addresses and the discounts that are named, and add items.

    Discounts take the place of those that the order had. None of it is charged or paid back.

    Raises NotFound; NotAllowed for a canceled order, or for items of one that somebody has begun to work on;
    InvalidData for an address outside of the region, and for any region: the real server takes its id for the region
    itself, and then has none.
    """
    order = store.get(ORDERS, id)
    _refuse_canceled(order, "updated")
    items = changes.get("items")
    if items is not None and not _is_untouched(order):
        raise NotAllowed("Can't update shipping, billing, items and payment method when order is processed")
    columns = {name: value for name, value in changes.items() if name in ORDERS.columns}
    if not columns.get("no_notification"):
        columns.pop("no_notification", None)  # the real server knows how to say no, and not how to unsay it
    for kind in ("shipping", "billing"):
        if changes.get(f"{kind}_address"):
            columns |= _address(store, order, f"{kind}_address_id", changes[f"{kind}_address"])
    for item in items or ():
        store.insert(LINE_ITEMS, _item(item, id))
    if "discounts" in changes:
        _exchange_discounts(store, order, changes["discounts"] or ())
    if "region" in changes:
        raise NullViolation(ORDERS, "region_id")
    order = store.update(ORDERS, id, columns)
    emit(store, "order.updated", {"id": id, "no_notification": order["no_notification"]})
    return order


def _is_untouched(order: Row) -> bool:
    statuses = (order["status"], order["fulfillment_status"], order["payment_status"])
    return statuses == ("pending", "not_fulfilled", "awaiting")


def _item(given: Json, order_id: str) -> Values:
    """The columns of an item that a body brings, which nothing has looked at before. Raises InvalidData."""
    fields = given if isinstance(given, Mapping) else {}
    columns = {name: fields[name] for name in ITEM_COLUMNS.keys() & fields.keys()}
    for name, value in columns.items():
        if value is not None and type(value) is not ITEM_COLUMNS[name]:
            raise InvalidData(f"{name} cannot be {value}")
    return {**columns, "order_id": order_id}


def _exchange_discounts(store: Store, order: Row, discounts: Iterable[Json]) -> None:
    """Let these be the discounts of the order, each told by its `id`; what is no object is passed over.

    Raises InvalidData where there is none with the id: the real server then tries to make it.
    """
    store.unlink(ORDER_DISCOUNTS, order_id=order.key)
    for discount in discounts:
        if not isinstance(discount, Mapping | list):
            continue
        given = discount if isinstance(discount, Mapping) else {}
        key = given.get("id")
        if key is None:
            raise NullViolation(DISCOUNTS, DISCOUNTS.key)
        if store.find(DISCOUNTS, str(key)) is None:
            raise NullViolation(DISCOUNTS, "code" if given.get("code") is None else "is_dynamic")
        store.link(ORDER_DISCOUNTS, order_id=order.key, discount_id=str(key))


def capture(store: Store, id: str) -> Row:
    """The order, with everything captured that was authorized. Raises NotFound, NotAllowed for a canceled order."""
    order = store.get(ORDERS, id)
    if order["status"] == "canceled":
        raise NotAllowed("A canceled order cannot capture payment")
    for payment in rows_of(store.world, order, "payments"):
        if payment["captured_at"] is None:
            payments.capture(store, payment)
    order = store.update(ORDERS, id, {"payment_status": "captured"})
    _tell(store, order, "order.payment_captured")
    return order


def refund(store: Store, id: str, amount: int, reason: str, note: Json = None) -> Row:
    """The order, with the amount paid back to the customer.

    Raises NotFound, NotAllowed for a canceled order, or where there is less to pay back.
    """
    order = to_total(store, id)
    _refuse_canceled(order, "refunded")
    if amount > order_totals(store, order).amounts["refundable_amount"]:
        raise NotAllowed("Cannot refund more than the original order amount")
    refund = payments.refund(store, rows_of(store.world, order, "payments"), amount, reason, note)
    amounts = order_totals(store, order).amounts
    if amounts["refunded_total"] > 0 and amounts["refundable_amount"] > 0:
        order = store.update(ORDERS, id, {"payment_status": "partially_refunded"})
    if amounts["paid_total"] > 0 and amounts["refunded_total"] == amounts["paid_total"]:
        order = store.update(ORDERS, id, {"payment_status": "refunded"})
    _tell(store, order, "order.refund_created", refund_id=refund.key)
    return order


def to_total(store: Store, id: str) -> Row:
    """The order. Raises NotFound, worded as the real server words it where it wants the totals of an order."""
    order = store.find(ORDERS, id)
    if order is None:
        raise NotFound(f"Order with id: {id} was not found")
    return order


def complete(store: Store, id: str) -> Row:
    """Raises NotFound, NotAllowed for a canceled order."""
    order = store.get(ORDERS, id)
    _refuse_canceled(order, "completed")
    order = store.update(ORDERS, id, {"status": "completed"})
    _tell(store, order, "order.completed")
    return order


def archive(store: Store, id: str) -> Row:
    """Raises NotFound, NotAllowed for an order that is not completed."""
    if store.get(ORDERS, id)["status"] != "completed":
        raise NotAllowed("Can't archive an unprocessed order")
    return store.update(ORDERS, id, {"status": "archived"})


def cancel(store: Store, id: str) -> Row:
    """The order, called off: its payments are canceled, and what was reserved for it is given back.

    Raises NotFound, NotAllowed while something was paid back, or something sent or asked for still holds.
    """
    order = store.get(ORDERS, id)
    if rows_of(store.world, order, "refunds"):
        raise NotAllowed("Order with refund(s) cannot be canceled")
    for kind in ("fulfillments", "returns", "swaps", "claims"):
        if any(not _is_canceled(one) for one in rows_of(store.world, order, kind)):
            raise NotAllowed(f"All {kind} must be canceled before canceling an order")
    for item in rows_of(store.world, order, "items"):
        if item["variant_id"]:
            reservations.release_line_items(store, item.key)
    for payment in rows_of(store.world, order, "payments"):
        payments.cancel(store, payment)
    canceled = dict.fromkeys(("status", "fulfillment_status", "payment_status"), "canceled")
    order = store.update(ORDERS, id, {**canceled, "canceled_at": store.now()})
    _tell(store, order, "order.canceled")
    return order


def add_shipping_method(store: Store, id: str, option_id: str, price: int, data: Json = None) -> Row:
    """The order, with a shipping method that takes the place of others for the same profile.

    Raises NotFound, NotAllowed for a canceled order.
    """
    order = store.get(ORDERS, id)
    if order["status"] == "canceled":
        raise NotAllowed("A shipping method cannot be added to a canceled order")
    present = rows_of(store.world, order, "shipping_methods")
    shipping_methods.create(store, option_id, {"order_id": id}, data or {}, price=price)
    profile = store.get(SHIPPING_OPTIONS, option_id)["profile_id"]
    replaced = [
        one for one in present if store.get(SHIPPING_OPTIONS, one["shipping_option_id"])["profile_id"] == profile
    ]
    shipping_methods.delete(store, replaced)
    emit(store, "order.updated", {"id": id})
    return order


def item_ids(store: Store, id: str) -> list[str]:
    """The ids of the order's line items. Raises NotFound."""
    return [item.key for item in rows_of(store.world, store.get(ORDERS, id), "items")]


def refuse_reservation(store: Store, line_item_id: str) -> NotFound:
    """Why no stock can be reserved for the line item: the real server never learns where.

    Raises NotFound where there is no such line item.
    """
    variant_id = store.get(LINE_ITEMS, line_item_id)["variant_id"]
    if not variant_id:
        return NotFound("Can't create a reservation for a Line Item wihtout a variant")
    items = inventory.items_of(store, variant_id)
    return NotFound(f"Item {items[0].key if items else 'undefined'} is not stocked at location undefined")


def _insert(store: Store, cart: Row, draft: Row | None) -> Row:
    drafted = {"draft_order_id": draft.key, "no_notification": draft["no_notification_order"]} if draft else {}
    order = store.insert(
        ORDERS,
        {
            **{name: cart[name] for name in TAKEN_OVER},
            **drafted,
            "payment_status": "awaiting",
            "display_id": next_number(store, ORDERS),
            "cart_id": cart.key,
            "currency_code": store.get(REGIONS, cart["region_id"])["currency_code"],
            "metadata": cart["metadata"] or {},
        },
    )
    if cart["payment_id"]:
        emit(store, "payment.updated", store.update(PAYMENTS, cart["payment_id"], {"order_id": order.key}))
    for discount in rows_of(store.world, cart, "discounts"):
        store.link(ORDER_DISCOUNTS, order_id=order.key, discount_id=discount.key)
    for card in rows_of(store.world, cart, "gift_cards"):
        store.link(ORDER_GIFT_CARDS, order_id=order.key, gift_card_id=card.key)
    return order


def _address(store: Store, order: Row, column: str, address: Values) -> dict[str, Json]:
    """Change the address, which the order may share with its cart, or make one."""
    code = (address.get("country_code") or "").lower()
    countries = rows_of(store.world, store.get(REGIONS, order["region_id"]), "countries")
    if code not in {country["iso_2"] for country in countries}:
        raise InvalidData("Shipping country must be in the order region")
    values = {**address, "country_code": code}
    if order[column]:
        store.update(ADDRESSES, order[column], values)
        return {}
    return {column: store.insert(ADDRESSES, values).key}


def _refuse_canceled(order: Row, what: str) -> None:
    if order["status"] == "canceled":
        raise NotAllowed(f"A canceled order cannot be {what}")


def _is_canceled(one: Row) -> bool:
    return one["status"] == "canceled" if "status" in one else one["canceled_at"] is not None


def _told(store: Store, cart: Row) -> Row:
    emit(store, "cart.updated", cart)
    return cart


def _tell(store: Store, order: Row, event: str, **about: Json) -> None:
    tell(store, order, event, order["no_notification"], id=order.key, **about)
