"""Lists of orders, over HTTP: what the recordings do not tell."""

import httpx
import pytest


@pytest.mark.parametrize("query", ["display_id=14", "display_id=14.0"])
def test_an_order_is_found_by_its_number(demo: httpx.Client, query: str) -> None:
    found = demo.get(f"/admin/orders?{query}").json()
    assert [order["id"] for order in found["orders"]] == ["order_awaiting"]


@pytest.mark.parametrize("name", ["display_id", "tax_rate"])
def test_a_number_has_to_be_one(demo: httpx.Client, name: str) -> None:
    response = demo.get(f"/admin/orders?{name}=many")
    assert (response.status_code, response.json()["message"]) == (400, f"{name} must be a number")
