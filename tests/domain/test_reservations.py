"""What reservations do to the levels that they are about."""

import pytest

from medusa_mock.domain import inventory, reservations
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Store
from medusa_mock.tables.inventory import RESERVATIONS

ITEM, SHOP, WAREHOUSE, RESERVATION = "iitem_assam_100", "sloc_shop", "sloc_warehouse", "resitem_fair"


def reserved(shop: Store) -> tuple[int, int]:
    """What is reserved of the item in the shop and in the warehouse; at the beginning 4 and 0."""
    shop_level, warehouse = (inventory.level(shop, ITEM, place) for place in (SHOP, WAREHOUSE))
    return shop_level["reserved_quantity"], warehouse["reserved_quantity"]


def test_more_than_there_is_can_be_reserved(shop: Store) -> None:
    reservations.reserve(shop, {"inventory_item_id": ITEM, "location_id": WAREHOUSE, "quantity": 500})
    assert reserved(shop) == (4, 500)


def test_an_item_is_reserved_where_it_is_stocked(shop: Store) -> None:
    with pytest.raises(NotFound, match=r"^Item iitem_cup_ash is not stocked at location sloc_warehouse$"):
        reservations.reserve(shop, {"inventory_item_id": "iitem_cup_ash", "location_id": WAREHOUSE, "quantity": 1})


@pytest.mark.parametrize(("line_item", "told"), [("item_1", "item_1"), ("", ""), (None, "null")])
def test_there_are_no_line_items(shop: Store, line_item: str | None, told: str) -> None:
    given = {"inventory_item_id": ITEM, "location_id": SHOP, "quantity": 1, "line_item_id": line_item}
    with pytest.raises(NotFound, match=f"^Line item with {told} was not found$"):
        reservations.reserve(shop, given)


def test_another_quantity_moves_the_level(shop: Store) -> None:
    reservations.change(shop, RESERVATION, {"quantity": 7})
    assert reserved(shop) == (7, 0)
    reservations.change(shop, RESERVATION, {"quantity": 0, "description": "Rained off"})
    assert reserved(shop) == (0, 0)


def test_another_location_moves_both_levels(shop: Store) -> None:
    reservations.change(shop, RESERVATION, {"location_id": WAREHOUSE})
    assert reserved(shop) == (0, 4)
    reservations.change(shop, RESERVATION, {"location_id": SHOP, "quantity": 1})
    assert reserved(shop) == (1, 0)


def test_a_quantity_of_nothing_moves_the_old_one_to_another_location(shop: Store) -> None:
    assert reservations.change(shop, RESERVATION, {"location_id": WAREHOUSE, "quantity": 0})["quantity"] == 0
    assert reserved(shop) == (0, 4)


def test_a_location_that_is_not_there_is_taken(shop: Store) -> None:
    assert reservations.change(shop, RESERVATION, {"location_id": "sloc_nope"})["location_id"] == "sloc_nope"
    assert reserved(shop) == (0, 0)


def test_what_may_not_be_null(shop: Store) -> None:
    with pytest.raises(InvalidData, match="in field location_id on insert in table reservation_item"):
        reservations.change(shop, RESERVATION, {"location_id": None, "quantity": None})


def test_metadata_is_replaced(shop: Store) -> None:
    reservations.change(shop, RESERVATION, {"metadata": {"stall": 9, "tent": ""}})
    assert reservations.change(shop, RESERVATION, {"metadata": {"stall": 10}})["metadata"] == {"stall": 10}
    assert reservations.change(shop, RESERVATION, {"metadata": None})["metadata"] is None


def test_a_reservation_gives_back_what_it_held(shop: Store) -> None:
    reservations.release(shop, RESERVATION)
    reservations.release(shop, RESERVATION)
    assert reserved(shop) == (0, 0)


def test_the_reservations_at_a_location_go_without_giving_back(shop: Store) -> None:
    reservations.empty_location(shop, SHOP)
    assert list(shop.select(RESERVATIONS)) == []
    assert reserved(shop) == (4, 0)
