"""Customers of the demo shop, and what the recordings cannot show of them."""

import httpx
import pytest


def test_a_customer_comes_with_orders_and_addresses(demo: httpx.Client) -> None:
    customer = demo.get("/admin/customers/cus_noor").json()["customer"]
    assert [order["id"] for order in customer["orders"]] == ["order_uk", "order_partly"]
    assert [address["id"] for address in customer["shipping_addresses"]] == ["addr_noor_home"]
    assert "password_hash" not in customer


def test_relations_are_shown_in_alphabetical_order(demo: httpx.Client) -> None:
    path = "/admin/customers/cus_greta?expand=shipping_addresses,orders,groups.customers,billing_address"
    customer = demo.get(path).json()["customer"]
    assert list(customer)[-4:] == ["billing_address", "groups", "orders", "shipping_addresses"]
    assert customer["billing_address"]["city"] == "Bremen"
    regulars, wholesale = customer["groups"]
    assert [member["id"] for member in regulars["customers"]] == ["cus_noor", "cus_greta"]
    assert [member["id"] for member in wholesale["customers"]] == ["cus_greta"]


def test_a_group_can_be_shown_in_part(demo: httpx.Client) -> None:
    group = demo.get("/admin/customer-groups/cgrp_press?fields=name&expand=customers").json()["customer_group"]
    assert group == {"id": "cgrp_press", "name": "Press", "customers": []}
    listed = demo.get("/admin/customer-groups?fields=name&limit=1&order=name").json()["customer_groups"]
    assert [list(group) for group in listed] == [["id", "created_at", "name"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=noor", ["cus_noor", "cus_noor_guest"]),
        ("q=TOM%C3%81S", ["cus_tomas"]),
        ("has_account=false&limit=2", ["cus_noor_guest", "cus_guest"]),
        ("groups=cgrp_wholesale&groups=cgrp_press", ["cus_greta"]),
        ("groups[]=cgrp_press", []),
        ("order=first_name&limit=4", ["cus_greta", "cus_noor", "cus_noor_guest", "cus_tomas"]),
        ("order=-first_name&q=s%40example", ["cus_guest", "cus_tomas"]),
        ("order=email&limit=2&offset=3", ["cus_noor", "cus_noor_guest"]),
    ],
)
def test_lists(demo: httpx.Client, query: str, found: list[str]) -> None:
    assert [customer["id"] for customer in demo.get(f"/admin/customers?{query}").json()["customers"]] == found


@pytest.mark.parametrize("path", ["/admin/customers", "/admin/customers/cus_noor", "/admin/customer-groups"])
def test_a_relation_that_does_not_exist_is_refused(demo: httpx.Client, path: str) -> None:
    answer = demo.get(f"{path}?expand=enemies")
    assert (answer.status_code, answer.json()["message"]) == (400, "Requested fields [enemies] are not valid")


def test_nobody_joins_if_one_does_not_exist(admin: httpx.Client) -> None:
    body = {"email": "rui@tea.example", "first_name": "Rui", "last_name": "Faria", "password": "x"}
    customer = admin.post("/admin/customers", json=body).json()["customer"]["id"]
    group = admin.post("/admin/customer-groups", json={"name": "Crew"}).json()["customer_group"]
    path = f"/admin/customer-groups/{group['id']}"
    refused = admin.post(f"{path}/customers/batch", json={"customer_ids": [{"id": customer}, {"id": "cus_unknown"}]})
    assert refused.status_code == 404
    assert admin.get(f"{path}/customers").json()["count"] == 0


def test_a_failed_change_of_groups_changes_nothing(admin: httpx.Client) -> None:
    body = {"email": "rui@tea.example", "first_name": "Rui", "last_name": "Faria", "password": "x"}
    path = f"/admin/customers/{admin.post('/admin/customers', json=body).json()['customer']['id']}"
    assert admin.post(path, json={"first_name": "Ruy", "groups": [{"id": "cgrp_unknown"}]}).status_code == 404
    assert admin.get(path).json()["customer"]["first_name"] == "Rui"
