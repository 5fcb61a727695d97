"""One request as it came in, and the answer that it got."""

from itertools import count
from typing import Any, NamedTuple

from medusa_mock.wire.routing import Target

_NUMBERS = count(1)


class Trail:
    """What ties entries to a session, until the session is reset: a name would come back with another state."""

    __slots__ = ("number", "session")

    def __init__(self, session: str) -> None:
        self.number = next(_NUMBERS)
        self.session = session


class Entry(NamedTuple):
    """A request and its answer, secrets included: `shown` leaves them out.

    `began` is in seconds since 1970. `body` is the JSON that was sent, or the files of a form. `status` is None where
    the connection was dropped; `cause` tells who asked for a fault.
    """

    number: int
    trail: Trail
    began: float
    seconds: float
    method: str
    path: str
    query: str
    headers: dict[bytes, bytes]
    body: Any
    operation: Target | None
    cause: str | None
    status: int | None
    reply_headers: tuple[tuple[bytes, bytes], ...]
    reply_body: bytes
    size: int

    @property
    def id(self) -> str:
        return f"req_{self.number}"

    @property
    def content_type(self) -> str | None:
        """Of the answer."""
        found = next((value for name, value in self.reply_headers if name == b"content-type"), None)
        return None if found is None else found.decode("latin-1")
