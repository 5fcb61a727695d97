"""Shipping and taxes of the demo shop, and consequences that the recordings do not show."""

import httpx
import pytest


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=PARCEL&is_return=false", ["so_europe_parcel", "so_europe_free"]),
        ("q=crate&name=Parcel", ["so_europe_crate"]),
        ("is_return=true", ["so_europe_return"]),
        ("is_return=true&admin_only[]=true", ["so_europe_return"]),
        ("admin_only=true", ["so_america_pickup"]),
        ("is_return=null", []),
        ("region_id=reg_uk&is_return=perhaps", ["so_uk_post"]),
        ("region_id=reg_uk&is_return[lt]=true", ["so_uk_post"]),
        ("id[]=so_uk_post&id[]=so_europe_crate", ["so_uk_post", "so_europe_crate"]),
        ("deleted_at[gt]=2000-01-01", []),
    ],
)
def test_filters_of_shipping_options(demo: httpx.Client, query: str, found: list[str]) -> None:
    page = demo.get(f"/admin/shipping-options?fields=id&expand=&{query}").json()
    assert sorted(option["id"] for option in page["shipping_options"]) == sorted(found)
    assert page["count"] == len(found)


@pytest.mark.parametrize(
    ("option", "rates", "total", "tax"),
    [
        ("so_europe_parcel", ["default"], 702, 112),
        ("so_europe_crate", ["EU-FREIGHT"], 1676, 186),
        ("so_uk_post", ["default"], 420, 70),
        ("so_america_air", [], 1900, 0),
    ],
)
def test_a_list_tells_the_tax(demo: httpx.Client, option: str, rates: list[str], total: int, tax: int) -> None:
    [shown] = demo.get(f"/admin/shipping-options?id={option}").json()["shipping_options"]
    assert [rate["code"] for rate in shown["tax_rates"]] == rates
    assert (shown["price_incl_tax"], shown["tax_amount"]) == (total, tax)


def test_a_tax_rate_counts_what_it_applies_to(demo: httpx.Client) -> None:
    query = "fields[]=product_type_count&fields[]=name&fields[]=product_count&expand[]=products"
    rate = demo.get(f"/admin/tax-rates/txr_europe_food?{query}").json()["tax_rate"]
    assert list(rate) == ["id", "name", "product_type_count", "product_count", "products"]
    assert (rate["product_type_count"], rate["product_count"]) == (2, 1)
    assert [product["id"] for product in rate["products"]] == ["prod_hamper"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rate[gt]=5&rate[lt]=10", ["txr_europe_food"]),
        ("rate=12.5", ["txr_europe_freight"]),
        ("rate=0", ["txr_uk_zero"]),
        ("q=food&name=Freight", ["txr_europe_food"]),
        ("region_id[]=reg_uk&code=", ["txr_uk_zero"]),
        ("order=rate&limit=2", ["txr_uk_zero", "txr_europe_food"]),
    ],
)
def test_filters_of_tax_rates(demo: httpx.Client, query: str, found: list[str]) -> None:
    page = demo.get(f"/admin/tax-rates?fields[]=id&{query}").json()
    assert [rate["id"] for rate in page["tax_rates"]] == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("expand=products", "expand must be an array"),
        ("fields=name", "fields must be an array"),
        ("fields[]=nme", "each value in fields must be one of the following values: "),
    ],
)
def test_relations_and_columns_of_tax_rates_are_lists(demo: httpx.Client, query: str, message: str) -> None:
    answer = demo.get(f"/admin/tax-rates?{query}")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)


def test_a_deleted_region_takes_its_options_out_of_lists_that_show_prices(admin: httpx.Client) -> None:
    [option] = admin.get("/admin/shipping-options?name=By truck").json()["shipping_options"]
    admin.delete(f"/admin/regions/{option['region_id']}")
    assert admin.get(f"/admin/shipping-options/{option['id']}").json()["shipping_option"]["region"] is None
    answer = admin.get("/admin/shipping-options")
    assert answer.status_code == 404
    assert answer.json()["message"] == f"Region with {option['region_id']} was not found"


def test_a_deleted_profile_leaves_its_products_and_options_without_one(admin: httpx.Client) -> None:
    [product] = admin.get("/admin/products?handle=stoneware-cup").json()["products"]
    [option] = admin.get("/admin/shipping-options?name=By truck").json()["shipping_options"]
    created = admin.post("/admin/shipping-profiles", json={"name": "Fragile", "type": "custom"}).json()
    path = f"/admin/shipping-profiles/{created['shipping_profile']['id']}"
    profile = admin.post(path, json={"products": [product["id"]], "shipping_options": [option["id"]]}).json()
    [moved] = profile["shipping_profile"]["products"]
    assert moved["profile_id"] == created["shipping_profile"]["id"]
    admin.delete(path)
    assert "profile" not in admin.get(f"/admin/products/{product['id']}").json()["product"]
    shown = admin.get(f"/admin/shipping-options/{option['id']}").json()["shipping_option"]
    assert (shown["profile_id"], shown["profile"]) == (created["shipping_profile"]["id"], None)
