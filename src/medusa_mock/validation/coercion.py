"""Texts of a query string as the values that the document asks for, the way `class-transformer` turns them."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from medusa_mock.validation.dates import bound
from medusa_mock.validation.schemas import Schema

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_OTHER_BASE = re.compile(r"0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+")
_BOOLEANS = {"true": True, "false": False, "null": None}

ABSENT = object()
"""What a coercion makes of a value that the server treats as if it had not been sent."""


def number(value: Any) -> Any:
    """What JavaScript's `Number` makes of a text, whole numbers as ints; what is no finite number stays as it is."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        return 0
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if not _DECIMAL.fullmatch(text):
        return value
    found = float(text)
    if found in (float("inf"), float("-inf")):
        return value
    return int(found) if found.is_integer() else found


def boolean(value: Any) -> Any:
    """Medusa's `optionalBooleanMapper`, which takes what it does not know for absent."""
    return _BOOLEANS.get(value.lower(), ABSENT) if isinstance(value, str) else ABSENT


def boolean_of_text(value: Any) -> Any:
    """The same where the real server crashes over a list or an object: it stays as it is, to be refused."""
    return boolean(value) if isinstance(value, str) else value


def date(value: Any) -> Any:
    """Medusa's `transformDate`, in ISO 8601; what is no date stays as it is."""
    return bound(value, number)


def coercion(schemas: Collection[Schema]) -> Callable[[Any], Any] | None:
    """How values of a query parameter become what one of the schemas asks for, None where they are so already.

    Args:
        schemas: those that the parameter may fit, flat.
    """
    if any(schema.get("enum") == [""] for schema in schemas):
        return lambda value: ABSENT if value == "" else value
    scalar = next(filter(None, (SCALARS.get(schema.get("type", "")) for schema in schemas)), None)
    if scalar is boolean and not any(_takes_more_than_scalars(schema) for schema in schemas):
        scalar = boolean_of_text
    nested = {
        name: turn
        for schema in schemas
        for name, part in schema.get("properties", {}).items()
        if (turn := _of_part(part, alone=len(schemas) == 1))
    }
    if not nested:
        return scalar

    def coerce(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: nested[name](part) if name in nested else part for name, part in value.items()}
        return scalar(value) if scalar else value

    return coerce


def _takes_more_than_scalars(schema: Schema) -> bool:
    return schema.get("type") in (None, "array", "object")


def _of_part(part: Schema, *, alone: bool) -> Callable[[Any], Any] | None:
    """Dates are read where nothing else than such an object is taken: `IsType` is given them as they came."""
    if part.get("format") == "date-time":
        return date if alone else None
    return SCALARS.get(part.get("type", ""))


SCALARS: Mapping[str, Callable[[Any], Any]] = {"number": number, "integer": number, "boolean": boolean}
