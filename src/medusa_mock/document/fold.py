"""Fold the files of an OpenAPI document into one document whose references are all local.

Works on any layout: what is referred to in another file becomes a component, of the kind that is expected where it is
used, under the name it has in its file. What the root file holds stays where it is. Path items are put in place.
Objects may refer to each other in circles.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Bundle, Fault, Origin, Reference, origin_of
from medusa_mock.document.naming import names_of
from medusa_mock.document.objects import homes, kind_below
from medusa_mock.document.order import ordered
from medusa_mock.document.source import DocumentError, Place, Source, Unusable, read
from medusa_mock.document.targets import Nowhere, Targets, aimed, normal

VERSION: Final = re.compile(r"2\.0|3\.[0-2](\.\d+)?(-.+)?")
FILE_SUFFIXES: Final = (".yaml", ".yml", ".json")


class Unresolved(DocumentError):
    """A document cannot be folded: `faults` is all that is wrong, `place` and `message` the first of it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0].place, faults[0].message)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(f"{fault.place}: {fault.message}" for fault in self.faults)


def fold(root: Path, *, rename: bool = False) -> Bundle:
    """Fold the document whose root is this file.

    Two objects of different files with one name are a fault, unless `rename`: then the later one gets its file's name
    too.

    Raises Unreadable, Unusable: `root` is no OpenAPI document; Unresolved: references that lead nowhere, names that
    stand for two things.
    """
    source = read(normal(root))
    _require_openapi(source)
    folding = _Fold(source, rename=rename)
    bundle = folding.bundle()
    if folding.faults:
        raise Unresolved(folding.faults)
    return bundle


def _require_openapi(source: Source) -> None:
    data = source.data
    if not isinstance(data, dict) or not ({"openapi", "swagger"} & data.keys()):
        raise Unusable(Place(source.file), "is not an OpenAPI document: it says neither openapi nor swagger")
    key = "openapi" if "openapi" in data else "swagger"
    version = data[key]
    if not isinstance(version, str):
        raise Unusable(source.place(f"/{key}"), f"{key} is a string: write {key}: '{version}'")
    if not VERSION.fullmatch(version):
        raise Unusable(source.place(f"/{key}"), f"{key} {version} is not known here: 2.0 and 3.0 to 3.2 are")


class _Fold:
    """The work on one document: objects wait in a queue until all that is referred to has been folded."""

    def __init__(self, root: Source, *, rename: bool) -> None:
        self.faults: list[Fault] = []
        self._rename = rename
        self._root = root
        self._homes = homes(root.data)
        self._targets = Targets(root)
        self._origins = {"": Origin(root.file, "")}
        self._references: list[Reference] = []
        self._used: set[Origin] = set()
        self._opened: list[Origin] = []  # what is being put in place
        self._waiting: deque[tuple[str, str]] = deque()  # kind, pointer of its new home
        self._own = {
            pointers.child(home, name): (kind, entry)
            for kind, home in self._homes.items()
            for name, entry in _section(root.data, home).items()
        }
        self._names: dict[tuple[str, Origin], str] = {}
        self._folded: dict[str, Any] = {}  # pointer of its home -> object
        self._links: list[tuple[dict[str, Any], Path, str]] = []

    def bundle(self) -> Bundle:
        for pointer, (kind, entry) in self._own.items():
            self._adopt(kind, entry, pointer)
        rest = _without_sections(self._root.data, self._homes.values())
        document = self._fold(rest, "document", self._root.file, "")
        self._fold_waiting()
        used = frozenset(self._used)
        for pointer, (kind, _) in self._own.items():
            self._want(kind, pointer)
        self._fold_waiting()
        self._settle(document)
        for link, file, out in self._links:
            self._relink(link, file, out)
        if isinstance(document.get("paths"), dict):
            document["paths"] = dict(ordered(document["paths"]))
        return Bundle(document, self._root.file, self._targets.sources, self._origins, self._references, used)

    # The parts of the document that were not folded into place.

    def _adopt(self, kind: str, entry: Any, pointer: str) -> None:
        """A shared object of the root that merely refers to another file gives its name to what stands there."""
        if not _is_alias(entry):
            return
        target = self._target_or_fault(entry["$ref"], self._root.file, pointer)
        final = self._chase(target, pointer) if target else None
        if final and final.file != self._root.file and (kind, final) not in self._names:
            self._names[kind, final] = pointer
            self._origins[pointer] = final

    def _want(self, kind: str, pointer: str) -> None:
        if pointer not in self._folded:
            self._folded[pointer] = None
            self._waiting.append((kind, pointer))

    def _fold_waiting(self) -> None:
        while self._waiting:
            kind, pointer = self._waiting.popleft()
            origin = origin_of(self._origins, pointer)
            self._folded[pointer] = self._fold(self._targets.value(origin), kind, origin.file, pointer)

    def _settle(self, document: dict[str, Any]) -> None:
        """Shared objects go home: the root's own in their order, then the others by name."""
        others = sorted(self._folded.keys() - self._own.keys())
        for pointer in [*self._own, *others]:
            *way, section, name = pointers.split(pointer)
            home = document
            for key in way:
                home = home.setdefault(key, {})
            if isinstance(home, dict) and isinstance(home.setdefault(section, {}), dict):
                home[section][name] = self._folded[pointer]

    # Folding: a copy of the object, its references made local.

    def _fold(self, node: Any, kind: str, file: Path, out: str) -> Any:
        """`node` of `file`, as it will stand at the pointer `out` of the bundle."""
        if isinstance(node, list):
            return [self._fold(item, kind, file, f"{out}/{index}") for index, item in enumerate(node)]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            return self._refer(node, kind, file, out)
        folded = self._fields(node, kind, file, out)
        if kind == "discriminator":
            self._map(folded, file, out)
        elif kind == "link" and isinstance(folded.get("operationRef"), str):
            self._links.append((folded, file, out))
        return folded

    def _fields(self, node: dict[str, Any], kind: str, file: Path, out: str) -> dict[str, Any]:
        folded = {}
        for key, value in node.items():
            if isinstance(value, dict | list) and (below := kind_below(kind, key)):
                folded[key] = self._fold(value, below, file, pointers.child(out, key))
            else:
                folded[key] = value
        return folded

    def _refer(self, node: dict[str, Any], kind: str, file: Path, out: str) -> Any:
        text = node["$ref"]
        siblings = {key: value for key, value in node.items() if key != "$ref"}
        written = origin_of(self._origins, out)
        target = self._target_or_fault(text, file, out)
        if target is None:
            return {}
        is_list = isinstance(self._targets.value(target), list)
        self._references.append(Reference(written, f"[{kind}]" if is_list else kind, text, tuple(siblings)))
        if is_list or kind not in self._homes:
            return self._put_in_place(target, siblings, kind, file, out)
        shared = self._share(kind, target, out)
        return {"$ref": pointers.reference(shared), **self._fields(siblings, kind, file, out)}

    def _put_in_place(self, target: Origin, siblings: dict[str, Any], kind: str, file: Path, out: str) -> Any:
        """What is referred to takes the reference's place; what stands beside the reference wins."""
        if target in self._opened:
            self._fault(out, f"{target.file.name}#{target.pointer} would be put in place within itself")
            return {}
        written = origin_of(self._origins, out)
        self._used.add(target)
        self._origins[out] = target
        self._opened.append(target)
        folded = self._fold(self._targets.value(target), kind, target.file, out)
        self._opened.pop()
        if siblings and isinstance(folded, dict):
            for key in siblings:
                own = pointers.child(out, key)
                self._origins[own] = Origin(written.file, pointers.child(written.pointer, key))
            folded |= self._fields(siblings, kind, file, out)
        return folded

    def _share(self, kind: str, target: Origin, out: str) -> str:
        """The pointer at which the bundle holds `target`."""
        final = self._chase(target, out, kind)
        if final.file == self._root.file:
            for pointer in self._own.keys() & _prefixes(final.pointer):
                self._want(self._own[pointer][0], pointer)
            return final.pointer
        if (kind, final) not in self._names:
            pointer = self._name(kind, final, out)
            self._names[kind, final] = pointer
            self._origins[pointer] = final
        self._want(kind, self._names[kind, final])
        return self._names[kind, final]

    def _chase(self, target: Origin, out: str, kind: str | None = None) -> Origin:
        """Where a chain of mere references ends: in the root, at what has a name already, or at something else."""
        seen = [target]
        while target.file != self._root.file and (kind, target) not in self._names:
            value = self._targets.value(target)
            following = self._target_or_fault(value["$ref"], target.file, out) if _is_alias(value) else None
            if following is None:
                break
            target = following
            seen.append(target)
        self._used.update(seen)
        return target

    # Names.

    def _name(self, kind: str, target: Origin, out: str) -> str:
        home = self._homes[kind]
        candidates = (pointers.child(home, name) for name in names_of(target))
        best = next(candidates)
        if self._is_free(best):
            return best
        if not self._rename:
            here, there = self._targets.place(target), self._targets.place(origin_of(self._origins, best))
            self._fault_once(Fault(here, out, f"{best[1:]} would stand for this and for what is at {there}"))
        return next(filter(self._is_free, candidates))

    def _is_free(self, pointer: str) -> bool:
        return pointer not in self._own and pointer not in self._folded

    def _map(self, discriminator: dict[str, Any], file: Path, out: str) -> None:
        """The values of a discriminator's mapping are names of schemas or references to them."""
        mapping = discriminator.get("mapping")
        if not isinstance(mapping, dict) or "schema" not in self._homes:
            return
        discriminator["mapping"] = mapped = dict(mapping)
        for value, text in mapping.items():
            own = pointers.child(self._homes["schema"], str(text))
            if own in self._own:
                self._used.add(Origin(self._root.file, own))
                self._want("schema", own)
            elif "#" in str(text) or str(text).endswith(FILE_SUFFIXES):
                at = pointers.child(f"{out}/mapping", value)
                if target := self._target_or_fault(text, file, at):
                    mapped[value] = pointers.reference(self._share("schema", target, at))

    def _relink(self, link: dict[str, Any], file: Path, out: str) -> None:
        """An operation that a link refers to stands where its path item was put."""
        aim = aimed(link["operationRef"], file)
        if aim is None:  # an operation of another server
            return
        for path, origin in self._origins.items():
            if origin.file == aim.file and f"{aim.pointer}/".startswith(f"{origin.pointer}/"):
                link["operationRef"] = pointers.reference(path + aim.pointer.removeprefix(origin.pointer))
                return
        self._fault(f"{out}/operationRef", f"{link['operationRef']} is no operation of this document")

    # Faults.

    def _target_or_fault(self, text: str, file: Path, out: str) -> Origin | None:
        try:
            return self._targets.find(text, file)
        except Nowhere as nowhere:
            place = nowhere.place or self._targets.place(origin_of(self._origins, out))
            self._fault_once(Fault(place, out, str(nowhere)))
            return None

    def _fault(self, out: str, message: str) -> None:
        self._fault_once(Fault(self._targets.place(origin_of(self._origins, out)), out, message))

    def _fault_once(self, fault: Fault) -> None:
        if all((fault.place, fault.message) != (other.place, other.message) for other in self.faults):
            self.faults.append(fault)


def _is_alias(value: Any) -> bool:
    """Whether it is a reference and nothing else."""
    return isinstance(value, dict) and len(value) == 1 and isinstance(value.get("$ref"), str)


def _section(document: dict[str, Any], home: str) -> dict[str, Any]:
    try:
        section = pointers.look_up(document, home)
    except LookupError:
        return {}
    return section if isinstance(section, dict) else {}


def _without_sections(document: dict[str, Any], emptied: Iterable[str]) -> dict[str, Any]:
    """A copy of the document in which these sections are empty."""
    copy = dict(document)
    if isinstance(copy.get("components"), dict):
        copy["components"] = dict(copy["components"])
    for home in emptied:
        if _section(copy, home):
            way, _, section = home.rpartition("/")
            pointers.look_up(copy, way)[section] = {}
    return copy


def _prefixes(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
