"""Stock Locations: where the goods of the shop lie."""

from medusa_mock.domain import inventory, reservations, stock_locations
from medusa_mock.domain.events import emit
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.inventory import STOCK_LOCATIONS

FIELDS = tuple(name for name in STOCK_LOCATIONS.columns if name != "deleted_at")

locations = Resource(STOCK_LOCATIONS, one="stock_location", many="stock_locations", fields=FIELDS)

get_stock_location = locations.retrieve


def list_stock_locations(store: Store, sales_channel_id: str | list[str] | None = None, **params: Json) -> Body:
    if params.get("q"):
        params.pop("name", None)
    if sales_channel_id is not None:
        channels = [sales_channel_id] if isinstance(sales_channel_id, str) else sales_channel_id
        params["id"] = stock_locations.serving(store, channels)
    return locations.list(store, **params)


def create_stock_location(store: Store, body: Body, **params: Json) -> Body:
    return locations.show(store, stock_locations.create(store, body), **params)


def update_stock_location(store: Store, id: str, body: Body, **params: Json) -> Body:
    return locations.show(store, stock_locations.update(store, id, body), **params)


def delete_stock_location(store: Store, id: str) -> Body:
    stock_locations.leave(store, id)
    answer = locations.discard(store, id)
    emit(store, "stock-location.deleted", {"id": id})
    inventory.empty_location(store, id)
    reservations.empty_location(store, id)
    return answer
