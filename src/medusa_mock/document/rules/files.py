"""Rules about the files as they are written: references, leftovers, quotes."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, Final

import yaml

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Breach, Bundle, Origin
from medusa_mock.document.fold import fold
from medusa_mock.document.source import MERGE, Source, plain, read

FOLDERS: Final = ("paths", "schemas", "common")
YAML_TYPES: Final = {"str": str, "int": int, "float": float, "bool": bool, "null": type(None)}
LEADING_ZERO: Final = re.compile(r"[-+]?0[0-9]+")


def reference_form(bundle: Bundle) -> Iterator[Breach]:
    """A `$ref` stands alone, and is relative to its own file."""
    for origin, _, text, siblings in bundle.references:
        if siblings:
            yield origin, f"nothing counts beside a $ref, here {', '.join(siblings)}"
        if PurePath(text.partition("#")[0]).is_absolute():
            yield origin, f"{text} is not relative to its file"


def unused(bundle: Bundle) -> Iterator[Breach]:
    """What is shared is used, by this document or by another one whose root stands beside this one's."""
    used = _with_parents(bundle.used.union(*(fold(root).used for root in _other_roots(bundle.root))))
    for source in _files(bundle):
        if isinstance(source.data, dict) and Origin(source.file, "") not in used:
            for name in source.data:
                origin = Origin(source.file, pointers.child("", name))
                if origin not in used and not name.startswith("x-"):
                    yield origin, f"{name} is not used"
    schemes = _security_schemes(bundle)
    for section, components in bundle.sources[bundle.root].data.get("components", {}).items():
        for name in components:
            origin = Origin(bundle.root, pointers.join(("components", section, name)))
            if origin not in used and (section, name) not in schemes:
                yield origin, f"{name} is not used"


def _with_parents(used: frozenset[Origin]) -> set[Origin]:
    """What is used, and what holds it; the file as such only when the whole of it is used."""
    found = set(used)
    for file, pointer in used:
        keys = pointers.split(pointer)
        found |= {Origin(file, pointers.join(keys[:length])) for length in range(1, len(keys) + 1)}
    return found


def _other_roots(root: Path) -> list[Path]:
    others = [file for file in root.parent.glob("*.yaml") if file != root]
    return [file for file in others if isinstance(data := read(file).data, dict) and "openapi" in data]


def _files(bundle: Bundle) -> list[Source]:
    """The files of the tree, without the root but with those that nothing refers to."""
    files = {file for folder in FOLDERS for file in bundle.root.parent.joinpath(folder).rglob("*.yaml")}
    return [bundle.sources.get(file) or read(file) for file in sorted(files | bundle.sources.keys() - {bundle.root})]


def _security_schemes(bundle: Bundle) -> set[tuple[str, str]]:
    operations = [operation for _, operation in bundle.objects.get("operation", ())]
    requirements = [each for holder in (bundle.document, *operations) for each in holder.get("security", ())]
    return {("securitySchemes", name) for requirement in requirements for name in requirement}


def quotes(bundle: Bundle) -> Iterator[Breach]:
    """What YAML could read as something else than a string is quoted: keys that are numbers, `no`, dates."""
    for file, source in bundle.sources.items():
        if file.suffix != ".json":
            for pointer, node, is_key in _scalars(source.nodes, ""):
                if not node.style and _is_ambiguous(node, is_key=is_key):
                    yield Origin(file, pointer), f"quote {node.value}: not everyone reads it as the same"


def _scalars(node: yaml.Node | None, pointer: str) -> Iterator[tuple[str, Any, bool]]:
    """(pointer, node, whether it is a key) of every scalar."""
    if isinstance(node, yaml.ScalarNode):
        yield pointer, node, False
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _scalars(item, f"{pointer}/{index}")
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = pointers.child(pointer, key.value)
            yield below, key, True
            yield from _scalars(value, below)


def _is_ambiguous(node: yaml.ScalarNode, *, is_key: bool) -> bool:
    """Whether YAML 1.1 and 1.2 differ about a plain scalar, or agree that a key is no string."""
    if is_key and node.value == MERGE:
        return False
    read_as, older = type(plain(node.value)), YAML_TYPES.get(node.tag.rpartition(":")[2])
    return read_as is not older or (is_key and read_as is not str) or bool(LEADING_ZERO.fullmatch(node.value))
