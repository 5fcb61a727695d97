"""Every request as somebody beside the server sees it: when it came, what it was, how it ended."""

import re
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from secrets import token_hex
from typing import Any, NamedTuple, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from medusa_mock.wire.request import SCOPE_KEY, Headers, Request
from medusa_mock.wire.routing import Target

REQUEST_ID = b"x-request-id"
_SOUND_ID = re.compile(rb"[\w.:/+=-]{1,128}", re.ASCII)


class Seen(NamedTuple):
    """A request that is over.

    `began` is in nanoseconds since 1970. `status` is None where the connection ended before an answer did; `operation`
    names the API and the operationId, None where there is none; `session` is None where none was asked for.
    """

    request_id: str
    began: int
    seconds: float
    method: str
    path: str
    headers: Headers
    status: int | None
    operation: Target | None
    session: str | None


Observer: TypeAlias = Callable[[Seen], None]


class Observed:
    """An ASGI application whose requests are observed, and whose answers bear a request id: their own, or a new one."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observer]) -> None:
        self._app = app
        self._observers = observers
        self._run = token_hex(4).encode()
        self._numbers = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = self._request_id(scope["headers"])
        status: int | None = None

        def send_with_id(message: Message) -> Awaitable[None]:  # no coroutine: it would be the larger part of the cost
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((REQUEST_ID, request_id))
            return send(message)

        began, before = time.time_ns(), time.perf_counter()
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            seen = _seen(scope, request_id, began, time.perf_counter() - before, status)
            for observe in self._observers:
                observe(seen)

    def _request_id(self, headers: Headers) -> bytes:
        """The one that the client sent, if it is one that can stand in a log, or else a new one."""
        for name, value in headers:
            if name == REQUEST_ID and _SOUND_ID.fullmatch(value):
                return value
        return b"%s-%d" % (self._run, next(self._numbers))


def _seen(scope: Scope, request_id: bytes, began: int, seconds: float, status: int | None) -> Seen:
    request: Request | None = scope.get(SCOPE_KEY)
    session: Any = getattr(request, "session", None)
    return Seen(
        request_id.decode("latin-1"),
        began,
        seconds,
        scope["method"],
        scope["raw_path"].decode("latin-1"),
        scope["headers"],
        status,
        request.operation if request else None,
        session.name if session else None,
    )
