"""Violations and judgements as runs make them, for the reports to tell of."""

from dataclasses import replace
from typing import Any

from medusa_mock import document
from medusa_mock.contract.findings import Answer, Failure, Findings, Phase, Request, Violation
from medusa_mock.contract.judgement import Judgement, Trial
from medusa_mock.contract.options import PHASES

URL = "http://127.0.0.1:9000"
LIST, GET, CREATE = "GET /admin/return-reasons", "GET /admin/return-reasons/{id}", "POST /admin/return-reasons"
DELETE = "DELETE /admin/return-reasons/{id}"
REASONS = ("list_return_reasons", "get_return_reason", "create_return_reason", "delete_return_reason")


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


def findings(*violations: Violation, complete: bool = True, **parts: Any) -> Findings:
    """A run in which all four operations were answered, one of them never 2xx."""
    found: dict[str, Any] = {
        "answers": {LIST: {"200": 40, "400": 20}, GET: {"200": 5, "404": 9}, CREATE: {"200": 7}, DELETE: {"404": 3}},
        "seconds": {LIST: 1.5, GET: 0.5, CREATE: 0.25, DELETE: 0.125},
        "links": {f"{CREATE} -> [200] get -> {GET}": 3},
        "phases": {name: Phase("success", 21, 2.0) for name in PHASES},
        "violations": list(violations),
    }
    return Findings(**(found | parts), complete=complete)


def trial(**parts: Any) -> Trial:
    """Of the return reasons."""
    found: dict[str, Any] = {"document": document.load(), "api": "admin", "url": URL, "seed": 7, "tested": REASONS}
    return Trial(**(found | parts))


def judged(*violations: Violation, **parts: Any) -> Judgement:
    return trial().judge(findings(*violations, **parts))
