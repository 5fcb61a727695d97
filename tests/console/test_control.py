"""What the control API does to the state."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from a2wsgi import WSGIMiddleware
from flask.testing import FlaskClient

from medusa_mock import document
from medusa_mock.console import Control, create_console
from medusa_mock.store import Session, Sessions
from medusa_mock.tables.messages import OUTBOX

Tag = Callable[[Session, str], None]
Tags = Callable[[Session], list[str]]


def session_header(name: str) -> dict[str, str]:
    return {"X-Mock-Session": name}


def test_health_says_what_runs(client: FlaskClient, sessions: Sessions) -> None:
    sessions.get("worker-1")
    answer = client.get("/_mock/health")
    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ok", "version": "1.2.3", "seed": "demo", "sessions": 2, "operations": 42}
    assert next(iter(answer.get_json())) == "status"


def test_reset_takes_the_default_session_back_to_its_seed(
    client: FlaskClient, sessions: Sessions, tag: Tag, tags: Tags
) -> None:
    tag(sessions.get(), "new")
    answer = client.post("/_mock/reset")
    assert answer.status_code == 200
    assert answer.get_json()["session"]["name"] == "default"
    assert tags(sessions.get()) == ["seeded"]


def test_reset_leaves_other_sessions_alone(client: FlaskClient, sessions: Sessions, tag: Tag, tags: Tags) -> None:
    tag(sessions.get("one"), "new")
    tag(sessions.get("two"), "new")
    assert client.post("/_mock/reset", headers=session_header("one")).get_json()["session"]["name"] == "one"
    assert tags(sessions.get("one")) == ["seeded"]
    assert tags(sessions.get("two")) == ["seeded", "new"]


@pytest.mark.parametrize("body", [b"", b"{}", b"{not json", b'{"name": "ignored"}'])
def test_reset_ignores_the_body(client: FlaskClient, body: bytes) -> None:
    assert client.post("/_mock/reset", data=body, content_type="application/json").status_code == 200


def test_a_snapshot_brings_the_state_back(client: FlaskClient, sessions: Sessions, tag: Tag, tags: Tags) -> None:
    tag(sessions.get(), "before")
    made = client.post("/_mock/snapshots", json={"name": "before"})
    tag(sessions.get(), "after")
    restored = client.post("/_mock/snapshots/before/restore")
    assert made.status_code == 201
    assert made.get_json()["snapshot"].keys() == {"name", "created_at", "session"}
    assert made.get_json()["snapshot"]["session"] == "default"
    assert restored.status_code == 200
    assert tags(sessions.get()) == ["seeded", "before"]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"name": null}'])
def test_a_snapshot_without_a_name_gets_one(client: FlaskClient, body: bytes) -> None:
    first = client.post("/_mock/snapshots", data=body).get_json()["snapshot"]["name"]
    second = client.post("/_mock/snapshots", data=body).get_json()["snapshot"]["name"]
    listed = client.get("/_mock/snapshots").get_json()
    assert listed == {
        "snapshots": [{"name": first, "session": "default"}, {"name": second, "session": "default"}],
    }
    assert first != second


def test_snapshots_belong_to_their_session(client: FlaskClient) -> None:
    client.post("/_mock/snapshots", json={"name": "mine"}, headers=session_header("one"))
    assert client.get("/_mock/snapshots").get_json() == {"snapshots": []}
    assert client.post("/_mock/snapshots/mine/restore").status_code == 404
    assert client.post("/_mock/snapshots/mine/restore", headers=session_header("one")).status_code == 200


def test_a_deleted_snapshot_is_gone(client: FlaskClient) -> None:
    client.post("/_mock/snapshots", json={"name": "before"})
    deleted = client.delete("/_mock/snapshots/before")
    assert deleted.get_json() == {"name": "before", "object": "snapshot", "deleted": True}
    assert client.delete("/_mock/snapshots/before").status_code == 404
    assert client.get("/_mock/snapshots").get_json() == {"snapshots": []}


def test_the_outbox_shows_what_a_session_would_have_sent(client: FlaskClient, sessions: Sessions) -> None:
    message = {"event_name": "invite.created", "to": "a@example.com", "data": {"token": "t"}}
    row = sessions.get("one").store.insert(OUTBOX, message)
    shown = {"id": row.key, "created_at": row["created_at"], **message}
    assert client.get("/_mock/outbox", headers=session_header("one")).get_json() == {"outbox": [shown]}
    assert client.get("/_mock/outbox").get_json() == {"outbox": []}


def test_sessions_are_listed_and_deleted(client: FlaskClient, sessions: Sessions, tag: Tag, tags: Tags) -> None:
    tag(sessions.get("one"), "new")
    listed = client.get("/_mock/sessions").get_json()["sessions"]
    assert [session["name"] for session in listed] == ["default", "one"]
    assert listed[1].keys() == {
        "name",
        "created_at",
        "last_used_at",
        "time_to_live",
        "deterministic",
        "snapshots",
    }
    assert listed[1]["created_at"] <= listed[1]["last_used_at"]
    assert client.delete("/_mock/sessions/one").get_json() == {"name": "one", "object": "session", "deleted": True}
    assert client.delete("/_mock/sessions/one").status_code == 404
    assert tags(sessions.get("one")) == ["seeded"]


def test_the_default_session_stays(client: FlaskClient) -> None:
    answer = client.delete("/_mock/sessions/default")
    assert (answer.status_code, answer.get_json()["type"]) == (400, "not_allowed")


def test_listing_sessions_makes_none(client: FlaskClient, sessions: Sessions) -> None:
    client.get("/_mock/sessions", headers=session_header("one"))
    client.get("/_mock/health", headers=session_header("two"))
    assert sessions.names == ("default",)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "type", "message"),
    [
        ("GET", "/_mock/nope", b"", 404, "not_found", "was not found on the server"),
        ("POST", "/_mock/snapshots", b"{", 400, "invalid_data", "The body is not JSON"),
        ("POST", "/_mock/snapshots", b"\xff", 400, "invalid_data", "The body is not JSON"),
        ("POST", "/_mock/snapshots", b"[" * 60_000, 400, "invalid_data", "The body is not JSON"),
        ("POST", "/_mock/snapshots", b"[]", 400, "invalid_data", "The body must be an object"),
        ("POST", "/_mock/snapshots", b'{"nmae": "x"}', 400, "invalid_data", "property nmae should not exist"),
        ("POST", "/_mock/snapshots", b'{"name": 5}', 400, "invalid_data", "name must be a string"),
        ("POST", "/_mock/snapshots", b'{"name": ""}', 400, "invalid_data", "The name of a snapshot must be 1 to 100"),
        (
            "POST",
            "/_mock/snapshots",
            b'{"name": "a/b"}',
            400,
            "invalid_data",
            "The name of a snapshot must be 1 to 100",
        ),
        ("POST", "/_mock/snapshots", b" " * 70_000, 413, "invalid_data", "exceeds the capacity limit"),
        ("POST", "/_mock/snapshots/nope/restore", b"", 404, "not_found", "Snapshot with name: nope was not found"),
        ("DELETE", "/_mock/snapshots/nope", b"", 404, "not_found", "Snapshot with name: nope was not found"),
        ("DELETE", "/_mock/snapshots/a%20b", b"", 400, "invalid_data", "The name of a snapshot must be 1 to 100"),
        ("DELETE", "/_mock/sessions/nope", b"", 404, "not_found", "Session with name: nope was not found"),
        ("DELETE", "/_mock/sessions/" + "a" * 101, b"", 400, "invalid_data", "The name of a session must be 1 to 100"),
    ],
)
def test_what_goes_wrong_is_told_in_json(
    client: FlaskClient, method: str, path: str, body: bytes, status: int, type: str, message: str
) -> None:
    answer = client.open(path, method=method, data=body)
    assert answer.status_code == status
    assert answer.content_type == "application/json"
    assert answer.get_json().keys() == {"type", "message"}
    assert answer.get_json()["type"] == type
    assert message in answer.get_json()["message"]


@pytest.mark.parametrize("name", ["", "a b", "a" * 101, "one,two", "../default"])
def test_odd_session_names_are_refused(client: FlaskClient, sessions: Sessions, name: str) -> None:
    answer = client.post("/_mock/reset", headers=session_header(name))
    assert answer.status_code == 400
    assert answer.get_json()["message"].startswith("The name of a session must be 1 to 100 letters")
    assert sessions.names == ("default",)


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "/_mock/reset", {"POST", "OPTIONS"}),
        ("POST", "/_mock/health", {"GET", "HEAD", "OPTIONS"}),
        ("PUT", "/_mock/snapshots", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("PUT", "/_mock/sessions/one", {"GET", "HEAD", "DELETE", "OPTIONS"}),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient, method: str, path: str, allow: set[str]) -> None:
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.get_json()["type"]) == (405, "not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == allow


def test_a_fault_of_our_own_is_a_plain_500(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Session) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Session, "reset", broken)
    answer = client.post("/_mock/reset")
    assert answer.status_code == 500
    assert answer.get_json() == {"type": "unknown_error", "message": "An unknown error occurred."}
    assert "secret detail" in caplog.text


def test_the_console_is_served_as_it_is_mounted(control: Control) -> None:
    async def ask() -> httpx.Response:
        console: Any = create_console(control, document.load(document.CONTROL), control_token=None)
        mounted: Any = WSGIMiddleware(console)
        transport = httpx.ASGITransport(mounted)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:9000") as client:
            return await client.post("/_mock/reset", json={})

    assert asyncio.run(ask()).json()["session"]["name"] == "default"


def test_the_clock_of_one_session_goes_ahead(client: FlaskClient, sessions: Sessions) -> None:
    before = sessions.get("one").store.now()
    answer = client.post("/_mock/clock/advance", json={"seconds": 86400.5}, headers=session_header("one"))
    assert answer.status_code == 200
    assert sessions.get("one").store.now() >= answer.get_json()["now"] > before
    assert sessions.get().store.now() < answer.get_json()["now"]


def test_a_reset_takes_the_clock_back(client: FlaskClient) -> None:
    ahead = client.post("/_mock/clock/advance", json={"seconds": 60}).get_json()["now"]
    client.post("/_mock/reset")
    assert client.post("/_mock/clock/advance", json={"seconds": 0}).get_json()["now"] < ahead


@pytest.mark.parametrize("body", [{}, {"seconds": -1}, {"seconds": "5"}, {"seconds": True}, {"seconds": 1e300}])
def test_the_clock_goes_ahead_by_a_number_of_seconds(client: FlaskClient, body: dict[str, Any]) -> None:
    answer = client.post("/_mock/clock/advance", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["message"].startswith("seconds must ")


def test_the_clock_takes_nothing_but_seconds(client: FlaskClient) -> None:
    answer = client.post("/_mock/clock/advance", json={"minutes": 1})
    assert answer.get_json()["message"].startswith("property minutes should not exist, seconds must be a number")
