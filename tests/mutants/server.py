"""Our server with a single fault: what stands before it changes one operation's requests or answers."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from medusa_mock.contract.surface import Surface
from tests.contract.faulty import Fault, Faulty


class Mutated:
    """An ASGI application that is another one, but for a fault at one operation, such as `GET /admin/orders/{id}`."""

    def __init__(self, app: ASGIApp, surface: Surface, route: str, fault: Fault) -> None:
        self._app = app
        self._labels = tuple(surface.by_label)
        self._route = route
        self._fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and label_of(self._labels, scope["method"], scope["path"]) == self._route:
            own = f"{scope['method']} {scope['path']}"
            await Faulty(self._app, own, self._fault)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def label_of(labels: Sequence[str], method: str, path: str) -> str | None:
    """The operation of a request: of those that fit, the one with the most words of its own."""
    asked = path.strip("/").split("/")
    fitting = [label for label in labels if _fits(label, method, asked)]
    return min(fitting, key=lambda label: label.count("{"), default=None)


def _fits(label: str, method: str, asked: list[str]) -> bool:
    own, _, path = label.partition(" ")
    segments = path.strip("/").split("/")
    return (
        own == method
        and len(segments) == len(asked)
        and all(segment.startswith("{") or segment == word for segment, word in zip(segments, asked, strict=True))
    )
