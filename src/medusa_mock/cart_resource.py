"""Carts as the Store API shows them: with what they come to, and whether what lies in them can be bought.

Source: `retrieveWithTotals` of `services/cart.ts`, `api/routes/store/carts`.
"""

from collections.abc import Sequence

from medusa_mock.domain.availability import available
from medusa_mock.domain.decoration import cart_views
from medusa_mock.errors import NotAllowed
from medusa_mock.resource import Body
from medusa_mock.store import Store
from medusa_mock.store.query import Query, names
from medusa_mock.store.relations import rows_of
from medusa_mock.store.render import render
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS

RELATIONS = (
    "billing_address",
    "discounts.rule",
    "gift_cards",
    "items.adjustments",
    "items.variant",
    "payment",
    "payment_sessions",
    "region.countries",
    "region.payment_providers",
    "sales_channel",
    "shipping_address",
    "shipping_methods.shipping_option",
)
"""Those shown unless the client asks for others."""

WORKED_OUT_OF = (
    "discounts.rule",
    "gift_cards",
    "items.adjustments",
    "items.tax_lines",
    "items.variant.product.profiles",
    "region.tax_rates",
    "shipping_address",
    "shipping_methods.tax_lines",
)
"""The relations that totals are worked out of, and that are therefore shown in any case."""

TOTALS = ("subtotal", "tax_total", "shipping_total", "discount_total", "gift_card_total", "total")
"""What `fields` may ask for besides the columns: these come first then."""


def show_cart(
    store: Store,
    cart_id: str,
    *,
    relations: str | Sequence[str] | None = None,
    fields: str | Sequence[str] | None = None,
    force_taxes: bool = False,
    raw: bool = False,
) -> Body:
    """The cart as it is now, with or without the `raw` discount.

    Variants tell whether they can be bought where the relations have them by name. Raises NotFound, and NotAllowed for
    what cannot tell because it is no variant: what has been done to the cart stays, as the real server does it before
    it crashes.
    """
    cart = store.get(CARTS, cart_id)
    asked, columns = names(relations), names(fields)
    asked = [*RELATIONS] if asked is None else asked
    first = [name for name in columns or () if name in TOTALS]
    query = _query(store, asked, None if columns is None else [name for name in columns if name not in TOTALS])
    views = cart_views(store, cart, force_taxes=force_taxes, first=first, raw=raw)
    if any("variant" in name for name in asked):
        if any(item["variant_id"] is None for item in rows_of(store.world, cart, "items")):
            store.settle()
            raise NotAllowed("What is no variant cannot tell whether it can be bought")
        known = columns is None or "sales_channel_id" in columns
        views = {**views, PRODUCT_VARIANTS.name: available(store, cart["sales_channel_id"] if known else "")}
    shown: Body = render(store, cart, query, views)
    return shown


def _query(store: Store, relations: Sequence[str], fields: Sequence[str] | None) -> Query:
    columns = None if fields is None else ["object", *(fields or ["id"])]
    return Query.parse(store, CARTS, {"fields": columns, "expand": [*relations, *WORKED_OUT_OF]})
