"""Sales Channels: where the shop sells."""

from medusa_mock.domain import sales_channels, stock_locations
from medusa_mock.domain.events import emit
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.settings import SALES_CHANNELS

channels = Resource(
    SALES_CHANNELS,
    one="sales_channel",
    many="sales_channels",
    object="sales-channel",
    overruled=frozenset({"name", "description", "expand", "fields"}),
    signed=False,
)

get_sales_channel = channels.retrieve


def list_sales_channels(store: Store, **params: Json) -> Body:
    if params.get("q"):
        params["order"] = "created_at"  # the search of the real server has no order: this is a choice of ours
    return channels.list(store, **params)


def create_sales_channel(store: Store, body: Body) -> Body:
    answer = channels.save(store, body)
    emit(store, "sales_channel.created", {})  # the real server tells it before there is an id
    return answer


def update_sales_channel(store: Store, id: str, body: Body) -> Body:
    answer = channels.update(store, id, body)
    emit(store, "sales_channel.updated", {"id": id})
    return answer


def delete_sales_channel(store: Store, id: str) -> Body:
    sales_channels.close(store, id)
    return channels.deleted(id)


def add_sales_channel_products(store: Store, id: str, body: Body) -> Body:
    return channels.show(store, sales_channels.add_products(store, id, _ids(body)))


def remove_sales_channel_products(store: Store, id: str, body: Body) -> Body:
    return channels.show(store, sales_channels.remove_products(store, id, _ids(body)))


def add_sales_channel_location(store: Store, id: str, body: Body) -> Body:
    return channels.show(store, stock_locations.serve(store, id, body["location_id"]))


def remove_sales_channel_location(store: Store, id: str, body: Body) -> Body:
    stock_locations.leave(store, body["location_id"], id)
    return {"id": id, "object": "stock-location", "deleted": True}


def _ids(body: Body) -> list[str]:
    return [product["id"] for product in body["product_ids"]]
