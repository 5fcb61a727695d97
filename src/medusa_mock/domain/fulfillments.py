"""Fulfillments: what is packed, sent, or not sent after all, and what that does to an order and to the stock.

The fulfillment status of an order, as its items are packed and sent:

```
not_fulfilled ──create──> partially_fulfilled, fulfilled ──ship──> partially_shipped, shipped
partially_fulfilled, fulfilled ──cancel──> canceled ──create──> partially_fulfilled, fulfilled
```

Source: `services/fulfillment.ts`, `services/order.ts`, `api/routes/admin/orders/create-fulfillment.ts`.
"""

from collections.abc import Iterable, Mapping, Sequence

from medusa_mock.domain import inventory, reservations
from medusa_mock.domain.notifications import tell
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.store.violations import NullViolation
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.fulfillments import FULFILLMENT_ITEMS, FULFILLMENTS, TRACKING_LINKS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.shipping import SHIPPING_OPTIONS

Values = Mapping[str, Json]

_TEXTS = {"true": True, "false": False, "null": None}


def fulfill_order(store: Store, id: str, items: Iterable[Values], values: Values) -> Row:
    """The order, with some of its items packed; `items` say `item_id` and `quantity`.

    With a `location_id` among the values they leave the stock there. Raises NotFound, NotAllowed for a canceled order,
    one without shipping methods, more than was bought, or more than lies at the location.
    """
    order = store.get(ORDERS, id)
    if order["status"] == "canceled":
        raise NotAllowed("A canceled order cannot be fulfilled")
    methods = rows_of(store.world, order, "shipping_methods")
    if not methods:
        raise NotAllowed("Cannot fulfill an order that lacks shipping methods")
    bought = {item.key: item for item in rows_of(store.world, order, "items")}
    packed = [(bought[one["item_id"]], one["quantity"]) for one in items if one["item_id"] in bought]
    said = _said_of_telling(values)
    columns = {name: value for name, value in values.items() if name != "no_notification"}
    given = {**columns, **said, "order_id": id, "metadata": values.get("metadata") or {}}
    made = create(store, given, methods, packed)
    silent = said.get("no_notification", order["no_notification"])
    for one in made:
        tell(store, order, "order.fulfillment_created", silent, id=id, fulfillment_id=one.key)
    take_from_stock(store, made, values.get("location_id"))
    statuses = [count_packed(store, item, made) for item in bought.values()]
    status = "fulfilled" if all(statuses) else "partially_fulfilled"
    return store.update(ORDERS, id, {"fulfillment_status": status})


def _said_of_telling(values: Values) -> dict[str, Json]:
    """The `no_notification` of a fulfillment, which is read as if it came in a query string: only texts are taken."""
    said = values.get("no_notification")
    return {"no_notification": _TEXTS[said]} if isinstance(said, str) and said in _TEXTS else {}


def create(store: Store, values: Values, methods: Sequence[Row], packed: Iterable[tuple[Row, int]]) -> list[Row]:
    """A fulfillment for each shipping method. With several methods none gets any items: a slip of Medusa's.

    Raises NotAllowed where more is packed than was bought and is not packed yet.
    """
    packed = list(packed)
    for item, quantity in packed:
        if quantity > item["quantity"] - (item["fulfilled_quantity"] or 0):
            raise NotAllowed("Cannot fulfill more items than have been purchased")
    return [_create(store, values, method, packed if len(methods) == 1 else ()) for method in methods]


def fulfill_added(store: Store, replaced: Row, values: Values, **owner: str) -> tuple[Row, list[Row]]:
    """Pack all that a swap or a claim, the `owner`, adds to its order, be it in stock or not.

    The swap or claim with its new status, and the fulfillments. Raises NotAllowed for what is packed.
    """
    methods, items = (rows_of(store.world, replaced, name) for name in ("shipping_methods", "additional_items"))
    given = {**owner, "metadata": values.get("metadata"), "location_id": values.get("location_id")}
    made = create(store, given, methods, [(item, item["quantity"]) for item in items])
    complete = [count_packed(store, item, made) for item in items]
    status = "fulfilled" if all(complete) else "requires_action"
    return store.update(replaced.table, replaced.key, {"fulfillment_status": status}), made


def cancel_of_order(store: Store, id: str, fulfillment_id: str) -> Row:
    """The order, with the fulfillment called off. Raises NotFound, NotAllowed where it is shipped."""
    fulfillment = store.find(FULFILLMENTS, fulfillment_id)
    if fulfillment is None:
        raise NotFound(f"Fulfillment with id: {fulfillment_id} was not found")
    if fulfillment["order_id"] != id:
        raise NotFound(f"no fulfillment was found with the id: {fulfillment_id} related to order: {id}")
    unpack(store, fulfillment)
    order, silent = store.get(ORDERS, id), fulfillment["no_notification"]
    tell(store, order, "order.fulfillment_canceled", silent, id=id, fulfillment_id=fulfillment_id)
    _put_back(store, fulfillment)
    return store.update(ORDERS, id, {"fulfillment_status": "canceled"})


def cancel(store: Store, fulfillment: Row) -> None:
    """Call the fulfillment off; what left the stock comes back. Raises NotAllowed where it is shipped."""
    unpack(store, fulfillment)
    _put_back(store, fulfillment)


def _put_back(store: Store, fulfillment: Row) -> None:
    for packed in rows_of(store.world, fulfillment, "items") if fulfillment["location_id"] else ():
        variant_id = store.get(LINE_ITEMS, packed["item_id"])["variant_id"]
        if variant_id:
            inventory.adjust_stocked(store, variant_id, fulfillment["location_id"], packed["quantity"])


def unpack(store: Store, fulfillment: Row) -> None:
    """Call the fulfillment off; what left the stock stays away. Raises NotAllowed where it is shipped."""
    if fulfillment["shipped_at"]:
        raise NotAllowed("The fulfillment has already been shipped. Shipped fulfillments cannot be canceled")
    for packed in rows_of(store.world, fulfillment, "items"):
        item = store.get(LINE_ITEMS, packed["item_id"])
        left = (item["fulfilled_quantity"] or 0) - packed["quantity"]
        store.update(LINE_ITEMS, item.key, {"fulfilled_quantity": left})
    store.update(FULFILLMENTS, fulfillment.key, {"canceled_at": store.now()})


def ship_order(store: Store, id: str, values: Values) -> Row:
    """The order, with a fulfillment of it sent. Raises NotFound, NotAllowed for what is canceled or sent already."""
    order = store.get(ORDERS, id)
    fulfillment = store.get(FULFILLMENTS, values["fulfillment_id"])
    if order["status"] == "canceled":
        raise NotAllowed("A canceled order cannot be fulfilled as shipped")
    if fulfillment["order_id"] != id:
        raise NotFound("Could not find fulfillment")
    ship(store, fulfillment, values)
    sent = ship_items(store, rows_of(store.world, order, "items"), fulfillment)
    silent = values.get("no_notification", order["no_notification"])
    tell(store, order, "order.shipment_created", silent, id=id, fulfillment_id=fulfillment.key)
    return store.update(ORDERS, id, {"fulfillment_status": "shipped" if sent else "partially_shipped"})


def ship(store: Store, fulfillment: Row, values: Values) -> Row:
    """The fulfillment, sent; `tracking_numbers` among the values become tracking links.

    Raises NotAllowed where it is canceled, InvalidData where it has tracking links: the real server cuts them off, and
    stumbles over them.
    """
    if fulfillment["canceled_at"]:
        raise NotAllowed("Fulfillment has been canceled")
    if rows_of(store.world, fulfillment, "tracking_links"):
        raise NullViolation(TRACKING_LINKS, "fulfillment_id")
    for number in values.get("tracking_numbers") or ():
        store.insert(TRACKING_LINKS, {"tracking_number": number, "fulfillment_id": fulfillment.key})
    silent = values.get("no_notification")
    changes = {} if silent is None else {"no_notification": silent}
    return store.update(FULFILLMENTS, fulfillment.key, {**changes, "metadata": {}, "shipped_at": store.now()})


def ship_items(store: Store, items: Iterable[Row], fulfillment: Row) -> bool:
    """Count what the fulfillment sends; whether that completes all of the items.

    Raises NotAllowed where more would be sent than was packed: the real server crashes there.
    """
    quantities = {one["item_id"]: one["quantity"] for one in rows_of(store.world, fulfillment, "items")}
    complete = True
    for item in items:
        shipped = (item["shipped_quantity"] or 0) + quantities.get(item.key, 0)
        if shipped > (item["fulfilled_quantity"] or 0):
            raise NotAllowed("Cannot ship more items than have been fulfilled")
        if item.key in quantities:
            store.update(LINE_ITEMS, item.key, {"shipped_quantity": shipped})
        complete = complete and shipped == item["quantity"]
    return complete


def take_from_stock(store: Store, fulfillments: Iterable[Row], location_id: str | None) -> None:
    """Take what was packed from the location, if there is one, and from what was reserved for it.

    Raises NotAllowed for lack of it.
    """
    if not location_id:
        return
    packed = [
        (store.get(LINE_ITEMS, one["item_id"]), one["quantity"])
        for fulfillment in fulfillments
        for one in rows_of(store.world, fulfillment, "items")
    ]
    for item, quantity in packed:
        if item["variant_id"]:
            inventory.check_stock(store, item, quantity, location_id)
    for item, quantity in packed:
        if item["variant_id"]:
            reservations.use(store, item.key, location_id, quantity)
            inventory.adjust_stocked(store, item["variant_id"], location_id, -quantity)


def count_packed(store: Store, item: Row, made: Iterable[Row]) -> bool:
    """Count what the fulfillments pack of the item; whether that is all of it."""
    packed = next(
        (
            one["quantity"]
            for fulfillment in made
            for one in rows_of(store.world, fulfillment, "items")
            if one["item_id"] == item.key
        ),
        None,
    )
    if packed is None:
        return bool(item["quantity"] == item["fulfilled_quantity"])
    fulfilled = (item["fulfilled_quantity"] or 0) + packed
    store.update(LINE_ITEMS, item.key, {"fulfilled_quantity": fulfilled})
    return bool(item["quantity"] == fulfilled)


def _create(store: Store, values: Values, method: Row, packed: Iterable[tuple[Row, int]]) -> Row:
    option = store.get(SHIPPING_OPTIONS, method["shipping_option_id"])
    columns = {name: value for name, value in values.items() if name in FULFILLMENTS.columns}
    made = store.insert(
        FULFILLMENTS,
        {**columns, "provider_id": option["provider_id"], "data": {}},
    )
    for item, quantity in packed:
        store.insert(FULFILLMENT_ITEMS, {"fulfillment_id": made.key, "item_id": item.key, "quantity": quantity})
    return made
