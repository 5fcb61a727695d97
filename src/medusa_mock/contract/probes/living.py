"""Ids that a server has given out, and how examples of the document come to have them in place of their own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from medusa_mock.contract.checks.values import ids_of

_ID = re.compile(r"([a-z]+(?:_[a-z]+)?)_[0-9A-Z]{26}")


@dataclass
class Ids:
    """Ids by what they begin with, `prod` or `ordli`, those that were met last at the front."""

    _by_prefix: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, body: Any) -> None:
        """Take up all the ids of an answer."""
        for found in reversed(list(dict.fromkeys(ids_of(body)))):
            known = self._by_prefix.setdefault(found.partition("_")[0], [])
            if found in known:
                known.remove(found)
            known.insert(0, found)

    def forget(self, gone: str) -> None:
        """Do not hand out the id of a row that was deleted."""
        known = self._by_prefix.get(gone.partition("_")[0], [])
        if gone in known:
            known.remove(gone)

    def first(self, like: str) -> str | None:
        """An id of the same kind."""
        return next(iter(self._by_prefix.get(like.partition("_")[0], ())), None)


def filled(value: Any, *known: Ids) -> Any:
    """An example with ids that there are; where none of its kind is known, an id stays as it is.

    Args:
        known: where to look, the nearest first.
    """
    if isinstance(value, Mapping):
        return {name: filled(part, *known) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, *known) for part in value]
    if isinstance(value, str) and _ID.fullmatch(value):
        return next((found for each in known if (found := each.first(value))), value)
    return value


def distinct(value: Any, mark: str) -> Any:
    """An example with other texts where a server may want texts to be unique: those of the example may be taken."""
    if isinstance(value, Mapping):
        return {name: _marked(part, mark) if name in _NAMES else distinct(part, mark) for name, part in value.items()}
    return [distinct(part, mark) for part in value] if isinstance(value, list) else value


def _marked(value: Any, mark: str) -> Any:
    if not isinstance(value, str):
        return distinct(value, mark)
    return f"{mark}-{value}" if "@" in value else f"{value}-{mark}"


_NAMES = frozenset({"email", "code", "handle", "sku", "value", "name", "title", "user_email", "barcode", "ean", "upc"})


def below(row: Any, segment: str, parameter: str) -> Iterator[tuple[str, Any]]:
    """What can stand for a parameter below a row, and its own row: of `variants` for `/variants/{variant_id}`.

    What is not in the row itself may be in one that it is made of: the items of a draft order are in its cart.
    """
    found = list(_below(row, segment, parameter))
    if not found and isinstance(row, Mapping):
        found = [
            each for part in row.values() if isinstance(part, Mapping) for each in _below(part, segment, parameter)
        ]
    yield from found


def _below(row: Any, segment: str, parameter: str) -> Iterator[tuple[str, Any]]:
    for name in names_of_kind(segment, parameter):
        found = row.get(name) if isinstance(row, Mapping) else None
        for part in found if isinstance(found, list) else [found]:
            if isinstance(part, Mapping) and (key := _key(part, parameter)):
                yield str(part[key]), part


def names_of_kind(segment: str, parameter: str) -> tuple[str, ...]:
    """What rows are called that a parameter below a segment of a path is about: `items` for `line-items/{line_id}`."""
    stem = parameter.removesuffix("_id").removesuffix("_code")
    names = (segment.replace("-", "_"), f"{stem}s", segment.rpartition("-")[2], stem)
    return tuple(dict.fromkeys(name for name in names if name not in ("", "id", "ids")))


def _key(row: Mapping[str, Any], parameter: str) -> str | None:
    """Which column of a row a parameter takes."""
    wanted = ("code", "iso_2", "id") if parameter.endswith("code") else ("id", "code", "iso_2")
    return next((key for key in wanted if isinstance(row.get(key), str)), None)
