"""Notifications, over those of the demo shop: the recorded server had no provider, and so none of them."""

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from medusa_mock.tables import TABLES
from tests.people import sent
from tests.world import DEMO_ADMIN


def test_an_installed_provider_notifies_of_events(demo: httpx.Client) -> None:
    demo.post("/admin/invites", json={"user": "taster@tea.example", "role": "member"})
    page = demo.get("/admin/notifications?limit=1").json()
    assert list(page) == ["notifications", "count", "limit", "offset"]
    [newest] = page["notifications"]
    assert list(newest) == [
        "created_at",
        "event_name",
        "id",
        "provider_id",
        "resource_id",
        "resource_type",
        "to",
        "updated_at",
        "resends",
    ]
    assert (newest["event_name"], newest["resource_type"], newest["to"]) == (
        "invite.created",
        "invite",
        "taster@tea.example",
    )
    assert newest["resource_id"] == sent(demo)[-1]["data"]["id"]


def test_a_notification_is_sent_again_and_to_another_address(demo: httpx.Client) -> None:
    [first] = demo.get("/admin/notifications?resource_type=invite").json()["notifications"]
    answer = demo.post(f"/admin/notifications/{first['id']}/resend", json={"to": "lea@example.org"}).json()
    shown = answer["notification"]
    assert list(shown)[:4] == ["id", "created_at", "updated_at", "event_name"]
    assert (shown["id"], shown["to"]) == (first["id"], first["to"])
    [again] = shown["resends"]
    assert (again["parent_id"], again["to"], again["created_at"]) == (
        first["id"],
        "lea@example.org",
        first["created_at"],
    )
    assert sent(demo)[-1]["to"] == "lea@example.org"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("include_resends=false", 2),
        ("include_resends=0", 3),
        ("include_resends=true&to=lea@example.org", 1),
        ("event_name=order.placed,invite.created", 1),
        ("event_name=order.placed", 0),
        ("event_name=", 2),
        ("resource_type=invite&resource_id=invite_lea", 1),
        ("fields=id,created_at,data&expand=provider,parent_notification", 2),
        ("fields=&expand=", 2),
        ("expand=customer&to=noor@example.com", 1),
    ],
)
def test_filters_of_notifications(demo: httpx.Client, query: str, count: int) -> None:
    demo.post("/admin/notifications/noti_invite_lea/resend", json={"to": "lea@example.org"})
    page = demo.get(f"/admin/notifications?{query}").json()
    assert (page["count"], len(page["notifications"])) == (count, count)


def test_what_the_sender_is_no_longer_there_for_is_not_sent_again() -> None:
    app = App(Options(seed="demo", strict=True))
    store = app.sessions.get().store
    store.update(TABLES["notification_providers"], "mail", {"is_installed": False})
    with running(app) as url:
        answer = httpx.post(f"{url}/admin/notifications/noti_invite_lea/resend", json={}, headers=DEMO_ADMIN)
    assert answer.status_code == 404
    assert answer.json()["message"] == "Could not find a notification provider with id: mail."
