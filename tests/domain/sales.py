"""Drafts and orders of the demo shop to try rules on."""

from typing import Any

from medusa_mock.domain import carts, checkout, draft_orders, fulfillments, payment_sessions, shopping
from medusa_mock.store import Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import CARTS, LINE_ITEMS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.returns import CLAIMS, SWAPS

ASSAM = "variant_assam_100"
CUP = "variant_cup_ash"
PARCEL = "so_europe_parcel"
ADDRESS = {"first_name": "Ines", "address_1": "Kade 1", "city": "Utrecht", "country_code": "nl", "postal_code": "3511"}


def take_down(shop: Store, *items: dict[str, Any], **values: Any) -> Row:
    """A draft for Europe, sent by parcel unless told otherwise."""
    asked = {"email": "ines@example.com", "region_id": "reg_europe", "shipping_methods": [{"option_id": PARCEL}]}
    return draft_orders.create(shop, {**asked, "items": items, **values})


def sell(shop: Store, *items: dict[str, Any], **values: Any) -> Row:
    """An order that is paid."""
    return draft_orders.pay(shop, take_down(shop, *items, **values).key)


def cart_of(shop: Store, draft: Row) -> Row:
    return shop.get(CARTS, draft["cart_id"])


def parts(shop: Store, of: Row, name: str) -> list[Row]:
    """What hangs on a cart or an order."""
    return rows_of(shop.world, of, name)


def sent(shop: Store, quantities: dict[str, int]) -> Row:
    """An order of so many of each variant that is paid with its taxes, packed and sent whole."""
    items = [{"variant_id": variant, "quantity": quantity} for variant, quantity in quantities.items()]
    order = sell(shop, *items, shipping_address=ADDRESS)
    fulfillments.fulfill_order(shop, order.key, everything(shop, order), {})
    [fulfillment] = parts(shop, order, "fulfillments")
    return fulfillments.ship_order(shop, order.key, {"fulfillment_id": fulfillment.key})


def everything(shop: Store, order: Row) -> list[dict[str, Any]]:
    """All line items of the order, as requests name them."""
    return [{"item_id": item.key, "quantity": item["quantity"]} for item in parts(shop, order, "items")]


def item_of(shop: Store, order: Row) -> Row:
    """The first of the order's line items, as it is now."""
    return parts(shop, order, "items")[0]


def cancel_owner(shop: Store, order: Row, owner: str) -> None:
    """Have the order's first line item be that of something canceled: the order, a swap or a claim."""
    item, canceled = item_of(shop, order), {"order_id": order.key, "canceled_at": shop.now()}
    if owner == "order":
        shop.update(ORDERS, order.key, {"canceled_at": shop.now()})
    elif owner == "swap":
        shop.update(LINE_ITEMS, item.key, {"swap_id": shop.insert(SWAPS, canceled).key})
    else:
        claim = shop.insert(CLAIMS, {**canceled, "type": "refund"})
        shop.update(LINE_ITEMS, item.key, {"claim_order_id": claim.key})


def fill(shop: Store, *items: dict[str, Any], **values: Any) -> Row:
    """A cart for Europe, of somebody whose e-mail address is known."""
    cart = shopping.open_cart(shop, {"region_id": "reg_europe", **values, "items": items}, {}, None, None)
    return carts.update(shop, cart.key, {"email": "ines@example.com"})


def choose(shop: Store, cart: Row, provider_id: str = "manual") -> Row:
    """The cart, to be paid for with the provider."""
    payment_sessions.open_all(shop, cart.key)
    return payment_sessions.select(shop, cart.key, provider_id)


def check_out(shop: Store, cart: Row, key: str = "first") -> Row:
    """The order that the cart becomes by a request with the idempotency key."""
    with shop.transaction():
        return checkout.complete(shop, cart.key, key).row
