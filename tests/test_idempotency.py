"""Requests that are sent again: the key of an answer brings that answer back."""

import uuid

import httpx
import pytest

from tests.domain.sales import ADDRESS


@pytest.fixture
def path(demo: httpx.Client) -> str:
    """Where returns are asked for, of a paid order without items that matter."""
    draft = {
        "email": "noor@example.com",
        "region_id": "reg_europe",
        "shipping_address": ADDRESS,
        "items": [{"title": "Gift wrap", "quantity": 1}],
        "shipping_methods": [],
    }
    made = demo.post("/admin/draft-orders", json=draft).json()["draft_order"]
    order = demo.post(f"/admin/draft-orders/{made['id']}/pay").json()["order"]
    return f"/admin/orders/{order['id']}/return"


def returned(demo: httpx.Client, path: str) -> int:
    """How many returns the order has of which `path` asks for more."""
    order = demo.get(path.removesuffix("/return")).json()["order"]
    return len(order["returns"])


def test_an_answer_bears_a_key_of_the_servers_own(demo: httpx.Client, path: str) -> None:
    answer = demo.post(path, json={"items": []}, headers={"Idempotency-Key": "mine"})
    key = answer.headers["idempotency-key"]
    assert uuid.UUID(key).version == 4
    assert answer.headers["access-control-expose-headers"] == "Idempotency-Key"
    assert answer.json()["order"]["returns"][0]["idempotency_key"] == key


def test_the_key_brings_the_answer_back_and_changes_nothing(demo: httpx.Client, path: str) -> None:
    first = demo.post(path, json={"items": []})
    again = demo.post(
        path, json={"items": [], "refund": 5}, headers={"Idempotency-Key": first.headers["idempotency-key"]}
    )
    assert again.json() == first.json()
    assert again.headers["idempotency-key"] == first.headers["idempotency-key"]
    assert returned(demo, path) == 1


def test_a_kept_answer_has_its_keys_as_the_database_keeps_them(demo: httpx.Client, path: str) -> None:
    key = demo.post(path, json={"items": []}).headers["idempotency-key"]
    order = demo.post(path, json={"items": []}, headers={"Idempotency-Key": key}).json()["order"]
    assert [*order][:5] == ["id", "email", "items", "swaps", "total"]
    assert [*order["returns"][0]][:3] == ["id", "items", "status"]


def test_another_key_is_overlooked(demo: httpx.Client, path: str) -> None:
    keys = {
        demo.post(path, json={"items": []}, headers={"Idempotency-Key": "mine"}).headers["idempotency-key"]
        for _ in "ab"
    }
    assert len(keys) == returned(demo, path) == 2


def test_what_does_not_fit_is_refused_whatever_the_key(demo: httpx.Client, path: str) -> None:
    key = demo.post(path, json={"items": []}).headers["idempotency-key"]
    answer = demo.post(path, json={}, headers={"Idempotency-Key": key})
    assert answer.status_code == 400
    assert "idempotency-key" not in answer.headers


def test_a_refusal_leaves_no_key_behind(demo: httpx.Client, path: str) -> None:
    refused = demo.post("/admin/orders/order_nope/return", json={"items": []})
    assert refused.status_code == 404
    key = refused.headers["idempotency-key"]
    assert demo.post(path, json={"items": []}, headers={"Idempotency-Key": key}).status_code == 200


def test_a_key_is_known_to_its_own_state_alone(demo: httpx.Client, path: str) -> None:
    key = demo.post(path, json={"items": []}).headers["idempotency-key"]
    elsewhere = {"Idempotency-Key": key, "X-Mock-Session": "another"}
    assert demo.post(path, json={"items": []}, headers=elsewhere).status_code == 404


def test_the_other_operations_know_no_keys(demo: httpx.Client) -> None:
    assert "idempotency-key" not in demo.get("/admin/returns").headers
