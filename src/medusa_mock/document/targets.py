"""What the references in the files of a document refer to."""

import os
import re
from pathlib import Path
from typing import Any, Final

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Origin
from medusa_mock.document.objects import walk
from medusa_mock.document.source import Place, Source, Unreadable, read

SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class Nowhere(Exception):
    """A reference leads nowhere."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.place = place


class Targets:
    """The files of a document, each read when something in it is first referred to."""

    def __init__(self, root: Source) -> None:
        self.sources = {root.file: root}
        self._root = root.file
        self._anchors = _anchors(root)
        self._found: dict[tuple[Path, str], Origin | Nowhere] = {}

    def find(self, text: str, file: Path) -> Origin:
        """What a reference in `file` refers to. Raises Nowhere, also where references lead round in a circle."""
        if (file, text) not in self._found:
            try:
                self._found[file, text] = self._find(text, file)
            except Nowhere as nowhere:
                self._found[file, text] = nowhere
        found = self._found[file, text]
        if isinstance(found, Nowhere):
            raise found
        return found

    def value(self, origin: Origin) -> Any:
        return pointers.look_up(self.sources[origin.file].data, origin.pointer)

    def place(self, origin: Origin) -> Place:
        return self.sources[origin.file].place(origin.pointer)

    def _find(self, text: str, file: Path) -> Origin:
        target = hop = self._aim(text, file)
        seen = {target}
        while isinstance(value := self.value(hop), dict) and isinstance(following := value.get("$ref"), str):
            try:
                hop = self._aim(following, hop.file)
            except Nowhere:  # told where that one is used
                break
            if hop in seen:
                raise Nowhere(f"{text} refers to nothing but itself")
            seen.add(hop)
        return target

    def _aim(self, text: str, file: Path) -> Origin:
        if file == self._root and text in self._anchors:
            return Origin(file, self._anchors[text])
        target = aimed(text, file)
        if target is None:
            raise Nowhere(f"{text} is not followed: only files are")
        self._require(target.file, text)
        try:
            self.value(target)
        except (LookupError, ValueError) as error:
            raise Nowhere(f"{text} leads nowhere: {target.file.name} has no {target.pointer}") from error
        return target

    def _require(self, file: Path, text: str) -> None:
        if file in self.sources:
            return
        if not file.is_file():
            raise Nowhere(f"{text} leads nowhere: there is no such file")
        try:
            self.sources[file] = read(file)
        except Unreadable as error:
            raise Nowhere(error.message, error.place) from error


def aimed(text: str, file: Path) -> Origin | None:
    """Where a reference in `file` points, be there anything or not; None where that is in no file."""
    where, _, fragment = text.partition("#")
    if SCHEME.match(where):
        return None
    return Origin(normal(file.parent / pointers.referred(where)) if where else file, pointers.referred(fragment))


def normal(path: Path | str) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute() leaves ".." in it, resolve() follows links


def _anchors(root: Source) -> dict[str, str]:
    """What JSON Schema lets a schema of the root be called (`#anchor`, `https://…`) -> its pointer."""
    names: dict[str, str] = {}
    if root.data.get("openapi", "").startswith(("3.1", "3.2")):
        for kind, pointer, node in walk(root.data):
            if kind == "schema":
                names |= {f"#{node[key]}": pointer for key in ("$anchor", "$dynamicAnchor") if key in node}
                names |= {node["$id"]: pointer} if isinstance(node.get("$id"), str) else {}
    return names
