"""The links of the document, followed by hand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.surface import Operation, Surface

_EXPRESSION = re.compile(r"\$(request|response)\.(body#|path\.)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Request:
    """What is sent to an operation."""

    operation: Operation
    path_parameters: Mapping[str, str]
    body: Any = None
    query: Mapping[str, str] | None = None


def requests(surface: Surface, exchange: Exchange) -> Iterator[Request]:
    """What the links of an answer lead to."""
    by_id = {operation.id: operation for operation in surface}
    response = exchange.operation.raw["responses"].get(str(exchange.status), {})
    for link in response.get("links", {}).values():
        target = by_id.get(link.get("operationId", ""))
        found = {name: evaluated(value, exchange) for name, value in link.get("parameters", {}).items()}
        if target is None or None in found.values() or not found.keys() >= set(target.path_parameters):
            continue
        texts = {name.rpartition(".")[2]: str(value) for name, value in found.items()}
        path = {name: texts.pop(name) for name in target.path_parameters}
        yield Request(target, path, evaluated(link.get("requestBody"), exchange), texts or None)


def evaluated(value: Any, exchange: Exchange) -> Any:
    """A value of a link, with its runtime expressions; None where there is nothing at the place of one."""
    if isinstance(value, Mapping):
        return {name: evaluated(part, exchange) for name, part in value.items()}
    if isinstance(value, list):
        return [evaluated(part, exchange) for part in value]
    if not isinstance(value, str) or not (expression := _EXPRESSION.fullmatch(value)):
        return value
    source, kind, place = expression.groups()
    if kind == "path.":
        return exchange.path_parameters.get(place)
    found = exchange.body if source == "response" else exchange.sent
    for key in place.removeprefix("/").split("/"):
        found = _inside(found, key)
    return found


def _inside(value: Any, key: str) -> Any:
    if isinstance(value, list):
        return value[int(key)] if key.isdigit() and int(key) < len(value) else None
    return value.get(key) if isinstance(value, Mapping) else None
