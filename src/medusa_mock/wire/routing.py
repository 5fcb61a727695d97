"""Which operation a path and a method lead to, the way Express matches them."""

from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from medusa_mock.carrier import ROUTING_CONTEXT, Specification, SpecMiddleware
from medusa_mock.errors import NoRoute
from medusa_mock.wire.replies import shown_path
from medusa_mock.wire.request import Request, decode_segment, request_of

METHODS = ("get", "post", "delete", "put", "patch")

CLOSED = ("/admin", "/store/customers")
"""Below these, nobody learns without credentials what there is."""

Target = tuple[str, str]
"""An API, and the operationId of one of its operations."""


class Node:
    """What can follow in a path: literal segments, or one of any name, or its end."""

    __slots__ = ("any", "literal", "operations", "parameters")

    def __init__(self) -> None:
        self.literal: dict[str, Node] = {}
        self.any: Node | None = None
        self.operations: dict[str, Target] = {}
        self.parameters: dict[str, tuple[str, ...]] = {}


class Routes:
    """The paths of all documents as a tree of segments: finding one costs its length, not their number."""

    def __init__(self) -> None:
        self._root = Node()
        self._plain: dict[tuple[str, str], Target] = {}
        """By the path and the method, those without parameters; as most are written, they need no walk."""

    def add(self, path: str, method: str, operation: Target) -> None:
        node = self._root
        names = []
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.any = node.any or Node()
                node = node.any
            else:
                node = node.literal.setdefault(segment.lower(), Node())
        if not names:
            self._plain[path, method] = operation
        node.operations[method] = operation
        node.parameters[method] = tuple(names)

    def find(self, path: str, method: str) -> tuple[Target, dict[str, str]] | None:
        """The operation and its path parameters, decoded. Letter case and one trailing slash do not matter.

        Raises:
            InvalidData: a parameter is not percent-encoded UTF-8.
        """
        if plain := self._plain.get((path, method)):
            return plain, {}
        segments = path[1:].removesuffix("/").split("/")
        found = _walk(self._root, segments, 0, method)
        if found is None:
            return None
        node, values = found
        parameters = zip(node.parameters[method], values, strict=True)
        return node.operations[method], {name: decode_segment(value) for name, value in parameters}


def _walk(node: Node, segments: list[str], at: int, method: str) -> tuple[Node, tuple[str, ...]] | None:
    if at == len(segments):
        return (node, ()) if method in node.operations else None
    segment = segments[at]
    following = node.literal.get(segment.lower())
    if following is not None and (found := _walk(following, segments, at + 1, method)):
        return found
    if node.any is not None and segment and (found := _walk(node.any, segments, at + 1, method)):
        return found[0], (segment, *found[1])
    return None


class RoutingMiddleware(SpecMiddleware):
    """Connexion's routing, by a tree instead of a scan of regular expressions, and with no 405.

    A path that is not known, or not with this method, goes on without an operation where credentials are asked for
    first.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._routes = Routes()

    def add_api(self, specification: Specification, **_: Any) -> None:
        for path, item in specification["paths"].items():
            for method in METHODS:
                if method in item:
                    operation = (specification.base_path[1:], item[method]["operationId"])
                    self._routes.add(path, method.upper(), operation)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = request_of(scope)
        found = self._routes.find(request.path, "GET" if request.method == "HEAD" else request.method)
        if found:
            request.operation, request.parameters = found
            api, operation_id = request.operation
        else:
            api, operation_id = _closed_api(request), None
        scope["extensions"] = {ROUTING_CONTEXT: {"api_base_path": f"/{api}", "operation_id": operation_id}}
        await self._app(scope, receive, send)


def _closed_api(request: Request) -> str:
    """The API whose credentials the request needs before it is told that there is nothing. Raises NoRoute at once."""
    for prefix in CLOSED:
        if is_below(request.path, prefix):
            return prefix.split("/")[1]
    raise NoRoute(request.method, shown_path(request.path))


def is_below(path: str, prefix: str) -> bool:
    """Whether a path as sent is the prefix or below it, as Express's `use` sees it."""
    head = path[: len(prefix)]
    return head.lower() == prefix and path[len(prefix) : len(prefix) + 1] in ("", "/")
