"""Request bodies."""

import asyncio
import gzip
import zlib
from collections.abc import MutableMapping
from typing import Any

import pytest

from medusa_mock.errors import BodyTooLarge, MalformedBody, MockError, UnsupportedBody
from medusa_mock.wire.bodies import LIMIT, parse_json, read_body


def read(body: bytes, content_type: str | None = "application/json", **headers: str) -> Any:
    """Read a body that arrives in two pieces."""
    pieces = iter([(body[:5], True), (body[5:], False)])

    async def receive() -> MutableMapping[str, Any]:
        piece, more = next(pieces)
        return {"type": "http.request", "body": piece, "more_body": more}

    sent = {name.replace("_", "-"): value for name, value in headers.items()} | {"content-length": str(len(body))}
    if content_type is not None:
        sent["content-type"] = content_type
    return asyncio.run(read_body({name.encode(): value.encode() for name, value in sent.items()}, receive))


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8"]
)
def test_json_is_read(content_type: str) -> None:
    assert read(b'{"a": [1, "\xc3\xa4"]}', content_type) == {"a": [1, "ä"]}


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/vnd.api+json",
        "multipart/form-data",
        "json",
    ],
)
def test_a_body_of_another_content_type_is_not_read(content_type: str | None) -> None:
    assert read(b'{"a": 1}', content_type) == {}


def test_an_empty_body_is_an_empty_object() -> None:
    assert read(b"") == {}


@pytest.mark.parametrize(
    "body", [b"null", b'"x"', b"1", b"true", b"{bad", b"{", b'{"a":}', b" ", b"[1,]", b"{} {}", b'{"a": NaN}']
)
def test_what_is_no_object_or_list_of_json_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedBody, match="SyntaxError"):
        read(body)


def test_a_list_is_read() -> None:
    assert read(b"[1, 2]") == [1, 2]


def test_more_than_100_kb_is_refused() -> None:
    fits = b'{"a": "' + b"x" * (LIMIT - 9) + b'"}'
    assert len(read(fits)["a"]) == LIMIT - 9
    with pytest.raises(BodyTooLarge):
        read(fits + b" ")


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_packed_body_is_unpacked(encoding: str, pack: Any) -> None:
    assert read(pack(b'{"a": 1}'), content_encoding=encoding) == {"a": 1}


@pytest.mark.parametrize(
    ("body", "encoding", "error"),
    [
        (b"{}", "br", UnsupportedBody),
        (b"{}", "gzip", MalformedBody),
        (gzip.compress(b'{"a": 1}', mtime=0)[:-9], "gzip", MalformedBody),
        (gzip.compress(b'"' + b"x" * LIMIT + b'"', mtime=0), "gzip", BodyTooLarge),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(body: bytes, encoding: str, error: type[MockError]) -> None:
    with pytest.raises(error):
        read(body, content_encoding=encoding)


def test_other_unicode_charsets_are_read_and_no_others() -> None:
    assert read('{"a": "ä"}'.encode("utf-16"), "application/json; charset=utf-16") == {"a": "ä"}
    for charset in ("latin1", "utf-9", "nonsense"):
        with pytest.raises(UnsupportedBody, match=charset.upper()):
            read(b"{}", f"application/json; charset={charset}")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": 1.0}', 1),
        (b'{"a": 1e3}', 1000),
        (b'{"a": 1.5}', 1.5),
        (b'{"a": -0.0}', 0),
        (b'{"a": 123456789012345678901234}', 1.2345678901234568e23),
        (b'{"a": 12345678901234567890123, "b": 1.0}', 1.2345678901234568e22),
        (rb'{"a": "\ud800"}', "\ufffd"),
        (b'{"a": "\xff"}', "\ufffd"),
        (b'{"a": true}', True),
        (b'{"a": "1.0"}', "1.0"),
    ],
)
def test_values_are_what_javascript_makes_of_them(body: bytes, value: Any) -> None:
    found = parse_json(body)["a"]
    assert found == value
    assert type(found) is type(value)


def test_json_nested_without_end_is_refused() -> None:
    with pytest.raises(MalformedBody):
        parse_json(b"[" * 50_000)
