"""What the findings keep of a request and an answer: enough to see, and no credential."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import requests
from schemathesis import Response
from schemathesis.core.failures import ServerError
from schemathesis.engine.recorder import Request
from schemathesis.openapi.checks import JsonSchemaError

from medusa_mock.contract.evidence import LONGEST, answer_of, failure_of, request_of
from medusa_mock.contract.findings import Findings, Violation
from medusa_mock.masking import FILTERED

TOKEN = "api-token-of-the-run"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VyIjoidXNyIn0.c2ln-bmF0_dXJl"


def response(content: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    sent = requests.Request("GET", "http://127.0.0.1:9/admin/apps").prepare()
    listed = {name: [value] for name, value in (headers or {}).items()}
    return Response(status, listed, content, sent, elapsed=0.25, verify=True)


def request(headers: dict[str, str], body: bytes | None = None) -> Request:
    return Request("POST", "http://127.0.0.1:9/?q=" + TOKEN, body, None, {key: [each] for key, each in headers.items()})


def broken(value: object, schema: dict[str, Any], names: dict[str, str] | None = None) -> JsonSchemaError:
    error = next(jsonschema_rs.validator_for(schema).iter_errors(value))
    return JsonSchemaError.from_exception(operation="GET /admin/apps", exc=error, root_schema=schema, name_to_uri=names)


def test_json_is_shown_with_an_indent_and_other_text_as_it_is() -> None:
    assert answer_of(response(b'{"a":[1]}'), TOKEN).body == '{\n  "a": [\n    1\n  ]\n}'
    assert answer_of(response("caf\xe9 <b>".encode("latin-1")), TOKEN).body == "caf\ufffd <b>"
    assert answer_of(response(b""), TOKEN).body == ""


def test_a_long_body_is_cut_and_its_size_is_told() -> None:
    answer = answer_of(response(b"x" * 10_000), TOKEN)
    assert (len(answer.body), answer.size, answer.seconds) == (LONGEST + 2, 10_000, 0.25)


@pytest.mark.parametrize("body", [TOKEN, JWT, f'{{"access_token": "{JWT}"}}', f'["{TOKEN}"]'])
def test_no_body_tells_a_credential(body: str) -> None:
    for shown in (
        answer_of(response(body.encode()), TOKEN).body,
        request_of(request({}, body.encode()), TOKEN).body or "",
    ):
        assert FILTERED in shown
        assert TOKEN not in shown
        assert JWT not in shown


def test_what_is_a_secret_by_its_name_is_struck_out() -> None:
    body = '{"user": {"api_token": "other", "password_hash": null}}'
    told = answer_of(response(body.encode()), TOKEN).body
    assert json.loads(told) == {"user": {"api_token": FILTERED, "password_hash": None}}


def test_no_header_and_no_address_tells_a_credential() -> None:
    headers = {"Authorization": "Bearer other", "Cookie": "connect.sid=1", "X-Token": TOKEN, "Accept": "*/*"}
    told = request_of(request(headers), TOKEN)
    assert told.headers == dict.fromkeys(("Authorization", "Cookie", "X-Token"), FILTERED) | {"Accept": "*/*"}
    assert told.url == f"http://127.0.0.1:9/?q={FILTERED}"
    assert answer_of(response(b"", headers={"set-cookie": "connect.sid=2"}), TOKEN).headers == {"set-cookie": FILTERED}


def test_half_of_a_surrogate_pair_can_be_written() -> None:
    answer = answer_of(response(b'"\\ud800"'), TOKEN)
    answer.body.encode()


def test_what_an_answer_breaks_is_found_in_a_schema_that_is_referred_to() -> None:
    schema = {"$ref": "#/x-bundled/one", "x-bundled": {"one": {"properties": {"id": {"type": "string"}}}}}
    failure = failure_of(
        "conformance", broken({"id": 1}, schema, {"one": "#/components/schemas/App"}), response(b""), ""
    )
    assert failure.place == ["components", "schemas", "App", "properties", "id", "type"]
    assert (failure.path, failure.kind, failure.severity) == (["id"], "JsonSchemaError", "high")
    assert failure.message.startswith('1 is not of type "string"')


def test_what_an_answer_breaks_is_found_in_a_schema_of_the_operation() -> None:
    error = broken({"id": 1}, {"properties": {"id": {"type": "string"}}})
    place = failure_of(
        "conformance", error, response(b"", headers={"content-type": "text/json; charset=utf-8"}), ""
    ).place
    where = ["paths", "/admin/apps", "get", "responses", "200", "content", "text/json", "schema"]
    assert place == [*where, "properties", "id", "type"]


@pytest.mark.parametrize(
    ("value", "schema", "signature"),
    [
        ({"id": 1}, {"properties": {"id": {"type": "string"}}}, "components/schemas/App/properties/id/type"),
        ({}, {"required": ["id"]}, 'components/schemas/App/required: "id" is a required property'),
    ],
)
def test_a_broken_schema_has_the_same_signature_in_every_run(
    value: object, schema: dict[str, Any], signature: str
) -> None:
    for name in ("one", "two"):  # Schemathesis numbers schemas by what else it has been given
        bundled = {"$ref": f"#/x-bundled/{name}", "x-bundled": {name: schema}}
        error = broken(value, bundled, {name: "#/components/schemas/App"})
        assert failure_of("conformance", error, response(b""), "").signature == signature


def test_a_failure_tells_no_credential() -> None:
    failure = ServerError(operation="GET /admin/apps", status_code=500, message=f"It said {TOKEN}")
    assert failure_of("not_a_server_error", failure, response(b"", 500), TOKEN).message == f"It said {FILTERED}"


def test_findings_can_be_written_and_read(tmp_path: Path) -> None:
    error = broken({"id": 1}, {"properties": {"id": {"type": "string"}}})
    failures = [failure_of("conformance", error, response(b"{}"), "")]
    sent, answer = request_of(request({}), ""), answer_of(response(b"{}"), "")
    violation = Violation("GET /admin/apps", failures, sent, answer, ["curl"], "fuzzing")
    findings = Findings(violations=[violation], warnings=[Violation("Stateful tests", [])])
    findings.write(tmp_path / "findings.json")
    assert Findings.read(tmp_path / "findings.json") == findings
