"""Batch jobs over HTTP: time, people and files around them."""

from typing import Any

import httpx
import pytest

ADDRESS = {
    "first_name": "Paula",
    "last_name": "Roth",
    "address_1": "Ring 7; left",
    "city": "Köln",
    "country_code": "de",
}


def create(admin: httpx.Client, type: str, **values: Any) -> dict[str, Any]:
    answer = admin.post("/admin/batch-jobs", json={"type": type, "context": {}, **values})
    assert answer.status_code == 201, answer.text
    job: dict[str, Any] = answer.json()["batch_job"]
    return job


def after(admin: httpx.Client, job: dict[str, Any], seconds: float = 1) -> dict[str, Any]:
    """The job some time later."""
    session = {"X-Mock-Session": admin.headers["X-Mock-Session"]}
    admin.post("/_mock/clock/advance", json={"seconds": seconds}, headers=session)
    found: dict[str, Any] = admin.get(f"/admin/batch-jobs/{job['id']}").json()["batch_job"]
    return found


def test_a_job_is_done_as_time_passes(admin: httpx.Client) -> None:
    job = create(admin, "product-export", dry_run=True)
    assert job["status"] == "created"
    assert after(admin, job)["status"] == "pre_processed"
    assert admin.post(f"/admin/batch-jobs/{job['id']}/confirm").json()["batch_job"]["status"] == "confirmed"
    done = after(admin, job)
    assert done["status"] == "completed"
    answer = admin.get(f"/uploads/{done['result']['file_key']}")
    assert answer.headers["content-type"] == "text/csv; charset=UTF-8"
    assert len(answer.content) == done["result"]["file_size"]


def test_an_export_is_there_for_who_fetches_it_first(admin: httpx.Client) -> None:
    job = create(admin, "order-export")
    session = {"X-Mock-Session": admin.headers["X-Mock-Session"]}
    now = admin.post("/_mock/clock/advance", json={"seconds": 60}, headers=session).json()["now"]
    [listed] = admin.get("/admin/batch-jobs").json()["batch_jobs"]
    assert (listed["id"], listed["status"]) == (job["id"], "completed")
    assert listed["completed_at"] < now


def test_an_import_changes_the_shop(admin: httpx.Client) -> None:
    lines = "Product Handle;Product Title;Variant Title;Variant Inventory Quantity\nbowl;Bowl;Small;3\n"
    [made] = admin.post("/admin/uploads", files={"files": ("a.csv", lines)}).json()["uploads"]
    job = create(admin, "product-import", context={"fileKey": made["key"]})
    assert after(admin, job)["status"] == "completed"
    [bowl] = admin.get("/admin/products", params={"handle": "bowl"}).json()["products"]
    assert [variant["title"] for variant in bowl["variants"]] == ["Small"]
    assert admin.get(made["url"]).status_code == 404


def test_jobs_are_their_users_own(admin: httpx.Client) -> None:
    job = create(admin, "product-export")
    account = {"email": "noor@example.com", "password": "supersecret"}
    admin.post("/admin/users", json=account)
    token = admin.post("/admin/auth/token", json=account).json()["access_token"]
    noor = {"Authorization": f"Bearer {token}"}
    assert admin.get("/admin/batch-jobs", headers=noor).json()["count"] == 0
    for method, path in (("GET", ""), ("POST", "/cancel"), ("POST", "/confirm")):
        answer = admin.request(method, f"/admin/batch-jobs/{job['id']}{path}", headers=noor)
        assert (answer.status_code, answer.json()["type"]) == (400, "not_allowed")
    assert admin.get("/admin/batch-jobs").json()["count"] == 1


@pytest.fixture
def order(admin: httpx.Client) -> dict[str, Any]:
    """An order of two packets of tea."""
    [region] = admin.get("/admin/regions", params={"q": "Continental"}).json()["regions"]
    options = {"region_id": region["id"], "is_return": "false"}
    way = admin.get("/admin/shipping-options", params=options).json()["shipping_options"][0]
    [tea] = admin.get("/admin/variants", params={"q": "ASSAM-100"}).json()["variants"]
    draft = {
        "email": "paula@example.com",
        "region_id": region["id"],
        "items": [{"variant_id": tea["id"], "quantity": 2}],
        "shipping_methods": [{"option_id": way["id"]}],
        "shipping_address": ADDRESS,
    }
    made = admin.post("/admin/draft-orders", json=draft).json()["draft_order"]
    paid: dict[str, Any] = admin.post(f"/admin/draft-orders/{made['id']}/pay").json()["order"]
    return paid


def test_orders_are_exported_with_what_they_come_to(admin: httpx.Client, order: dict[str, Any]) -> None:
    done = after(admin, create(admin, "order-export"))
    assert done["result"]["stat_descriptors"][0]["message"] == "There will be 1 orders exported by this action"
    assert done["result"]["progress"] == 1
    header, line, end = admin.get(f"/uploads/{done['result']['file_key']}").text.split("\r\n")
    shown = admin.get(f"/admin/orders/{order['id']}").json()["order"]
    assert end == ""
    assert header.startswith("Order_ID;Display_ID;Order status;Date;Customer First name;")
    assert header.endswith(";Tax Total;Total;Currency Code;Sales channel name;Sales channel description")
    cells = line.split(";")
    assert cells[:3] == [order["id"], str(order["display_id"]), "pending"]
    assert cells[3].endswith(" GMT")
    assert cells[6] == "paula@example.com"
    assert "Ring 7; left;;de;Köln;" in line
    names = ("subtotal", "shipping_total", "discount_total", "gift_card_total", "refunded_total", "tax_total", "total")
    assert cells[-10:-3] == [str(shown[name]) for name in names]


@pytest.mark.usefixtures("order")
def test_orders_are_filtered_by_their_columns(admin: httpx.Client) -> None:
    def count(**filters: Any) -> Any:
        job = after(admin, create(admin, "order-export", context={"filterable_fields": filters}))
        return job["result"].get("count", 0) if job["status"] == "completed" else job["result"]["errors"]

    assert count(email="paula@example.com") == 1
    assert count(status=["canceled"]) == 0
    assert count(foo=1) == ['Property "foo" was not found in "Order". Make sure your query is correct.']
