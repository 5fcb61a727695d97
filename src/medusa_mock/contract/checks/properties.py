"""Properties of an answer that the document does not name."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.surface import JSON, Operation
from medusa_mock.validation.schemas import Schema, Schemas


def documented_properties(exchange: Exchange) -> Iterator[Fault]:
    """Every property of an answer is in the document. A warning: a client that does not know it does not mind it."""
    for place in undocumented(exchange):
        yield Fault("Undocumented property", f"The document does not name {place}.", place, "low")


def undocumented(exchange: Exchange) -> list[str]:
    """Where an answer has properties that the document does not name, as `/orders/*/colour`."""
    body = exchange.body
    media = exchange.operation.raw["responses"].get(str(exchange.status), {}).get("content", {}).get(JSON)
    if (
        media is None
        or not isinstance(body, dict | list)
        or _closed(exchange.operation, exchange.status).is_valid(body)
    ):
        return []
    return sorted(set(_unknown(exchange.operation.schemas, media["schema"], body, "")))


def at(body: Any, place: str) -> Iterator[Any]:
    """The values at a place of a JSON body."""
    key, _, rest = place.removeprefix("/").partition("/")
    parts = (
        body if key == "*" and isinstance(body, list) else [body[key]] if isinstance(body, dict) and key in body else []
    )
    for part in parts:
        yield from at(part, rest) if rest else [part]


@cache
def _closed(operation: Operation, status: int) -> jsonschema_rs.Draft4Validator:
    """Accepts what has no other properties than the document names, whatever their values: a matter of microseconds."""
    pending: dict[str, Schema] = {}
    definitions: dict[str, Any] = {}
    root = _outline(operation.schemas, operation.raw["responses"][str(status)]["content"][JSON]["schema"], pending)
    while pending:
        name, schema = pending.popitem()
        if name not in definitions:
            definitions[name] = _flat_outline(operation.schemas, schema, pending)
    return jsonschema_rs.Draft4Validator({"allOf": [root], "definitions": definitions})


def _outline(schemas: Schemas, schema: Schema, pending: dict[str, Schema]) -> dict[str, Any]:
    """The schema as far as it names properties; what is made of others goes to `pending`, for it may hold itself."""
    flat = schemas.flat(schema)
    if flat is schema:
        return _flat_outline(schemas, schema, pending)
    pending[name := str(id(flat))] = flat
    return {"$ref": f"#/definitions/{name}"}


def _flat_outline(schemas: Schemas, flat: Schema, pending: dict[str, Schema]) -> dict[str, Any]:
    outline: dict[str, Any] = {"enum": flat["enum"]} if "enum" in flat else {}
    if choices := flat.get("oneOf") or flat.get("anyOf"):
        outline["anyOf"] = [_outline(schemas, choice, pending) for choice in choices]
    if "properties" in flat:
        outline["properties"] = {name: _outline(schemas, part, pending) for name, part in flat["properties"].items()}
        outline["additionalProperties"] = bool(flat.get("additionalProperties"))
    if "items" in flat:
        outline["items"] = _outline(schemas, flat["items"], pending)
    return outline


def _unknown(schemas: Schemas, schema: Schema, value: Any, place: str) -> Iterator[str]:
    flat = schemas.flat(schema)
    if choices := flat.get("oneOf") or flat.get("anyOf"):
        yield from _least(
            [
                list(_unknown(schemas, choice, value, place))
                for choice in choices
                if _may_be(schemas.flat(choice), value)
            ]
        )
    elif isinstance(value, list):
        for item in value:
            yield from _unknown(schemas, flat.get("items", {}), item, f"{place}/*")
    elif isinstance(value, dict) and "properties" in flat:
        yield from _unknown_of(schemas, flat, value, place)


def _unknown_of(schemas: Schemas, flat: Schema, value: Mapping[str, Any], place: str) -> Iterator[str]:
    for name, part in value.items():
        if name in flat["properties"]:
            yield from _unknown(schemas, flat["properties"][name], part, f"{place}/{name}")
        elif not flat.get("additionalProperties"):
            yield f"{place}/{name}"


def _may_be(flat: Schema, value: Any) -> bool:
    """Whether a value is of the kind that one of several schemas is for."""
    if value is None:
        return bool(flat.get("nullable"))
    return "enum" not in flat or value in flat["enum"]


def _least(found: list[list[str]]) -> list[str]:
    """The places of the schema that fits best."""
    return min(found, key=len, default=[])
