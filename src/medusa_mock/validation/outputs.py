"""What an operation gives out, held against the document: `--strict` lets nothing else leave the server."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

import jsonschema_rs
import orjson

from medusa_mock.validation.schemas import Schemas

JSON = "application/json"
KINDS = (jsonschema_rs.ValidationErrorKind.Type, jsonschema_rs.ValidationErrorKind.Enum)


class Unfit(Exception):
    """A response that the document does not describe. The message tells where and why."""


class Misfit(NamedTuple):
    """One way in which a response is not what the document says.

    Args:
        path: the keys that lead to the value within the body.
    """

    kind: Literal["status", "media type", "body"]
    message: str
    path: tuple[str | int, ...] = ()


class Outputs:
    """The responses of one operation.

    Args:
        operation: the operation object, with references to responses followed.
    """

    def __init__(self, schemas: Schemas, operation: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._name = operation["operationId"]
        self._responses: Mapping[str, Any] = operation["responses"]
        self._validators: dict[tuple[int, str], jsonschema_rs.Draft4Validator] = {}

    def check(self, status: int, content_type: str | None, body: bytes) -> None:
        """Hold a response against the document.

        Raises:
            Unfit: its status, its media type or its body is not what the document says.
        """
        for misfit in self.misfits(status, content_type, body):
            raise Unfit(f"{self._name}: {misfit.message}")

    def misfits(self, status: int, content_type: str | None, body: bytes) -> Iterator[Misfit]:
        """All that is wrong with a response. Without its status or media type, nothing can be said of its body."""
        response = self._responses.get(str(status))
        if response is None:
            yield Misfit("status", f"the document knows no response {status}")
            return
        media_type = (content_type or "").partition(";")[0].strip()
        content = response.get("content", {})
        if media_type != "" and media_type not in content:
            yield Misfit("media type", f"the document knows no {media_type} for response {status}")
        elif media_type == "" and content:
            yield Misfit("media type", f"response {status} has no content type")
        elif media_type:
            yield from self._misfits_of(status, media_type, content[media_type]["schema"], body)

    def _misfits_of(self, status: int, media_type: str, schema: Mapping[str, Any], body: bytes) -> Iterator[Misfit]:
        try:
            value = orjson.loads(body) if media_type == JSON else body.decode()
        except ValueError as refusal:
            yield Misfit("body", f"response {status} is no {media_type}: {refusal}")
            return
        key = (status, media_type)
        if key not in self._validators:
            self._validators[key] = self._schemas.compile(schema)
        for found in self._validators[key].iter_errors(value):
            for error in _innermost(found):
                place = "".join(f"/{part}" for part in error.instance_path)
                message = f"response {status} at {place or '/'}: {_said(error)}"
                yield Misfit("body", message, tuple(error.instance_path))


def _innermost(error: jsonschema_rs.ValidationError) -> Iterator[jsonschema_rs.ValidationError]:
    """What is wrong within the one alternative that a value is of the kind for, such as a row that may be null."""
    alternatives: list[list[jsonschema_rs.ValidationError]] = getattr(error.kind, "context", [])
    meant = [errors for errors in alternatives if not any(_is_another_kind(each, error) for each in errors)]
    if len(meant) != 1:
        yield error
        return
    for each in meant[0]:
        yield from _innermost(each)


def _is_another_kind(inner: jsonschema_rs.ValidationError, error: jsonschema_rs.ValidationError) -> bool:
    """Whether an alternative is out of the question: the value itself is of another type, or none of an enum."""
    return inner.instance_path == error.instance_path and isinstance(inner.kind, KINDS)


def _said(error: jsonschema_rs.ValidationError) -> str:
    """The message, without a value that is more than a word: it may hold anything."""
    if not isinstance(error.instance, dict | list):
        return error.message
    return error.message.replace(orjson.dumps(error.instance).decode(), "the value")
