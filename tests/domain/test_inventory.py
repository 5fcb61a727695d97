"""Items, levels, and what happens to them when something else goes."""

from typing import Any

import pytest

from medusa_mock.domain import inventory
from medusa_mock.errors import Duplicate, NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS
from medusa_mock.tables.inventory import INVENTORY_ITEMS, INVENTORY_LEVELS, RESERVATIONS

ITEM, SHOP, WAREHOUSE = "iitem_assam_100", "sloc_shop", "sloc_warehouse"


def new_variant(shop: Store, **values: Any) -> Row:
    given = {"title": "1 kg", "product_id": "prod_assam", "inventory_quantity": 3, **values}
    return shop.insert(PRODUCT_VARIANTS, given)


def test_a_new_variant_is_kept_in_stock_under_its_own_sku(shop: Store) -> None:
    variant = new_variant(shop, sku="ASSAM-1000", weight=1000, hs_code="090240", title="1 kg")
    item = inventory.keep_in_stock(shop, variant)
    assert item is not None
    assert {"ASSAM-1000", 1000, "090240"} <= set(item.values())
    assert item["title"] is None
    assert inventory.items_of(shop, variant.key) == [item]
    assert inventory.stock(shop, item.key)["stocked_quantity"] == 0


def test_a_variant_whose_inventory_is_not_managed_has_no_item(shop: Store) -> None:
    variant = new_variant(shop, manage_inventory=False)
    assert inventory.keep_in_stock(shop, variant) is None
    assert inventory.items_of(shop, variant.key) == []


def test_an_sku_that_an_item_has_cannot_be_kept_in_stock_twice(shop: Store) -> None:
    shop.update(PRODUCT_VARIANTS, "variant_assam_100", {"sku": None})
    with pytest.raises(Duplicate, match=r"^Inventory_item with sku ASSAM-100 already exists\.$"):
        inventory.keep_in_stock(shop, new_variant(shop, sku="ASSAM-100"))


def test_a_variant_has_one_item(shop: Store) -> None:
    with pytest.raises(NotAllowed):
        inventory.attach(shop, "iitem_cup_ash", "variant_assam_100")
    with pytest.raises(NotFound):
        inventory.attach(shop, "iitem_cup_ash", "variant_nope")


def test_what_a_variant_leaves_behind_can_be_another_variant_s(shop: Store) -> None:
    inventory.detach_variant(shop, "variant_assam_100")
    assert shop.find(INVENTORY_ITEMS, ITEM)
    inventory.attach(shop, ITEM, new_variant(shop).key)


def test_a_deleted_item_takes_its_levels_along_and_leaves_its_reservations(shop: Store) -> None:
    inventory.delete_item(shop, ITEM)
    assert shop.find(INVENTORY_ITEMS, ITEM) is None
    assert shop.first(INVENTORY_LEVELS, inventory_item_id=ITEM) is None
    assert shop.first(RESERVATIONS, inventory_item_id=ITEM)
    assert inventory.items_of(shop, "variant_assam_100") == []
    inventory.delete_item(shop, ITEM)


def test_the_stock_of_an_item_at_some_locations_or_at_all(shop: Store) -> None:
    everywhere = inventory.stock(shop, ITEM)
    assert (everywhere["stocked_quantity"], everywhere["reserved_quantity"]) == (40, 4)
    assert [level["available_quantity"] for level in everywhere["location_levels"]] == [8, 28]
    at_the_shop = inventory.stock(shop, ITEM, [SHOP])
    assert (at_the_shop["stocked_quantity"], len(at_the_shop["location_levels"])) == (12, 1)


def test_what_is_available_at_locations(shop: Store) -> None:
    assert inventory.available_at(shop, ITEM, [SHOP, WAREHOUSE]) == 36
    assert inventory.available_at(shop, ITEM, [SHOP]) == 8
    assert inventory.available_at(shop, "iitem_assam_500", [SHOP]) is None
    assert inventory.available_at(shop, ITEM, []) is None


def test_a_level_needs_a_location_and_an_item(shop: Store) -> None:
    with pytest.raises(NotFound, match=r"^StockLocation with id sloc_nope was not found$"):
        inventory.create_level(shop, ITEM, {"location_id": "sloc_nope", "stocked_quantity": 1})
    with pytest.raises(NotFound, match=r"^InventoryItem with id iitem_nope was not found$"):
        inventory.create_level(shop, "iitem_nope", {"location_id": SHOP, "stocked_quantity": 1})


def test_a_level_that_was_deleted_does_not_come_back(shop: Store) -> None:
    inventory.delete_level(shop, ITEM, WAREHOUSE)
    with pytest.raises(NotFound):
        inventory.level(shop, ITEM, WAREHOUSE)
    with pytest.raises(Duplicate):
        inventory.create_level(shop, ITEM, {"location_id": WAREHOUSE, "stocked_quantity": 1})


def test_a_level_with_reservations_stays(shop: Store) -> None:
    with pytest.raises(NotAllowed):
        inventory.delete_level(shop, ITEM, SHOP)
    inventory.adjust_reserved(shop, ITEM, SHOP, -5)
    assert inventory.level(shop, ITEM, SHOP)["reserved_quantity"] == -1
    inventory.delete_level(shop, ITEM, SHOP)
    inventory.delete_level(shop, ITEM, SHOP)


def test_nothing_is_reserved_where_an_item_is_not_stocked(shop: Store) -> None:
    before = shop.world
    inventory.adjust_reserved(shop, ITEM, "sloc_nope", 5)
    assert shop.world is before
