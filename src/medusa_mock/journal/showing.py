"""Entries as people and tests see them: without secrets."""

import json
import shlex
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from medusa_mock.journal.entries import Entry
from medusa_mock.masking import masked, masked_headers, masked_query, masked_text
from medusa_mock.store.clock import timestamp
from medusa_mock.wire.forms import UploadedFile

UNTOLD = frozenset({"host", "content-length", "connection", "accept-encoding", "user-agent", "accept"})
"""The headers that a command needs not repeat."""


def shown(entry: Entry) -> dict[str, Any]:
    """An entry as JSON, in the shape of the document's `Exchange`."""
    api, operation = entry.operation or (None, None)
    return {
        "id": entry.id,
        "session": entry.trail.session,
        "at": timestamp(int(entry.began * 1000)),
        "milliseconds": round(entry.seconds * 1000, 3),
        "api": api,
        "operation": operation,
        "fault": entry.cause,
        "request": {
            "method": entry.method,
            "path": masked_text(entry.path),
            "query": masked_query(entry.query),
            "headers": masked_headers(_text(entry.headers)),
            "body": masked(sent(entry)),
        },
        "response": None if entry.status is None else _response(entry, entry.status),
    }


def sent(entry: Entry) -> Any:
    """The body of the request as JSON, secrets included; of files their names and sizes."""
    body = entry.body
    if isinstance(body, list) and any(isinstance(item, UploadedFile) for item in body):
        return [{"field": file.field, "name": file.name, "bytes": len(file.content)} for file in body]
    return body


def as_curl(entry: Entry, url: str) -> str:
    """A command line that sends the request again, to the server at `url`. Secrets are for the reader to fill in."""
    told = shown(entry)["request"]
    query = f"?{told['query']}" if told["query"] else ""
    words = ["curl", "-X", entry.method, f"{url}{told['path']}{query}"]
    for name, value in told["headers"].items():
        if name not in UNTOLD:
            words += ["-H", f"{name}: {value}"]
    if entry.headers.get(b"content-type", b"").startswith(b"application/json"):
        words += ["-d", json.dumps(told["body"], ensure_ascii=False)]
    return " ".join(map(shlex.quote, words))


def _response(entry: Entry, status: int) -> dict[str, Any]:
    return {
        "status": status,
        "headers": masked_headers(_listed(entry.reply_headers)),
        "body": _body(entry),
        "bytes": len(entry.reply_body),
    }


def _body(entry: Entry) -> Any:
    """JSON as it is, text as a text, and null for what is neither."""
    if (entry.content_type or "").startswith("application/json") and entry.reply_body:
        return masked(orjson.loads(entry.reply_body))
    try:
        return masked_text(entry.reply_body.decode()) or None
    except UnicodeDecodeError:
        return None


def _text(headers: Mapping[bytes, bytes]) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in headers.items()}


def _listed(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers of one name are one, with commas between their values."""
    found: dict[str, str] = {}
    for name, value in headers:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
