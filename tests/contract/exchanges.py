"""Requests and answers as our own checks see them."""

import functools
import json
from typing import Any

from medusa_mock import document
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.surface import Operation, Surface


@functools.cache
def surface(api: str = "admin") -> Surface:
    return Surface(document.load(api))


def operation(route: str) -> Operation:
    return surface(route.split("/")[1]).by_label[route]


def exchange(route: str, body: Any, *, query: str = "", status: int = 200, **parts: Any) -> Exchange:
    """An answer to a request to a route such as `GET /admin/apps`; `parts` are further ones of the exchange."""
    headers = {"content-type": "application/json; charset=utf-8"}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    url = f"http://127.0.0.1:9000{route.split()[1]}?{query}"
    return Exchange(operation(route), url, status, parts.pop("headers", headers), content, **parts)
