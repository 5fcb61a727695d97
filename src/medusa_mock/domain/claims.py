"""Claims: what customers complain of, and what is done about it: money is given back, or other things are sent.

Money is in minor units. The fulfillment status of a claim:

```
not_fulfilled, canceled ──fulfill──> fulfilled, requires_action ──ship──> partially_shipped, shipped
fulfilled, requires_action ──cancel the fulfillment──> canceled
not_fulfilled, canceled ──cancel──> canceled, for good: `canceled_at` is set
```

Its payment status is `refunded` from the beginning where money is given back, and `na` where things are sent.
Source: `services/claim.ts`, `api/routes/admin/orders/*-claim*.ts`.
"""

from collections.abc import Iterable, Mapping

from medusa_mock.domain import (
    claim_items,
    fulfillments,
    line_items,
    orders,
    payments,
    reservations,
    returns,
    shipping_methods,
)
from medusa_mock.domain.decoration import items_sold, refund_total
from medusa_mock.domain.notifications import tell
from medusa_mock.domain.tax_lines import keep_tax_lines
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import LINE_ITEMS, SHIPPING_METHODS
from medusa_mock.tables.customers import ADDRESSES
from medusa_mock.tables.fulfillments import FULFILLMENTS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.returns import CLAIMS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]


def create(store: Store, order_id: str, values: Values, idempotency_key: str) -> Row:
    """The order, with a claim. `values` are a claim's `type` and columns, `claim_items`, and what is done about these.

    The line items need not be the order's. Without a `refund_amount` a claim of the type `refund` gives back what was
    paid for those that were sent.

    Raises NotFound for what is named and not there, InvalidData for what does not fit together, is canceled or has no
    price, NotAllowed for more than was packed, or more than can be paid back: then the claim stays all the same.
    """
    order = store.get(ORDERS, order_id)
    _check(store, values)
    address_id = _address_id(store, order, values)
    refund = _refund_amount(store, order, values)
    sent = _additional_items(store, order, values.get("additional_items") or ())
    silent = values.get("no_notification", order["no_notification"])
    about = {"type": values["type"], "metadata": values.get("metadata"), "no_notification": silent}
    owner = {"order_id": order_id, "shipping_address_id": address_id, "idempotency_key": idempotency_key}
    payment = "not_refunded" if values["type"] == "refund" else "na"
    claim = store.insert(CLAIMS, {**about, **owner, "payment_status": payment, "refund_amount": refund})
    items = [store.insert(LINE_ITEMS, {**item, "claim_order_id": claim.key}) for item in sent]
    keep_tax_lines(store, items, (), store.get(REGIONS, order["region_id"]))
    _add_methods(store, claim, values.get("shipping_methods") or ())
    for item in values["claim_items"]:
        claim_items.create(store, claim, item)
    if values.get("return_shipping") is not None:
        returns.fulfill(store, _ask_back(store, claim, values, silent=silent))
    tell(store, order, "claim.created", silent, id=claim.key)
    if claim["type"] == "refund":
        store.settle()
        _pay_back(store, order, claim)
    return order


def update(store: Store, order_id: str, id: str, changes: Values) -> Row:
    """The order of the path, after a change to the claim, be it another order's.

    Raises NotFound, NotAllowed for a canceled claim, InvalidData for what does not fit.
    """
    claim = store.get(CLAIMS, id)
    if claim["canceled_at"]:
        raise NotAllowed("Canceled claim cannot be updated")
    silent = {"no_notification": changes["no_notification"]} if "no_notification" in changes else {}
    if changes.get("shipping_methods") is not None:
        _set_methods(store, claim, changes["shipping_methods"], saved_again=bool(silent))
    metadata = {"metadata": changes["metadata"]} if changes.get("metadata") else {}
    claim = store.update(CLAIMS, id, {**metadata, **silent})
    for item in changes.get("claim_items") or ():
        claim_items.update(store, item["id"], item)
    _tell(store, claim, "claim.updated")
    return orders.to_total(store, order_id)


def cancel(store: Store, order_id: str, id: str) -> Row:
    """The order, with the claim called off.

    Raises NotFound, also for another order's claim, NotAllowed where money was given back, or something that is sent or
    asked for still holds.
    """
    claim = _of_order(store, order_id, id)
    if claim["refund_amount"]:
        raise NotAllowed("Claim with a refund cannot be canceled")
    if not all(made["canceled_at"] for made in rows_of(store.world, claim, "fulfillments")):
        raise NotAllowed("All fulfillments must be canceled before the claim can be canceled")
    if any(made["status"] != "canceled" for made in rows_of(store.world, claim, "return_order")):
        raise NotAllowed("Return must be canceled before the claim can be canceled")
    claim = store.update(CLAIMS, id, {"fulfillment_status": "canceled", "canceled_at": store.now()})
    _tell(store, claim, "claim.canceled")
    return orders.to_total(store, order_id)


def fulfill(store: Store, order_id: str, id: str, values: Values) -> Row:
    """The order of the path, with all that the claim sends packed; from a `location_id` it leaves the stock there.

    Raises NotFound, NotAllowed for a claim that is canceled, packed already, sends nothing or has no way to, and for
    lack of stock.
    """
    claim = store.get(CLAIMS, id)
    _check_fulfillable(claim, rows_of(store.world, claim, "shipping_methods"))
    claim, made = fulfillments.fulfill_added(store, claim, values, claim_order_id=id)
    for one in made:
        _tell(store, claim, "claim.fulfillment_created", fulfillment_id=one.key)
    fulfillments.take_from_stock(store, made, values.get("location_id"))
    return orders.to_total(store, order_id)


def cancel_fulfillment(store: Store, order_id: str, id: str, fulfillment_id: str) -> Row:
    """The order, with a fulfillment of the claim called off; what left the stock stays away.

    Raises NotFound, also for what belongs to another claim or order, NotAllowed where it is shipped.
    """
    fulfillment = store.get(FULFILLMENTS, fulfillment_id)
    if fulfillment["claim_order_id"] != id:
        raise NotFound(f"no fulfillment was found with the id: {fulfillment_id} related to claim: {id}")
    _of_order(store, order_id, id)
    fulfillments.unpack(store, fulfillment)
    store.update(CLAIMS, id, {"fulfillment_status": "canceled"})
    return orders.to_total(store, order_id)


def ship(store: Store, order_id: str, id: str, values: Values) -> Row:
    """The order of the path, with a fulfillment sent. Raises NotFound, NotAllowed for what is canceled or sent."""
    claim = store.get(CLAIMS, id)
    if claim["canceled_at"]:
        raise NotAllowed("Canceled claim cannot be fulfilled as shipped")
    given = {"tracking_numbers": values.get("tracking_numbers"), "no_notification": claim["no_notification"]}
    shipment = fulfillments.ship(store, store.get(FULFILLMENTS, values["fulfillment_id"]), given)
    sent = fulfillments.ship_items(store, rows_of(store.world, claim, "additional_items"), shipment)
    claim = store.update(CLAIMS, id, {"fulfillment_status": "shipped" if sent else "partially_shipped"})
    _tell(store, claim, "claim.shipment_created", fulfillment_id=shipment.key)
    return orders.to_total(store, order_id)


def _of_order(store: Store, order_id: str, id: str) -> Row:
    claim = store.get(CLAIMS, id)
    if claim["order_id"] != order_id:
        raise NotFound(f"no claim was found with the id: {id} related to order: {order_id}")
    return claim


def _check(store: Store, values: Values) -> None:
    """Source: `validateCreateClaimInput`."""
    kind = values["type"]
    if kind == "replace" and not values.get("additional_items"):
        raise InvalidData('Claims with type "replace" must have at least one additional item.')
    if not values["claim_items"]:
        raise InvalidData("Claims must have at least one claim item.")
    if values.get("refund_amount") and kind != "refund":
        raise InvalidData(f'Claim has type "{kind}" but must be type "refund" to have a refund_amount.')
    if any(line_items.is_canceled(store, item["item_id"]) for item in values["claim_items"]):
        raise InvalidData("Cannot create a claim on a canceled item.")
    if values.get("additional_items", ()) is None:
        raise InvalidData("additional_items must be an array")  # the real server crashes here


def _address_id(store: Store, order: Row, values: Values) -> Json:
    address = values.get("shipping_address")
    return order["shipping_address_id"] if address is None else store.insert(ADDRESSES, address).key


def _refund_amount(store: Store, order: Row, values: Values) -> Json:
    """What is given back: what the values say, or the price of what was sent of the claimed items.

    The real server reads the order without its discounts here, and takes nothing off.
    """
    if values["type"] != "refund" or "refund_amount" in values:
        return values.get("refund_amount")
    sold = {item.key: item for item in items_sold(store, order)}
    claimed = [(sold[one["item_id"]], one["quantity"]) for one in values["claim_items"] if one["item_id"] in sold]
    shipped = [(item, quantity) for item, quantity in claimed if (item["shipped_quantity"] or 0) >= max(quantity, 1)]
    return refund_total(store, order, shipped, discounted=False)


def _additional_items(store: Store, order: Row, asked: Iterable[Values]) -> list[dict[str, Json]]:
    """The line items to send, and what is set aside for them: for no line item, as the real server does it."""
    asked = list(asked)
    for item in asked:
        line_items.check_asked(item)
    region = store.get(REGIONS, order["region_id"])
    made = [line_items.of_variant(store, region, item) for item in asked]
    for item in made:
        reservations.reserve_variant(store, item["variant_id"], item["quantity"], order["sales_channel_id"])
    return made


def _ask_back(store: Store, claim: Row, values: Values, *, silent: Json) -> Row:
    items = [{"item_id": item["item_id"], "quantity": item["quantity"]} for item in values["claim_items"]]
    given = {"items": items, "no_notification": silent, "location_id": values.get("return_location_id")}
    if claim["type"] == "refund" or "refund_amount" in values:
        given["refund_amount"] = claim["refund_amount"]
    return returns.create(store, claim["order_id"], given, shipping=values["return_shipping"], claim=claim)


def _pay_back(store: Store, order: Row, claim: Row) -> None:
    if claim["refund_amount"]:
        payments.refund(store, rows_of(store.world, order, "payments"), claim["refund_amount"], "claim")
    store.update(CLAIMS, claim.key, {"payment_status": "refunded"})
    tell(store, order, "claim.refund_processed", claim["no_notification"], id=claim.key)


def _add_methods(store: Store, claim: Row, methods: Iterable[Values]) -> None:
    """Send with the methods: those named by an id leave whatever claim they served, the others are new."""
    for method in methods:
        if method.get("id"):
            if store.find(SHIPPING_METHODS, method["id"]):
                store.update(SHIPPING_METHODS, method["id"], {"claim_order_id": claim.key})
            continue
        if method.get("option_id") is None:
            raise NotFound('"optionId" must be defined')
        owner = {"claim_order_id": claim.key}
        shipping_methods.create(store, method["option_id"], owner, method.get("data", {}), price=method.get("price"))


def _set_methods(store: Store, claim: Row, methods: Iterable[Values], *, saved_again: bool) -> None:
    """Send with these methods in place of the present ones.

    Where the claim is `saved_again` afterwards, it is with the methods that it had: a slip of the real server's. It
    crashes on methods that would be nobody's then.
    """
    present, methods = rows_of(store.world, claim, "shipping_methods"), list(methods)
    nobodys = [
        one for one in present if not any(one[owner] for owner in ("order_id", "cart_id", "swap_id", "return_id"))
    ]
    if nobodys or (saved_again and not all(method.get("id") for method in methods)):
        raise NotAllowed("A shipping method that is of a claim alone cannot be taken from it")
    if saved_again:
        return
    for method in present:
        store.update(SHIPPING_METHODS, method.key, {"claim_order_id": None})
    _add_methods(store, claim, methods)


def _check_fulfillable(claim: Row, methods: Iterable[Row]) -> None:
    if claim["canceled_at"]:
        raise NotAllowed("Canceled claim cannot be fulfilled")
    if claim["fulfillment_status"] not in ("not_fulfilled", "canceled"):
        raise NotAllowed("The claim has already been fulfilled.")
    if claim["type"] != "replace":
        raise NotAllowed(f'Claims with the type "{claim["type"]}" can not be fulfilled.')
    if not methods:
        raise NotAllowed("Cannot fulfill a claim without a shipping method.")


def _tell(store: Store, claim: Row, event: str, **about: Json) -> None:
    order = store.get(ORDERS, claim["order_id"])
    tell(store, order, event, claim["no_notification"], id=claim.key, **about)
