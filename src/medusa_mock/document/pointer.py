"""JSON pointers (RFC 6901): the address of a value within a document."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, unquote


def child(pointer: str, key: str | int) -> str:
    """The pointer to `key` of what `pointer` points at."""
    return f"{pointer}/{key.replace('~', '~0').replace('/', '~1') if isinstance(key, str) else key}"


def join(keys: Iterable[str | int]) -> str:
    pointer = ""
    for key in keys:
        pointer = child(pointer, key)
    return pointer


def split(pointer: str) -> list[str]:
    """The keys that lead to the value.

    Raises ValueError: the pointer is neither empty nor begins with a slash.
    """
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError(f"{pointer!r} is no JSON pointer")
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer[1:].split("/")]


def step(value: Any, key: str) -> Any:
    """What stands under `key` of `value`.

    Raises LookupError: nothing does.
    """
    if isinstance(value, dict):
        return value[key]
    if isinstance(value, list) and key.isdecimal():
        return value[int(key)]
    raise KeyError(key)


def look_up(document: Any, pointer: str) -> Any:
    """The value that `pointer` points at.

    Raises LookupError: nothing stands there; ValueError: it is no pointer.
    """
    return look_along(document, split(pointer))


def look_along(document: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        document = step(document, key)
    return document


def reference(pointer: str) -> str:
    """The local `$ref` to what `pointer` points at: as a fragment of a URI, it has some characters encoded."""
    return "#" + quote(pointer, safe="/~!$&'()*+,;=:@")


def referred(reference: str) -> str:
    """The pointer within a local `$ref`, or within the fragment of another."""
    return unquote(reference.removeprefix("#"))
