"""One request and its answer, as the proxy overheard them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

import httpx

from medusa_mock.contract.errors import Unusable

LIMIT = 16 * 1024 * 1024
"""How many bytes of a body are kept to be judged. All of them are passed on."""


class Unreadable(Unusable):
    """A body that is there, and cannot be judged; `str(error)` says why."""


@dataclass
class Message:
    """What requests and answers have in common.

    Args:
        headers: with the names as they were sent, in their order.
        size: how many bytes the body had, as it was sent.
        complete: whether it came to its end.
    """

    headers: list[tuple[str, str]] = field(default_factory=list)
    size: int = 0
    complete: bool = False
    _body: bytearray = field(default_factory=bytearray, repr=False)

    def add(self, data: bytes) -> None:
        """Take in the next bytes of the body."""
        self.size += len(data)
        if self.size <= LIMIT:
            self._body += data
        else:
            self._body.clear()

    def values(self, name: str) -> Iterator[str]:
        """All values of a header, its name in lower case."""
        return (value for known, value in self.headers if known.lower() == name)

    def header(self, name: str) -> str | None:
        """The first value of a header, its name in lower case."""
        return next(self.values(name), None)

    @property
    def body(self) -> bytes:
        """The body, decoded as `Content-Encoding` says.

        Raises:
            Unreadable: it is longer than `LIMIT`, or encoded in a way that is not known here.
        """
        if self.size > LIMIT:
            raise Unreadable(f"a body of {self.size} bytes")
        if not (encoding := (self.header("content-encoding") or "identity").lower()) or encoding == "identity":
            return bytes(self._body)
        if encoding not in ("gzip", "deflate"):
            raise Unreadable(f"a body encoded as {encoding}")
        try:
            return httpx.Response(200, headers={"content-encoding": encoding}, content=bytes(self._body)).content
        except httpx.DecodingError as error:
            raise Unreadable(f"a body that is not encoded as {encoding}: {error}") from None


@dataclass
class Request(Message):
    """A request; `target` is what stood between the method and the version of HTTP."""

    method: str = ""
    target: str = ""
    at: float = 0.0
    """When it began, in seconds of a clock of no known start."""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path or "/"

    @property
    def query(self) -> str:
        return urlsplit(self.target).query

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies, by name."""
        try:
            return {name: morsel.value for name, morsel in SimpleCookie(self.header("cookie") or "").items()}
        except CookieError:
            return {}


@dataclass
class Answer(Message):
    """An answer; `reason` are the words of the status line."""

    status: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Overheard:
    """A request and what came back.

    Args:
        answer: None where none came.
        seconds: from the first byte of the request to the last of the answer.
        fault: why there is no whole answer; empty where there is one.
    """

    request: Request
    answer: Answer | None
    seconds: float
    fault: str = ""
