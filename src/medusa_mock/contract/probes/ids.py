"""Ids that a server has given out, and how examples of the document come to have them in place of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from medusa_mock.contract.checks.values import ids_of
from medusa_mock.contract.naming import is_of_an_example, kind_of


@dataclass
class Ids:
    """Ids by what they begin with, `prod` or `ordli`, those that were met last at the front."""

    _by_prefix: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, body: Any) -> None:
        """Take up all the ids of an answer."""
        for found in reversed(list(dict.fromkeys(ids_of(body)))):
            known = self._by_prefix.setdefault(kind_of(found), [])
            if found in known:
                known.remove(found)
            known.insert(0, found)

    def forget(self, gone: str) -> None:
        """Do not hand out the id of a row that was deleted."""
        known = self._by_prefix.get(kind_of(gone), [])
        if gone in known:
            known.remove(gone)

    def first(self, like: str) -> str | None:
        """An id of the same kind."""
        return next(iter(self._by_prefix.get(kind_of(like), ())), None)


def filled(value: Any, *known: Ids) -> Any:
    """An example with ids that there are; where none of its kind is known, an id stays as it is.

    Args:
        known: where to look, the nearest first.
    """
    if isinstance(value, Mapping):
        return {name: filled(part, *known) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, *known) for part in value]
    if isinstance(value, str) and is_of_an_example(value):
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
