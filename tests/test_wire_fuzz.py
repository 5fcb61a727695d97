"""Malformed requests by the thousand: none of them brings a 5xx, or a traceback into an answer or a log."""

import asyncio
import logging
import random
import socket
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

import pytest

from medusa_mock.app import App, Options
from tests.world import API_TOKEN, SEED

METHODS = ["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "G\u00cbT"]
PATHS = [
    "/admin/apps",
    "/admin/apps/authorizations",
    "/admin/auth",
    "/admin/auth/token",
    "/admin/product-tags",
    "/health",
]
PIECES = [
    "/",
    "//",
    "..",
    "%",
    "%zz",
    "%00",
    "%ff",
    "%2f",
    "\u00e4",
    "'",
    "<b>",
    " ",
    "admin",
    "x" * 2000,
    "?",
    "#",
    ";",
    "\x7f",
]
QUERIES = [
    "limit",
    "=",
    "&",
    "[",
    "]",
    "[]",
    "[gt]",
    "[0]",
    "[999999999]",
    "%5B",
    "created_at",
    "id",
    "q",
    "order",
    "__proto__",
    "toString",
    "%",
    "%zz",
    "%00",
    "%ff",
    "1e999",
    "-1",
    "NaN",
    "\u00e4",
    "+",
    "null",
    "x" * 500,
    "2020-01-01",
    ",",
    ".",
]
HEADERS = [
    (
        b"content-type",
        [
            b"application/json",
            b"application/json; charset=utf-16",
            b"application/json; charset=x",
            b"",
            b"\xff",
            b"text/plain",
            b"multipart/form-data",
            b"application/json;;=",
            b"application/json; charset=\xe9",
        ],
    ),
    (b"content-encoding", [b"gzip", b"deflate", b"identity", b"br", b"\xff", b""]),
    (b"content-length", [b"0", b"5", b"x", b"-1", b"99999999999"]),
    (
        b"cookie",
        [b"connect.sid=", b"connect.sid=s%3A.", b"=;=;", b"\xff", b"connect.sid=%zz", b"a=b", b'connect.sid="\\'],
    ),
    (b"authorization", [b"Bearer", b"Bearer x.y.z", b"Bearer " + b"a" * 9000, b"\xff", b"", b"Basic eDp5"]),
    (b"x-medusa-access-token", [API_TOKEN.encode(), b"\xff", b"", b"x"]),
    (b"x-mock-session", [b"fuzz", b"", b"\xff", b"x" * 500, b"../..", b"a b"]),
    (b"origin", [b"http://localhost:7000", b"null", b"\xff", b""]),
    (b"if-none-match", [b"*", b"W/", b"\xff", b'"', b","]),
    (b"access-control-request-headers", [b"\xff", b"a,b"]),
]
BODIES = [
    b"",
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b'"',
    b"{}",
    b"[]",
    b'{"email":',
    b'"\\ud800"',
    b"\xff\xfe",
    b"\x00",
    b"1e999",
    b"[[" * 3000,
    b'{"application_name":"echo","state":"oracle-state","code":"c"}',
    b'{"email":"a@b.co","password":"x"}',
    b"-",
    b'{"a":NaN}',
    b'{"email":{"a":[{}]},"password":[null]}',
    b'{"\\u0000":"\\u0000"}',
    b"\x1f\x8b\x08",
    b"x" * 120_000,
]


def some(rng: random.Random, pieces: list[Any], most: int) -> list[Any]:
    return rng.choices(pieces, k=rng.randint(0, most))


def malformed(rng: random.Random) -> tuple[dict[str, Any], bytes]:
    """An ASGI scope, and the body that comes with it."""
    path = rng.choice(PATHS) + ("".join(some(rng, PIECES, 3)) if rng.random() < 0.5 else "")
    body = b"".join(some(rng, BODIES, 2))
    headers = [(name, rng.choice(values)) for name, values in some(rng, HEADERS, 6)]
    if rng.random() < 0.8:
        headers.append((b"content-length", str(len(body)).encode()))
    if rng.random() < 0.5:
        headers += [(b"x-medusa-access-token", API_TOKEN.encode()), (b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "method": rng.choice(METHODS),
        "path": path,
        "raw_path": path.encode("utf-8"),
        "query_string": "".join(some(rng, QUERIES, 6)).encode("utf-8"),
        "headers": headers,
    }
    return scope, body


async def status_of(app: App, scope: dict[str, Any], body: bytes) -> tuple[int, bytes]:
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], sent[1]["body"]


def test_10_000_malformed_requests_bring_no_5xx_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    app = App(Options(seed=str(SEED), strict=True))
    rng = random.Random(20261123)  # noqa: S311

    async def play() -> set[int]:
        found = set()
        for _ in range(10_000):
            scope, body = malformed(rng)
            status, answer = await status_of(app, scope, body)
            assert status < 500, (scope, body[:200], answer)
            assert b"Traceback" not in answer
            found.add(status)
        return found

    with caplog.at_level(logging.WARNING):
        statuses = asyncio.run(play())
    assert {200, 204, 400, 401, 404, 413, 415} <= statuses
    assert not caplog.records


RAW = [
    b"",
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /admin/apps HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    b"POST /admin/auth HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\n{",
    b"POST /admin/auth HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n",
    b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /admin/apps?\xff HTTP/1.1\r\nHost: x\r\nX-Mock-Session: \xff\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET http://other.example/admin/apps HTTP/1.1\r\nHost: x\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
]


@pytest.mark.parametrize("request_bytes", RAW)
def test_what_is_hardly_http_is_refused_or_dropped(server: str, request_bytes: bytes) -> None:
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65_536)
    assert answer == b"" or answer.split()[1] < b"500"
