"""Users and their passwords, beyond what the recordings show."""

import httpx
import jwt
import pytest

from medusa_mock.auth import RESET_SECONDS, issue_reset, user_to_reset
from medusa_mock.domain.users import newcomer
from medusa_mock.errors import InvalidData
from medusa_mock.store import Row, Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.people import USERS
from tests.people import Watch, sent
from tests.world import API_TOKEN, EMAIL, PASSWORD

CLERK = {"email": "clerk@tea.example", "password": "steep-leaf-9"}


@pytest.fixture
def clerk(admin: httpx.Client) -> str:
    """The id of a user besides the admin."""
    answer = admin.post("/admin/users", json=CLERK | {"first_name": "Ines", "role": "developer"})
    user_id: str = answer.json()["user"]["id"]
    return user_id


def log_in(client: httpx.Client, **credentials: str) -> int:
    return client.post("/admin/auth", json=CLERK | credentials).status_code


def test_a_forgotten_password_is_set_anew_with_the_token_that_was_sent(admin: httpx.Client, clerk: str) -> None:
    asked = admin.post("/admin/users/password-token", json={"email": "Clerk@Tea.example"})
    assert (asked.status_code, asked.content) == (204, b"")
    assert "content-type" not in asked.headers
    message = sent(admin)[-1]
    assert (message["event_name"], message["to"]) == ("user.password_reset", CLERK["email"])
    token = message["data"]["token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert list(claims) == ["user_id", "email", "exp", "iat"]
    assert (claims["user_id"], claims["exp"] - claims["iat"]) == (clerk, RESET_SECONDS)

    answer = admin.post("/admin/users/reset-password", json={"token": token, "password": "new"})
    assert (answer.status_code, answer.json()["user"]["id"]) == (200, clerk)
    assert "password_hash" not in answer.json()["user"]
    assert (log_in(admin), log_in(admin, password="new")) == (401, 200)

    again = admin.post("/admin/users/reset-password", json={"token": token, "password": "newer"})
    assert (again.status_code, again.json()["message"]) == (400, "invalid token")


def test_a_token_is_of_no_use_to_another_user(admin: httpx.Client, clerk: str) -> None:
    admin.post("/admin/users/password-token", json={"email": CLERK["email"]})
    body = {"token": sent(admin)[-1]["data"]["token"], "password": "new", "email": EMAIL}
    assert admin.post("/admin/users/reset-password", json=body).status_code == 400
    assert admin.post("/admin/auth", json={"email": EMAIL, "password": PASSWORD}).status_code == 200
    assert admin.get(f"/admin/users/{clerk}").json()["user"]["created_at"]


@pytest.mark.parametrize(
    "token", ["", "abc", "a.b.c", jwt.encode({"email": EMAIL}, "x" * 32), jwt.encode({"email": 5}, "x" * 32)]
)
@pytest.mark.parametrize("more", [{}, {"email": EMAIL}, {"email": None}, {"email": "stranger@tea.example"}])
def test_no_other_token_sets_a_password(client: httpx.Client, token: str, more: dict[str, str]) -> None:
    answer = client.post("/admin/users/reset-password", json={"token": token, "password": "new", **more})
    assert (answer.status_code, answer.json()["message"]) == (400, "invalid token")


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def store(watch: Watch) -> Store:
    return Store(World.empty(TABLES), clock=watch)


def user_in(store: Store, password: str = PASSWORD) -> Row:
    return store.insert(USERS, newcomer(store, {"email": "Ada@example.com"}, password))


def test_a_token_for_a_new_password_is_over_after_a_quarter_of_an_hour(store: Store, watch: Watch) -> None:
    user = user_in(store)
    token = issue_reset(store, user)
    watch.now += 1000 * (RESET_SECONDS - 1)
    assert user_to_reset(store, token, None) is user
    watch.now += 1000
    with pytest.raises(InvalidData, match="invalid token"):
        user_to_reset(store, token, None)


def test_without_a_password_there_is_none_to_reset(store: Store) -> None:
    user = user_in(store, password="")
    assert user["password_hash"] is None
    with pytest.raises(InvalidData, match="has no password"):
        issue_reset(store, user)
    with pytest.raises(InvalidData, match="invalid token"):
        user_to_reset(store, jwt.encode({"email": user["email"]}, "x" * 32), None)


def test_no_address_belongs_to_two_users(store: Store) -> None:
    user_in(store)
    with pytest.raises(InvalidData, match=r"A user with the same email already exists\."):
        user_in(store)


def test_the_token_of_a_deleted_user_proves_somebody_who_is_gone(admin: httpx.Client, clerk: str) -> None:
    token = admin.post("/admin/auth/token", json=CLERK).json()["access_token"]
    admin.post(f"/admin/users/{clerk}", json={"api_token": "clerk-token"})
    assert admin.delete(f"/admin/users/{clerk}").json() == {"id": clerk, "object": "user", "deleted": True}
    admin.headers["Authorization"] = f"Bearer {token}"
    answer = admin.get("/admin/auth")
    assert (answer.status_code, answer.text) == (400, "Bad Request")
    assert admin.get("/admin/apps").status_code == 200
    del admin.headers["Authorization"]
    assert admin.get("/admin/apps", headers={"x-medusa-access-token": "clerk-token"}).status_code == 401


def test_the_address_of_a_deleted_user_may_be_used_again(admin: httpx.Client, clerk: str) -> None:
    admin.delete(f"/admin/users/{clerk}")
    assert admin.post("/admin/users", json=CLERK).json()["user"]["id"] != clerk


def test_an_update_shows_a_hash_that_is_null_where_something_changed(admin: httpx.Client, clerk: str) -> None:
    changed = admin.post(f"/admin/users/{clerk}", json={"metadata": {}}).json()["user"]
    assert (changed["metadata"], list(changed)[-1], changed["password_hash"]) == ({}, "password_hash", None)
    same = admin.post(f"/admin/users/{clerk}", json={"first_name": "Ines"}).json()["user"]
    assert "password_hash" not in same
    assert same["updated_at"] == changed["updated_at"]
    assert log_in(admin) == 200


def test_a_user_may_have_no_role(admin: httpx.Client) -> None:
    user = admin.post("/admin/users", json=CLERK | {"role": None}).json()["user"]
    assert list(user)[:3] == ["role", "email", "id"]
    assert user["role"] is None


@pytest.mark.parametrize(
    ("query", "emails"),
    [
        ("", [CLERK["email"], EMAIL]),
        ("?order=email", [EMAIL, CLERK["email"]]),
        ("?role=developer", [CLERK["email"]]),
        ("?role[]=developer&role[]=member", [CLERK["email"], EMAIL]),
        ("?q=INES", [CLERK["email"]]),
        ("?q=ines&first_name=Ada", [CLERK["email"]]),
        ("?email=CLERK@tea.example", []),
        ("?first_name=Ines", [CLERK["email"]]),
        ("?deleted_at[gt]=2000-01-01", ["gone@tea.example"]),
        ("?created_at[lt]=2000-01-01", []),
        ("?expand=", [CLERK["email"], EMAIL]),
        ("?fields=email", [CLERK["email"], EMAIL]),
    ],
)
def test_filters(admin: httpx.Client, clerk: str, query: str, emails: list[str]) -> None:
    gone = admin.post("/admin/users", json=CLERK | {"email": "gone@tea.example"}).json()["user"]["id"]
    admin.delete(f"/admin/users/{gone}")
    page = admin.get(f"/admin/users{query}").json()
    assert [user["email"] for user in page["users"]] == emails
    assert page["count"] == len(emails)
    assert clerk


def test_only_the_columns_asked_for_are_listed(admin: httpx.Client) -> None:
    assert [list(user) for user in admin.get("/admin/users?fields=email").json()["users"]] == [
        ["id", "created_at", "email"]
    ]


@pytest.mark.parametrize("query", ["q=", "fields=password_hash", "fields=nope", "expand=nope", "order=nope"])
def test_what_the_real_server_crashes_on_or_should_not_tell_is_refused(admin: httpx.Client, query: str) -> None:
    assert admin.get(f"/admin/users?{query}").status_code == 400


def test_a_note_outlives_its_author(admin: httpx.Client, clerk: str) -> None:
    token = admin.post("/admin/auth/token", json=CLERK).json()["access_token"]
    body = {"resource_id": "order_1", "resource_type": "order", "value": "Wrap twice"}
    note = admin.post("/admin/notes", json=body, headers={"Authorization": f"Bearer {token}"}).json()["note"]
    assert (note["author_id"], "author" in note) == (clerk, False)
    assert admin.get(f"/admin/notes/{note['id']}").json()["note"]["author"]["id"] == clerk
    admin.delete(f"/admin/users/{clerk}")
    found = admin.get("/admin/notes?resource_id=").json()["notes"]
    assert [(each["author_id"], each["author"]) for each in found] == [(clerk, None)]
    assert API_TOKEN not in str(found)
