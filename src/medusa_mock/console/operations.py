"""The control API as its document has it: every operation at its path, with its input checked as the document says."""

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from medusa_mock.console.control import YAML, Control
from medusa_mock.document import operations
from medusa_mock.document.references import followed
from medusa_mock.errors import InvalidData, MalformedBody
from medusa_mock.validation import Inputs, Messages, Schemas
from medusa_mock.wire.bodies import parse_json
from medusa_mock.wire.queries import parse_query

LARGEST_TEXT = 64 * 2**20
"""Bytes in a world that is sent."""

Handler = Callable[..., Any]


def add_operations(app: Flask, document: dict[str, Any], control: Control) -> None:
    """Serve every operation of the document by the function in `routes` that bears its operationId."""
    schemas = Schemas(document)
    messages = Messages(schemas)
    for path, method, operation in operations(document):
        name = operation["operationId"]
        declared = followed(document, path, method)
        view = ControlOperation(declared, find_route(operation), control, schemas, messages)
        app.add_url_rule(_rule(path), name, view, methods=[method.upper()])


def _rule(path: str) -> str:
    """The path as Flask writes it. An id at its end may hold slashes."""
    rule = path.replace("{", "<").replace("}", ">")
    return rule.replace("<id>", "<path:id>") if rule.endswith("<id>") else rule


def find_route(operation: Mapping[str, Any]) -> Handler:
    """The function that answers an operation, in the module that is named after its tag."""
    module = import_module(f"medusa_mock.console.routes.{operation['tags'][0].lower()}")
    handler: Handler = getattr(module, operation["operationId"])
    return handler


class ControlOperation:
    """One operation: its handler gets the control, path parameters, query parameters and the body, by name."""

    def __init__(
        self, declared: Mapping[str, Any], handler: Handler, control: Control, schemas: Schemas, messages: Messages
    ) -> None:
        self._declared = declared
        self._handler = handler
        self._control = control
        self._schemas = schemas
        self._messages = messages
        self._status = next(int(status) for status in declared["responses"] if status.startswith("2"))
        self._read_body = _reader(declared)
        self._needs_body = declared.get("requestBody", {}).get("required", False)

    def __call__(self, **path: str) -> ResponseReturnValue:
        body = self._read_body()
        if self._needs_body and not request.get_data():
            raise InvalidData("The body is missing")
        given = self._inputs.arguments(parse_query(request.query_string.decode("latin-1")), body)
        if isinstance(body, str):
            given["body"] = body
        answer = self._handler(self._control, **given, **path)
        return answer if isinstance(answer, Response) else (answer, self._status)

    @cached_property
    def _inputs(self) -> Inputs:
        return Inputs(self._schemas, self._messages, self._declared)


def _reader(declared: Mapping[str, Any]) -> Callable[[], Any]:
    content = declared.get("requestBody", {}).get("content", {})
    if YAML in content:
        return _text
    return _object if content else _nothing


def _nothing() -> None:
    """Whatever is sent to an operation that takes no body."""


def _object() -> dict[str, Any]:
    """The JSON of the request, whatever its content type says; nothing at all stands for an empty object."""
    try:
        body = parse_json(request.get_data())
    except MalformedBody:
        raise InvalidData("The body is not JSON") from None
    if not isinstance(body, dict):
        raise InvalidData("The body must be an object")
    return body


def _text() -> str:
    request.max_content_length = LARGEST_TEXT
    try:
        return request.get_data().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidData("The body is not UTF-8") from None
