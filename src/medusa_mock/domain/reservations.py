"""Reservations: what is set aside of an item at a location, and how that moves the item's level there.

Source: `services/reservation-item.ts` of @medusajs/inventory, and the real server where it surprises.
"""

from collections.abc import Mapping

from medusa_mock.domain import inventory
from medusa_mock.errors import NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.inventory import RESERVATIONS


def check_line_item(given: Mapping[str, Json]) -> None:
    """Raises NotFound for any line item, null included: orders and carts are not part of the mock yet."""
    if "line_item_id" in given:
        line_item_id = given["line_item_id"]
        raise NotFound(f"Line item with {'null' if line_item_id is None else line_item_id} was not found")


def reserve(store: Store, given: Mapping[str, Json]) -> None:
    """Set aside what the reservation says, be it more than there is.

    Raises:
        NotFound: there is no such line item, or the item is not stocked at the location.
    """
    check_line_item(given)
    inventory.level(store, given["inventory_item_id"], given["location_id"])
    inventory.adjust_reserved(store, given["inventory_item_id"], given["location_id"], given["quantity"])


def change(store: Store, id: str, changes: Mapping[str, Json]) -> Row:
    """Change a reservation and the levels that it is about; whether the new location stocks the item is not looked at.

    Together with another location, a quantity of 0 moves the old quantity: a slip of Medusa's. Metadata is replaced.

    Raises:
        NotFound: there is no such reservation.
        InvalidData: the location or the quantity is null.
    """
    old = store.get(RESERVATIONS, id)
    changed = store.update(RESERVATIONS, id, changes, merge=False)
    item_id, before, after = old["inventory_item_id"], old["location_id"], changed["location_id"]
    if after != before:
        inventory.adjust_reserved(store, item_id, before, -old["quantity"])
        inventory.adjust_reserved(store, item_id, after, changes.get("quantity") or old["quantity"])
    elif changed["quantity"] != old["quantity"]:
        inventory.adjust_reserved(store, item_id, before, changed["quantity"] - old["quantity"])
    return changed


def release(store: Store, id: str) -> None:
    """Delete the reservation, if there is one, and give back what it held."""
    found = store.find(RESERVATIONS, id)
    if found:
        inventory.adjust_reserved(store, found["inventory_item_id"], found["location_id"], -found["quantity"])
        store.delete(RESERVATIONS, id)


def empty_location(store: Store, location_id: str) -> None:
    """Delete all reservations at a location; their levels are left as they are."""
    for found in store.select(RESERVATIONS, location_id=location_id):
        store.delete(RESERVATIONS, found.key)
