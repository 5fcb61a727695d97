"""Small documents to be compared, made in memory."""

import json
from pathlib import Path
from typing import Any

from medusa_mock.document.bundle import Bundle, Origin
from medusa_mock.document.compat import Change, compare
from medusa_mock.document.source import Source

FILE = Path("/nowhere/api.json")
Json = dict[str, Any]


def bundle(document: Json) -> Bundle:
    text = json.dumps(document)
    return Bundle(document, FILE, {FILE: Source(FILE, text, document)}, {"": Origin(FILE, "")}, [], frozenset())


def document(operation: Json | None = None, *, path: str = "/pets", **more: Any) -> Json:
    """A document of one operation, `GET /pets`, or of none."""
    item = {"get": {"responses": {"200": {"description": "ok"}}} | operation} if operation is not None else {}
    return {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {path: item}} | more


def content(schema: Any, name: str = "application/json") -> Json:
    return {"content": {name: {"schema": schema}}}


def taking(schema: Any, **more: Any) -> Json:
    """A document of an operation that takes such a body."""
    return document({"requestBody": content(schema)}, **more)


def answering(schema: Any, **more: Any) -> Json:
    """A document of an operation that answers such a body."""
    return document({"responses": {"200": {"description": "ok"} | content(schema)}}, **more)


def changes(old: Json, new: Json) -> list[Change]:
    return compare(bundle(old), bundle(new))


def rules(old: Json, new: Json) -> list[str]:
    return [change.rule for change in changes(old, new)]
