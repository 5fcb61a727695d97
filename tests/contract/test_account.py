"""The account of a run, and the states it works on, are left alone."""

import pytest
import schemathesis

from medusa_mock.contract.account import is_allowed, mask, spare, spare_rows
from medusa_mock.contract.run import Run
from medusa_mock.contract.selection import is_withheld
from tests.contract.cases import answer, case

USERS = {
    "openapi": "3.0.3",
    "info": {"title": "Users", "version": "1"},
    "paths": {
        "/admin/users/{id}": {
            method: {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "A user."}},
            }
            for method in ("get", "post", "delete")
        }
    },
}


@pytest.mark.parametrize(
    ("method", "user", "sent"),
    [
        ("DELETE", "usr_ours", "usr_ours_spared"),
        ("POST", "usr_ours", "usr_ours_spared"),
        ("GET", "usr_ours", "usr_ours"),
        ("DELETE", "usr_other", "usr_other"),
    ],
)
def test_no_request_changes_or_deletes_the_account(method: str, user: str, sent: str) -> None:
    operation = schemathesis.openapi.from_dict(USERS)["/admin/users/{id}"][method]
    request = operation.Case(path_parameters={"id": user})
    spare("usr_ours", request)
    assert request.path_parameters == {"id": sent}


@pytest.mark.parametrize(
    ("method", "user", "sent"),
    [
        ("DELETE", "usr_made", "usr_made"),
        ("DELETE", "usr_other", "usr_other_spared"),
        ("POST", "usr_other", "usr_other"),
        ("GET", "usr_other", "usr_other"),
    ],
)
def test_no_request_deletes_what_the_run_has_not_made(method: str, user: str, sent: str) -> None:
    operation = schemathesis.openapi.from_dict(USERS)["/admin/users/{id}"][method]
    request = operation.Case(path_parameters={"id": user})
    spare_rows({"usr_made"}, request)
    assert request.path_parameters == {"id": sent}


@pytest.mark.parametrize(
    ("method", "path", "withheld"),
    [
        ("DELETE", "/admin/uploads", True),
        ("DELETE", "/admin/analytics-configs", True),
        ("DELETE", "/admin/auth", False),
        ("DELETE", "/admin/regions/{id}", False),
        ("POST", "/store/customers/me", True),
        ("POST", "/admin/regions", False),
    ],
)
def test_what_cannot_be_told_to_be_harmless_is_not_sent(method: str, path: str, withheld: bool) -> None:
    assert is_withheld(method, path) is withheld


@pytest.mark.parametrize(
    ("allowed", "route", "sent"),
    [
        ({"read_only": True}, "GET /admin/regions", True),
        ({"read_only": True}, "POST /admin/regions", False),
        ({}, "POST /admin/regions", True),
        ({}, "DELETE /admin/uploads", False),
        ({"destructive": True}, "DELETE /admin/uploads", True),
    ],
)
def test_a_run_sends_what_it_may(allowed: dict[str, bool], route: str, sent: bool) -> None:
    run = Run(name="0", credential="", account="", session="", findings="", **allowed)  # type: ignore[arg-type]
    assert is_allowed(run, case(route)) is sent


def test_the_credential_is_struck_out_of_answers() -> None:
    response = answer(200, '{"user":{"api_token":"s3cret","email":"a@b.c"}}')
    mask("s3cret", response)
    assert response.content == b'{"user":{"api_token":"[Filtered]","email":"a@b.c"}}'
