"""Returns: what comes back, what is paid back for it, and what that does to an order and to the stock.

```
requested ──receive──> received
requested ──cancel───> canceled ──cancel──> canceled
```

The fulfillment status of the order, as the return arrives: `returned` where all of its items are back, or else
`partially_returned`; `requires_action` where more would be paid back than was paid. One that is received while it is
asked for leaves the order as it was, and nothing is paid back. Money is in minor units.
Source: `services/return.ts`, `api/routes/admin/orders/request-return.ts`, `api/routes/admin/returns`.
"""

from collections.abc import Iterable, Mapping, Sequence

from medusa_mock.domain import inventory, line_items, orders, payments, shipping_methods, totals
from medusa_mock.domain.decoration import items_sold, order_totals, refund_total
from medusa_mock.domain.notifications import tell
from medusa_mock.domain.tax_lines import keep_tax_lines
from medusa_mock.errors import InvalidData, NotAllowed
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import related, rows_of
from medusa_mock.store.violations import NullViolation
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.returns import RETURN_ITEMS, RETURN_REASONS, RETURNS, SWAPS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]

Line = tuple[Row, int, Values]
"""A line item, how many of it come back, and what was said of them."""


def request(store: Store, order_id: str, values: Values, idempotency_key: str) -> Row:
    """The order, with a return asked for, and received at once where `receive_now` is among the values.

    A `refund` of 0 is worked out like none; a negative one pays nothing back. Raises what `create` and `receive` raise.
    """
    if "no_notification" in values:
        silent = values["no_notification"]
    else:
        silent = store.get(ORDERS, order_id)["no_notification"]
    given = {name: values[name] for name in ("items", "location_id") if values.get(name) is not None}
    if values.get("refund"):
        given["refund_amount"] = max(values["refund"], 0)
    method = values.get("return_shipping")
    made = create(
        store, order_id, {**given, "no_notification": silent, "idempotency_key": idempotency_key}, shipping=method
    )
    if method is not None:
        made = fulfill(store, made)
    order = store.get(ORDERS, order_id)
    tell(store, order, "order.return_requested", silent, id=order_id, return_id=made.key)
    if values.get("receive_now"):
        receive(store, made.key, values["items"], refund=values.get("refund"))
    return order


def create(
    store: Store,
    order_id: str,
    values: Values,
    *,
    shipping: Values | None = None,
    swap: Row | None = None,
    claim: Row | None = None,
) -> Row:
    """A return of things sold with the order, or in place of others by its swaps and claims.

    `values` are columns of a return, and `items` with `item_id`, `quantity`, and perhaps `reason_id`, `note` and
    `metadata`. Without a `refund_amount` it is worked out, less what `shipping` (`option_id`, `price`) costs. One of a
    swap belongs to the swap and not to the order, one of a claim to both.

    Raises NotFound for what is named and not there, InvalidData for what is not sold or canceled, and for a reason that
    stands for others, NotAllowed for more than there is, Duplicate for an item named twice.
    """
    asked = values.get("items") or ()
    for one in asked:
        if line_items.is_canceled(store, store.get(LINE_ITEMS, one["item_id"]).key):
            raise InvalidData("Cannot create a return for a canceled item.")
    order = orders.to_total(store, order_id)
    lines = _lines(store, order, asked)
    given = "refund_amount" in values
    refund = values["refund_amount"] or 0 if given else refund_total(store, order, [line[:2] for line in lines])
    _refuse_categories(store, asked)
    columns = {name: value for name, value in values.items() if name in RETURNS.columns}
    owner = {"swap_id": swap.key} if swap else {"order_id": order_id, "claim_order_id": claim.key if claim else None}
    made = store.insert(RETURNS, {**columns, **owner, "refund_amount": refund})
    for item, quantity, said in lines:
        store.insert(RETURN_ITEMS, _item(made, item, quantity, said))
    if not (shipping and shipping.get("option_id")):
        return made
    cost = _ship_back(store, order, made, shipping)
    return store.update(RETURNS, made.key, {"refund_amount": refund - cost}) if not given else made


def fulfill(store: Store, made: Row) -> Row:
    """The return, with the provider told of it if something carries it back. Raises NotAllowed for a canceled one."""
    if made["status"] == "canceled":
        raise NotAllowed("Cannot fulfill a canceled return")
    if made["shipping_data"]:
        raise NotAllowed("Return has already been fulfilled")
    if related(store.world, made, "shipping_method") is None:
        return made
    return store.update(RETURNS, made.key, {"shipping_data": {}})


def receive(
    store: Store, id: str, items: Sequence[Values], *, refund: Json = None, location_id: str | None = None
) -> Row:
    """The return, received with these items. They go to the stock at the location; that of the return stands in for it.

    What was asked for counts as returned, however many of it are there: so the real server counts. Nothing is paid
    back yet.

    Raises NotFound for the return, or where the items are not stocked at the location; NotAllowed for a return that is
    canceled or received already, and for more than there is; InvalidData for what is not sold with the order, and
    where something that was asked for is missing.
    """
    found = store.get(RETURNS, id)
    if found["status"] == "canceled":
        raise NotAllowed("Cannot receive a canceled return")
    order = _order(store, found)
    if found["status"] == "received":
        raise NotAllowed(f"Return with id {id} has already been received")
    lines = _lines(store, order, items)
    expected = rows_of(store.world, found, "items")
    _receive_items(store, found, expected, lines)
    received = store.update(
        RETURNS,
        id,
        {
            "status": "received",
            "location_id": location_id or found["location_id"],
            "refund_amount": found["refund_amount"] if refund is None else refund,
            "received_at": store.now(),
        },
    )
    for one in expected:
        _count(store, store.get(LINE_ITEMS, one["item_id"]), one["quantity"])
    for item, quantity, _ in lines:
        if item["order_id"] == order.key and item["variant_id"]:
            inventory.adjust_stocked(store, item["variant_id"], received["location_id"], quantity)
    return received


def settle(store: Store, id: str, items: Sequence[Values], values: Values) -> Row:
    """The return, received, and what it is worth paid back; a negative `refund` among the values pays nothing back.

    Raises what `receive` raises, and NotAllowed for a canceled order or swap, and where less was captured.
    """
    refund = values.get("refund")
    amount = None if refund is None else max(refund, 0)
    received = receive(store, id, items, refund=amount, location_id=values.get("location_id"))
    if received["order_id"]:
        _pay_back(store, store.get(ORDERS, received["order_id"]), received)
    if received["swap_id"]:
        _tell_swap(store, store.get(SWAPS, received["swap_id"]))
    return received


def cancel(store: Store, id: str) -> Row:
    """The order that the return is of, with the return called off. Raises NotFound, NotAllowed for a received one."""
    found = store.get(RETURNS, id)
    if found["status"] == "received":
        raise NotAllowed("Can't cancel a return which has been returned")
    return _order(store, store.update(RETURNS, id, {"status": "canceled"}))


def _order(store: Store, of: Row) -> Row:
    """The order that the return is of, be it by its swap."""
    order_id = store.get(SWAPS, of["swap_id"])["order_id"] if of["swap_id"] else of["order_id"]
    return store.get(ORDERS, order_id)


def _refuse_categories(store: Store, items: Iterable[Values]) -> None:
    """Raises InvalidData where a reason stands for others, and cannot be given itself."""
    reasons = {item["reason_id"] for item in items if item.get("reason_id")}
    if any(store.first(RETURN_REASONS, parent_return_reason_id=reason) for reason in reasons):
        raise InvalidData("Cannot apply return reason category")


def _lines(store: Store, order: Row, items: Iterable[Values]) -> list[Line]:
    sold = {item.key: item for item in items_sold(store, order)}
    return [_line(sold.get(item["item_id"]), item) for item in items]


def _line(item: Row | None, asked: Values) -> Line:
    if item is None:
        raise InvalidData("Return contains invalid line item")
    if asked["quantity"] > item["quantity"] - (item["returned_quantity"] or 0):
        raise NotAllowed("Cannot return more items than have been purchased")
    return item, asked["quantity"], asked


def _item(made: Row, item: Row, quantity: int, said: Values) -> dict[str, Json]:
    return {
        "return_id": made.key,
        "item_id": item.key,
        "quantity": quantity,
        "requested_quantity": quantity,
        "reason_id": said.get("reason_id"),
        "note": said.get("note"),
        "metadata": item["metadata"],
    }


def _ship_back(store: Store, order: Row, made: Row, shipping: Values) -> int:
    """Have the return carried by the option; what that costs, with taxes."""
    price = shipping.get("price")
    method = shipping_methods.create(store, shipping["option_id"], {"return_id": made.key}, {}, price=price)
    keep_tax_lines(store, (), [method], store.get(REGIONS, order["region_id"]))
    return totals.shipping_total(method, rows_of(store.world, method, "tax_lines"))


def _receive_items(store: Store, found: Row, expected: Iterable[Row], lines: Iterable[Line]) -> None:
    """Write down what came. Raises InvalidData where something that was expected did not come at all."""
    by_item = {one["item_id"]: one for one in expected}
    if by_item.keys() - {item.key for item, *_ in lines}:
        raise NullViolation(RETURN_ITEMS, "return_id")  # the real server cuts the item off, and stumbles over it
    for item, quantity, _ in lines:
        came = {"quantity": quantity, "received_quantity": quantity}
        present = by_item.get(item.key)
        if present:
            wanted = {"requested_quantity": present["quantity"], "is_requested": quantity == present["quantity"]}
            store.update(RETURN_ITEMS, present.key, {**came, **wanted})
        else:
            new = {
                "return_id": found.key,
                "item_id": item.key,
                "is_requested": False,
                "metadata": item["metadata"] or {},
            }
            store.insert(RETURN_ITEMS, {**came, **new})


def _count(store: Store, item: Row, quantity: int) -> None:
    """Raises NotAllowed where more would be back than was sold: the real server's database refuses it (500)."""
    returned = (item["returned_quantity"] or 0) + quantity
    if returned > item["quantity"]:
        raise NotAllowed("Cannot return more items than have been purchased")
    store.update(LINE_ITEMS, item.key, {"returned_quantity": returned})


def _pay_back(store: Store, order: Row, received: Row) -> None:
    """Source: `registerReturnReceived` of `services/order.ts`."""
    if order["status"] == "canceled":
        raise NotAllowed("A canceled order cannot be registered as received")
    refund, about = received["refund_amount"], {"id": order.key, "return_id": received.key}
    if refund > order_totals(store, order).amounts["refundable_amount"]:
        store.update(ORDERS, order.key, {"fulfillment_status": "requires_action"})
        tell(store, order, "order.return_action_required", received["no_notification"], **about)
        return
    if refund > 0:
        payments.refund(store, rows_of(store.world, order, "payments"), refund, "return")
    whole = all(item["returned_quantity"] == item["quantity"] for item in rows_of(store.world, order, "items"))
    store.update(ORDERS, order.key, {"fulfillment_status": "returned" if whole else "partially_returned"})
    tell(store, order, "order.items_returned", received["no_notification"], **about)


def _tell_swap(store: Store, swap: Row) -> None:
    """Source: `registerReceived` of `services/swap.ts`."""
    if swap["canceled_at"]:
        raise NotAllowed("Canceled swap cannot be registered as received")
    order = store.get(ORDERS, swap["order_id"])
    tell(store, order, "swap.received", swap["no_notification"], id=swap.key, order_id=order.key)
