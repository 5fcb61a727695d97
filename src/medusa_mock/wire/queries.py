"""Query strings as the `qs` package reads them: `a[b]=`, `a[0]=`, `a[]=`, repeated names."""

from typing import Any
from urllib.parse import unquote_to_bytes

import qs_codec

from medusa_mock.wire.request import strict_unquote

MOST_PARAMETERS = 1000

# `qs` leaves out what would shadow a property that every JavaScript object inherits.
INHERITED = frozenset(
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor hasOwnProperty "
    "isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf".split()
)


def parse_query(query_string: str) -> dict[str, Any]:
    """Read a query string into texts, lists and mappings of them; nothing in it is refused.

    What is not percent-encoded UTF-8 stays as it was sent. Source: `loaders/api.ts` and the defaults of `qs`.
    """
    pairs = [pair.partition("=") for pair in query_string.split("&", MOST_PARAMETERS)[:MOST_PARAMETERS] if pair]
    decoded = [(_decode(name), _decode(value)) for name, _, value in pairs]
    if any("[" in name for name, _ in decoded):
        return _nested(decoded)
    found: dict[str, Any] = {}
    for name, value in decoded:
        if name and name not in INHERITED:
            found[name] = [*_listed(found[name]), value] if name in found else value
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _decode(text: str) -> str:
    text = text.replace("+", " ")
    if "%" not in text:
        return text
    try:
        return strict_unquote(text)
    except ValueError:
        return text


def _nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    wanted = [pair for pair in pairs if INHERITED.isdisjoint(pair[0].replace("]", "").split("["))]
    options = qs_codec.DecodeOptions(list_limit=MOST_PARAMETERS, decoder=_as_it_is)
    return qs_codec.decode("&".join(f"{_escape(name)}={_escape(value)}" for name, value in wanted), options)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("&", "%26").replace("=", "%3D").replace("+", "%2B")


def _as_it_is(text: str | None, *_: Any) -> str | None:
    return None if text is None else unquote_to_bytes(text).decode("utf-8")
