"""One OpenAPI document in which every reference is local, and where each of its parts was written."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from medusa_mock.document import pointer as pointers
from medusa_mock.document.objects import homes, walk
from medusa_mock.document.source import Place, Source, read


class Origin(NamedTuple):
    """Where something was written."""

    file: Path
    pointer: str


class Reference(NamedTuple):
    """A `$ref` as it was written, and the kind of object that stands in its place."""

    origin: Origin
    kind: str
    text: str
    siblings: tuple[str, ...]


class Fault(NamedTuple):
    """What keeps a document from being folded. `pointer` says where in the bundle."""

    place: Place
    pointer: str
    message: str


# Something wrong: where (in the bundle, or where it was written), and what.
Breach = tuple[str | Origin, str]


@dataclass(frozen=True)
class Bundle:
    """One document, and where its parts come from."""

    document: dict[str, Any]
    root: Path
    sources: dict[Path, Source]
    origins: dict[str, Origin]  # pointers at which another file, or another part of one, begins
    references: list[Reference]
    used: frozenset[Origin]  # what is referred to

    def origin(self, pointer: str) -> Origin:
        """Where the value at this pointer of the bundle was written."""
        return origin_of(self.origins, pointer)

    def place(self, where: str | Origin) -> Place:
        """Where in its file something stands, by its pointer in the bundle or by its origin.

        The file may be one that the document does not use.
        """
        origin = self.origin(where) if isinstance(where, str) else where
        source = self.sources.get(origin.file) or read(origin.file)
        return source.place(origin.pointer)

    @property
    def homes(self) -> dict[str, str]:
        return homes(self.document)

    @functools.cached_property
    def objects(self) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        """Kind -> (pointer, object) of all objects of the bundle that are not references."""
        found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for kind, pointer, node in walk(self.document):
            if not isinstance(node.get("$ref"), str):
                found.setdefault(kind, []).append((pointer, node))
        return found

    def locate(self, keys: Iterable[str | int]) -> str:
        """The pointer to what these keys lead to when references on the way are followed.

        The way ends where the document does: keys that lead further are left out.
        """
        node: Any = self.document
        pointer = ""
        for key in map(str, keys):
            if isinstance(node, dict) and key not in node:
                pointer = self.settle(pointer)
                node = pointers.look_up(self.document, pointer)
            try:
                node = pointers.step(node, key)
            except LookupError:
                break
            pointer = pointers.child(pointer, key)
        return pointer

    def settle(self, pointer: str) -> str:
        """The pointer to what a reference at `pointer` refers to in the end; without one, `pointer`."""
        node = pointers.look_up(self.document, pointer)
        while isinstance(node, dict) and isinstance(text := node.get("$ref"), str):
            pointer = pointers.referred(text)
            node = pointers.look_up(self.document, pointer)
        return pointer


def origin_of(origins: dict[str, Origin], pointer: str) -> Origin:
    part, rest = pointer, ""
    while part not in origins:
        part, _, last = part.rpartition("/")
        rest = f"/{last}{rest}"
    file, start = origins[part]
    return Origin(file, start + rest)
