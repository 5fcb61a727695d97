"""What the document says of answers: their status, their media type, their JSON.

The names of checks and kinds are those of Schemathesis, so that what both find is one finding, and one entry of a
baseline accepts it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import jsonschema_rs

from medusa_mock.contract.evidence import SEVERAL
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.findings import Failure
from medusa_mock.contract.surface import JSON, Operation


def nonconformities(exchange: Exchange) -> Iterator[Failure]:
    """Every way in which an answer is none that the document describes."""
    if exchange.status >= 500:
        told = f"It answered {exchange.status}."
        yield _failure(exchange, "not_a_server_error", "ServerError", "Server error", told, str(exchange.status))
    response = exchange.operation.raw["responses"].get(str(exchange.status))
    if response is None:
        known = ", ".join(map(str, sorted(exchange.operation.statuses)))
        told = f"Received: {exchange.status}\nDocumented: {known}"
        title, status = "Undocumented HTTP status code", str(exchange.status)
        yield _failure(exchange, "status_code_conformance", "UndefinedStatusCode", title, told, status)
        return
    yield from _media(exchange, response)
    yield from _headers(exchange, response)


def _media(exchange: Exchange, response: Mapping[str, Any]) -> Iterator[Failure]:
    content = response.get("content", {})
    media_type = exchange.headers.get("content-type", "").partition(";")[0].strip()
    if content and not media_type:
        told = f"The document has {', '.join(content)}."
        yield _failure(exchange, "content_type_conformance", "MissingContentType", "Missing Content-Type header", told)
    elif media_type and content and media_type not in content:
        told = f"Received: {media_type}\nDocumented: {', '.join(content)}"
        title = "Undocumented Content-Type"
        yield _failure(exchange, "content_type_conformance", "UndefinedContentType", title, told, media_type)
    elif media_type == JSON and JSON in content:
        yield from _json(exchange)


def _headers(exchange: Exchange, response: Mapping[str, Any]) -> Iterator[Failure]:
    wanted = (name for name, header in response.get("headers", {}).items() if header.get("required"))
    if missing := [name for name in wanted if name.lower() not in exchange.headers]:
        told = f"The answer has no {', '.join(missing)}."
        title, names = "Missing required headers", ",".join(missing)
        yield _failure(exchange, "response_headers_conformance", "MissingHeaders", title, told, names)


def _json(exchange: Exchange) -> Iterator[Failure]:
    if not exchange.is_json:
        told = "The answer says that it is JSON, and cannot be read as such."
        title = "JSON deserialization error"
        yield _failure(exchange, "response_schema_conformance", "MalformedJson", title, told, title)
        return
    validator = _validator(exchange.operation, exchange.status)
    if validator.is_valid(exchange.body):
        return
    for error in validator.iter_errors(exchange.body):
        place = _place(exchange, error.schema_path)
        said, at = error.message.replace('"', "'")[:200], "/".join(map(str, error.instance_path))
        yield _failure(
            exchange,
            "response_schema_conformance",
            "JsonSchemaError",
            "Response violates schema",
            f"{said}\nIn the answer at /{at}",
            "/".join(place) + (f": {said}" if place[-1] in SEVERAL else ""),
            place=place,
            path=list(map(str, error.instance_path)),
        )
        return


@cache
def _validator(operation: Operation, status: int) -> jsonschema_rs.Draft4Validator:
    return operation.schemas.compile(operation.raw["responses"][str(status)]["content"][JSON]["schema"])


def _place(exchange: Exchange, schema_path: Sequence[str | int]) -> list[str]:
    """The keys that lead to the broken promise in the document, from what they are in the compiled schema."""
    keys = list(map(str, schema_path))
    if keys[0] == "definitions":
        return ["components", "schemas", *keys[1:]]
    operation = exchange.operation
    answer = ["paths", operation.path, operation.method.lower(), "responses", str(exchange.status), "content", JSON]
    return [*answer, "schema", *keys[2:]]  # without `allOf/0`, in which it was compiled


def _failure(
    exchange: Exchange,
    check: str,
    kind: str,
    title: str,
    message: str,
    signature: str = "",
    *,
    place: list[str] | None = None,
    path: list[str] | None = None,
) -> Failure:
    severity = "critical" if check == "not_a_server_error" else "high"
    operation = exchange.operation
    answers = ["paths", operation.path, operation.method.lower(), "responses"]
    return Failure(check, kind, title, message, severity, signature, place or answers, path or [])


__all__ = ["nonconformities"]
