"""Swaps: some things of an order come back, and others are sent in their place."""

from medusa_mock.domain.decoration import cart_views
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document, render
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.returns import SWAPS

FIELDS = (
    "id",
    "fulfillment_status",
    "payment_status",
    "order_id",
    "difference_due",
    "cart_id",
    "created_at",
    "updated_at",
    "metadata",
)
RELATIONS = (
    "additional_items.adjustments",
    "fulfillments",
    "order",
    "payment",
    "return_order",
    "shipping_address",
    "shipping_methods.shipping_option",
)
CART_RELATIONS = (
    "discounts.rule",
    "gift_cards",
    "items.adjustments",
    "items.tax_lines",
    "items.variant",
    "region.tax_rates",
    "shipping_address",
    "shipping_methods",
)
CART_TOTALS = (
    "subtotal",
    "tax_total",
    "shipping_total",
    "discount_total",
    "gift_card_total",
    "gift_card_tax_total",
    "total",
)

swaps = Resource(SWAPS, one="swap", many="swaps")

list_swaps = swaps.list


def get_swap(store: Store, id: str) -> Body:
    swap = store.get(SWAPS, id)
    shown = document(store, swap, Query.parse(store, SWAPS, {"expand": RELATIONS}, fields=FIELDS))
    cart = store.get(CARTS, swap["cart_id"])
    views = cart_views(store, cart, first=CART_TOTALS, only_first=True)
    shown["cart"] = render(store, cart, Query.parse(store, CARTS, {"expand": CART_RELATIONS}), views)
    if not shown["cart"]["region"]["automatic_taxes"]:
        shown["cart"] |= _without_taxes(shown["cart"])
    return {swaps.one: shown}


def _without_taxes(cart: Body) -> Body:
    """The totals of a cart in a region where taxes are not reckoned by themselves. Source: `services/totals.ts`."""
    return {"tax_total": None, "total": cart["total"] - cart["tax_total"]}
