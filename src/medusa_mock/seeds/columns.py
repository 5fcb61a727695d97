"""What a column of a table takes in a world file."""

import base64
from collections.abc import Mapping
from functools import cache

from medusa_mock.store import Json, Table
from medusa_mock.validation.formats import is_date_time, is_email

PASSWORD, PASSWORD_HASH = "password", "password_hash"
ENCODED, CONTENT = "content_base64", "content"
DISGUISED = frozenset({PASSWORD, ENCODED})
"""What stands in a file for a column that the state holds in another form."""
OBJECTS = frozenset({"answer", "context", "data", "metadata", "request_params", "result", "shipping_data"})
"""The columns that hold an object, in whichever table they are."""
SCALARS = ("a text", "a number", "true or false")
SAMPLES = ("text", 1, 1.5, True, None)


def names(table: Table) -> frozenset[str]:
    """The columns that a file may give.

    Where the state holds the hash of a password, the file holds the password; the bytes of a file are written in
    base64 where they are no text.
    """
    if PASSWORD_HASH in table.columns:
        return frozenset(table.columns) - {PASSWORD_HASH} | {PASSWORD}
    if CONTENT in table.columns:
        return frozenset(table.columns) | {ENCODED}
    return frozenset(table.columns)


@cache
def easy(table: Table) -> Mapping[str, frozenset[type]]:
    """Column -> the types of which it takes every value, so that `fault` need not be asked."""
    hard = OBJECTS.union(table.times, DISGUISED, (table.key, "email"))
    return {
        name: frozenset(type(value) for value in SAMPLES if fault(table, name, value) is None)
        for name in names(table) - hard
    }


def fault(table: Table, name: str, value: Json) -> str | None:
    """What the column wants instead of the value ("must be an email"), None if it takes it."""
    if name in (table.key, PASSWORD):
        return None if isinstance(value, str) and value else "must be a text, and not an empty one"
    if name == ENCODED:
        return None if isinstance(value, str) and _is_base64(value) else "must be bytes in base64"
    default = table.columns[name]
    if value is None:
        return None if default is None else "must not be null"
    if name in OBJECTS:
        return None if isinstance(value, dict) else "must be an object"
    if name in table.times:
        return None if _is_time(value) else "must be a time like 2026-11-23T12:52:54.279Z"
    if name == "email":
        return None if isinstance(value, str) and is_email(value) else "must be an email"
    wanted = SCALARS if default is None else (_kind(default),)
    return None if _kind(value) in wanted else f"must be {' or '.join(wanted)}"


def _is_time(value: Json) -> bool:
    # A bare year is left out: the store takes a number, even in quotes, for seconds.
    return isinstance(value, str) and "-" in value and is_date_time(value)


def _is_base64(value: str) -> bool:
    try:
        return base64.b64decode(value, validate=True) is not None
    except ValueError:
        return False


def _kind(value: Json) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list() | tuple():
            return "a list"
        case _:
            return "an object"
