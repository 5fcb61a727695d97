"""Where a promise was written: the file and the line in `openapi/`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from medusa_mock.document import root_file
from medusa_mock.document.bundle import Bundle

BEFORE, AFTER = 3, 6
"""How many lines are shown around a place."""


@dataclass(frozen=True)
class Place:
    """A place in the document.

    Args:
        pointer: the JSON pointer in the bundle.
        file: as seen from the folder that `openapi` is in.
        excerpt: the lines around it, the first of which is `first`.
    """

    pointer: str
    file: str
    line: int
    first: int
    excerpt: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Places:
    """The places of one API's document. Its files are read when the first place is asked for."""

    def __init__(self, api: str) -> None:
        self._root = root_file(api)

    @cached_property
    def _bundle(self) -> Bundle:
        from medusa_mock.document.fold import fold

        return fold(self._root)

    def find(self, keys: Iterable[str]) -> Place:
        """What these keys lead to through references, or as much of the way as there is."""
        pointer = self._bundle.locate(keys)
        place = self._bundle.place(pointer)
        folder = self._root.absolute().parent.parent
        first = max(place.line - BEFORE, 1)
        lines = self._bundle.sources[place.file].text.splitlines()[first - 1 : place.line + AFTER]
        return Place(pointer, place.file.relative_to(folder).as_posix(), place.line, first, tuple(lines))
