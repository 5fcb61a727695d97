"""Product Variants: what customers buy, across all products."""

from medusa_mock.domain import inventory
from medusa_mock.domain.availability import available, by_channel
from medusa_mock.domain.pricing import Market, priced
from medusa_mock.domain.variants import searching
from medusa_mock.errors import NotFound
from medusa_mock.resource import Body
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query, page
from medusa_mock.store.render import chained, render
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS
from medusa_mock.tables.settings import REGIONS

FIELDS = tuple(name for name in PRODUCT_VARIANTS.columns if name != "variant_rank")


def list_variants(
    store: Store,
    cart_id: str | None = None,
    region_id: str | None = None,
    currency_code: str | None = None,
    customer_id: str | None = None,
    **params: Json,
) -> Body:
    del customer_id  # counts with price lists for customer groups, which are not part of the mock yet
    if cart_id:
        raise NotFound(f"Cart with {cart_id} was not found")
    market = Market.of_region(store.get(REGIONS, region_id)) if region_id else Market(currency_code or None)
    query = Query.parse(store, PRODUCT_VARIANTS, searching(params), fields=FIELDS, listed=True)
    rows, count = page(store, PRODUCT_VARIANTS, query)
    views = {PRODUCT_VARIANTS.name: chained(_product_first, priced(store, market), available(store))}
    return {"variants": [render(store, row, query, views) for row in rows], "count": count}


def get_variant(store: Store, id: str, **params: Json) -> Body:
    query = Query.parse(store, PRODUCT_VARIANTS, params, fields=FIELDS)
    views = {PRODUCT_VARIANTS.name: priced(store)}
    return {"variant": render(store, store.get(PRODUCT_VARIANTS, id), query, views)}


def get_variant_inventory(store: Store, id: str) -> Body:
    store.get(PRODUCT_VARIANTS, id)
    items = [item.shown() | inventory.stock(store, item.key) for item in inventory.items_of(store, id)]
    return {"variant": {"id": id, "inventory": items, "sales_channel_availability": by_channel(store, id)}}


def _product_first(_: Row, shown: dict[str, Json]) -> None:
    """The relations in the order that the real server's lists have most often; it changes from request to request."""
    for name in ("options", "prices"):
        if name in shown:
            shown[name] = shown.pop(name)
