"""Rules: which requests meet which fault, how often, and what goes wrong then."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from medusa_mock import document
from medusa_mock.app import App, Options
from medusa_mock.faults import BadFaults, read_faults
from tests.world import SEED

AddFault = Callable[..., dict[str, Any]]
REASONS = "/admin/return-reasons"


def statuses(client: httpx.Client, count: int, path: str = REASONS) -> list[int]:
    return [client.get(path).status_code for _ in range(count)]


def test_a_rule_strikes_as_often_as_it_says(admin: httpx.Client, fault: AddFault) -> None:
    rule = fault(operation="list_return_reasons", status=409, times=2)
    assert statuses(admin, 3) == [409, 409, 200]
    assert admin.get("/_mock/faults").json() == {"faults": [{**rule, "hits": 2, "left": 0}]}


@pytest.mark.parametrize(
    "which",
    [
        {"operation": "list_return_reasons"},
        {"path": "/admin/return-reasons"},
        {"path": "/ADMIN/*"},
        {"path": "*reasons/"},
        {"method": "GET"},
        {"operation": "list_return_reasons", "method": "GET", "path": "/admin/*"},
        {},
    ],
)
def test_a_rule_is_about_what_it_names(admin: httpx.Client, fault: AddFault, which: dict[str, str]) -> None:
    fault(**which, status=503)
    assert statuses(admin, 1) == [503]


@pytest.mark.parametrize(
    "which",
    [
        {"operation": "create_return_reason"},
        {"path": "/store/*"},
        {"path": "/admin/return-reason?"},
        {"method": "POST"},
        {"method": "POST", "path": "/admin/*"},
    ],
)
def test_a_rule_is_about_nothing_else(admin: httpx.Client, fault: AddFault, which: dict[str, str]) -> None:
    if which.get("path") == "/admin/return-reason?":
        which = {"path": "/admin/return-reason"}
    fault(**which, status=503)
    assert statuses(admin, 1) == [200]


def test_the_newest_rule_counts(admin: httpx.Client, fault: AddFault) -> None:
    fault(status=503)
    fault(status=409, times=1)
    assert statuses(admin, 2) == [409, 503]


def test_chance_is_the_same_in_every_run(admin: httpx.Client, fault: AddFault) -> None:
    runs = []
    for _ in range(2):
        admin.delete("/_mock/faults")
        fault(status=503, probability=0.5, seed=7)
        runs.append(statuses(admin, 20))
    assert runs[0] == runs[1]
    assert {*runs[0]} == {200, 503}


def test_what_never_happens_never_happens(admin: httpx.Client, fault: AddFault) -> None:
    fault(status=503, probability=0)
    assert statuses(admin, 5) == [200] * 5


def test_a_body_is_sent_as_it_is_given(admin: httpx.Client, fault: AddFault) -> None:
    fault(status=402, body={"message": "pay", "deep": [None, {}]})
    answer = admin.get(REASONS)
    assert (answer.status_code, answer.json()) == (402, {"message": "pay", "deep": [None, {}]})


@pytest.mark.parametrize("latency", [80, [80, 120]])
def test_a_slow_answer_is_the_real_one(admin: httpx.Client, fault: AddFault, latency: Any) -> None:
    fault(latency=latency)
    began = time.monotonic()
    assert statuses(admin, 1) == [200]
    assert time.monotonic() - began >= 0.08


def test_a_dropped_connection_has_changed_nothing(admin: httpx.Client, fault: AddFault) -> None:
    fault(method="POST", connection="drop", times=1)
    body = {"value": "lost", "label": "Lost"}
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        admin.post(REASONS, json=body)
    assert admin.post(REASONS, json=body).status_code == 200


def test_a_truncated_body_ends_the_connection(admin: httpx.Client, fault: AddFault, caplog: Any) -> None:
    fault(connection="truncate", times=1)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        admin.get(REASONS)
    assert statuses(admin, 1) == [200]
    assert caplog.records == []


def test_without_a_socket_the_connection_is_reset() -> None:
    async def ask() -> None:
        transport = httpx.ASGITransport(App(Options(seed=str(SEED))))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await client.post("/_mock/faults", json={"connection": "drop"})
            with pytest.raises(ConnectionResetError):
                await client.get("/admin/auth")

    asyncio.run(ask())


def test_faults_belong_to_their_session(admin: httpx.Client, fault: AddFault) -> None:
    fault(status=503)
    assert admin.get(REASONS, headers={"X-Mock-Session": "another"}).status_code == 200
    assert admin.get("/_mock/faults", headers={"X-Mock-Session": "another"}).json() == {"faults": []}


def test_a_reset_mends_everything(admin: httpx.Client, fault: AddFault) -> None:
    fault(status=503)
    admin.post("/_mock/reset")
    assert statuses(admin, 1) == [200]


def test_rules_are_deleted_one_by_one_and_all_at_once(client: httpx.Client, fault: AddFault) -> None:
    first, *_ = (fault(status=status) for status in (500, 501, 502))
    gone = client.delete(f"/_mock/faults/{first['id']}")
    assert gone.json() == {"id": first["id"], "object": "fault", "deleted": True}
    assert client.delete(f"/_mock/faults/{first['id']}").status_code == 404
    assert client.delete("/_mock/faults").json() == {"deleted": 2}
    assert client.get("/_mock/faults").json() == {"faults": []}


def test_the_control_api_itself_never_fails_on_purpose(client: httpx.Client, fault: AddFault) -> None:
    fault(status=503)
    assert client.get("/_mock/health").status_code == 200


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({}, "a fault needs something that goes wrong: latency, status, connection"),
        ({"operation": "get_session"}, "a fault needs something that goes wrong"),
        ({"status": 503, "operation": "list_return_reason"}, "is not known, did you mean list_return_reasons?"),
        ({"status": 100}, "status must not be less than 200"),
        ({"status": "503"}, "status"),
        ({"stauts": 503}, "property stauts should not exist"),
        ({"body": {}, "latency": 1}, "body needs a status"),
        ({"status": 503, "connection": "drop"}, "a dropped connection carries no status"),
        ({"connection": "slow"}, "connection must be one of the following values: drop, truncate"),
        ({"latency": [2, 1]}, "latency must begin with the shorter time"),
        ({"latency": [1]}, "latency"),
        ({"latency": -1}, "latency"),
        ({"status": 503, "times": 0}, "times"),
        ({"status": 503, "probability": 2}, "probability"),
        ({"status": 202, "operation": "list_return_reasons"}, "list_return_reasons knows no answer 202"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(client: httpx.Client, rule: dict[str, Any], message: str) -> None:
    answer = client.post("/_mock/faults", json=rule)
    assert answer.status_code == 400
    assert message in answer.json()["message"]
    assert client.get("/_mock/faults").json() == {"faults": []}


def test_every_session_begins_with_the_rules_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "faults.yaml"
    file.write_text("- {operation: get_session, status: 503, times: 1}\n- {path: /admin/*, status: 409, times: 1}\n")

    async def ask() -> list[list[int]]:
        transport = httpx.ASGITransport(App(Options(seed=str(SEED), faults=str(file))))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            found = []
            for session in ("one", "two", "two"):
                headers = {"X-Mock-Session": session}
                found.append([(await client.get("/admin/auth", headers=headers)).status_code for _ in range(3)])
            await client.post("/_mock/reset", headers=headers)
            return [*found, [(await client.get("/admin/auth", headers=headers)).status_code]]

    assert asyncio.run(ask()) == [[503, 409, 401], [503, 409, 401], [401, 401, 401], [503]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("status: 503", "1:1: faults are a list of rules"),
        ("- {status: 503}\n- {stauts: 503}", "2:3: [1] property stauts should not exist"),
        ("- {operation: get_sesion, status: 503}", "1:3: [0] operation get_sesion is not known, did you mean"),
        ("- {", "faults.yaml:2:1: "),
        ("- 5", "[0] "),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "faults.yaml"
    file.write_text(text)
    with pytest.raises(BadFaults) as refused:
        read_faults(file, {"admin": document.load("admin")})
    assert message in str(refused.value)
