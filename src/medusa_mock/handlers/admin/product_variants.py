"""Product Variants: what customers buy, across all products."""

from medusa_mock.domain import inventory
from medusa_mock.domain.availability import available, by_channel
from medusa_mock.domain.pricing import Market, priced, rates_of_page
from medusa_mock.domain.product_joins import BELOW_VARIANTS
from medusa_mock.domain.variants import searching
from medusa_mock.resource import Body
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query, page
from medusa_mock.store.render import TOP, chained, render
from medusa_mock.tables.carts import CARTS
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
    if cart_id:
        region_id = store.get(CARTS, cart_id)["region_id"]
    market = Market(currency_code or None, customer_id=customer_id or None, lists=True)
    if region_id:
        market = Market.of_region(store.get(REGIONS, region_id), customer_id=market.customer_id)
    query = Query.parse(store, PRODUCT_VARIANTS, searching(params), fields=FIELDS, listed=True)
    rows, count = page(store, PRODUCT_VARIANTS, query)
    price = priced(store, market, rates=rates_of_page(store, rows, market))
    views = {TOP: chained(_product_first, price, available(store)), **BELOW_VARIANTS}
    return {"variants": [render(store, row, query, views) for row in rows], "count": count}


def get_variant(store: Store, id: str, **params: Json) -> Body:
    query = Query.parse(store, PRODUCT_VARIANTS, params, fields=FIELDS)
    return {"variant": render(store, store.get(PRODUCT_VARIANTS, id), query, {TOP: priced(store)})}


def get_variant_inventory(store: Store, id: str) -> Body:
    store.get(PRODUCT_VARIANTS, id)
    items = [item.shown() | inventory.stock(store, item.key) for item in inventory.items_of(store, id)]
    return {"variant": {"id": id, "inventory": items, "sales_channel_availability": by_channel(store, id)}}


def _product_first(_: Row, shown: dict[str, Json]) -> None:
    """The relations in the order that the real server's lists have most often; it changes from request to request."""
    for name in ("options", "prices"):
        if name in shown:
            shown[name] = shown.pop(name)
