"""What the header `Prefer` brings about."""

import time

import httpx
import pytest

from medusa_mock.errors import InvalidData
from medusa_mock.faults.prefer import LONGEST_WAIT, Preference, read_preference

ERRORS = "/admin/return-reasons/nobody"


def prefer(value: str) -> dict[str, str]:
    return {"Prefer": value}


@pytest.mark.parametrize(
    ("header", "preference"),
    [
        ("code=404", Preference(404)),
        ("code=404, example=not_found", Preference(404, "not_found")),
        ('code=404;example="not_found"', Preference(404, "not_found")),
        ("code=404 example=not_found", Preference(404, "not_found")),
        ("Code=404,CODE=409", Preference(404)),
        ("wait=2", Preference(wait=2)),
        ("wait=0.25, code=503", Preference(503, wait=0.25)),
        ("return=minimal, respond-async, dynamic=true", Preference()),
        ("", Preference()),
    ],
)
def test_the_header_is_read_as_prism_reads_it(header: str, preference: Preference) -> None:
    assert read_preference(header) == preference


@pytest.mark.parametrize(
    "header", ["code=", "code=99", "code=600", "code=abc", "code=٤٠٤", "example=x", "wait=-1", "wait=x", "wait=1e3"]
)
def test_a_preference_that_is_none_is_refused(header: str) -> None:
    with pytest.raises(InvalidData, match=r"^Prefer: "):
        read_preference(header)


def test_nobody_waits_for_ever() -> None:
    with pytest.raises(InvalidData, match=f"up to {LONGEST_WAIT}"):
        read_preference(f"wait={LONGEST_WAIT + 1}")


def test_a_code_gets_the_example_of_the_document(client: httpx.Client) -> None:
    answer = client.get(ERRORS, headers=prefer("code=404"))
    assert answer.status_code == 404
    assert answer.json().keys() == {"type", "message"}
    assert answer.headers["preference-applied"] == "code=404"


def test_an_example_is_chosen_by_its_name(client: httpx.Client) -> None:
    first, second = (
        client.post("/admin/apps/authorizations", json={}, headers=prefer(f"code=400, example={name}")).json()
        for name in ("invalid_data", "not_allowed")
    )
    assert (first["type"], second["type"]) == ("invalid_data", "not_allowed")


def test_credentials_that_are_missing_look_as_they_really_do(client: httpx.Client) -> None:
    answer = client.get(ERRORS, headers=prefer("code=401"))
    assert (answer.status_code, answer.text) == (401, "Unauthorized")
    assert "content-type" not in answer.headers


@pytest.mark.parametrize(
    ("code", "body"),
    [
        (409, {"code": "invalid_state_error", "type": "conflict"}),
        (500, {"code": "unknown_error", "type": "unknown_error"}),
        (503, {"code": "unknown_error", "type": "unknown_error"}),
        (599, {"code": "unknown_error", "type": "unknown_error"}),
    ],
)
def test_a_failure_that_the_document_does_not_know_looks_as_it_would(
    admin: httpx.Client, code: int, body: dict[str, str]
) -> None:
    answer = admin.get(ERRORS, headers=prefer(f"code={code}"))
    assert answer.status_code == code
    assert body.items() <= answer.json().items()


@pytest.mark.parametrize(("code", "text"), [(418, "I'm a Teapot"), (429, "Too Many Requests"), (499, "499")])
def test_other_failures_are_bare_words(client: httpx.Client, code: int, text: str) -> None:
    answer = client.get(ERRORS, headers=prefer(f"code={code}"))
    assert (answer.status_code, answer.text) == (code, text)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("code=teapot", "Prefer: code must be a status from 200 to 599, not 'teapot'"),
        ("code=404, example=nope", "Prefer: answer 404 of get_return_reason has no example nope; there are not_found"),
        ("code=202", "Prefer: get_return_reason knows no answer 202; there are 200, "),
        ("code=503, example=x", "Prefer: get_return_reason knows no answer 503, and so no example of it"),
    ],
)
def test_what_cannot_be_had_is_told(client: httpx.Client, header: str, message: str) -> None:
    answer = client.get(ERRORS, headers=prefer(header))
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)


def test_an_unknown_path_has_general_failures(client: httpx.Client) -> None:
    assert client.get("/admin/nope", headers=prefer("code=503")).status_code == 503
    refused = client.get("/store/nope%ff", headers=prefer("code=200"))
    assert refused.json()["message"] == "Prefer: a path without an operation knows no answer 200; there are none"


def test_the_operation_does_not_run(admin: httpx.Client) -> None:
    body = {"value": "late", "label": "Late"}
    assert admin.post("/admin/return-reasons", json=body, headers=prefer("code=422")).status_code == 422
    assert admin.post("/admin/return-reasons", json=body).status_code == 200


def test_a_page_of_another_origin_may_read_the_answer(client: httpx.Client) -> None:
    answer = client.get(ERRORS, headers={**prefer("code=503"), "Origin": "http://localhost:7001"})
    assert answer.headers["access-control-allow-origin"] == "http://localhost:7001"


def test_a_client_can_ask_for_a_slow_answer(admin: httpx.Client) -> None:
    began = time.monotonic()
    answer = admin.get("/admin/return-reasons", headers=prefer("wait=0.1"))
    assert time.monotonic() - began >= 0.1
    assert (answer.status_code, answer.headers["preference-applied"]) == (200, "wait=0.1")


def test_other_preferences_change_nothing(admin: httpx.Client) -> None:
    answer = admin.get("/admin/return-reasons", headers=prefer("return=minimal"))
    assert answer.status_code == 200
    assert "preference-applied" not in answer.headers
