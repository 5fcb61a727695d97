"""The time of a session."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from medusa_mock.store import Sessions
from medusa_mock.tables.catalogue import PRODUCT_TAGS

NEW_YEAR = "2020-01-01T00:00:00.000Z"


def set_clock(client: FlaskClient, **clock: Any) -> Any:
    answer = client.patch("/_mock/clock", json=clock)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_the_clock_runs_at_first(client: FlaskClient) -> None:
    clock = client.get("/_mock/clock").get_json()
    assert clock.keys() == {"now", "frozen"}
    assert clock["frozen"] is False


def test_a_frozen_clock_shows_the_same_time(client: FlaskClient, sessions: Sessions) -> None:
    assert set_clock(client, now=NEW_YEAR, frozen=True) == {"now": NEW_YEAR, "frozen": True}
    assert client.get("/_mock/clock").get_json() == {"now": NEW_YEAR, "frozen": True}
    assert sessions.get().store.insert(PRODUCT_TAGS, {"value": "a"})["created_at"] == NEW_YEAR


def test_changes_at_a_frozen_time_keep_their_order(client: FlaskClient, sessions: Sessions) -> None:
    set_clock(client, now=NEW_YEAR, frozen=True)
    made = [sessions.get().store.insert(PRODUCT_TAGS, {"value": value})["created_at"] for value in "abc"]
    assert made == [NEW_YEAR, "2020-01-01T00:00:00.001Z", "2020-01-01T00:00:00.002Z"]


def test_a_frozen_clock_is_advanced_and_goes_on_from_there(client: FlaskClient) -> None:
    set_clock(client, now=NEW_YEAR, frozen=True)
    advanced = client.post("/_mock/clock/advance", json={"seconds": 60}).get_json()
    assert advanced == {"now": "2020-01-01T00:01:00.000Z", "frozen": True}
    assert set_clock(client, frozen=False)["now"].startswith("2020-01-01T00:01")


def test_a_clock_that_is_set_runs_on(client: FlaskClient) -> None:
    assert set_clock(client, now=NEW_YEAR)["frozen"] is False
    assert client.get("/_mock/clock").get_json()["now"].startswith("2020-01-01T00:00")


def test_what_is_left_out_stays(client: FlaskClient) -> None:
    frozen = set_clock(client, frozen=True)
    assert set_clock(client) == frozen
    assert set_clock(client, now=NEW_YEAR) == {"now": NEW_YEAR, "frozen": True}


def test_a_reset_lets_the_clock_run_again(client: FlaskClient) -> None:
    set_clock(client, now=NEW_YEAR, frozen=True)
    client.post("/_mock/reset")
    clock = client.get("/_mock/clock").get_json()
    assert clock["frozen"] is False
    assert clock["now"] > "2026"


def test_a_clock_is_of_one_session(client: FlaskClient, sessions: Sessions) -> None:
    client.patch("/_mock/clock", json={"now": NEW_YEAR}, headers={"X-Mock-Session": "one"})
    assert sessions.get().store.now() > "2026"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"now": "1970-06-01T00:00:00Z"}, "The clock goes back no further than 1971-01-01T00:00:00.000Z"),
        ({"now": "9000-01-02T00:00:00Z"}, "The clock goes no further than 9000-01-01T00:00:00.000Z"),
        ({"now": "noon"}, "now must be a Date instance"),
        ({"frozen": "yes"}, "frozen must be a boolean"),
        ({"freeze": True}, "property freeze should not exist"),
    ],
)
def test_a_time_that_cannot_be_is_refused(client: FlaskClient, body: Any, message: str) -> None:
    answer = client.patch("/_mock/clock", json=body)
    assert answer.status_code == 400
    assert message in answer.get_json()["message"]
