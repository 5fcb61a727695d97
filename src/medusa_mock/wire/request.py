"""One request on its way through the server, and the reply it will get."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from medusa_mock.errors import InvalidData
from medusa_mock.store import Session
from medusa_mock.wire.logins import Login

SCOPE_KEY = "medusa_mock"
HANG_UP = "medusa_mock.hang_up"
"""Where the scope has a function that ends the connection, if the server lets it be ended."""


Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Reply:
    """What goes back: a status, a body, and the Content-Type it is sent with (none at all if None).

    It may go to many, and so does not change; `tag` is worked out once, unless it has no `etag`.
    """

    status: int
    body: bytes
    content_type: str | None
    headers: Headers = field(default_factory=list)
    etag: bool = True
    tag: bytes = b""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What befalls a request on purpose.

    `cause` is the id of a rule, or the header that asked for it. The request waits for `delay` seconds, gets `reply` in
    place of the real one, and loses its connection before any answer (`drop`) or in the middle of it (`truncate`).
    """

    cause: str
    delay: float = 0
    reply: Reply | None = None
    connection: str | None = None


@dataclass(slots=True)
class Request:
    """A request as the layers below the wire see it.

    `path` is as it was sent, not decoded: Express matches routes on that. `headers` have lower-case names. `client` is
    the address that the connection comes from. `body` is an object or a list, `{}` where none was sent or its content
    type is not read. `bears` are headers that any reply will bear. `operation` names the API and the operation within
    it. `began` is when it came, in seconds since 1970, if somebody wants to know. `session`, `parameters` (of the
    path), `user_id` (of who runs the shop) or `customer_id` (of who buys there, not of guests), `disturbance` and
    `reply` are filled in on the way.
    """

    method: str
    path: str
    query_string: str
    headers: dict[bytes, bytes]
    login: Login
    client: str = ""
    began: float = 0
    body: Any = field(default_factory=dict)
    bears: Headers = field(default_factory=list)
    operation: tuple[str, str] | None = None
    customer_id: str | None = None
    disturbance: Disturbance | None = None
    session: Session = field(init=False)
    parameters: dict[str, str] = field(init=False)
    user_id: str = field(init=False)
    reply: Reply = field(init=False)

    @property
    def ip(self) -> str:
        """Where the request comes from, as the proxies on its way tell. Source: the `request-ip` package."""
        forwarded = (self.header("x-forwarded-for") or "").partition(",")[0].strip()
        return self.header("x-client-ip") or forwarded or self.client

    def header(self, name: str) -> str | None:
        value = self.headers.get(name.encode("latin-1"))
        return None if value is None else value.decode("latin-1")


def request_of(scope: Scope) -> Request:
    """The request that the wire left in the scope for those after it."""
    request: Request = scope[SCOPE_KEY]
    return request


def decode_segment(segment: str) -> str:
    """The text of a path segment, as `decodeURIComponent` reads it.

    Raises:
        InvalidData: a `%` without two hexadecimal digits, or bytes that are not UTF-8. The real server crashes (500).
    """
    if "%" not in segment:
        return segment
    try:
        return strict_unquote(segment)
    except ValueError:
        raise InvalidData(f"Failed to decode param '{segment}'") from None


def strict_unquote(text: str) -> str:
    """Percent-decode text.

    Raises:
        ValueError: where `decodeURIComponent` would throw.
    """
    for part in text.split("%")[1:]:
        int(part[:2].ljust(2, "?"), 16)
    return unquote_to_bytes(text).decode("utf-8")
