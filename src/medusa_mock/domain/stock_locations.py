"""Stock locations: the places where goods lie, their addresses, and the sales channels that they serve.

Source: `services/stock-location.ts` of @medusajs/stock-location, `services/sales-channel-location.ts`, and the real
server where it surprises.
"""

from collections.abc import Collection, Mapping

from medusa_mock.domain.events import emit
from medusa_mock.errors import NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.inventory import SALES_CHANNEL_LOCATIONS, STOCK_LOCATION_ADDRESSES, STOCK_LOCATIONS
from medusa_mock.tables.settings import SALES_CHANNELS


def create(store: Store, given: Mapping[str, Json]) -> Row:
    """A location with a new address, or with the id of one; given both it ends up with neither, a slip of Medusa's.

    Raises:
        InvalidData: `address` or `address_id` is there and both are empty.
    """
    values: dict[str, Json] = {"name": given["name"].strip(), "address_id": _address_id(store, given)}
    if given.get("metadata") is not None:
        values["metadata"] = {name: value for name, value in given["metadata"].items() if value != ""}
    location = store.insert(STOCK_LOCATIONS, values)
    emit(store, "stock-location.created", {"id": location.key})
    return location


def _address_id(store: Store, given: Mapping[str, Json]) -> str | None:
    if given.keys().isdisjoint({"address", "address_id"}):
        return None
    address = given.get("address")
    if given.get("address_id"):
        return given["address_id"] if address is None else None
    return store.insert(STOCK_LOCATION_ADDRESSES, address or {}).key


def update(store: Store, id: str, given: Mapping[str, Json]) -> Row:
    """Change the location; an `address` changes the address that it has, for whichever location shares it.

    Raises:
        NotFound: there is no such location, or no address with the id that it holds.
        InvalidData: the name is null.
    """
    location = store.get(STOCK_LOCATIONS, id)
    address, changes = given.get("address"), {name: value for name, value in given.items() if name != "address"}
    if address and location["address_id"]:
        store.update(STOCK_LOCATION_ADDRESSES, location["address_id"], address)
    elif address:
        changes["address_id"] = store.insert(STOCK_LOCATION_ADDRESSES, address).key
    location = store.update(STOCK_LOCATIONS, id, changes)
    emit(store, "stock-location.updated", {"id": id})
    return location


def serving(store: Store, channel_ids: Collection[str]) -> list[str]:
    """The ids of the locations that serve one of the channels.

    Raises:
        NotFound: there is none of the channels.
    """
    channels = [channel for channel_id in channel_ids if (channel := store.find(SALES_CHANNELS, channel_id))]
    if not channels:
        raise NotFound(f"Sales channel with id: {', '.join(channel_ids)} was not found")
    links = (link for each in channels for link in store.select(SALES_CHANNEL_LOCATIONS, sales_channel_id=each.key))
    return [link["location_id"] for link in links]


def serve(store: Store, channel_id: str, location_id: str) -> Row:
    """Let the location serve the channel, which is returned.

    Raises:
        NotFound: there is no such channel, or no such location.
    """
    channel = store.get(SALES_CHANNELS, channel_id)
    store.get(STOCK_LOCATIONS, location_id)
    store.link(SALES_CHANNEL_LOCATIONS, sales_channel_id=channel_id, location_id=location_id)
    return channel


def leave(store: Store, location_id: str, channel_id: str | None = None) -> None:
    """Take the location from the channel, or from all channels."""
    channel = {} if channel_id is None else {"sales_channel_id": channel_id}
    store.unlink(SALES_CHANNEL_LOCATIONS, location_id=location_id, **channel)
