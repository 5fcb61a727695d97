"""Values of rows and of query strings, made comparable."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

Comparable = float | datetime | str


def number(value: Any) -> float | None:
    """A number, or a text that is one."""
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def moment(value: Any) -> datetime | None:
    """A point in time as ISO 8601 writes it; without a zone it is UTC."""
    if not isinstance(value, str) or len(value) < 8:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def is_relation(value: Any) -> bool:
    """Whether a value is made of other rows: each answer chooses which of them it shows, and in which order."""
    if isinstance(value, list):
        return any(isinstance(item, dict) for item in value)
    return isinstance(value, dict) and "id" in value


def names_of(value: Any) -> list[str]:
    """The names that `expand` or `fields` holds, be it a text with commas or a list."""
    parts = value if isinstance(value, list) else [value]
    return [name for part in parts if isinstance(part, str) for name in part.split(",") if name]


def ids_of(value: Any) -> Iterator[str]:
    """The ids of all rows within a value."""
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for part in value.values():
            yield from ids_of(part)
    elif isinstance(value, list):
        for item in value:
            yield from ids_of(item)
