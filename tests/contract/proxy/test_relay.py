"""What a front end and a server say to each other through a proxy, byte by byte, on real sockets."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from medusa_mock.serving import listen, url_of
from tests.contract.proxy.harness import proxying

OK = b"HTTP/1.1 200 OK\r\nX-B: b\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nx-b: a\r\nContent-Length: 2\r\n\r\nok"
STREAM = b"HTTP/1.1 200 Yes\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n2;a=b\r\nok\r\n0\r\nT: 1\r\n\r\n"
REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
GET = b"GET /a/../b%2f?c=[d]&c HTTP/1.1\r\nhost: a\r\nZ: 1\r\nCookie: a=1; b=2\r\nA: 2\r\nA: 3\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"

Script = Callable[[socket.socket], None]


class Scripted:
    """A server that does with each connection as it is told."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._bound = listen("127.0.0.1", 0)
        self._bound.listen()
        self.url = url_of(self._bound)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._bound.accept()
            except OSError:
                return
            with connection, contextlib.suppress(ConnectionError):
                if connection.recv(1, socket.MSG_PEEK):  # the proxy looks whether there is a server
                    self._script(connection)

    def close(self) -> None:
        self._bound.shutdown(socket.SHUT_RDWR)
        self._bound.close()
        self._thread.join()


@contextlib.contextmanager
def scripted(script: Script) -> Iterator[str]:
    server = Scripted(script)
    try:
        yield server.url
    finally:
        server.close()


def _read(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (piece := connection.recv(65536)):
        data += piece
    return data


def _connect(url: str) -> socket.socket:
    host, _, port = url.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=10)


@pytest.mark.parametrize("answered", [OK, STREAM, REDIRECT])
@pytest.mark.parametrize("asked", [GET, POST, GET.replace(b"GET", b"PURGE")])
def test_both_sides_get_what_the_other_sent(asked: bytes, answered: bytes) -> None:
    got: list[bytes] = []

    def script(connection: socket.socket) -> None:
        for _ in range(2):
            got.append(_read(connection, len(asked)))
            connection.sendall(answered)

    with scripted(script) as server, proxying(server, keep_host=True) as proxy, _connect(proxy.url) as connection:
        for _ in range(2):
            connection.sendall(asked)
            assert _read(connection, len(answered)) == answered
    assert got == [asked, asked]
    assert proxy.proxy.ledger.passed == 2


def test_requests_are_addressed_to_the_server() -> None:
    got: list[bytes] = []

    def script(connection: socket.socket) -> None:
        got.append(connection.recv(65536))
        connection.sendall(OK)

    with scripted(script) as server, proxying(server) as proxy, _connect(proxy.url) as connection:
        connection.sendall(GET)
        assert _read(connection, len(OK)) == OK
        assert got == [GET.replace(b"host: a", b"host: " + server.removeprefix("http://").encode())]


def test_a_large_upload_streams_through() -> None:
    """It is on its way to the server before the front end has sent all of it."""
    first_half = threading.Event()
    size = 24 * 1024 * 1024
    head = f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\n\r\n".encode()
    sizes: list[int] = []

    def script(connection: socket.socket) -> None:
        begun = len(_read(connection, size // 2))
        first_half.set()
        sizes.append(begun + len(_read(connection, len(head) + size - begun)))
        connection.sendall(OK)

    with scripted(script) as server, proxying(server, keep_host=True) as proxy, _connect(proxy.url) as connection:
        connection.sendall(head + bytes(size // 2))
        assert first_half.wait(10)
        connection.sendall(bytes(size // 2))
        assert _read(connection, len(OK)) == OK
    assert sizes == [len(head) + size]


def test_an_answer_streams_through() -> None:
    """The front end has the beginning of an answer before the server has sent its end."""
    seen = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(OK[:-1])
        assert seen.wait(10)
        connection.sendall(OK[-1:])

    with scripted(script) as server, proxying(server) as proxy, _connect(proxy.url) as connection:
        connection.sendall(GET)
        assert _read(connection, len(OK) - 1) == OK[:-1]
        seen.set()
        assert _read(connection, 1) == OK[-1:]


def test_a_front_end_may_wait_for_leave_to_send_its_body() -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    go_on = b"HTTP/1.1 100 Continue\r\n\r\n"

    def script(connection: socket.socket) -> None:
        _read(connection, len(head))
        connection.sendall(go_on)
        _read(connection, 2)
        connection.sendall(OK)

    with scripted(script) as server, proxying(server, keep_host=True) as proxy, _connect(proxy.url) as connection:
        connection.sendall(head)
        assert _read(connection, len(go_on)) == go_on
        connection.sendall(b"hi")
        assert _read(connection, len(OK)) == OK


def test_the_end_of_a_connection_is_the_end_of_an_answer() -> None:
    answered = b"HTTP/1.0 200 OK\r\n\r\nuntil the end"

    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(answered)

    with scripted(script) as server, proxying(server) as proxy, _connect(proxy.url) as connection:
        connection.sendall(GET)
        assert _read(connection, 1000) == answered


def test_a_front_end_may_say_that_it_is_done() -> None:
    """It closes its half of the connection, as `nc` does, and still gets its answer."""

    def script(connection: socket.socket) -> None:
        while connection.recv(65536):
            pass
        connection.sendall(OK)

    with scripted(script) as server, proxying(server) as proxy, _connect(proxy.url) as connection:
        connection.sendall(GET)
        connection.shutdown(socket.SHUT_WR)
        assert _read(connection, 1000) == OK


def test_a_front_end_that_goes_away_takes_its_request_with_it() -> None:
    gone = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(OK[:-1])
        while connection.recv(65536):
            pass
        gone.set()

    with scripted(script) as server, proxying(server) as proxy:
        with _connect(proxy.url) as connection:
            connection.sendall(GET.replace(b"/a/../b", b"/admin/apps"))
            _read(connection, len(OK) - 1)
        assert gone.wait(10)
    assert proxy.messages == []


def test_a_server_that_hangs_up_is_told_of() -> None:
    def script(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(OK[:-1])

    with scripted(script) as server, proxying(server) as proxy, _connect(proxy.url) as connection:
        connection.sendall(b"GET /admin/apps HTTP/1.1\r\nHost: a\r\n\r\n")
        assert _read(connection, 1000) == OK[:-1]
    assert proxy.messages == ["GET /admin/apps: No whole answer: the connection was closed in the middle of the answer"]


def test_a_server_that_is_gone_is_told_of() -> None:
    server = Scripted(socket.socket.close)
    with proxying(server.url) as proxy:
        server.close()
        with _connect(proxy.url) as connection:
            connection.sendall(GET)
            answer = _read(connection, 1000)
    assert answer.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    reason = f"{server.url} cannot be reached: "
    assert reason.encode() in answer
    assert [error.startswith(reason) for error in proxy.proxy.ledger.findings.errors] == [True]
    assert proxy.proxy.status == 1
