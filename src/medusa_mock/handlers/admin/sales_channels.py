"""Sales Channels: where the shop sells."""

from medusa_mock.domain import stock_locations
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.settings import SALES_CHANNELS

channels = Resource(SALES_CHANNELS, one="sales_channel", many="sales_channels")


def add_sales_channel_location(store: Store, id: str, body: Body) -> Body:
    return channels.show(store, stock_locations.serve(store, id, body["location_id"]))


def remove_sales_channel_location(store: Store, id: str, body: Body) -> Body:
    stock_locations.leave(store, body["location_id"], id)
    return {"id": id, "object": "stock-location", "deleted": True}
