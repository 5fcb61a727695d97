"""What two servers cannot share, such as an id or a time, reduced to its kind, so that the rest can be compared."""

import json
import re
from collections.abc import Iterable, Mapping

from medusa_mock.contract.parity.paths import Nowhere, dig
from medusa_mock.contract.parity.scenario import Json

EVERYWHERE = "*"

_ID = re.compile(r"\b([A-Za-z]+(?:_[a-z]+)*)_[0-9A-HJKMNP-TV-Z]{26}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_HASH = re.compile(r"\$argon2\w+\$\S+|c2NyeXB0[\w+/]{40,}=*")
"""The hash of a password, which has its salt in it."""
_JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")


def reduce(value: Json, names: Mapping[str, str]) -> Json:
    """Return a copy in which ids, times and tokens are reduced to their kind.

    `names` says under which name a value was saved, as text: it is shown by that name, which says more than its kind.
    """
    if isinstance(value, str):
        return _reduce_text(value, names)
    if isinstance(value, list):
        return [reduce(item, names) for item in value]
    if isinstance(value, dict):
        return {key: reduce(item, names) for key, item in value.items()}
    return value


def _reduce_text(text: str, names: Mapping[str, str]) -> str:
    if _JWT.fullmatch(text):
        return "<jwt>"
    if _HASH.fullmatch(text):
        return "<hash>"
    if text in names:
        return names[text]
    if _TIME.fullmatch(text):
        return "<time>"
    return _ID.sub(lambda match: names.get(match[0], f"<{match[1]}_id>"), text)


def drop(body: Json, paths: Iterable[str]) -> None:
    """Take out of `body` what is not compared; where the last owner on a path is a list, out of each of its items."""
    for path in paths:
        head, _, key = path.rpartition(".")
        try:
            owner = dig(body, head) if head else body
        except Nowhere:
            continue
        for item in owner if isinstance(owner, list) else [owner]:
            if isinstance(item, dict):
                item.pop(key, None)


def sort_lists(body: Json, paths: Iterable[str]) -> None:
    """Put lists whose order says nothing into one order; `EVERYWHERE` stands for all lists within rows."""
    for path in paths:
        if path == EVERYWHERE:
            sort_within_rows(body)
            continue
        try:
            items = dig(body, path)
        except Nowhere:
            continue
        if isinstance(items, list):
            items.sort(key=_in_order)


def sort_within_rows(body: Json) -> None:
    """Put all lists within the rows of an answer into one order, whatever the ids and times in them are."""
    for value in body.values() if isinstance(body, dict) else ():
        for row in value if isinstance(value, list) else [value]:
            _sort_all(row)


def _sort_all(value: Json) -> None:
    if isinstance(value, dict):
        for item in value.values():
            _sort_all(item)
    elif isinstance(value, list):
        for item in value:
            _sort_all(item)
        value.sort(key=_in_order)


def _in_order(item: Json) -> str:
    return json.dumps(reduce(item, {}), sort_keys=True)
