"""Draft orders: carts that the shop fills for a customer, and how they become orders. Money is in minor units.

```
open ──pay──> completed
```

Source: `services/draft-order.ts`, `api/routes/admin/draft-orders`.
"""

from collections.abc import Iterable, Mapping

from medusa_mock.domain import cart_addresses, carts, line_items, orders, payments
from medusa_mock.domain.decoration import cart_totals
from medusa_mock.domain.events import emit
from medusa_mock.domain.serials import next_number
from medusa_mock.domain.tax_lines import keep_tax_lines
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import CARTS, LINE_ITEMS
from medusa_mock.tables.orders import DRAFT_ORDERS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]


def create(store: Store, values: Values) -> Row:
    """A new draft with a cart of its own.

    Raises NotFound, InvalidData or NotAllowed for what does not fit: the region, its countries, a variant, a shipping
    option, a discount.
    """
    if not values["region_id"]:
        raise InvalidData("region_id is required to create a draft order")
    cart = carts.create(store, {"metadata": {}, **cart_addresses.with_addresses(values), "type": "draft_order"})
    draft = store.insert(
        DRAFT_ORDERS,
        {
            "cart_id": cart.key,
            "display_id": next_number(store, DRAFT_ORDERS),
            "no_notification_order": values.get("no_notification_order"),
        },
    )
    emit(store, "draft_order.created", {"id": draft.key})
    _add_items(store, cart, values.get("items") or ())
    methods = values["shipping_methods"]
    for method in methods:
        if method.get("price") is not None:
            carts.offer_at(store, cart, method["option_id"], method["price"])
    for method in methods:
        carts.add_shipping_method(store, cart, method["option_id"], method.get("data", {}))
    if values.get("discounts"):
        carts.update(store, cart.key, {"discounts": values["discounts"]})
    return draft


def update(store: Store, id: str, changes: Values) -> Row:
    """Change an open draft, and its cart. Raises NotFound, NotAllowed, and what `carts.update` raises."""
    draft = open_draft(store, id)
    if "no_notification_order" in changes:
        store.update(DRAFT_ORDERS, id, {"no_notification_order": changes["no_notification_order"]})
        emit(store, "draft_order.updated", {"id": id})
    carts.update(store, draft["cart_id"], cart_addresses.with_addresses(changes))
    return draft


def delete(store: Store, id: str) -> None:
    """Delete the draft, if there is one; its cart stays. Raises NotFound for one that an order was made of."""
    draft = store.find(DRAFT_ORDERS, id)
    if draft is None:
        return
    if draft["order_id"]:
        raise NotFound("null")  # what the real server makes of the order's foreign key
    store.remove(DRAFT_ORDERS, id)


def add_item(store: Store, id: str, values: Values) -> Row:
    """The draft, with a line item more, or more of one. Raises NotFound, NotAllowed, InvalidData."""
    draft = open_draft(store, id)
    cart = store.get(CARTS, draft["cart_id"])
    if values.get("variant_id"):
        line_items.check_asked(values)
        item = line_items.of_variant(store, store.get(REGIONS, cart["region_id"]), values)
        carts.add_items(store, cart, [item], check_channel=False)
    else:
        store.insert(LINE_ITEMS, {**line_items.custom(values), "cart_id": cart.key})
    return draft


def change_item(store: Store, id: str, item_id: str, changes: Values) -> Row:
    """The draft, with a line item changed; a quantity of 0 takes it away. Raises NotFound, NotAllowed, InvalidData."""
    draft = open_draft(store, id)
    cart = store.get(CARTS, draft["cart_id"])
    if changes.get("quantity") == 0:
        carts.remove_item(store, cart, item_id)
    elif store.first(LINE_ITEMS, id=item_id, cart_id=cart.key) is None:
        raise InvalidData("Could not find the line item")
    else:
        carts.update_item(store, cart, item_id, changes)
    return draft


def remove_item(store: Store, id: str, item_id: str) -> Row:
    """The draft, without the line item, if it had it. Raises NotFound, NotAllowed."""
    draft = open_draft(store, id)
    carts.remove_item(store, store.get(CARTS, draft["cart_id"]), item_id)
    return draft


def pay(store: Store, id: str) -> Row:
    """The order that the draft becomes. It counts as paid, and nothing is reserved for it.

    Raises NotFound for the draft, Duplicate where it is paid already, InvalidData where its cart is empty.
    """
    draft = store.get(DRAFT_ORDERS, id)
    cart = store.get(CARTS, draft["cart_id"])
    total = cart_totals(store, cart).amounts["total"]
    session = payments.open_session(store, cart.key, "system", total, selected=True)
    emit(store, "cart.updated", {"id": cart.key})
    region = store.get(REGIONS, cart["region_id"])
    methods = rows_of(store.world, cart, "shipping_methods")
    keep_tax_lines(store, rows_of(store.world, cart, "items"), methods, region)
    cart = orders.authorize(store, cart, session)
    order = orders.create_from_cart(store, cart, draft)
    store.update(DRAFT_ORDERS, id, {"status": "completed", "completed_at": store.now(), "order_id": order.key})
    return orders.capture(store, order.key)


def open_draft(store: Store, id: str) -> Row:
    """Raises NotFound, NotAllowed where the draft is an order already."""
    draft = store.get(DRAFT_ORDERS, id)
    if draft["status"] == "completed":
        raise NotAllowed("You are only allowed to update open draft orders")
    return draft


def _add_items(store: Store, cart: Row, items: Iterable[Values]) -> None:
    region = store.get(REGIONS, cart["region_id"])
    of_variants = [line_items.of_variant(store, region, item) for item in items if item.get("variant_id")]
    custom = [line_items.custom(_titled(item)) for item in items if not item.get("variant_id")]
    for item in (*of_variants, *custom):
        store.insert(LINE_ITEMS, {**item, "cart_id": cart.key})


def _titled(item: Values) -> Values:
    """A line item with a title, and with a price that is not below zero."""
    return {**item, "title": item.get("title") or "Custom item", "unit_price": max(item.get("unit_price") or 0, 0)}
