"""Invites, beyond what the recordings show."""

import httpx
import jwt
import pytest

from medusa_mock.domain.invites import VALID, accept, invite
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.people import INVITES
from tests.people import Watch, sent
from tests.world import EMAIL

TASTER = {"user": "Taster@tea.example", "role": "developer"}
SOMEBODY = {"first_name": "Tomas", "password": "cupping-12"}


def test_an_invited_user_joins_with_the_token_that_was_sent(admin: httpx.Client) -> None:
    admin.post("/admin/invites", json=TASTER)
    [message] = sent(admin)
    [pending] = admin.get("/admin/invites").json()["invites"]
    token = pending["token"]
    assert (message["event_name"], message["to"]) == ("invite.created", TASTER["user"])
    assert message["data"] == {"id": pending["id"], "token": token, "user_email": TASTER["user"]}
    claims = jwt.decode(token, options={"verify_signature": False})
    assert list(claims) == ["invite_id", "role", "user_email", "iat"]
    assert [claims["invite_id"], claims["role"]] == [pending["id"], "developer"]

    del admin.headers["Authorization"]
    assert admin.post("/admin/invites/accept", json={"token": token, "user": SOMEBODY}).text == "OK"
    login = {"email": "taster@tea.example", "password": SOMEBODY["password"]}
    user = admin.post("/admin/auth", json=login).json()["user"]
    assert (user["role"], user["first_name"], user["last_name"]) == ("developer", "Tomas", None)
    assert admin.get("/admin/invites").json() == {"invites": []}


def test_who_joined_meanwhile_cannot_join_again(admin: httpx.Client) -> None:
    admin.post("/admin/invites", json=TASTER | {"user": EMAIL.upper()})
    body = {"token": sent(admin)[-1]["data"]["token"], "user": SOMEBODY}
    assert admin.post("/admin/invites/accept", json=body).json()["message"] == "User already joined"


def test_a_bearer_token_is_no_invite(admin: httpx.Client) -> None:
    admin.post("/admin/invites", json=TASTER)
    body = {"token": admin.headers["Authorization"].removeprefix("Bearer "), "user": SOMEBODY}
    assert admin.post("/admin/invites/accept", json=body).json()["message"] == "Invalid invite"


def test_an_invite_is_no_bearer_token(admin: httpx.Client) -> None:
    admin.post("/admin/invites", json=TASTER)
    headers = {"Authorization": f"Bearer {sent(admin)[-1]['data']['token']}"}
    assert admin.get("/admin/apps", headers=headers).status_code == 401


def test_every_invitation_is_sent_and_shares_one_invite(admin: httpx.Client) -> None:
    admin.post("/admin/invites", json=TASTER)
    admin.post("/admin/invites", json=TASTER | {"role": "admin"})
    [pending] = admin.get("/admin/invites").json()["invites"]
    admin.post(f"/admin/invites/{pending['id']}/resend")
    assert pending["role"] == "admin"
    assert [message["data"]["id"] for message in sent(admin)] == [pending["id"]] * 3


def test_the_outbox_is_part_of_the_state(admin: httpx.Client) -> None:
    admin.post("/_mock/snapshots", json={"name": "before"})
    admin.post("/admin/invites", json=TASTER)
    assert len(sent(admin)) == 1
    assert admin.get("/_mock/outbox", headers={"X-Mock-Session": "another"}).json() == {"outbox": []}
    admin.post("/_mock/snapshots/before/restore")
    assert sent(admin) == []


def signed(_store: Store, _claims: Json) -> str:
    return "signed"


def test_an_invite_is_over_after_seven_days() -> None:
    watch = Watch()
    store = Store(World.empty(TABLES), clock=watch)
    with store.transaction():
        invite(store, "a@tea.example", "member", signed)
    found = store.first(INVITES, user_email="a@tea.example")
    assert found
    claims = {"invite_id": found.key, "user_email": "a@tea.example"}
    watch.now += int(VALID.total_seconds()) * 1000 + 1
    with pytest.raises(InvalidData, match="Invalid invite"):
        accept(store, claims, SOMEBODY)
    watch.now -= 1
    accept(store, claims, SOMEBODY)
    assert store.first(INVITES) is None


def test_the_invite_of_the_demo_shop_can_be_accepted(demo: httpx.Client) -> None:
    [pending] = demo.get("/admin/invites").json()["invites"]
    assert demo.post("/admin/invites/accept", json={"token": pending["token"], "user": SOMEBODY}).text == "OK"
