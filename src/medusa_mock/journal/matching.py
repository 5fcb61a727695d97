"""Looking for requests: which entries are those that somebody means, and which come near."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate
from typing import Any

from medusa_mock.journal.entries import Entry
from medusa_mock.journal.showing import sent
from medusa_mock.masking import masked, masked_text
from medusa_mock.wire.queries import parse_query

MOST_NEAR = 3
LONGEST = 200
"""Characters of a value in a difference."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request has to be, None where it does not matter.

    `path` may have `*` for any text, in any letter case. `query`, `headers` and objects in `body` may have more in them
    than is named.
    """

    operation: str | None = None
    method: str | None = None
    path: str | None = None
    status: int | None = None
    query: Mapping[str, Any] | None = None
    headers: Mapping[str, str] | None = None
    body: Any = None

    def differences(self, entry: Entry) -> Iterator[str]:
        """How the entry is not what is wanted, without secrets; nothing for one that is."""
        told = entry.operation[1] if entry.operation else None
        yield from _unequal("operation", told, self.operation)
        yield from _unequal("method", entry.method, self.method)
        yield from _unequal("status", entry.status, self.status)
        if self.path is not None and not _glob(self.path).fullmatch(entry.path.rstrip("/") or "/"):
            yield f"path is {masked_text(entry.path)}, not {self.path}"
        if self.query is not None:
            yield from missing("query", parse_query(entry.query), self.query)
        for name, value in (self.headers or {}).items():
            found = entry.headers.get(name.lower().encode("latin-1", "replace"))
            if found != value.encode("latin-1", "replace"):
                yield f"the header {name} {'is missing' if found is None else 'has another value'}"
        if self.body is not None:
            yield from missing("body", sent(entry), self.body)


def verify(wanted: Wanted, entries: Sequence[Entry]) -> tuple[list[Entry], list[tuple[Entry, list[str]]]]:
    """The entries that are wanted, and those that come nearest, each with how it differs."""
    found, others = [], []
    for entry in entries:
        differences = [*wanted.differences(entry)]
        if differences:
            others.append((entry, differences))
        else:
            found.append(entry)
    others.sort(key=lambda other: len(other[1]))
    return found, others[:MOST_NEAR]


def missing(place: str, found: Any, wanted: Any) -> Iterator[str]:
    """What is wanted and not found: of an object what is named, of a list and all else the same."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for name, value in wanted.items():
            if name in found:
                yield from missing(f"{place}.{name}", found[name], value)
            else:
                yield f"{place}.{name} is missing"
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for index, value in enumerate(wanted):
            yield from missing(f"{place}[{index}]", found[index], value)
    elif found != wanted or isinstance(found, bool) is not isinstance(wanted, bool):
        key = place.rpartition(".")[2]
        yield f"{place} is {_told(key, found)}, not {_told(key, wanted)}"


def _told(key: str, value: Any) -> str:
    text = str(masked({key: value})[key])
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _unequal(name: str, found: Any, wanted: Any) -> Iterator[str]:
    if wanted is not None and found != wanted:
        yield f"{name} is {found}, not {wanted}"


def _glob(path: str) -> "re.Pattern[str]":
    return re.compile(translate(path.rstrip("/") or "/"), re.IGNORECASE)
