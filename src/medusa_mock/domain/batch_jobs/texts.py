"""Values as JavaScript makes text of them, and text as it reads numbers."""

import re
from collections.abc import Mapping

from medusa_mock.store import Json

_LEADING_NUMBER = re.compile(r"\s*([-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?)", re.ASCII)


def text_of(value: Json) -> str:
    """`String(value)`, and nothing for null and what is not there: `value?.toString() ?? ""`."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return str(number(value))
    return str(value)


def in_template(values: Mapping[str, Json], name: str) -> str:
    """A property in a template string."""
    if name not in values:
        return "undefined"
    return "null" if values[name] is None else text_of(values[name])


def number(value: float) -> float:
    """A whole number as an int, as JSON shows it."""
    return int(value) if value == int(value) else value


def leading_number(value: Json) -> float | None:
    """`parseFloat(value)`, None for what is not a number."""
    found = _LEADING_NUMBER.match(text_of(value))
    return number(float(found[1])) if found else None
