"""Replies in the forms that a real Medusa has, and the one place where errors become HTTP."""

import base64
import hashlib
import re
from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import orjson

from medusa_mock.errors import (
    InsufficientInventory,
    MockError,
    PageError,
    PlainAnswer,
    Unauthenticated,
    UnknownReferences,
)
from medusa_mock.wire.request import Reply

JSON = "application/json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>{}</pre>
</body>
</html>
"""


def json_reply(status: int, value: Any) -> Reply:
    return Reply(status, orjson.dumps(value), JSON)


def text_reply(status: int, text: str) -> Reply:
    return Reply(status, text.encode(), TEXT)


def empty_reply(status: int) -> Reply:
    """A reply without content. Its ETag is of the words of the status, which `sendStatus` means to send."""
    return Reply(status, HTTPStatus(status).phrase.encode(), None)


def page_reply(status: int, text: str) -> Reply:
    """An error page as Express's final handler writes it."""
    headers = [(b"content-security-policy", b"default-src 'none'"), (b"x-content-type-options", b"nosniff")]
    return Reply(status, PAGE.format(escape(text).replace("&#x27;", "&#39;")).encode(), HTML, headers, etag=False)


def error_reply(error: MockError) -> Reply:
    """The reply that tells an error, in the form its kind has on a real Medusa."""
    if isinstance(error, Unauthenticated):
        return Reply(error.status, str(error).encode(), None, etag=False)
    if isinstance(error, PlainAnswer):
        return text_reply(error.status, str(error))
    if isinstance(error, PageError):
        return page_reply(error.status, str(error))
    if isinstance(error, UnknownReferences):
        return json_reply(error.status, {"errors": error.errors, "message": str(error)})
    if isinstance(error, InsufficientInventory):
        told = [{"message": each, "type": error.type, "code": error.code} for each in error.messages]
        return json_reply(error.status, {"errors": told})
    body = {"code": error.code} if error.code else {}
    return json_reply(error.status, {**body, "type": error.type, "message": str(error)})


def status_reply(status: int) -> Reply:
    """The bare words of a status, as `sendStatus` sends them."""
    return text_reply(status, HTTPStatus(status).phrase)


def entity_tag(body: bytes) -> bytes:
    """The weak ETag that Express gives a body: its length and the start of its SHA-1."""
    digest = hashlib.sha1(body, usedforsecurity=False).digest()
    return b'W/"%x-%s"' % (len(body), base64.b64encode(digest)[:27])


# What `encodeurl` leaves alone, and a `%` that does not begin an encoded byte.
_UNSHOWN = re.compile(r"[^\x21\x23-\x3B\x3D\x3F-\x5F\x61-\x7A\x7C\x7E]|%(?![0-9A-Fa-f]{2})")


def shown_path(path: str) -> str:
    """A path as an error page shows it: what is percent-encoded stays, what should be is."""
    return _UNSHOWN.sub(lambda found: quote(found[0], safe=""), path)
