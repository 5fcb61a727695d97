"""One operation of the document, compiled: from a request to a reply."""

import inspect
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from starlette.types import Receive, Scope, Send

from medusa_mock.idempotency import answered_once
from medusa_mock.store import Store
from medusa_mock.validation import FORM, Inputs
from medusa_mock.wire.forms import read_form
from medusa_mock.wire.queries import parse_query
from medusa_mock.wire.replies import empty_reply, json_reply, text_reply
from medusa_mock.wire.request import Reply, Request, request_of

Handler = Callable[..., Any]
H = TypeVar("H", bound=Handler)


def preceded_by(check: Callable[[Store, Any], None]) -> Callable[[H], H]:
    """Have a handler's body checked as it was sent, before anything else is: so the real server's `validators` do."""

    def mark(handler: H) -> H:
        handler.check = check  # type: ignore[attr-defined]
        return handler

    return mark


def found_first(find: Callable[..., object]) -> Callable[[H], H]:
    """Have what the path names found before anything is read, by a function of the store and the path's parameters."""

    def mark(handler: H) -> H:
        handler.find = find  # type: ignore[attr-defined]
        return handler

    return mark


class CompiledOperation:
    """An ASGI application for one operation: checked input, one transaction, the success response of the document.

    Args:
        operation: the operation object, with references to parameters, bodies and responses followed.
        handler: a function of the input, and of `store`, `request` and the `services` whose names it asks for. One
            that asks for an `idempotency_key` answers a request and its repetitions once.
        services: what a handler may ask for besides, by name.
        compile_inputs: makes the inputs; called at the first request, so that a server starts without.
        reads: whether it only reads. What it then finds is kept with the world that it found it in, to be sent to all
            who ask the same, unless its handler asks for more than the store or looks at the clock.
    """

    def __init__(
        self,
        operation: Mapping[str, Any],
        handler: Handler,
        services: Mapping[str, Any],
        compile_inputs: Callable[[], Inputs],
        *,
        reads: bool = False,
    ) -> None:
        asked = inspect.signature(handler).parameters
        self._handler = handler
        self._check = getattr(handler, "check", None)
        self._find = getattr(handler, "find", None)
        self._wants_store = "store" in asked
        self._wants_request = "request" in asked
        self._wants_key = "idempotency_key" in asked
        self._services = {name: service for name, service in services.items() if name in asked}
        self._takes_form = FORM in operation.get("requestBody", {}).get("content", {})
        self._compile_inputs = compile_inputs
        self._inputs: Inputs | None = None
        self._keeps = reads and not self._wants_request and not self._services
        self._status, self._media_type = _success(operation["responses"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del send  # the wire sends the reply, and has read the body unless it is a form
        request = request_of(scope)
        if self._takes_form:
            request.body = await read_form(request.headers, receive)
        request.reply = self._answer(request)

    def _answer(self, request: Request) -> Reply:
        if not self._keeps:
            return self._worked_out(request)
        world = request.session.store.world
        return world.kept.get(self._asked(request)) or self._worked_out(request)

    def _worked_out(self, request: Request) -> Reply:
        if self._inputs is None:
            self._inputs = self._compile_inputs()
        if self._find:
            self._find(request.session.store, **request.parameters)
        if self._check:
            self._check(request.session.store, request.body)
        query = parse_query(request.query_string) if self._inputs.reads_query else {}
        arguments = self._inputs.read(query, request.body) | request.parameters | self._services
        if self._wants_request:
            arguments["request"] = request
        store = request.session.store
        if self._wants_store:
            arguments["store"] = store
        with store.transaction():
            if self._wants_key:
                return answered_once(store, request, lambda key: self._handled(arguments | {"idempotency_key": key}))
            reply = self._handled(arguments)
            if self._keeps and store.timeless:
                store.world.kept.keep(self._asked(request), reply, len(request.query_string) + len(reply.body))
            return reply

    def _handled(self, arguments: Mapping[str, Any]) -> Reply:
        value = self._handler(**arguments)
        if self._inputs is not None:
            self._inputs.check_names(arguments)
        return self._reply(value)

    def _asked(self, request: Request) -> Hashable:
        """All that the answer hangs on, besides the world."""
        return self, request.query_string, *request.parameters.values()

    def _reply(self, value: Any) -> Reply:
        if self._media_type == "application/json":
            return json_reply(self._status, value)
        return text_reply(self._status, value) if self._media_type else empty_reply(self._status)


def _success(responses: Mapping[str, Any]) -> tuple[int, str | None]:
    """The status and media type of the first success that the document tells of, None for one without content.

    An operation that can only refuse has none, and none is sent.
    """
    status = next((status for status in responses if status.startswith("2")), "204")
    return int(status), next(iter(responses.get(status, {}).get("content", ())), None)
