"""The checks of our own: what they hold against a server, and what they do not."""

import json
from typing import Any

import pytest
from schemathesis import Case, CheckContext
from schemathesis.config import ChecksConfig

from medusa_mock.contract.checks.general import (
    ReadAfterWrite,
    StaleRead,
    UnknownParameterAccepted,
    unknown_parameter_rejection,
)
from tests.contract.cases import answer, case, stateful

TAGS = "GET /admin/product-tags"
APPS = "GET /admin/apps"
AUTHORIZE = "POST /admin/apps/authorizations"
CONTEXT = CheckContext(None, None, None, ChecksConfig(), None, response_checks=None)
WAITING = {"id": "app_1", "application_name": "example", "data": {"state": "s"}}
AUTHORIZED = WAITING | {"data": {"access_token": "access-c"}}


@pytest.mark.parametrize("query", ["colour=red", "limit=1&colour=red", "colour[lt]=red"])
def test_an_unknown_parameter_has_to_be_refused(query: str) -> None:
    with pytest.raises(UnknownParameterAccepted, match="colour"):
        unknown_parameter_rejection(CONTEXT, answer(200, query=query), case(TAGS))


@pytest.mark.parametrize(
    ("route", "status", "query"),
    [
        (TAGS, 400, "colour=red"),
        (TAGS, 200, "limit=1&created_at[lt]=2026-01-01T00:00:00Z&value[]=red"),
        (TAGS, 200, "__proto__=red"),  # `qs` does not even show it to the server
        (APPS, 200, "colour=red"),  # has no parameters at all, and looks at none
    ],
)
def test_parameters_that_are_known_are_fine(route: str, status: int, query: str) -> None:
    unknown_parameter_rejection(CONTEXT, answer(status, query=query), case(route))


REASON = {"id": "rr_1", "value": "broken", "label": "It was broken"}
CREATE_REASON = "POST /admin/return-reasons"
REASON_BY_ID = "GET /admin/return-reasons/{id}"


def test_a_method_that_the_path_does_not_have_is_not_judged() -> None:
    unknown_parameter_rejection(CONTEXT, answer(204, query="colour=red"), case(TAGS, method="OPTIONS"))


class Walk:
    """A walk of the stateful phase."""

    def __init__(self) -> None:
        self._check = ReadAfterWrite()

    def step(self, request: Case[Any], body: Any, status: int = 200) -> None:
        self._check.after_response(CONTEXT, answer(status, json.dumps(body)), request)


def step(route: str, **parts: Any) -> Case[Any]:
    return case(route, phase=stateful(), **parts)


def test_what_was_written_is_there() -> None:
    walk = Walk()
    walk.step(step(AUTHORIZE), {"apps": AUTHORIZED})
    walk.step(step(APPS), {"apps": [WAITING | {"id": "app_2"}, AUTHORIZED]})


def test_a_stale_read_is_a_violation() -> None:
    walk = Walk()
    walk.step(step(AUTHORIZE), {"apps": AUTHORIZED})
    with pytest.raises(StaleRead, match="data of app_1 was"):
        walk.step(step(APPS), {"apps": [WAITING]})


@pytest.mark.parametrize("rows", [[{"code": "eur"}, {"code": "usd"}], {"id": "app_0"}])
def test_other_rows_may_be_shown_in_another_way(rows: Any) -> None:
    walk = Walk()
    walk.step(step(AUTHORIZE), {"apps": AUTHORIZED | {"rows": [{"code": "usd"}], "row": None}})
    walk.step(step(APPS), {"apps": [AUTHORIZED | {"rows": [], "row": rows}]})


def test_only_the_next_answer_is_judged() -> None:
    walk = Walk()
    walk.step(step(AUTHORIZE), {"apps": AUTHORIZED})
    walk.step(step(AUTHORIZE), {"type": "not_allowed", "message": "No."}, 400)
    walk.step(step(APPS), {"apps": [WAITING]})


def test_a_row_is_read_by_its_id() -> None:
    walk = Walk()
    walk.step(step(CREATE_REASON), {"return_reason": REASON})
    with pytest.raises(StaleRead, match="label of rr_1 was It was broken a moment ago, and is old"):
        walk.step(step(REASON_BY_ID, path_parameters={"id": "rr_1"}), {"return_reason": REASON | {"label": "old"}})


def test_what_a_server_goes_on_with_by_itself_may_change() -> None:
    walk = Walk()
    create, job = step("POST /admin/batch-jobs"), {"id": "batch_1", "status": "created", "type": "product-export"}
    read = step("GET /admin/batch-jobs/{id}", path_parameters={"id": "batch_1"})
    walk.step(create, {"batch_job": job}, 201)
    walk.step(read, {"batch_job": job | {"status": "pre_processed"}})
    walk.step(create, {"batch_job": job}, 201)
    with pytest.raises(StaleRead, match="type of batch_1 was product-export a moment ago, and is order-export"):
        walk.step(read, {"batch_job": job | {"type": "order-export"}})


def test_another_row_need_not_show_what_was_written() -> None:
    walk = Walk()
    walk.step(step(CREATE_REASON), {"return_reason": REASON})
    walk.step(step(REASON_BY_ID, path_parameters={"id": "rr_2"}), {"return_reason": REASON | {"id": "rr_2"}})


@pytest.mark.parametrize(
    ("read", "body", "status"),
    [
        (step(APPS, headers={"X-Mock-Session": "another"}), {"apps": [WAITING]}, 200),
        (step(APPS), {"apps": []}, 200),  # what a list leaves out is its own business
        (step(APPS), {"type": "unknown_error", "message": "No."}, 500),
        (step("GET /admin/product-types"), {"product_types": [WAITING]}, 200),  # no link leads there
        (case(APPS), {"apps": [WAITING]}, 200),
    ],
)
def test_what_need_not_show_the_write_is_not_judged(read: Case[Any], body: Any, status: int) -> None:
    walk = Walk()
    walk.step(step(AUTHORIZE), {"apps": AUTHORIZED})
    walk.step(read, body, status)


@pytest.mark.parametrize(
    "body", [{"apps": [AUTHORIZED, WAITING]}, {"id": "app_1", "deleted": True}, [AUTHORIZED], None]
)
def test_a_write_that_shows_no_single_row_is_not_judged(body: Any) -> None:
    walk = Walk()
    walk.step(step(AUTHORIZE), body)
    walk.step(step(APPS), {"apps": [WAITING]})
