"""Sessions that are made on purpose."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from medusa_mock.store import Session, Sessions
from medusa_mock.tables.catalogue import PRODUCT_TAGS

Tag = Callable[[Session, str], None]
Tags = Callable[[Session], list[str]]


def create(client: FlaskClient, **body: Any) -> Any:
    answer = client.post("/_mock/sessions", json=body)
    assert answer.status_code == 201, answer.text
    return answer.get_json()["session"]


def test_a_session_begins_with_the_seed(client: FlaskClient, sessions: Sessions, tag: Tag, tags: Tags) -> None:
    tag(sessions.get(), "new")
    made = create(client, name="one")
    assert (made["name"], made["time_to_live"], made["deterministic"]) == ("one", 3600, False)
    assert tags(sessions.get("one")) == ["seeded"]


def test_a_fork_begins_with_another_session_and_is_reset_to_that(
    client: FlaskClient, sessions: Sessions, tag: Tag, tags: Tags
) -> None:
    tag(sessions.get("one"), "of one")
    create(client, name="two", **{"from": "one"})
    tag(sessions.get("one"), "later")
    tag(sessions.get("two"), "of two")
    assert tags(sessions.get("two")) == ["seeded", "of one", "of two"]
    client.post("/_mock/reset", headers={"X-Mock-Session": "two"})
    assert tags(sessions.get("two")) == ["seeded", "of one"]
    assert tags(sessions.get("one")) == ["seeded", "of one", "later"]


def test_a_fork_has_the_clock_of_its_origin(client: FlaskClient) -> None:
    frozen = client.patch("/_mock/clock", json={"now": "2020-01-01T00:00:00Z", "frozen": True}).get_json()
    create(client, name="two", **{"from": "default"})
    assert client.get("/_mock/clock", headers={"X-Mock-Session": "two"}).get_json() == frozen


def test_a_session_without_a_name_gets_one(client: FlaskClient) -> None:
    assert create(client)["name"] != create(client)["name"]


def test_deterministic_sessions_make_the_same_ids_and_times(client: FlaskClient, sessions: Sessions) -> None:
    rows = []
    for name in ("one", "two"):
        assert create(client, name=name, deterministic=True)["deterministic"] is True
        rows.append(sessions.get(name).store.insert(PRODUCT_TAGS, {"value": "a"}))
    assert rows[0] == rows[1]
    assert rows[0]["created_at"].startswith("2024-01-01T00:00")


def test_a_fork_of_a_deterministic_session_is_one(client: FlaskClient, sessions: Sessions) -> None:
    create(client, name="one", deterministic=True)
    assert create(client, name="two", **{"from": "one"})["deterministic"] is True
    rows = [sessions.get(name).store.insert(PRODUCT_TAGS, {"value": "a"}) for name in ("one", "two")]
    assert rows[0] == rows[1]


def test_a_session_is_not_used_by_being_looked_at(client: FlaskClient) -> None:
    made = create(client, name="one")
    assert client.get("/_mock/sessions/one").get_json()["session"]["last_used_at"] == made["last_used_at"]
    assert client.get("/_mock/sessions/two").status_code == 404
    assert len(client.get("/_mock/sessions").get_json()["sessions"]) == 2


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({"name": "default"}, 422, "Session with name default already exists."),
        ({"name": "there"}, 422, "Session with name there already exists."),
        ({"name": "a b"}, 400, "The name of a session must be"),
        ({"from": "nobody"}, 404, "Session with name: nobody was not found"),
        ({"from": "a b"}, 400, "The name of a session must be"),
        ({"time_to_live": -1}, 400, "time_to_live must not be less than 0"),
        ({"ttl": 1}, 400, "property ttl should not exist"),
    ],
)
def test_what_cannot_be_is_refused_and_makes_nothing(
    client: FlaskClient, sessions: Sessions, body: Any, status: int, message: str
) -> None:
    sessions.get("there")
    answer = client.post("/_mock/sessions", json=body)
    assert answer.status_code == status
    assert message in answer.get_json()["message"]
    assert sessions.names == ("default", "there")
