"""Sales channels, and what is seen of them elsewhere."""

from typing import Any

import httpx


def channel(admin: httpx.Client, **body: Any) -> str:
    made: str = admin.post("/admin/sales-channels", json={"name": "Stall", **body}).json()["sales_channel"]["id"]
    return made


def test_products_are_listed_by_the_channel_that_sells_them(admin: httpx.Client) -> None:
    stall = channel(admin)
    product = admin.get("/admin/products?handle=stoneware-cup").json()["products"][0]["id"]
    path, body = f"/admin/sales-channels/{stall}/products/batch", {"product_ids": [{"id": product}]}
    admin.post(path, json=body)
    found = admin.get(f"/admin/products?sales_channel_id[]={stall}").json()["products"]
    assert [one["id"] for one in found] == [product]
    admin.request("DELETE", path, json=body)
    assert admin.get(f"/admin/products?sales_channel_id[]={stall}").json()["count"] == 0


def test_a_product_forgets_a_deleted_channel(admin: httpx.Client) -> None:
    stall = channel(admin)
    product = admin.get("/admin/products?handle=stoneware-cup").json()["products"][0]["id"]
    admin.post(f"/admin/sales-channels/{stall}/products/batch", json={"product_ids": [{"id": product}]})
    assert len(admin.get(f"/admin/products/{product}").json()["product"]["sales_channels"]) == 2
    admin.delete(f"/admin/sales-channels/{stall}")
    assert len(admin.get(f"/admin/products/{product}").json()["product"]["sales_channels"]) == 1


def test_a_search_reads_nothing_of_order_fields_and_expand(admin: httpx.Client) -> None:
    for name in ("Quay B", "Quay A"):
        channel(admin, name=name)
    found = admin.get("/admin/sales-channels?q=quay&order=name&fields=name&expand=locations&name=x").json()
    assert [one["name"] for one in found["sales_channels"]] == ["Quay B", "Quay A"]
    assert "metadata" in found["sales_channels"][0]
    assert "locations" not in found["sales_channels"][0]
    in_part = admin.get("/admin/sales-channels?order=name&fields=name&expand=locations&limit=1&offset=1").json()
    assert list(in_part["sales_channels"][0]) == ["id", "created_at", "name", "locations"]
