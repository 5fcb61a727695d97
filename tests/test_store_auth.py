"""Signing in as a customer, and who needs to."""

import httpx
import pytest

from tests.world import PASSWORD

NOOR = {"email": "NOOR@example.com", "password": PASSWORD}


@pytest.fixture
def shop(demo: httpx.Client) -> httpx.Client:
    """The demo shop as nobody sees it."""
    del demo.headers["x-medusa-access-token"]
    return demo


def test_a_customer_logs_in_by_cookie_and_out_again(shop: httpx.Client) -> None:
    assert shop.get("/store/auth").status_code == 401
    assert shop.post("/store/auth", json=NOOR).json()["customer"]["id"] == "cus_noor"
    assert shop.get("/store/auth").json()["customer"]["id"] == "cus_noor"
    assert shop.delete("/store/auth").text == "OK"
    assert shop.get("/store/auth").status_code == 401


def test_the_two_apis_know_their_own_bearers_only(shop: httpx.Client) -> None:
    admin = shop.post("/admin/auth/token", json={"email": "admin@medusa-test.com", "password": PASSWORD}).json()
    customer = shop.post("/store/auth/token", json=NOOR).json()
    shop.cookies.clear()
    for path, right, wrong in (("/admin/auth", admin, customer), ("/store/auth", customer, admin)):
        assert shop.get(path, headers={"Authorization": f"Bearer {right['access_token']}"}).status_code == 200
        assert shop.get(path, headers={"Authorization": f"Bearer {wrong['access_token']}"}).status_code == 401


def test_a_user_stays_logged_in_when_the_customer_leaves(shop: httpx.Client) -> None:
    shop.post("/admin/auth", json={"email": "admin@medusa-test.com", "password": PASSWORD})
    shop.post("/store/auth", json=NOOR)
    assert shop.delete("/store/auth").status_code == 200
    assert shop.get("/store/auth").status_code == 401
    assert shop.get("/admin/auth").status_code == 200


def test_a_guest_has_no_password_to_log_in_with(shop: httpx.Client) -> None:
    assert shop.post("/store/auth", json={"email": "ines@example.com", "password": ""}).status_code == 400
    assert shop.post("/store/auth", json={"email": "ines@example.com", "password": "guess"}).status_code == 401


def test_nobody_may_look_whether_there_is_something(shop: httpx.Client) -> None:
    assert shop.get("/store/nope").status_code == 404
    assert shop.get("/store/customers/nope").status_code == 401
    shop.post("/store/auth", json=NOOR)
    answer = shop.get("/store/customers/nope")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
