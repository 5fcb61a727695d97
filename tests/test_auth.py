"""Logging in and out, beyond what the recordings show."""

from datetime import UTC, datetime

import httpx
import jwt
import pytest

from tests.world import API_TOKEN, EMAIL, PASSWORD

GOOD = {"email": EMAIL, "password": PASSWORD}


def test_an_email_address_is_known_in_any_case(client: httpx.Client) -> None:
    answer = client.post("/admin/auth", json=GOOD | {"email": EMAIL.upper()})
    assert answer.json()["user"]["email"] == EMAIL


def test_the_password_is_never_shown(client: httpx.Client) -> None:
    assert list(client.post("/admin/auth", json=GOOD).json()["user"]) == [
        "id",
        "created_at",
        "updated_at",
        "deleted_at",
        "role",
        "email",
        "first_name",
        "last_name",
        "api_token",
        "metadata",
    ]


def test_a_token_has_the_claims_of_the_real_one(client: httpx.Client) -> None:
    token = client.post("/admin/auth/token", json=GOOD).json()["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    user = client.get("/admin/auth", headers={"Authorization": f"Bearer {token}"}).json()["user"]
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "JWT"}
    assert list(claims) == ["user_id", "domain", "iat", "exp"]
    assert (claims["user_id"], claims["domain"]) == (user["id"], "admin")
    assert claims["exp"] - claims["iat"] == 24 * 60 * 60
    assert abs(claims["iat"] - datetime.now(UTC).timestamp()) < 60


def test_the_cookie_of_a_login_is_a_proof_until_the_logout(client: httpx.Client) -> None:
    cookie = client.post("/admin/auth", json=GOOD).cookies["connect.sid"]
    assert client.get("/admin/auth").status_code == 200
    assert client.delete("/admin/auth").text == "OK"
    client.cookies.set("connect.sid", cookie)
    assert client.get("/admin/auth").status_code == 401


def test_who_has_a_session_gets_no_new_cookie(client: httpx.Client) -> None:
    assert "set-cookie" in client.get("/health").headers
    assert "set-cookie" not in client.get("/health").headers
    assert "set-cookie" not in client.post("/admin/auth", json=GOOD).headers
    assert client.get("/admin/auth").status_code == 200


def test_logging_out_by_token_leaves_the_token_alone(admin: httpx.Client) -> None:
    assert admin.delete("/admin/auth").status_code == 200
    assert admin.get("/admin/auth").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer a.b.c"},
        {"Authorization": f"Bearer {API_TOKEN}"},
        {"Authorization": f"Basic {API_TOKEN}"},
        {"x-medusa-access-token": ""},
        {"x-medusa-access-token": "wrong"},
        {"Cookie": "connect.sid=s%3Aabc.def"},
        {"Authorization": "Bearer " + jwt.encode({"user_id": "usr_1", "domain": "admin"}, "x" * 32)},
        {"Authorization": "Bearer " + jwt.encode({"user_id": "usr_1", "domain": "admin"}, None, "none")},
    ],
)
def test_nothing_else_is_a_proof(client: httpx.Client, headers: dict[str, str]) -> None:
    answer = client.get("/admin/apps", headers=headers)
    assert (answer.status_code, answer.text) == (401, "Unauthorized")
    assert "content-type" not in answer.headers
    assert "www-authenticate" not in answer.headers


def test_one_proof_that_holds_is_enough(client: httpx.Client) -> None:
    headers = {"Authorization": "Bearer nonsense", "x-medusa-access-token": API_TOKEN}
    assert client.get("/admin/apps", headers=headers).status_code == 200


def test_a_wrong_password_is_another_401(client: httpx.Client) -> None:
    answer = client.post("/admin/auth", json=GOOD | {"password": "wrong"})
    assert (answer.status_code, answer.text) == (401, "Unauthorized")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
