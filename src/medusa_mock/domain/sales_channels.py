"""Sales channels: what is sold in them, and that a store keeps its default one.

Source: `services/sales-channel.ts`.
"""

from collections.abc import Collection

from medusa_mock.domain.events import emit
from medusa_mock.domain.references import require
from medusa_mock.errors import NotAllowed
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import OFFERED_PRODUCTS, PRODUCTS
from medusa_mock.tables.inventory import SALES_CHANNEL_LOCATIONS
from medusa_mock.tables.settings import SALES_CHANNELS, STORES


def check_channels_of(store: Store, product: Json) -> None:
    """The channels that a product is to be sold in are there; `product` is whatever a client sends.

    Source: `validators/sales-channel-existence.ts`, which looks before anything else is looked at.

    Raises:
        UnknownReferences: one of them is not, or has no id.
    """
    channels = product.get("sales_channels") if isinstance(product, dict) else None
    listed = channels if isinstance(channels, list) else []
    ids = (channel.get("id") if isinstance(channel, dict) else None for channel in listed)
    require(store, SALES_CHANNELS, "Sales Channels", ids)


def add_products(store: Store, id: str, products: Collection[str]) -> Row:
    """The channel, with these products sold in it, too.

    Raises:
        UnknownReferences: one of the products does not exist; then none is added.
        NotFound: the channel does not exist.
    """
    require(store, PRODUCTS, "Products", products)
    for product in products:
        store.link(OFFERED_PRODUCTS, sales_channel_id=id, product_id=product)
    return store.get(SALES_CHANNELS, id)


def remove_products(store: Store, id: str, products: Collection[str]) -> Row:
    """The channel, without those of the products that were sold in it. Raises NotFound for the channel."""
    for product in products:
        store.unlink(OFFERED_PRODUCTS, sales_channel_id=id, product_id=product)
    return store.get(SALES_CHANNELS, id)


def close(store: Store, id: str) -> None:
    """Delete the channel if there is one; no location serves it any longer. Raises NotAllowed for the default one."""
    if store.find(SALES_CHANNELS, id) is None:
        return
    if store.first(STORES, default_sales_channel_id=id):
        raise NotAllowed("You cannot delete the default sales channel")
    store.unlink(SALES_CHANNEL_LOCATIONS, sales_channel_id=id)
    store.delete(SALES_CHANNELS, id)
    emit(store, "sales_channel.deleted", {"id": id})
