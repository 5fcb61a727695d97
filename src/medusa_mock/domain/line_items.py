"""Line items: what lies in a cart or an order, with what it costs. Money is in minor units.

Source: `services/line-item.ts`.
"""

from collections.abc import Mapping

from medusa_mock.domain.pricing import Cost, Market, price_of
from medusa_mock.domain.taxes import product_rates
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import related
from medusa_mock.tables.carts import LINE_ITEM_ADJUSTMENTS, LINE_ITEM_TAX_LINES, LINE_ITEMS
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS, PRODUCTS

Values = Mapping[str, Json]
"""What is asked for: `variant_id`, `quantity`, and perhaps `unit_price` and `metadata`."""


def check_asked(asked: Values) -> None:
    """Raises InvalidData where no variant is asked for, or none of it."""
    missing = "Unable to generate the line item because one or more required argument(s) are missing"
    if not asked["variant_id"]:
        raise InvalidData(f"{missing}. Ensure variant id is passed")
    if not asked["quantity"]:
        raise InvalidData(f"{missing}. Ensure quantity, regionId, and variantId are passed")


def of_variant(store: Store, region: Row, asked: Values, *, customer_id: str | None = None) -> dict[str, Json]:
    """The values of a line item for a variant, at the price it has in the region unless a price is given.

    The price is that for everybody unless a customer is named: the real server asks for drafts without one.

    Raises InvalidData where there is no such variant, or no price.
    """
    variant = store.find(PRODUCT_VARIANTS, asked["variant_id"])
    if variant is None:
        raise InvalidData(f"Unable to generate the line items, some variant has not been found: {asked['variant_id']}")
    product = store.get(PRODUCTS, variant["product_id"])
    return {
        **_price(store, variant, region, asked, customer_id),
        "title": product["title"],
        "description": variant["title"],
        "thumbnail": product["thumbnail"],
        "variant_id": variant.key,
        "quantity": asked.get("quantity") or 1,
        "allow_discounts": product["discountable"],
        "is_giftcard": product["is_giftcard"],
        "metadata": asked.get("metadata") or {},
    }


def custom(asked: Values) -> dict[str, Json]:
    """The values of a line item for something that is no variant: never discounted, and shipped by any method."""
    return {
        "has_shipping": True,
        "title": asked["title"],
        "allow_discounts": False,
        "unit_price": asked.get("unit_price") or 0,
        "quantity": asked["quantity"],
        "metadata": asked.get("metadata", {}),
    }


def cost_of(store: Store, variant: Row, region: Row, quantity: int, *, customer_id: str | None = None) -> Cost | None:
    """What a piece of the variant costs in the region where so many are bought; None where it has no price there."""
    market, rates = (
        Market.of_region(region, customer_id=customer_id),
        product_rates(store, variant["product_id"], region),
    )
    return price_of(store, variant.key, market, quantity=quantity, rates=rates).calculated


def is_canceled(store: Store, id: str) -> bool:
    """Whether there is a line item whose order, swap or claim is canceled."""
    item = store.find(LINE_ITEMS, id)
    owners = (related(store.world, item, name) for name in ("order", "swap", "claim_order")) if item else ()
    return any(isinstance(owner, Row) and owner["canceled_at"] for owner in owners)


def delete(store: Store, item: Row) -> None:
    """Take the line item away for good, with what hangs on it."""
    for table in (LINE_ITEM_ADJUSTMENTS, LINE_ITEM_TAX_LINES):
        for row in store.select(table, item_id=item.key):
            store.remove(table, row.key)
    store.remove(LINE_ITEMS, item.key)


def _price(store: Store, variant: Row, region: Row, asked: Values, customer_id: str | None) -> dict[str, Json]:
    """A price that is given does not include tax, and keeps the line item apart from others of the variant."""
    if asked.get("unit_price") is not None:
        return {"unit_price": max(asked["unit_price"], 0), "should_merge": False, "includes_tax": False}
    cost = cost_of(store, variant, region, asked.get("quantity") or 1, customer_id=customer_id)
    if cost is None:
        raise InvalidData(f'Cannot generate line item for variant "{variant["title"]}" without a price')
    return {"unit_price": cost.amount, "should_merge": True, "includes_tax": cost.includes_tax}
