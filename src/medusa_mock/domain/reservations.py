"""Reservations: what is set aside of an item at a location, and how that moves the item's level there.

Source: `services/reservation-item.ts` of @medusajs/inventory, and the real server where it surprises.
"""

from collections.abc import Mapping

from medusa_mock.domain import inventory
from medusa_mock.domain.availability import locations_of
from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.inventory import RESERVATIONS


def check_line_item(store: Store, given: Mapping[str, Json]) -> None:
    """Raises NotFound for a line item that there is not, null included."""
    if "line_item_id" in given:
        line_item_id = given["line_item_id"]
        if line_item_id is None or store.find(LINE_ITEMS, line_item_id) is None:
            raise NotFound(f"Line item with {'null' if line_item_id is None else line_item_id} was not found")


def reserve(store: Store, given: Mapping[str, Json]) -> None:
    """Set aside what the reservation says, be it more than there is.

    Raises:
        NotFound: there is no such line item, or the item is not stocked at the location.
    """
    check_line_item(store, given)
    inventory.level(store, given["inventory_item_id"], given["location_id"])
    inventory.adjust_reserved(store, given["inventory_item_id"], given["location_id"], given["quantity"])


def reserve_variant(
    store: Store, variant_id: str, quantity: int, channel_id: str | None, *, line_item_id: str | None = None
) -> list[str]:
    """Set so many of the variant aside where the sales channel's locations stock it, be it more than there is.

    The ids of the reservations: none for a variant that is not kept in stock. Source: `reserveQuantity` of
    `services/product-variant-inventory.ts`.

    Raises:
        InvalidData: no location serves the channel, or none of them stocks the variant.
    """
    items = inventory.items_of(store, variant_id)
    if not items:
        return []
    served = locations_of(store, channel_id)
    lacking = "Must provide location_id or sales_channel_id to a Sales Channel that has associated"
    if not served:
        raise InvalidData(f"{lacking} Stock Locations")
    location_id = inventory.stocked_at(store, items[0].key, served)
    if location_id is None:
        raise InvalidData(f"{lacking} locations with inventory levels")
    made = []
    for item in items:
        where = {"inventory_item_id": item.key, "location_id": location_id}
        made.append(store.insert(RESERVATIONS, {**where, "line_item_id": line_item_id, "quantity": quantity}).key)
        inventory.adjust_reserved(store, item.key, location_id, quantity)
    emit(store, "reservation-item.created", {"ids": made})
    return made


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
    emit(store, "reservation-item.updated", {"id": id})
    return changed


def release(store: Store, id: str) -> None:
    """Delete the reservation, if there is one, and give back what it held."""
    found = store.find(RESERVATIONS, id)
    if found:
        _give_back(store, found)
    emit(store, "reservation-item.deleted", {"ids": id})


def release_line_items(store: Store, *line_item_ids: str) -> None:
    """Give back all that is reserved for the line items."""
    for line_item_id in line_item_ids:
        for found in store.select(RESERVATIONS, line_item_id=line_item_id):
            _give_back(store, found)
    emit(store, "reservation-item.deleted", {"line_item_id": line_item_ids})


def _give_back(store: Store, found: Row) -> None:
    inventory.adjust_reserved(store, found["inventory_item_id"], found["location_id"], -found["quantity"])
    store.delete(RESERVATIONS, found.key)


def use(store: Store, line_item_id: str, location_id: str, quantity: int) -> None:
    """Take so many of what is reserved for the line item, at the location first.

    A reservation of exactly that many at the location goes alone. Source: `adjustReservationsQuantityByLineItem`.
    """
    newest = [*store.select(RESERVATIONS, line_item_id=line_item_id)][::-1]
    found = sorted(newest, key=lambda one: one["location_id"] != location_id)
    exact = next((one for one in found if one["quantity"] == quantity and one["location_id"] == location_id), None)
    gone: list[str] = []
    for one in [exact] if exact else found:
        if one["quantity"] <= quantity:
            _give_back(store, one)
            quantity -= one["quantity"]
            gone.append(one.key)
        else:
            change(store, one.key, {"quantity": one["quantity"] - quantity})
            break
    if gone:
        emit(store, "reservation-item.deleted", {"ids": gone})


def empty_location(store: Store, location_id: str) -> None:
    """Delete all reservations at a location; their levels are left as they are."""
    for found in store.select(RESERVATIONS, location_id=location_id):
        store.delete(RESERVATIONS, found.key)
    emit(store, "reservation-item.deleted", {"location_id": location_id})
