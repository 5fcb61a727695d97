"""Buying something in the demo shop, over HTTP: what the recordings do not tell."""

import httpx
import pytest

from tests.world import DEMO_ADMIN, PASSWORD

CUP = {"variant_id": "variant_cup_ash", "quantity": 1}


@pytest.fixture
def shop(demo: httpx.Client) -> httpx.Client:
    """The demo shop as nobody sees it."""
    del demo.headers["x-medusa-access-token"]
    return demo


def cart_of(shop: httpx.Client) -> str:
    """The path of a cart with something in it that is sent to Germany and may be paid for."""
    body = {"region_id": "reg_europe", "country_code": "de", "items": [CUP]}
    path = f"/store/carts/{shop.post('/store/carts', json=body).json()['cart']['id']}"
    shop.post(path, json={"email": "ines@example.com"})
    shop.post(f"{path}/payment-sessions")
    shop.post(f"{path}/payment-session", json={"provider_id": "manual"})
    return path


def test_a_request_with_the_key_of_an_answer_is_answered_as_it_was(shop: httpx.Client) -> None:
    path = cart_of(shop)
    first = shop.post(f"{path}/line-items", json=CUP)
    key = {"Idempotency-Key": first.headers["idempotency-key"]}
    assert shop.post(f"{path}/line-items", json=CUP, headers=key).json() == first.json()
    assert [item["quantity"] for item in shop.get(path).json()["cart"]["items"]] == [2]
    own = shop.post(f"{path}/line-items", json=CUP, headers={"Idempotency-Key": "mine"})
    assert own.headers["idempotency-key"] != "mine"
    assert own.headers["access-control-expose-headers"] == "Idempotency-Key"


def test_an_order_that_failed_is_made_by_the_same_request(shop: httpx.Client) -> None:
    body = {"region_id": "reg_europe", "items": [CUP]}
    path = f"/store/carts/{shop.post('/store/carts', json=body).json()['cart']['id']}"
    shop.post(f"{path}/payment-sessions")
    shop.post(f"{path}/payment-session", json={"provider_id": "manual"})
    refused = shop.post(f"{path}/complete")
    assert (refused.status_code, refused.json()["message"]) == (
        400,
        "Cannot create an order from the cart without a customer",
    )
    assert shop.get(path).json()["cart"]["payment"]["data"] == {"status": "authorized"}
    shop.post(path, json={"email": "ines@example.com"})
    assert shop.post(f"{path}/complete").status_code == 422
    key = {"Idempotency-Key": refused.headers["idempotency-key"]}
    order = shop.post(f"{path}/complete", headers=key).json()
    assert order["type"] == "order"
    assert shop.post(f"{path}/complete", headers=key).json() == order


def test_a_cart_remembers_where_it_was_opened(shop: httpx.Client) -> None:
    headers = {"User-Agent": "Till", "X-Forwarded-For": "203.0.113.9, 10.0.0.1"}
    cart = shop.post("/store/carts", headers=headers).json()["cart"]
    assert cart["context"] == {"ip": "203.0.113.9", "user_agent": "Till"}


def test_who_signs_up_is_signed_in(shop: httpx.Client) -> None:
    body = {"email": "una@example.com", "password": "correct-horse"}
    customer = shop.post("/store/customers", json=body).json()["customer"]
    assert shop.get("/store/auth").json()["customer"]["id"] == customer["id"]
    assert shop.get("/store/customers/me/orders").json()["count"] == 0


def test_a_guest_who_is_signed_in_cannot_claim_orders(shop: httpx.Client) -> None:
    shop.post("/store/customers", json={"email": "una@example.com", "password": ""})
    assert shop.post("/store/orders/batch/customer/token", json={"order_ids": []}).status_code == 401


def test_an_order_is_claimed_by_the_token_of_the_message(shop: httpx.Client) -> None:
    order = shop.post(f"{cart_of(shop)}/complete").json()["data"]
    shop.post("/store/auth", json={"email": "noor@example.com", "password": PASSWORD})
    assert shop.post("/store/orders/batch/customer/token", json={"order_ids": [order["id"]]}).text == "OK"
    message = shop.get("/_mock/outbox").json()["outbox"][-1]
    assert message["to"] == "ines@example.com"
    assert shop.post("/store/orders/customer/confirm", json={"token": message["data"]["token"]}).text == "OK"
    assert order["id"] in [one["id"] for one in shop.get("/store/customers/me/orders").json()["orders"]]


def test_what_is_done_to_a_cart_with_something_that_is_no_variant_stays(shop: httpx.Client) -> None:
    draft = {
        "email": "ines@example.com",
        "region_id": "reg_europe",
        "items": [{"title": "Wrapping", "quantity": 1}],
        "shipping_methods": [{"option_id": "so_europe_parcel"}],
    }
    made = shop.post("/admin/draft-orders", json=draft, headers=DEMO_ADMIN).json()["draft_order"]
    path = f"/store/carts/{made['cart_id']}"
    assert shop.post(path, json={"context": {"campaign": "spring"}}).status_code == 400
    assert shop.get(f"{path}?expand=region").json()["cart"]["context"] == {"campaign": "spring"}


def test_an_order_is_not_found_by_nothing(client: httpx.Client) -> None:
    answer = client.get("/store/orders")
    assert (answer.status_code, answer.json()["message"]) == (
        400,
        "display_id must be a number conforming to the specified constraints, email must be an email",
    )


def test_a_cart_within_a_cart_shows_no_totals(shop: httpx.Client) -> None:
    cart = shop.get(f"{cart_of(shop)}?expand=items.cart,payment_sessions.cart").json()["cart"]
    within = [each["cart"] for each in (*cart["items"], *cart["payment_sessions"])]
    assert [one["id"] for one in within] == [cart["id"]] * len(within)
    assert "total" in cart
    assert not any("total" in one for one in within)
