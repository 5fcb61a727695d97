"""Inventory Items: what is kept in stock, and how much of it at which location."""

from medusa_mock.domain import inventory
from medusa_mock.domain.events import emit
from medusa_mock.errors import NotAllowed
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS
from medusa_mock.tables.inventory import INVENTORY_ITEMS, INVENTORY_LEVELS, PRODUCT_VARIANT_INVENTORY_ITEMS

FIELDS = tuple(name for name in INVENTORY_ITEMS.columns if name != "deleted_at")
LEVEL_FIELDS = tuple(name for name in INVENTORY_LEVELS.columns if name != "deleted_at")

items = Resource(INVENTORY_ITEMS, one="inventory_item", many="inventory_items", fields=FIELDS)
levels = Resource(INVENTORY_LEVELS, one="location_level", many="location_levels", fields=LEVEL_FIELDS)


def list_inventory_items(store: Store, location_id: str | list[str] | None = None, **params: Json) -> Body:
    """The relations shown are always the same ones, whatever `expand` says."""
    locations = [location_id] if isinstance(location_id, str) else location_id or []
    if "requires_shipping" in params:
        params["requires_shipping"] = params["requires_shipping"] == "true"
    if location_id is not None:
        stocked = (level for place in locations for level in store.select(INVENTORY_LEVELS, location_id=place))
        params["inventory_levels"] = [level.key for level in stocked]
    shown = params | {"expand": "variants.product"}
    query = Query.parse(store, INVENTORY_ITEMS, shown, fields=FIELDS, listed=True)

    def shown_in_list(item: Row) -> Body:
        shown = document(store, item, query)
        shown["variants"] = _with_gaps(store, item, shown["variants"])
        return shown | inventory.stock(store, item.key, locations)

    return items.page(store, query, shown_in_list)


def create_inventory_item(store: Store, body: Body, **_: Json) -> Body:
    """The answer is the item as it was saved, whatever `fields` and `expand` say."""
    if not body.get("variant_id"):
        raise NotAllowed("variant_id is required")
    answer = items.save(store, inventory.new_item(body))
    emit(store, "inventory-item.created", {"ids": [answer["inventory_item"]["id"]]})
    inventory.attach(store, answer["inventory_item"]["id"], body["variant_id"])
    return answer


def get_inventory_item(store: Store, id: str, **params: Json) -> Body:
    item = store.get(INVENTORY_ITEMS, id)
    query = Query.parse(store, INVENTORY_ITEMS, params, fields=FIELDS)
    return {"inventory_item": document(store, item, query) | inventory.stock(store, id)}


def update_inventory_item(store: Store, id: str, body: Body, **params: Json) -> Body:
    before = store.get(INVENTORY_ITEMS, id)
    answer = items.update(store, id, body, **params)
    if store.get(INVENTORY_ITEMS, id) is not before:
        emit(store, "inventory-item.updated", {"id": id})
    return answer


def delete_inventory_item(store: Store, id: str) -> Body:
    inventory.delete_item(store, id)
    return items.deleted(id)


def list_location_levels(store: Store, id: str, **params: Json) -> Body:
    """An item that is not there has no levels, and no 404 either."""
    found = levels.all(store, inventory_item_id=id, **params)
    return {"inventory_item": {"id": id, **found}}


def create_location_level(store: Store, id: str, body: Body, **params: Json) -> Body:
    inventory.create_level(store, id, body)
    return items.retrieve(store, id, **params)


def update_location_level(store: Store, id: str, location_id: str, body: Body, **params: Json) -> Body:
    inventory.change_level(store, inventory.level(store, id, location_id), body)
    return items.retrieve(store, id, **params)


def delete_location_level(store: Store, id: str, location_id: str) -> Body:
    """The answer shows all columns of the item, `deleted_at` too."""
    inventory.delete_level(store, id, location_id)
    return {"inventory_item": store.get(INVENTORY_ITEMS, id).shown()}


def _with_gaps(store: Store, item: Row, variants: list[Json]) -> list[Json]:
    """The item's variants, with null for each that was deleted together with its product."""
    links = store.select(PRODUCT_VARIANT_INVENTORY_ITEMS, inventory_item_id=item.key)
    living = iter(variants)
    return [next(living) if store.find(PRODUCT_VARIANTS, link["variant_id"]) else None for link in links]
