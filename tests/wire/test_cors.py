"""Cross-origin requests."""

import pytest

from medusa_mock.wire.cors import LOOPBACK, Cors

STARTER = Cors.parse("http://localhost:7000,http://localhost:7001")


def test_an_allowed_origin_is_reflected_with_credentials() -> None:
    assert STARTER.headers("http://localhost:7000") == [
        (b"access-control-allow-origin", b"http://localhost:7000"),
        (b"vary", b"Origin"),
        (b"access-control-allow-credentials", b"true"),
    ]


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://localhost:7000.evil.example", "null"])
def test_another_origin_is_not(origin: str | None) -> None:
    assert STARTER.headers(origin) == [(b"vary", b"Origin"), (b"access-control-allow-credentials", b"true")]


def test_a_preflight_allows_whatever_header_is_asked_for() -> None:
    headers = dict(STARTER.preflight("http://localhost:7001", "idempotency-key,x-publishable-api-key"))
    assert headers[b"access-control-allow-headers"] == b"idempotency-key,x-publishable-api-key"
    assert headers[b"access-control-allow-methods"] == b"GET,HEAD,PUT,PATCH,POST,DELETE"
    assert headers[b"access-control-allow-origin"] == b"http://localhost:7001"
    assert headers[b"vary"] == b"Origin, Access-Control-Request-Headers"


@pytest.mark.parametrize(
    "origin", ["http://localhost:5173", "https://localhost", "http://127.0.0.1:8000", "http://[::1]:3"]
)
def test_by_default_every_front_end_of_this_machine_is_allowed(origin: str) -> None:
    assert Cors.parse(LOOPBACK).allows(origin)


@pytest.mark.parametrize(
    "origin", ["http://localhost.evil.example", "http://evil.example:80", "http://127.0.0.1.evil.example"]
)
def test_by_default_no_other_is(origin: str) -> None:
    assert not Cors.parse(LOOPBACK).allows(origin)


def test_patterns_stand_between_slashes_as_medusa_reads_them() -> None:
    cors = Cors.parse(r"http://a.example,/vercel\.app$/")
    assert cors.allows("https://shop-git-main.vercel.app")
    assert cors.allows("http://a.example")
    assert not cors.allows("https://vercel.app.example")


def test_a_broken_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="not a regular expression"):
        Cors.parse("/(/")
