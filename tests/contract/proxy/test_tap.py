"""A tap makes out requests and answers, however their bytes are cut, and leaves every byte as it is."""

import gzip
from collections.abc import Iterable

import pytest

from medusa_mock.contract.proxy import overheard
from medusa_mock.contract.proxy.overheard import Overheard, Unreadable
from medusa_mock.contract.proxy.tap import Tap

POST = b'POST /admin/a?b=%20 HTTP/1.1\r\nhOsT: here:1\r\nX-B: 2\r\nx-a:  1 \r\nContent-Length: 8\r\n\r\n{"a": 1}'
CHUNKED = (
    b"POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;why=not\r\nabc\r\n2\r\nde\r\n0\r\nT: t\r\n\r\n"
)
HEAD = b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
OK = b"HTTP/1.1 200 Fine by me\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 2\r\n\r\nok"
NO_BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
CHUNKED_ANSWER = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
UNTIL_CLOSED = b"HTTP/1.1 200 OK\r\n\r\nok"


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def _talk(
    asked: bytes, answered: bytes = b"", size: int = 10**6, host: bytes | None = None
) -> tuple[bytes, list[Overheard]]:
    """What is passed on to the server, and what is heard."""
    tap = Tap(host)
    passed = b"".join(map(tap.request, _cut(asked, size)))
    heard = [each for piece in _cut(answered, size) for each in tap.answer(piece)]
    return passed, [*heard, *tap.end()]


def _faults(heard: Iterable[Overheard]) -> list[str]:
    return [each.fault for each in heard]


@pytest.mark.parametrize("size", [1, 2, 7, 10**6])
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (POST, OK),
        (CHUNKED, CHUNKED_ANSWER),
        (HEAD + GET, NO_BODY + OK),
        (GET + POST + CHUNKED + GET, OK + CHUNKED_ANSWER + OK + UNTIL_CLOSED),
        (POST, CONTINUE + OK),
    ],
)
def test_every_byte_is_passed_on_and_every_exchange_is_heard(asked: bytes, answered: bytes, size: int) -> None:
    passed, heard = _talk(asked, answered, size)
    assert passed == asked
    assert len(heard) == asked.count(b" HTTP/1.1")
    assert _faults(heard) == [""] * len(heard)
    assert all(each.request.complete and each.answer and each.answer.complete for each in heard)


@pytest.mark.parametrize("size", [1, 10**6])
def test_what_is_heard(size: int) -> None:
    _, [heard] = _talk(POST, OK, size)
    request, answer = heard.request, heard.answer
    assert answer is not None
    assert (request.method, request.path, request.query, request.body) == ("POST", "/admin/a", "b=%20", b'{"a": 1}')
    assert request.headers == [("hOsT", "here:1"), ("X-B", "2"), ("x-a", "1"), ("Content-Length", "8")]
    assert (answer.status, answer.reason, answer.body) == (200, "Fine by me", b"ok")
    assert list(answer.values("set-cookie")) == ["a=1", "b=2"]


@pytest.mark.parametrize("size", [1, 7, 10**6])
def test_the_host_is_all_that_is_changed(size: int) -> None:
    passed, _ = _talk(POST + POST, OK + OK, size, host=b"there")
    assert passed == POST.replace(b"here:1", b"there") * 2


def test_what_looks_like_a_header_in_a_body_is_not_changed() -> None:
    asked = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n\r\nHost: a"
    assert _talk(asked, host=b"there")[0] == asked.replace(b"Host: a\r\nC", b"Host: there\r\nC")


@pytest.mark.parametrize("size", [1, 10**6])
@pytest.mark.parametrize(
    "asked", [b"\x16\x03\x01 TLS", b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\nabc"]
)
def test_what_is_no_http_goes_by_unread(asked: bytes, size: int) -> None:
    passed, heard = _talk(asked, OK, size, host=b"there")
    assert passed == asked
    assert heard == []


def test_an_upgrade_goes_by_unread() -> None:
    tap = Tap(b"there")
    tap.request(b"GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    switch = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x02hi"
    assert list(tap.answer(switch)) == []
    assert tap.is_deaf
    assert tap.request(b"\x81\x82host: a\r\n") == b"\x81\x82host: a\r\n"
    assert list(tap.end()) == []


@pytest.mark.parametrize(
    ("answered", "fault"),
    [
        (b"", "the connection was closed without an answer"),
        (OK[:20], "the connection was closed in the middle of the answer"),
        (OK[:-1], "the connection was closed in the middle of the answer"),
        (CHUNKED_ANSWER[:-2], "the connection was closed in the middle of the answer"),
        (b"Hello, world\r\n\r\n", "the answer is no HTTP: illegal status line: bytearray(b'Hello, world')"),
    ],
)
def test_what_is_no_whole_answer(answered: bytes, fault: str) -> None:
    assert _faults(_talk(GET, answered)[1]) == [fault]


def test_a_connection_that_was_idle_may_be_closed_at_any_time() -> None:
    assert _faults(_talk(GET + GET, OK)[1]) == [""]


def test_an_answer_may_come_before_the_request_is_over() -> None:
    _, [heard] = _talk(POST[:-1], OK)
    assert not heard.request.complete
    assert heard.answer is not None


def test_bodies_are_decoded() -> None:
    packed = gzip.compress(b'{"a": 1}')
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
    _, [heard] = _talk(GET, head + packed)
    assert heard.answer is not None
    assert heard.answer.body == b'{"a": 1}'


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_what_cannot_be_decoded_is_not_guessed_at(encoding: str) -> None:
    _, [heard] = _talk(GET, OK.replace(b"\r\n\r\n", f"\r\nContent-Encoding: {encoding}\r\n\r\n".encode()))
    assert heard.answer is not None
    with pytest.raises(Unreadable, match=encoding):
        _ = heard.answer.body


def test_of_a_large_body_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overheard, "LIMIT", 4)
    passed, [heard] = _talk(POST, OK, size=3)
    assert passed == POST
    assert heard.request.size == 8
    with pytest.raises(Unreadable, match="a body of 8 bytes"):
        _ = heard.request.body
