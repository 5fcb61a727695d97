"""The stock of the demo shop over HTTP: what follows from what, beyond the recordings."""

import httpx
import pytest

ITEM = "/admin/inventory-items/iitem_assam_100"


def stock(client: httpx.Client) -> tuple[int, int]:
    item = client.get(ITEM).json()["inventory_item"]
    return item["stocked_quantity"], item["reserved_quantity"]


def test_a_deleted_location_takes_its_stock_and_reservations_along(demo: httpx.Client) -> None:
    assert stock(demo) == (40, 6)
    assert demo.get("/admin/reservations").json()["count"] == 5
    demo.delete("/admin/stock-locations/sloc_shop")
    assert stock(demo) == (28, 0)
    [left] = demo.get("/admin/reservations").json()["reservations"]
    assert left["location_id"] == "sloc_warehouse"
    served = demo.get("/admin/stock-locations?sales_channel_id=sc_default").json()["stock_locations"]
    assert [location["id"] for location in served] == ["sloc_warehouse"]


def test_a_location_may_be_deleted_that_never_was(demo: httpx.Client) -> None:
    answer = demo.delete("/admin/stock-locations/sloc_nope")
    assert (answer.status_code, answer.json()["deleted"]) == (200, True)
    assert stock(demo) == (40, 6)


def test_items_at_a_location_are_listed_with_their_levels_there(demo: httpx.Client) -> None:
    page = demo.get("/admin/inventory-items?location_id=sloc_warehouse&order=sku").json()
    assert page["count"] == 3
    assert [item["sku"] for item in page["inventory_items"]] == ["ASSAM-100", "ASSAM-500", "ESP-250-B"]
    assert [level["location_id"] for level in page["inventory_items"][0]["location_levels"]] == ["sloc_warehouse"]
    assert page["inventory_items"][0]["variants"][0]["product"]["title"] == "Assam, loose leaf"
    assert demo.get("/admin/inventory-items?location_id[]=sloc_nope").json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("weight=310", 2),
        ("weight[gt]=100&weight[lt]=500", 2),
        ("material=stoneware&sku=CUP-ASH", 1),
        ("hs_code=null", 5),
        ("requires_shipping=true", 5),
        ("requires_shipping=no", 0),
        ("q=cup", 2),
        ("expand=nothing", 5),
        ("id[]=iitem_cup_ash&id[]=iitem_cup_moss", 2),
    ],
)
def test_filters_of_items(demo: httpx.Client, query: str, count: int) -> None:
    assert demo.get(f"/admin/inventory-items?{query}").json()["count"] == count


def test_a_deleted_item_leaves_its_variant_free_for_another(demo: httpx.Client) -> None:
    body = {"variant_id": "variant_assam_100", "sku": "ASSAM-100"}
    assert demo.post("/admin/inventory-items", json=body | {"sku": "OTHER"}).json()["type"] == "not_allowed"
    demo.delete(ITEM)
    assert demo.post("/admin/inventory-items", json=body).status_code == 200


def test_a_refused_item_leaves_nothing_behind(demo: httpx.Client) -> None:
    body = {"variant_id": "variant_nope", "sku": "NEW"}
    assert demo.post("/admin/inventory-items", json=body).status_code == 404
    assert demo.get("/admin/inventory-items?sku=NEW").json()["count"] == 0


def test_levels_may_show_their_item(demo: httpx.Client) -> None:
    levels = demo.get(f"{ITEM}/location-levels?fields=location_id&expand=inventory_item").json()["inventory_item"]
    assert [list(level) for level in levels["location_levels"]] == [["id", "location_id", "inventory_item"]] * 2


def test_a_reservation_of_an_item_that_is_gone_shows_none(demo: httpx.Client) -> None:
    demo.delete(ITEM)
    page = demo.get("/admin/reservations?expand=inventory_item,line_item").json()
    items = {
        reservation["inventory_item_id"]: reservation.get("inventory_item") for reservation in page["reservations"]
    }
    assert {key: item and item["sku"] for key, item in items.items()} == {
        "iitem_assam_100": None,
        "iitem_cup_ash": "CUP-ASH",
        "iitem_espresso_bean": "ESP-250-B",
    }
    assert list(page) == ["reservations", "count", "limit", "offset"]
    page = demo.get("/admin/reservations?expand=inventory_item&fields=quantity").json()
    assert [list(reservation) for reservation in page["reservations"]] == [["id", "created_at", "quantity"]] * 5


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("location_id=sloc_shop", 4),
        ("location_id[]=sloc_warehouse", 1),
        ("created_by[]=usr_mira", 1),
        ("quantity[gte]=4", 1),
        ("description[contains]=WINDOW", 1),
        ("line_item_id[]=item_nope", 0),
        ("created_at[lt]=2000-01-01", 0),
    ],
)
def test_filters_of_reservations(demo: httpx.Client, query: str, count: int) -> None:
    assert demo.get(f"/admin/reservations?{query}").json()["count"] == count
