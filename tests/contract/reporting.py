"""Violations as runs make them, for the reports to tell of."""

from dataclasses import replace
from typing import Any

from medusa_mock.contract.findings import Answer, Failure, Request, Violation

URL = "http://127.0.0.1:9000"
LIST, GET, CREATE = "GET /admin/return-reasons", "GET /admin/return-reasons/{id}", "POST /admin/return-reasons"
DELETE = "DELETE /admin/return-reasons/{id}"


def crash(operation: str = LIST, message: str = "An unknown error occurred.") -> Violation:
    """A 500, which two checks find fault with."""
    failed = Failure(
        "not_a_server_error", "ServerError", "Server error", "", "critical", signature="500", operation=operation
    )
    undefined = replace(
        failed,
        check="status_code_conformance",
        kind="UndefinedStatusCode",
        title="Undocumented HTTP status code",
        severity="medium",
    )
    body = f'{{"type": "unknown_error", "message": "{message}"}}'
    return violation(operation, [failed, undefined], answer=Answer(500, "Internal Server Error", {}, body, 60, 0.5))


def broken(operation: str = LIST, message: str = '1 is not of type "string"', place: tuple[str, ...] = ()) -> Violation:
    """An answer that does not fit the schema, in the property `value`."""
    keys = ["components", "schemas", "ReturnReason", "properties", "value", "type"]
    failure = Failure(
        "response_schema_conformance",
        "JsonSchemaError",
        "Response violates schema",
        message,
        "high",
        signature="/value/type",
        place=list(place) or keys,
        path=["return_reasons", "0", "value"],
        operation=operation,
    )
    return violation(operation, [failure])


def violation(operation: str, failures: list[Failure], **parts: Any) -> Violation:
    method, _, path = operation.partition(" ")
    found: dict[str, Any] = {
        "request": Request(method, URL + path, {"Accept": "*/*"}),
        "answer": Answer(200, "OK", {"Content-Type": "application/json"}, '{"value": 1}', 12, 0.01),
        "repeat": [f"curl -X {method} {URL}{path}"],
        "phase": "coverage",
    }
    return Violation(operation, failures, **(found | parts))
