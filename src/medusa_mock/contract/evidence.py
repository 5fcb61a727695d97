"""What Schemathesis saw, in the terms of the findings: cut to what a report can show, and without credentials."""

import functools
import json
from collections.abc import Mapping, Sequence

from schemathesis.core import failures as core
from schemathesis.core.jsonschema.bundler import unbundle_path
from schemathesis.core.transport import Response
from schemathesis.engine.recorder import Request as Recorded
from schemathesis.openapi import checks

from medusa_mock.contract.findings import Answer, Failure, Request
from medusa_mock.contract.masking import masked_body, without_secrets
from medusa_mock.masking import masked_headers, masked_query

LONGEST = 4000
"""How many characters of a body are kept."""

SEVERAL = ("required", "additionalProperties")
"""Keywords of a schema that can be broken in several ways."""

INDENTED = functools.partial(json.dumps, indent=2, ensure_ascii=False)


def failure_of(check: str, failure: core.Failure, response: Response, credential: str) -> Failure:
    """What a failed check says, without the schemas and values that it quotes: the answer is shown anyway."""
    place = _place(failure, response)
    told = [part.removesuffix(":") for part in failure.message.split("\n\n") if not part.startswith("    ")]
    message = without_secrets("\n".join(told).removesuffix("\nValue"), credential)
    return Failure(
        check=check,
        kind=type(failure).__name__,
        title=failure.title,
        message=message,
        severity=failure.severity.value,
        signature=_signature(failure, place, message),
        place=place,
        path=[str(key) for key in failure.instance_path] if isinstance(failure, checks.JsonSchemaError) else [],
        operation=failure.operation or "",
    )


def no_answer(operation: str, message: str) -> Failure:
    """What is said of a request that nothing came back to."""
    return Failure(
        check="answer_in_time",
        kind="NoAnswer",
        title="No answer",
        message=message,
        severity="critical",
        signature="timeout",
        operation=operation,
    )


def _signature(failure: core.Failure, place: list[str], message: str) -> str:
    """What tells a failure from others of its kind at this operation, and is the same in every run.

    Of a broken schema that is the broken promise: Schemathesis numbers the schemas on the way to it, by all that it
    has been given. Of what is missing or too much there can be several.
    """
    if not isinstance(failure, checks.JsonSchemaError):
        return failure._unique_key  # noqa: SLF001 - it stands in the baseline, whose format is public
    promise = "/".join(place)
    return f"{promise}: {message.partition(chr(10))[0]}" if place[-1] in SEVERAL else promise


def _place(failure: core.Failure, response: Response) -> list[str]:
    """The keys to the promise that was broken, where it is one about answers with this status."""
    answers = [*_operation(failure.operation), "responses"]
    one = [*answers, str(response.status_code)]
    match failure:
        case checks.JsonSchemaError():
            path = unbundle_path(failure.schema_path, failure._name_to_uri or {})  # noqa: SLF001 - told nowhere else
            media_type = (response.headers.get("content-type") or ["application/json"])[0].partition(";")[0]
            return [
                str(key)
                for key in (path if path[:1] == ["components"] else [*one, "content", media_type, "schema", *path])
            ]
        case checks.UndefinedStatusCode():
            return answers
        case checks.UndefinedContentType() | checks.MissingContentType() | core.MalformedJson():
            return [*one, "content"]
        case checks.MissingHeaders():
            return [*one, "headers"]
    return []


def _operation(label: str | None) -> list[str]:
    method, _, path = (label or "").partition(" ")
    return ["paths", path, method.lower()]


def request_of(recorded: Recorded, credential: str) -> Request:
    return Request(
        recorded.method,
        without_secrets(masked_query(recorded.uri), credential),
        headers_shown(recorded.headers, credential),
        None if recorded.body is None else shown(recorded.body, credential),
    )


def answer_of(response: Response, credential: str) -> Answer:
    return Answer(
        response.status_code,
        response.message,
        headers_shown(response.headers, credential),
        shown(response.content or b"", credential),
        len(response.content or b""),
        response.elapsed,
    )


def headers_shown(headers: Mapping[str, Sequence[str]], credential: str) -> dict[str, str]:
    told = masked_headers({name: ", ".join(values) for name, values in headers.items()})
    return {name: without_secrets(value, credential) for name, value in told.items()}


def shown(body: bytes, credential: str) -> str:
    text = masked_body(body.decode("utf-8", "replace"), credential, INDENTED)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n…"
