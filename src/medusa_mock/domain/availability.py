"""Whether a customer could buy a variant now. Source: `services/product-variant-inventory.ts`, `get-inventory.ts`."""

from medusa_mock.domain import inventory
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.render import View
from medusa_mock.tables.inventory import SALES_CHANNEL_LOCATIONS
from medusa_mock.tables.settings import SALES_CHANNELS


def available(store: Store, channel_id: str | None = None) -> View:
    """Show whether a variant can be bought, and how many there are where the sales channel, or any, is served from.

    An empty sales channel is none that could be known: what is kept in stock cannot be bought there. Where the shop
    counts and has no inventory item, the number is not shown. The real server looks at what is shown of
    the variant: one without `manage_inventory` among its columns is taken for one that nobody counts.
    """
    served = frozenset(locations_of(store, channel_id or None))

    def view(variant: Row, shown: dict[str, Json]) -> None:
        items = inventory.items_of(store, variant.key) if shown.get("manage_inventory") else []
        if not items:
            if shown.get("manage_inventory"):
                shown.pop("inventory_quantity", None)
            shown["purchasable"] = True
            return
        if channel_id == "":
            shown.pop("inventory_quantity", None)
            shown["purchasable"] = False
            return
        quantity = inventory.available_at(store, items[0].key, served) or 0
        if quantity > 0 or "allow_backorder" in shown:
            shown["purchasable"] = quantity > 0 or shown["allow_backorder"]
        shown["inventory_quantity"] = quantity

    return view


def is_available(store: Store, variant: Row, quantity: int, channel_id: str | None = None) -> bool:
    """Whether so many can be bought, in the sales channel or anywhere. Source: `confirmInventory`."""
    if variant["allow_backorder"] or not variant["manage_inventory"]:
        return True
    items = inventory.items_of(store, variant.key)
    if not items:
        return True
    locations = locations_of(store, channel_id)
    return bool(locations) and (inventory.available_at(store, items[0].key, locations) or 0) >= quantity


def locations_of(store: Store, channel_id: str | None) -> list[str]:
    """The ids of the locations that serve the sales channel, or any."""
    served = {"sales_channel_id": channel_id} if channel_id else {}
    return [link["location_id"] for link in store.select(SALES_CHANNEL_LOCATIONS, **served)]


def by_channel(store: Store, variant_id: str) -> list[dict[str, Json]]:
    """What can be bought of a variant in each sales channel; nothing is told of a variant without inventory item.

    The quantity is null where the channel has locations and none of them stocks the item.
    """
    items = inventory.items_of(store, variant_id)
    return [_in_channel(store, channel, items[0]) for channel in store.select(SALES_CHANNELS)] if items else []


def _in_channel(store: Store, channel: Row, item: Row) -> dict[str, Json]:
    links = store.select(SALES_CHANNEL_LOCATIONS, sales_channel_id=channel.key)
    locations = [link["location_id"] for link in links]
    quantity = inventory.available_at(store, item.key, locations) if locations else 0
    return {"channel_name": channel["name"], "channel_id": channel.key, "available_quantity": quantity}
