"""Query strings as the parameters of an operation want them written."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from medusa_mock.contract.surface import Operation


def query_string(operation: Operation, query: Mapping[str, Any] | None) -> str:
    """The texts, lists and mappings of a query: `a=b`, `a=b,c` or `a[]=b`, `a[lt]=b`."""
    pairs = ((name, value) for key, part in (query or {}).items() for name, value in _pairs(operation, key, part))
    return "&".join(f"{quote(name, safe='[]')}={quote(value, safe=',')}" for name, value in pairs)


def _pairs(operation: Operation, name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from ((f"{name}[{key}]", str(part)) for key, part in value.items())
    elif isinstance(value, list) and operation.query.get(name, {}).get("explode") is False:
        yield name, ",".join(map(str, value))
    elif isinstance(value, list):
        yield from ((f"{name}[]", str(part)) for part in value)
    else:
        yield name, str(value)


def written(operation: Operation, name: str, value: str) -> str | list[str]:
    """A single value of a filter as it has to be sent: by itself, or as a list of one."""
    parameter = operation.query[name]
    shapes = [parameter["schema"], *parameter.get("x-one-of", ())]
    flats = [operation.schemas.flat(shape) for shape in shapes]
    alone = any(flat.get("type") not in ("array", "object") for flat in flats)
    listed = any(flat.get("type") == "array" for flat in flats)
    return [value] if listed and (parameter["name"].endswith("[]") or not alone) else value
