"""A server with a fault: what stands before it changes what is asked of one route, or what that answers."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True)
class Asked:
    """A request, with the names of its headers in lower case."""

    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes
    path: str = ""

    def with_query(self, keep: Callable[[str], bool]) -> Self:
        return replace(self, query=[pair for pair in self.query if keep(pair[0])])

    def with_header(self, name: str, value: str) -> Self:
        return replace(self, headers=self.headers | {name: value})

    def with_path(self, path: str) -> Self:
        return replace(self, path=path)

    def with_json(self, change: Callable[[Any], Any]) -> Self:
        try:
            body = json.dumps(change(json.loads(self.body))).encode()
        except (ValueError, TypeError, AttributeError):
            return self  # what the change does not fit is sent as it is
        return replace(self, body=body, headers=self.headers | {"content-length": str(len(body))})


@dataclass(frozen=True)
class Answer:
    """A response, with the names of its headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def with_status(self, status: int) -> Self:
        return replace(self, status=status)

    def with_body(self, body: bytes) -> Self:
        return replace(self, body=body)

    def with_json(self, change: Callable[[Any], Any]) -> Self:
        return self.with_body(json.dumps(change(json.loads(self.body))).encode())

    def with_type(self, media_type: str) -> Self:
        return replace(self, headers=self.headers | {"content-type": media_type})


Ask = Callable[[Asked], Awaitable[Answer]]
Fault = Callable[[Asked, Ask], Awaitable[Answer]]
"""Answers in the place of the server, which it may ask."""


class Faulty:
    """An ASGI application that is another one, but for a fault on one route, such as `GET /admin/apps`."""

    def __init__(self, app: ASGIApp, route: str, fault: Fault) -> None:
        self._app = app
        self._route = route
        self._fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or f"{scope['method']} {scope['path']}" != self._route:
            await self._app(scope, receive, send)
            return

        async def ask(asked: Asked) -> Answer:
            return await _exchange(self._app, scope, asked)

        answer = await self._fault(await _asked(scope, receive), ask)
        headers = answer.headers | {"content-length": str(len(answer.body))}
        pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": pairs})
        await send({"type": "http.response.body", "body": answer.body})


async def _asked(scope: Scope, receive: Receive) -> Asked:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return Asked(query, headers, body, scope["path"])


async def _exchange(app: ASGIApp, scope: Scope, asked: Asked) -> Answer:
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": asked.body}

    async def send(message: Message) -> None:
        messages.append(message)

    headers = [(name.encode(), value.encode("latin-1")) for name, value in asked.headers.items()]
    path = {"path": asked.path, "raw_path": asked.path.encode()} if asked.path != scope["path"] else {}
    query = {"query_string": urlencode(asked.query).encode()}
    await app({**scope, **path, **query, "headers": headers}, receive, send)
    start, *rest = messages
    return Answer(
        start["status"],
        {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]},
        b"".join(message.get("body", b"") for message in rest),
    )
