"""Discounts, seen elsewhere once they are changed."""

from typing import Any

import httpx
import pytest


@pytest.fixture
def ids(admin: httpx.Client) -> dict[str, str]:
    """The ids of a region and of a product."""
    region = admin.get("/admin/regions?limit=1").json()["regions"][0]["id"]
    product = admin.get("/admin/products?handle=stoneware-cup").json()["products"][0]["id"]
    return {"region": region, "product": product}


@pytest.fixture
def discount(admin: httpx.Client, ids: dict[str, str]) -> dict[str, Any]:
    """A discount for one product in one region."""
    rule = {"type": "percentage", "value": 10, "allocation": "total"}
    conditions = [{"operator": "in", "products": [ids["product"]]}]
    body = {"code": "cup", "rule": rule | {"conditions": conditions}, "regions": [ids["region"]]}
    found: dict[str, Any] = admin.post("/admin/discounts", json=body).json()["discount"]
    return found


def test_products_are_found_by_the_condition_that_names_them(
    admin: httpx.Client, discount: dict[str, Any], ids: dict[str, str]
) -> None:
    condition = discount["rule"]["conditions"][0]["id"]
    page = admin.get(f"/admin/products?fields=id&expand=&discount_condition_id={condition}").json()
    assert [product["id"] for product in page["products"]] == [ids["product"]]
    other = admin.get(f"/admin/products?id=prod_unknown&discount_condition_id={condition}").json()
    assert other["count"] == 0


def test_a_deleted_region_leaves_its_discounts(
    admin: httpx.Client, discount: dict[str, Any], ids: dict[str, str]
) -> None:
    assert admin.delete(f"/admin/regions/{ids['region']}").status_code == 200
    assert admin.get(f"/admin/discounts/{discount['id']}").json()["discount"]["regions"] == []


def test_a_deleted_product_leaves_the_condition(
    admin: httpx.Client, discount: dict[str, Any], ids: dict[str, str]
) -> None:
    assert admin.delete(f"/admin/products/{ids['product']}").status_code == 200
    path = f"/admin/discounts/{discount['id']}?expand=rule.conditions.products"
    assert admin.get(path).json()["discount"]["rule"]["conditions"][0]["products"] == []


@pytest.mark.usefixtures("discount")
def test_a_refused_discount_leaves_no_trace(admin: httpx.Client, ids: dict[str, str]) -> None:
    body = {"code": "CUP", "rule": {"type": "fixed", "value": 1, "allocation": "item"}, "regions": [ids["region"]]}
    assert admin.post("/admin/discounts", json=body).status_code == 422
    assert admin.get("/admin/discounts?rule[type]=fixed").json()["count"] == 0
    assert admin.get("/admin/discounts?rule[type]=percentage").json()["count"] == 1


@pytest.mark.parametrize("query", ["is_disabled=a&is_disabled=b", "is_disabled[lt]=true", "is_dynamic[]=true"])
@pytest.mark.usefixtures("discount")
def test_an_odd_truth_value_has_no_effect(admin: httpx.Client, query: str) -> None:
    assert admin.get(f"/admin/discounts?{query}").json()["count"] == admin.get("/admin/discounts").json()["count"]
