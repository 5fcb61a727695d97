"""What is let pass although a general check calls it a fault, and what is not."""

import json
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from schemathesis import HookContext
from schemathesis.core.failures import AcceptedNegativeData, Failure, ServerError
from schemathesis.core.mutations import Mutation, MutationChannel, OperatorKind
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import FuzzingPhaseData, PhaseInfo, TestPhase
from schemathesis.openapi.checks import (
    EnsureResourceAvailability,
    JsonSchemaError,
    RejectedPositiveData,
    UnsupportedMethodResponse,
)

from medusa_mock.contract.account import spare
from medusa_mock.contract.exceptions import is_fault, is_worth_sending, leave_out_unusable_parameters
from tests.contract.cases import answer, case, negated

TAGS = "GET /admin/product-tags"
AUTHORIZE = "POST /admin/apps/authorizations"


def rejected(status: int) -> Failure:
    return RejectedPositiveData(operation=AUTHORIZE, message="", status_code=status, allowed_statuses=[])


def accepted() -> Failure:
    return AcceptedNegativeData(operation=TAGS, message="", status_code=200, expected_statuses=[])


def wrong_method(status: int) -> Failure:
    return UnsupportedMethodResponse(
        operation=TAGS, method="PUT", status_code=status, failure_reason="wrong_status", message=""
    )


def not_found_again() -> Failure:
    return EnsureResourceAvailability(operation=AUTHORIZE, message="", created_with="", not_available_with="")


@pytest.mark.parametrize(
    ("status", "content", "fault"),
    [
        (400, '{"type":"not_allowed","message":"Echo app could not match state"}', False),
        (400, '{"type":"invalid_data","message":"state must be a string"}', True),
        (409, '{"type":"not_allowed","message":"No."}', True),
        (400, "<pre>Bad Request</pre>", True),
        (400, "[]", True),
    ],
)
def test_a_valid_request_may_be_refused_as_things_stand_and_for_nothing_else(
    status: int, content: str, fault: bool
) -> None:
    assert is_fault(HookContext(), rejected(status), case(AUTHORIZE), answer(status, content)) is fault


WORDED = {
    "openapi": "3.0.3",
    "info": {"title": "Refusals", "version": "1"},
    "paths": {
        "/a": {
            "post": {
                "x-refusals": ["Not on a Sunday", "Sales Channels {ids} do not exist"],
                "responses": {"200": {"description": "Done."}},
            }
        }
    },
}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"type":"invalid_data","message":"Not on a Sunday"}', False),
        ('{"type":"invalid_data","message":"Sales Channels sc_1, sc_2 do not exist"}', False),
        ('{"errors":["Sales Channels sc_1 do not exist"],"message":"Provided request body contains errors."}', False),
        ('{"type":"invalid_data","message":"Not on a Sunday or Monday"}', True),
        ('{"type":"invalid_data","message":"Sales Channels  do not exist"}', True),
        ('{"type":"invalid_data"}', True),
    ],
)
def test_an_operation_may_tell_in_which_words_it_refuses(content: str, fault: bool) -> None:
    request = schemathesis.openapi.from_dict(WORDED)["/a"]["POST"].Case()
    assert is_fault(HookContext(), rejected(400), request, answer(400, content)) is fault


@pytest.mark.parametrize(
    ("account", "missing", "fault"),
    [
        ("usr_ours", "usr_ours_spared", False),
        ("usr_other", "usr_ours", True),
        ("usr_other", "pcol_1", False),
        ("usr_other", "Item with order_id: usr_ours", False),
    ],
)
def test_what_was_made_has_to_be_there_if_it_is_what_was_asked_for(account: str, missing: str, fault: bool) -> None:
    request = case("POST /admin/return-reasons/{id}", path_parameters={"id": "usr_ours"})
    spare(account, request)
    answered = answer(404, f'{{"type":"not_found","message":"{missing} was not found"}}')
    assert is_fault(HookContext(), not_found_again(), request, answered) is fault


@pytest.mark.parametrize(("total", "fault"), [("-4.9e+39", False), ("4.5", True), ('"4"', True)])
def test_a_whole_number_may_have_an_exponent(total: str, fault: bool) -> None:
    errors = jsonschema_rs.Draft4Validator({"type": "integer"}).iter_errors(json.loads(total))
    failure = JsonSchemaError(operation=TAGS, exc=next(errors), root_schema={})
    assert is_fault(HookContext(), failure, case(TAGS), answer(200)) is fault


@pytest.mark.parametrize(("status", "fault"), [(401, False), (404, False), (200, True), (500, True)])
def test_an_undeclared_method_is_no_route(status: int, fault: bool) -> None:
    assert is_fault(HookContext(), wrong_method(status), case(TAGS), answer(status)) is fault


@pytest.mark.parametrize(
    ("parameter", "query", "fault"),
    [
        ("value", "value[contains]=black", False),
        ("value", "value=black", False),
        ("value", "value[0]=black&value[1]=white", False),
        ("value", "value[sounds_like]=black", True),
        ("created_at", "created_at[lt]=2026-01-01T00:00:00Z", False),
        ("created_at", "created_at=yesterday", True),
        ("limit", "limit=ten", True),
        ("limit", "limit=", False),
        ("limit", "limit=ten&value[contains]=black", True),
        ("value", "limit=10", False),  # it was not even sent
        ("limit", "offset=10", True),
        ("colour", "colour=red", True),
    ],
)
def test_what_is_right_as_it_was_sent_is_not_counted_as_invalid(parameter: str, query: str, fault: bool) -> None:
    given = case(TAGS, phase=negated(parameter))
    assert is_fault(HookContext(), accepted(), given, answer(200, query=query)) is fault


@pytest.mark.parametrize(("query", "fault"), [("fields=-7,-x", False), ("fields=-7,x", True), ("fields=7", True)])
def test_there_is_no_wrong_name_for_what_is_not_to_be_shown(query: str, fault: bool) -> None:
    given = case("GET /admin/discounts", phase=negated("fields"))
    assert is_fault(HookContext(), accepted(), given, answer(200, query=query)) is fault


@pytest.mark.parametrize(
    ("content", "fault"),
    [('{"discounts": [], "count": 0}', False), ('{"discounts": [], "count": 3}', True), ("Unavailable", True)],
)
def test_what_is_to_be_shown_of_nothing_is_not_wrong(content: str, fault: bool) -> None:
    given = case("GET /admin/discounts", phase=negated("fields"))
    assert is_fault(HookContext(), accepted(), given, answer(200, content, query="fields=x")) is fault


def test_a_part_of_a_parameter_belongs_to_it() -> None:
    change = Mutation(
        path=(),
        parameter_location=ParameterLocation.QUERY,
        schema_pointer="/properties/created_at/properties/lt",
        channel=MutationChannel.VALUE,
        operator=OperatorKind.VALUE_VIOLATOR,
        keywords=("format",),
        parameter="lt",
        original_value=None,
        new_value=None,
    )
    given = case(TAGS, phase=PhaseInfo(TestPhase.FUZZING, FuzzingPhaseData(None, None, None, None, (change,))))
    assert not is_fault(HookContext(), accepted(), given, answer(200, query="created_at[lt]=2026-01-01T00:00:00Z"))
    assert is_fault(HookContext(), accepted(), given, answer(200, query="created_at[lt]=yesterday"))


@pytest.mark.parametrize(
    ("media_type", "location", "fault"),
    [
        ("multipart/form-data", ParameterLocation.BODY, False),
        ("multipart/form-data", ParameterLocation.HEADER, True),
        ("application/json", ParameterLocation.BODY, True),
    ],
)
def test_in_a_form_a_text_is_no_file_and_nothing_wrong(
    media_type: str, location: ParameterLocation, fault: bool
) -> None:
    given = case("POST /admin/uploads", phase=negated("files", location), body={"files": {}}, media_type=media_type)
    assert is_fault(HookContext(), accepted(), given, answer(200)) is fault


def test_nothing_is_excused_but_the_query() -> None:
    given = case(TAGS, phase=negated("value", ParameterLocation.HEADER))
    assert is_fault(HookContext(), accepted(), given, answer(200, query="value=black"))
    assert is_fault(HookContext(), accepted(), case(TAGS), answer(200, query="value=black"))


def test_a_crash_is_a_fault_whatever_was_asked() -> None:
    failure = ServerError(operation=TAGS, status_code=500)
    assert is_fault(HookContext(), failure, case(TAGS), answer(500, '{"type":"not_allowed"}'))


@pytest.mark.parametrize(
    ("query", "worth"),
    [
        ({"limit": -0.25}, False),
        ({"offset": "-1e-300"}, False),
        ({"limit": 9223372036854775807}, False),
        ({"offset": "9223372036854775806"}, False),
        ({"offset": ""}, False),
        ({"limit": {}}, False),
        ({"limit": -0.5}, True),
        ({"limit": 1e19, "offset": 1e18}, True),
        ({"limit": 0, "offset": 0.25}, True),
        ({"limit": "ten"}, True),
        ({"limit": [1]}, True),
        ({}, True),
    ],
)
def test_a_bound_that_is_neither_right_nor_wrong_is_not_sent(query: dict[str, Any], worth: bool) -> None:
    assert is_worth_sending(HookContext(), case(TAGS, query=query)) is worth


def test_an_empty_list_for_a_body_is_not_sent() -> None:
    bodies: list[Any] = [[], [{}], {}]
    sent = [case("POST /admin/products", body=body) for body in bodies]
    assert [is_worth_sending(HookContext(), one) for one in sent] == [False, True, True]


def test_what_a_real_medusa_never_answers_is_not_sent() -> None:
    channels: list[Any] = [[None], [], None, {}, "sc_default", [{"id": "sc_default"}]]
    sent = [case("POST /admin/products", body={"title": "Cup", "sales_channels": them}) for them in channels]
    assert [is_worth_sending(HookContext(), one) for one in sent] == [False, True, True, False, False, True]


def test_parameters_that_no_value_fits_are_left_out() -> None:
    def parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"name": name, "in": "query", "schema": schema}

    document: dict[str, Any] = {
        "paths": {
            "/a": {"get": {"parameters": [parameter("q", {"type": "string"}), {"$ref": "#/components/parameters/no"}]}},
            "/b": {"get": {}},
        },
        "components": {"parameters": {"no": parameter("no", {"type": "string", "not": {}})}},
    }
    leave_out_unusable_parameters(HookContext(), document)
    assert document["paths"] == {
        "/a": {"get": {"parameters": [parameter("q", {"type": "string"})]}},
        "/b": {"get": {}},
    }
