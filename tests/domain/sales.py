"""Drafts and orders of the demo shop to try rules on."""

from typing import Any

from medusa_mock.domain import draft_orders
from medusa_mock.store import Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import CARTS

ASSAM = "variant_assam_100"
CUP = "variant_cup_ash"
PARCEL = "so_europe_parcel"


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
