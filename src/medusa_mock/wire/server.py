"""The outermost layer: every request enters here, and every reply leaves here."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from medusa_mock import __version__
from medusa_mock.carrier import OAuthProblem
from medusa_mock.errors import MockError, NoRoute, Unauthenticated, Unknown
from medusa_mock.store import Session, Sessions, Store
from medusa_mock.wire.bodies import read_body
from medusa_mock.wire.cors import Cors
from medusa_mock.wire.logins import Logins
from medusa_mock.wire.replies import HTML, entity_tag, error_reply, shown_path
from medusa_mock.wire.request import HANG_UP, SCOPE_KEY, Disturbance, Headers, Reply, Request
from medusa_mock.wire.routing import is_below
from medusa_mock.wire.uploads import PREFIX, serve_upload

logger = logging.getLogger(__name__)

SESSION_HEADER = b"x-mock-session"
ALWAYS: Headers = [(b"x-powered-by", b"Express"), (b"x-medusa-mock", __version__.encode())]
BODILESS = frozenset({204, 304})
HEALTHY = Reply(200, b"OK", HTML)
NEVER_SENT = Reply(503, b"", None)
"""Stands for the answer that a dropped connection does not bring."""


class Faults(Protocol):
    """Decides what befalls requests on purpose. Nothing is asked of it unless it is `armed`, or a request is."""

    @property
    def armed(self) -> bool: ...

    def meet(self, request: Request) -> Disturbance | None:
        """Raises MockError: what the request wants to go wrong cannot."""


class Journal(Protocol):
    """Keeps what was asked and answered."""

    def note(self, request: Request, status: int | None, headers: Headers, body: bytes) -> None:
        """Told of each request when its answer leaves; without a status if none does."""


class Webhooks(Protocol):
    """Tells others of what happens. Nothing is asked of it unless it is `armed`."""

    @property
    def armed(self) -> bool: ...

    def gather(self, session: Session) -> None:
        """Told of each session that may have changed, once the answer has left."""


class Wire:
    """An ASGI application that speaks HTTP as a real Medusa does, around one that knows the operations.

    Args:
        api: answers a request by leaving a reply in it, or raises an error of `medusa_mock.errors`.
        sessions: the states that requests read and change; the header `X-Mock-Session` names one.
        logins: the cookie sessions of visitors.
        origins: by prefix of the path, which other origins may read the answers.
        catch_up: does what has become due in a state since somebody last came to look.
        faults: what befalls requests on purpose.
        inspect: sees every reply before it leaves, and may send another in its place.
        journal: is told of every request but those for /health, and those that browsers send ahead of others.
        webhooks: is told when something may have happened.
    """

    def __init__(
        self,
        api: ASGIApp,
        sessions: Sessions,
        logins: Logins,
        origins: Mapping[str, Cors],
        catch_up: Callable[[Store], None],
        faults: Faults,
        inspect: Callable[[Request, Reply], Reply] | None = None,
        journal: Journal | None = None,
        webhooks: Webhooks | None = None,
    ) -> None:
        self._api = api
        self._sessions = sessions
        self._logins = logins
        self._origins = origins
        self._catch_up = catch_up
        self._faults = faults
        self._inspect = inspect
        self._journal = journal
        self._webhooks = webhooks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = self._enter(scope)
        try:
            reply = await self._reply(request, scope, receive, send)
        except MockError as error:
            reply = error_reply(error)
        except OAuthProblem:
            reply = error_reply(Unauthenticated())
        except Exception:
            logger.exception("%s %s failed", request.method, request.path)
            reply = error_reply(Unknown())
        disturbance = request.disturbance
        if self._inspect and (disturbance is None or disturbance.reply is None):
            reply = self._inspect(request, reply)
        if disturbance is not None and disturbance.connection:
            await self._cut_off(request, reply, disturbance.connection, scope, receive, send)
        else:
            await self._leave(request, reply, send)
        if self._webhooks and self._webhooks.armed and (session := getattr(request, "session", None)):
            self._webhooks.gather(session)

    def _enter(self, scope: Scope) -> Request:
        headers = dict(scope["headers"])
        cookie = headers.get(b"cookie")
        return Request(
            method=scope["method"],
            path=scope["raw_path"].decode("latin-1"),
            query_string=scope["query_string"].decode("latin-1"),
            headers=headers,
            login=self._logins.of(cookie.decode("latin-1") if cookie else None),
            client=scope["client"][0] if scope.get("client") else "",
            began=time.time() if self._journal else 0,
        )

    async def _reply(self, request: Request, scope: Scope, receive: Receive, send: Send) -> Reply:
        """The order of the real server's layers: health, body, CORS, then the routes."""
        if request.path.lower().rstrip("/") == "/health" and request.method in ("GET", "HEAD"):
            return HEALTHY
        request.body = await read_body(request.headers, receive)
        if is_below(request.path, PREFIX):
            return serve_upload(request, self._session(request).store)
        cors = self._cors(request)
        origin = request.header("origin")
        if request.method == "OPTIONS":
            request.bears = cors.preflight(origin, request.header("access-control-request-headers"))
            return Reply(204, b"", None, [(b"content-length", b"0")], etag=False)
        request.bears = cors.headers(origin)
        request.session = self._session(request)
        scope[SCOPE_KEY] = request
        if self._faults.armed or b"prefer" in request.headers:
            request.disturbance = self._faults.meet(request)
            if request.disturbance and (reply := await _disturbed(request.disturbance)):
                return reply
        await self._api(scope, receive, send)
        return request.reply

    def _session(self, request: Request) -> Session:
        session = self._sessions.get(request.headers.get(SESSION_HEADER, b"default").decode("latin-1"))
        self._catch_up(session.store)
        return session

    def _cors(self, request: Request) -> Cors:
        """Raises NoRoute where there is no API."""
        for prefix, cors in self._origins.items():
            if is_below(request.path, prefix):
                return cors
        raise NoRoute(request.method, shown_path(request.path))

    async def _cut_off(
        self, request: Request, reply: Reply, how: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """End the connection: at once, or with half of the body sent.

        Raises:
            ConnectionResetError: the connection is not ours to end, as where no socket is.
        """

        async def send_half(message: Message) -> None:
            if message["type"] == "http.response.body":
                body = message["body"]
                message = {**message, "body": body[: len(body) // 2], "more_body": True}
            await send(message)

        if how == "truncate":
            await self._leave(request, reply, send_half)
        elif self._journal:
            self._journal.note(request, None, [], b"")
        hang_up = scope.get(HANG_UP)
        if hang_up is None:
            raise ConnectionResetError(f"{request.method} {request.path} was cut off on purpose")
        hang_up()
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _leave(self, request: Request, reply: Reply, send: Send) -> None:
        headers = [*ALWAYS, *request.bears, *reply.headers]
        status, body = reply.status, reply.body
        if reply.etag:
            reply.tag = reply.tag or entity_tag(body)
            headers.append((b"etag", reply.tag))
            if status == 200 and request.method in ("GET", "HEAD") and _is_fresh(request, reply.tag):
                status = 304
        if reply.content_type is not None and status not in BODILESS:
            headers.append((b"content-type", reply.content_type.encode()))
            headers.append((b"content-length", b"%d" % len(body)))
        if request.login.is_new and not request.login.ended:
            headers.append((b"set-cookie", self._logins.set_cookie(request.login)))
        self._logins.keep(request.login)
        silent = status in BODILESS or request.method == "HEAD"
        if self._journal and reply is not HEALTHY and request.method != "OPTIONS":
            self._journal.note(request, status, headers, b"" if silent else body)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if silent else body})


async def _disturbed(disturbance: Disturbance) -> Reply | None:
    """Let the request wait; the reply that it gets at once, or never, without being answered."""
    if disturbance.delay:
        await asyncio.sleep(disturbance.delay)
    return NEVER_SENT if disturbance.connection == "drop" else disturbance.reply


def _is_fresh(request: Request, tag: bytes) -> bool:
    """Whether the client's copy will do, as Express's `fresh` judges it."""
    wanted = request.headers.get(b"if-none-match")
    if wanted is None or b"no-cache" in request.headers.get(b"cache-control", b""):
        return False
    tags = (each.strip().removeprefix(b"W/") for each in wanted.split(b","))
    return wanted.strip() == b"*" or tag.removeprefix(b"W/") in tags
