"""Request bodies as `body-parser` reads them: JSON objects and lists, everything else as if nothing had been sent."""

import codecs
import json
import re
import zlib
from email.message import Message
from typing import Any, NoReturn

import orjson
from starlette.types import Receive

from medusa_mock.errors import BodyTooLarge, MalformedBody, UnsupportedBody

LIMIT = 100 * 1024

# Numbers that JavaScript knows as whole although JSON wrote them otherwise: `1.0`, `1e3`.
_MAYBE_WHOLE = re.compile(rb"\d\.0|\d[eE]")
_MOST_EXACT = 2**53


async def read_body(headers: dict[bytes, bytes], receive: Receive) -> Any:
    """The parsed body of a request, `{}` if it has none or its content type is not `application/json`.

    A form with files is left to the operations that take one (see `wire.forms`), which comes after the credentials.

    Raises:
        MalformedBody: it is not JSON, or neither an object nor a list.
        BodyTooLarge: it has more than 100 kB, as sent or when inflated.
        UnsupportedBody: its charset or encoding is not known.
    """
    if b"content-length" not in headers and b"transfer-encoding" not in headers:
        return {}
    content_type = headers.get(b"content-type", b"")
    if content_type[:10].lower() == b"multipart/":
        return {}
    if content_type == b"application/json":
        charset = "utf-8"
    elif (found := _charset(content_type.decode("latin-1"))) is not None:
        charset = found
    else:
        await _drain(receive)
        return {}
    encoding = headers.get(b"content-encoding", b"identity").decode("latin-1").lower()
    if encoding not in ("identity", "gzip", "deflate"):
        raise UnsupportedBody(f'unsupported content encoding "{encoding}"')
    raw = await _read(receive)
    if encoding != "identity":
        raw = _inflate(raw)
    return parse_json(raw if charset == "utf-8" else _recode(raw, charset))


def _charset(content_type: str) -> str | None:
    """The charset of a JSON content type, None for another content type."""
    message = Message()
    message["Content-Type"] = content_type
    if message.get_content_type() != "application/json" or not content_type:
        return None
    charset = str(message.get_param("charset", "utf-8")).lower()
    try:
        if not charset.startswith("utf-"):
            raise LookupError
        codecs.lookup(charset)
    except LookupError:
        raise UnsupportedBody(f'unsupported charset "{charset.upper()}"') from None
    return charset


async def _read(receive: Receive) -> bytes:
    chunks = []
    size = 0
    while True:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > LIMIT:
            raise BodyTooLarge("request entity too large")
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


async def _drain(receive: Receive) -> None:
    while (await receive()).get("more_body", False):
        pass


def _inflate(raw: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        inflated = reader.decompress(raw, LIMIT + 1)
    except zlib.error as error:
        raise MalformedBody(f"the body could not be inflated: {error}") from None
    if len(inflated) > LIMIT:
        raise BodyTooLarge("request entity too large")
    if raw and not reader.eof:
        raise MalformedBody("the body could not be inflated: unexpected end of file")
    return inflated


def _recode(raw: bytes, charset: str) -> bytes:
    return raw.decode(charset, "replace").encode("utf-8")


def parse_json(raw: bytes) -> Any:
    """Parse what JavaScript's `JSON.parse` would, into what it would make of it: whole numbers are ints.

    Raises:
        MalformedBody: it is not JSON, or neither an object nor a list (`{}` stands for an empty body).
    """
    if not raw:
        return {}
    if raw.lstrip(b" \t\n\r")[:1] not in (b"{", b"["):
        raise MalformedBody("SyntaxError: the body must be a JSON object or list")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return _parse_leniently(raw, error)
    return _whole(value) if _MAYBE_WHOLE.search(raw) else value


def _parse_leniently(raw: bytes, refusal: orjson.JSONDecodeError) -> Any:
    """Second try for what orjson refuses and JavaScript takes: broken UTF-8, lone surrogates, huge numbers."""
    text = raw.decode("utf-8", "replace")
    try:
        value = json.loads(text, parse_int=_number, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise MalformedBody(f"SyntaxError: {refusal}") from None
    return _whole(value)


def _number(digits: str) -> int | float:
    if len(digits) < 16:
        return int(digits)
    value = float(digits)
    return int(value) if abs(value) < 1e21 else value


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _whole(value: Any) -> Any:
    """The value with whole floats as ints and lone surrogates replaced."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST_EXACT:
        return int(value)
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if not value.isascii() else value
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value
