"""Inventory: the items that are kept in stock, and how many of each lie at which stock location.

A level says how much of an item is at a location: what is stocked, what of it is reserved, what is on its way. What is
available is the stocked less the reserved; nothing keeps any of them from being less than zero.
Source: `services/inventory.ts` of @medusajs/inventory, `services/product-variant-inventory.ts`, and the real server
where it surprises.
"""

from collections.abc import Collection, Mapping
from typing import Any

from medusa_mock.domain.events import emit
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS
from medusa_mock.tables.inventory import (
    INVENTORY_ITEMS,
    INVENTORY_LEVELS,
    PRODUCT_VARIANT_INVENTORY_ITEMS,
    STOCK_LOCATIONS,
)

NEW = ("sku", "origin_country", "hs_code", "mid_code", "material", "weight", "length", "height", "width")
"""What a new item takes over. Titles, descriptions and the like are dropped (`createInventoryItems` of core-flows)."""


def new_item(given: Mapping[str, Json]) -> dict[str, Json]:
    """The values of a new item, out of what a client or a variant says."""
    return {name: given[name] for name in NEW if name in given}


def keep_in_stock(store: Store, variant: Row) -> Row | None:
    """The inventory item that a new variant gets; none for one whose inventory is not managed.

    Raises:
        Duplicate: another item has the variant's SKU.
    """
    if not variant["manage_inventory"]:
        return None
    item = store.insert(INVENTORY_ITEMS, new_item(variant))
    emit(store, "inventory-item.created", {"ids": [item.key]})
    attach(store, item.key, variant.key)
    return item


def attach(store: Store, item_id: str, variant_id: str) -> None:
    """Make the item what is in stock of the variant. The real server answers 500 where this raises.

    Raises:
        NotFound: there is no such variant.
        NotAllowed: the variant has an item.
    """
    if store.find(PRODUCT_VARIANTS, variant_id) is None:
        raise NotFound(f"Variants not found for the following ids: {variant_id}")
    if store.first(PRODUCT_VARIANT_INVENTORY_ITEMS, variant_id=variant_id):
        raise NotAllowed("Inventory Item already exists for this variant")
    store.link(PRODUCT_VARIANT_INVENTORY_ITEMS, inventory_item_id=item_id, variant_id=variant_id)


def detach_variant(store: Store, variant_id: str) -> None:
    """What a variant leaves behind when it goes: its item stays, and is nobody's."""
    store.unlink(PRODUCT_VARIANT_INVENTORY_ITEMS, variant_id=variant_id)


def delete_item(store: Store, id: str) -> None:
    """Delete the item, if there is one, with its levels; its variant has none then. Its reservations stay."""
    store.unlink(PRODUCT_VARIANT_INVENTORY_ITEMS, inventory_item_id=id)
    _delete_levels(store, inventory_item_id=id)
    emit(store, "inventory-level.deleted", {"inventory_item_id": id})
    if store.find(INVENTORY_ITEMS, id):
        store.delete(INVENTORY_ITEMS, id)
    emit(store, "inventory-item.deleted", {"ids": id})


def level(store: Store, item_id: str, location_id: str) -> Row:
    """How much of the item is at the location.

    Raises:
        NotFound: the item was never stocked there, or no longer is.
    """
    found = store.first(INVENTORY_LEVELS, inventory_item_id=item_id, location_id=location_id)
    if found is None:
        raise NotFound(f"Item {item_id} is not stocked at location {location_id}")
    return found


def create_level(store: Store, item_id: str, values: Mapping[str, Json]) -> None:
    """Begin to stock the item at a location. The real server keeps a level whose item there is not, and says 404, too.

    Raises:
        NotFound: there is no such location, or no such item.
        Duplicate: the item is stocked there, or was: a level that was deleted does not come back.
    """
    store.get(STOCK_LOCATIONS, values["location_id"])
    made = store.insert(INVENTORY_LEVELS, {**values, "inventory_item_id": item_id})
    store.get(INVENTORY_ITEMS, item_id)
    emit(store, "inventory-level.created", {"ids": [made.key]})


def change_level(store: Store, found: Row, changes: Mapping[str, Json]) -> None:
    if store.update(INVENTORY_LEVELS, found.key, changes) is not found:
        emit(store, "inventory-level.updated", {"id": found.key})


def delete_level(store: Store, item_id: str, location_id: str) -> None:
    """Stop stocking the item at the location, if it is.

    Raises:
        NotFound: there is no such item.
        NotAllowed: something of it is reserved there.
    """
    store.get(INVENTORY_ITEMS, item_id)
    found = store.first(INVENTORY_LEVELS, inventory_item_id=item_id, location_id=location_id)
    if found is None:
        return
    if found["reserved_quantity"] > 0:
        raise NotAllowed(
            f"Cannot remove Inventory Level {item_id} at Location {location_id} because there are reserved items."
        )
    store.delete(INVENTORY_LEVELS, found.key)
    emit(store, "inventory-level.deleted", {"ids": found.key})


def empty_location(store: Store, location_id: str) -> None:
    """Delete all levels of a location."""
    _delete_levels(store, location_id=location_id)
    emit(store, "inventory-level.deleted", {"location_ids": [location_id]})


def adjust_reserved(store: Store, item_id: str, location_id: str, quantity: int) -> None:
    """Reserve so many more of the item at the location, or fewer; nothing happens where it is not stocked."""
    found = store.first(INVENTORY_LEVELS, inventory_item_id=item_id, location_id=location_id)
    if found:
        store.update(INVENTORY_LEVELS, found.key, {"reserved_quantity": found["reserved_quantity"] + quantity})


def adjust_stocked(store: Store, variant_id: str, location_id: str | None, quantity: int) -> None:
    """Put so many more of the variant's item at the location, or take some away.

    Raises NotFound where the item is not stocked there, as nothing is at no location.
    Source: `adjustInventory` of `services/inventory.ts`.
    """
    for item in items_of(store, variant_id):
        found = store.first(INVENTORY_LEVELS, inventory_item_id=item.key, location_id=location_id)
        if found is None:
            where = "null" if location_id is None else location_id
            raise NotFound(f"Inventory level for inventory item {item.key} and location {where} not found")
        change_level(store, found, {"stocked_quantity": found["stocked_quantity"] + quantity})


def check_stock(store: Store, line_item: Row, quantity: int, location_id: str) -> None:
    """Raises NotAllowed where less of what the line item is lies at the location. What is reserved counts."""
    for item in items_of(store, line_item["variant_id"]):
        found = store.first(INVENTORY_LEVELS, inventory_item_id=item.key, location_id=location_id)
        if found is None:
            raise NotAllowed(f"Inventory item for {line_item['title']} not found at location")
        if quantity > found["stocked_quantity"]:
            raise NotAllowed(f"Insufficient stock for item: {line_item['title']}")


def stock(store: Store, item_id: str, location_ids: Collection[str] = ()) -> dict[str, Any]:
    """The levels of the item, at these locations or at all, with what is available, and their sums."""
    levels = _levels(store, item_id, location_ids)
    return {
        "reserved_quantity": sum(found["reserved_quantity"] for found in levels),
        "stocked_quantity": sum(found["stocked_quantity"] for found in levels),
        "location_levels": [{**found, "available_quantity": available(found)} for found in levels],
    }


def available(found: Row) -> int:
    """What of a level can still be reserved."""
    quantity: int = found["stocked_quantity"] - found["reserved_quantity"]
    return quantity


def available_at(store: Store, item_id: str, location_ids: Collection[str]) -> int | None:
    """What of the item can still be reserved at the locations together; None if none of them stocks it."""
    levels = _levels(store, item_id, location_ids) if location_ids else ()
    return sum(map(available, levels)) if levels else None


def stocked_at(store: Store, item_id: str, location_ids: Collection[str]) -> str | None:
    """The first of the locations that stocked the item; None if none of them stocks it."""
    levels = _levels(store, item_id, location_ids) if location_ids else ()
    return next((found["location_id"] for found in levels), None)


def items_of(store: Store, variant_id: str) -> list[Row]:
    """What is in stock of the variant: its inventory item, if it has one."""
    links = store.select(PRODUCT_VARIANT_INVENTORY_ITEMS, variant_id=variant_id)
    return [item for link in links if (item := store.find(INVENTORY_ITEMS, link["inventory_item_id"]))]


def _levels(store: Store, item_id: str, location_ids: Collection[str]) -> list[Row]:
    """The levels of the item, at these locations or, where there are none, at all."""
    levels = store.select(INVENTORY_LEVELS, inventory_item_id=item_id)
    return [found for found in levels if not location_ids or found["location_id"] in location_ids]


def _delete_levels(store: Store, **equal: str) -> None:
    for found in store.select(INVENTORY_LEVELS, **equal):
        store.delete(INVENTORY_LEVELS, found.key)
