"""Reading along on one connection: which requests and answers the bytes are, without touching the bytes.

Both directions are read by h11, which here only listens: every message gets a parser of its own, so that none of them
has to be told what the other side does. What is no HTTP/1.1, or no longer (an upgrade), goes by unread.
"""

import re
import time
from collections import deque
from collections.abc import Iterator

import h11

from medusa_mock.contract.proxy.overheard import Answer, Overheard, Request

LONGEST_HEAD = 1024 * 1024

_HOST = re.compile(rb"^(host[ \t]*:[ \t]*)[^\r\n]*", re.IGNORECASE | re.MULTILINE)


class Tap:
    """One connection between a front end and a server.

    Args:
        host: what the requests are addressed to in place of what the front end wrote; None leaves that as it is.
    """

    def __init__(self, host: bytes | None) -> None:
        self.is_deaf = False
        """Whether it has given up: what is spoken is no HTTP/1.1."""
        self._host = host
        self._unsent = b""
        self._parser = h11.Connection(h11.SERVER, LONGEST_HEAD)
        self._request: Request | None = None
        self._waiting: deque[Request] = deque()
        self._answering: tuple[h11.Connection, Answer] | None = None
        self._answered = 0

    @property
    def is_waiting(self) -> bool:
        """Whether a request has no whole answer yet."""
        return bool(self._waiting or self._unsent)

    def request(self, data: bytes) -> bytes:
        """Read bytes of the front end; return those that are to be sent on now. A head waits until it is whole."""
        passed = b""
        while data and not self.is_deaf:
            self._unsent += data
            self._parser.receive_data(data)
            try:
                now, data = self._begin() if self._request is None else self._go_on(self._unsent)
            except h11.RemoteProtocolError:
                self.is_deaf = True
                return passed + self._unsent
            passed += now
        return passed + data

    def _begin(self) -> tuple[bytes, bytes]:
        """Read on in a head, and in what comes after it. Return what can be passed on, and what is left to read."""
        event = self._parser.next_event()
        if not isinstance(event, h11.Request):
            return b"", b""
        method, target = event.method.decode("ascii"), event.target.decode("latin-1")
        self._request = Request(_headers(event), method=method, target=target, at=time.perf_counter())
        self._waiting.append(self._request)
        rest = self._parser.trailing_data[0]
        head = self._addressed(self._unsent[: len(self._unsent) - len(rest)])
        body, left = self._go_on(rest)
        return head + body, left

    def _addressed(self, head: bytes) -> bytes:
        host = self._host
        return head if host is None else _HOST.sub(lambda line: line[1] + host, head, 1)

    def _go_on(self, data: bytes) -> tuple[bytes, bytes]:
        """Read on in a body. Return its bytes, and those of the next request."""
        request, rest = self._request, b""
        assert request is not None  # noqa: S101
        for event in _events(self._parser):
            if isinstance(event, h11.Data):
                request.add(event.data)
            elif isinstance(event, h11.EndOfMessage):
                request.complete = True
                rest = self._parser.trailing_data[0]
                self._request, self._parser = None, h11.Connection(h11.SERVER, LONGEST_HEAD)
        self._unsent = b""
        return data[: len(data) - len(rest)], rest

    def answer(self, data: bytes) -> Iterator[Overheard]:
        """Read bytes of the server; yield the exchanges that are complete by them."""
        while data and self._waiting and not self.is_deaf:
            try:
                done, data = self._read_answer(data)
            except h11.RemoteProtocolError as error:
                self.is_deaf = True
                yield self._exchange(f"the answer is no HTTP: {error}")
                return
            if done:
                yield self._exchange()

    def end(self) -> Iterator[Overheard]:
        """The server has closed the connection; yield the exchange that is over by it."""
        if self.is_deaf or not self._waiting:
            return
        if self._answering:
            try:
                done, _ = self._read_answer(b"")
                yield self._exchange("" if done else "the connection was closed in the middle of the answer")
            except h11.RemoteProtocolError:
                yield self._exchange("the connection was closed in the middle of the answer")
        elif not self._answered:  # a connection that had been idle may be closed at the very moment of a request
            yield self._exchange("the connection was closed without an answer")

    def _read_answer(self, data: bytes) -> tuple[bool, bytes]:
        """Read on in an answer. Return whether it is complete, and what comes after it."""
        if self._answering is None:
            self._answering = (_parser_for(self._waiting[0]), Answer())
        parser, answer = self._answering
        parser.receive_data(data)
        for event in _events(parser):
            match event:
                case h11.InformationalResponse() if event.status_code == 101:
                    self.is_deaf = True
                    return False, b""
                case h11.Response():
                    answer.headers, answer.status = _headers(event), event.status_code
                    answer.reason = event.reason.decode("latin-1")
                case h11.Data():
                    answer.add(event.data)
                case h11.EndOfMessage():
                    answer.complete = True
                    return True, parser.trailing_data[0]
        return False, b""

    def _exchange(self, fault: str = "") -> Overheard:
        request = self._waiting.popleft()
        answer = self._answering[1] if self._answering and self._answering[1].status else None
        self._answering = None
        self._answered += 1
        return Overheard(request, answer, time.perf_counter() - request.at, fault)


def _parser_for(request: Request) -> h11.Connection:
    """A parser that knows what an answer to this request looks like: one to HEAD has no body."""
    parser = h11.Connection(h11.CLIENT, LONGEST_HEAD)
    upgrade = request.header("upgrade")
    headers = [("Host", "server"), *([("Connection", "upgrade"), ("Upgrade", upgrade)] if upgrade else [])]
    parser.send(h11.Request(method=request.method, target="/", headers=headers))
    parser.send(h11.EndOfMessage())
    return parser


def _events(parser: h11.Connection) -> Iterator[h11.Event]:
    """What the parser can make of the bytes that it has."""
    while (event := parser.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
        assert isinstance(event, h11.Event)  # noqa: S101
        yield event
        if isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
            return


def _headers(event: h11.Request | h11.Response) -> list[tuple[str, str]]:
    return [(name.decode("ascii"), value.decode("latin-1")) for name, value in event.headers.raw_items()]
