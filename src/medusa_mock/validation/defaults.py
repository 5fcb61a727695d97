"""What the document puts in place of what a body leaves out."""

from collections.abc import Callable
from typing import Any, TypeAlias

from medusa_mock.validation.schemas import Schema, Schemas

Fill: TypeAlias = Callable[[Any], Any]


def filling(schemas: Schemas, schema: Schema) -> Fill | None:
    """A function that completes a value that fits the schema, or None where the schema has no defaults.

    What it fills in goes into copies. As with the field initializers of the real server's classes, a default stands
    for what is missing, not for null.
    """
    schema = schemas.flat(schema)
    if "items" in schema:
        fill = filling(schemas, schema["items"])
        return _each(fill) if fill else None
    properties = {name: schemas.flat(each) for name, each in schema.get("properties", {}).items()}
    defaults = {name: each["default"] for name, each in properties.items() if "default" in each}
    fills = {name: fill for name, each in properties.items() if (fill := filling(schemas, each))}
    return _members(defaults, fills) if defaults or fills else None


def _each(fill: Fill) -> Fill:
    return lambda value: [fill(item) for item in value] if isinstance(value, list) else value


def _members(defaults: dict[str, Any], fills: dict[str, Fill]) -> Fill:
    def fill(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        filled = {**defaults, **value}
        return filled | {name: complete(filled[name]) for name, complete in fills.items() if name in filled}

    return fill
