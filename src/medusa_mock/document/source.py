"""YAML and JSON files, and where in a file a value stands.

YAML is read as OpenAPI asks for it: version 1.2, the core schema, nothing that JSON has no word for. So `no` is a
string, a date is a string, and a key is always a string. A key that stands twice is refused.
"""

import functools
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

import yaml

from medusa_mock.document import pointer as pointers

STR: Final = "tag:yaml.org,2002:str"
MERGE: Final = "<<"
DEEPEST: Final = 200
WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
NUMBER: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NO_NUMBER: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
# Half of a surrogate pair: JSON writes one character as two of these, YAML knows none.
SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class Place(NamedTuple):
    """Where in a file something stands; line and column count from 1."""

    file: Path
    line: int = 1
    column: int = 1

    @property
    def shown(self) -> str:
        """The file, as seen from the working directory where it lies below it."""
        return str(self.file).removeprefix(f"{Path.cwd()}{os.sep}")

    def __str__(self) -> str:
        """As compilers write it: `openapi/admin.yaml:3:1`."""
        return f"{self.shown}:{self.line}:{self.column}"


class DocumentError(Exception):
    """Something is wrong with a document. `message` says what, `place` where; `str()` says both."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class Unreadable(DocumentError):
    """A file is missing, or is neither YAML nor JSON."""


class Unusable(DocumentError):
    """There is no OpenAPI document to work with."""


@dataclass(frozen=True)
class Source:
    """A file that was read.

    `data` is what it holds, in terms of JSON. Values may be shared where the file has aliases: leave them as they are.
    """

    file: Path
    text: str
    data: Any

    @functools.cached_property
    def nodes(self) -> yaml.Node | None:
        """The file's YAML nodes, with their marks: computed when a place is asked for first."""
        try:
            return yaml.compose(_without_surrogates(self.file, self.text), Loader=yaml.CSafeLoader)
        except yaml.YAMLError:  # JSON that is no YAML, by a tab say: its places are not known
            return None

    def place(self, pointer: str) -> Place:
        """Where the value at `pointer` stands: its key, or itself in a list; as near as can be when it is not there."""
        node, mark = self.nodes, None
        for key in pointers.split(pointer):
            found = _entry(node, key)
            if found is None:
                break
            mark, node = found
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)


def _entry(node: yaml.Node | None, key: str) -> tuple[yaml.Mark, yaml.Node] | None:
    """The mark and the value of one entry of a list or mapping, merged ones (`<<`) included."""
    if isinstance(node, yaml.SequenceNode):
        items = node.value
        return (items[int(key)].start_mark, items[int(key)]) if key.isdecimal() and int(key) < len(items) else None
    if not isinstance(node, yaml.MappingNode):
        return None
    for name, value in node.value:
        if name.value == key:
            return name.start_mark, value
    for name, value in node.value:
        if name.value == MERGE:
            for merged in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                if found := _entry(merged, key):
                    return found
    return None


def read(file: Path) -> Source:
    """Read a YAML or (by its name) JSON file.

    Raises Unreadable: there is no such file, or it is not what it says it is.
    """
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise Unreadable(Place(file), f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(Place(file), "is not UTF-8") from error
    return parse(file, text)


def parse(file: Path, text: str) -> Source:
    """The same of a text that is, or could be, in a file of this name. Raises Unreadable."""
    try:
        data = _parse_json(file, text) if file.suffix == ".json" else _parse_yaml(file, text)
    except RecursionError as error:
        raise Unreadable(Place(file), "is nested too deeply") from error
    return Source(file, text, data)


class _DuplicateKey(ValueError):
    pass


def _parse_json(file: Path, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(Place(file, error.lineno, error.colno), f"is not JSON: {error.msg}") from error
    except _DuplicateKey as error:
        _parse_yaml(file, _without_surrogates(file, text))  # knows where it stands
        raise Unreadable(Place(file), str(error)) from error
    except ValueError as error:
        raise Unreadable(Place(file), str(error)) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _DuplicateKey(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return mapping


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"is not JSON: there is no {name}")


def _without_surrogates(file: Path, text: str) -> str:
    """JSON that YAML can read, every character where it was."""
    return SURROGATE.sub(r"\\uFFFD", text) if file.suffix == ".json" else text


def _parse_yaml(file: Path, text: str) -> Any:
    try:
        return _Builder(yaml.parse(text, Loader=yaml.CSafeLoader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise Unreadable(place, error.problem or "is not YAML") from error
    except yaml.YAMLError as error:
        raise Unreadable(Place(file), f"is not YAML: {error}") from error


class _Builder:
    """Makes values of YAML's events.

    PyYAML's own constructor speaks YAML 1.1, lets keys stand twice, and takes twice as long.
    """

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._next: Callable[[], Any] = functools.partial(next, events)  # the stubs know no fields of events
        self._anchors: dict[str, Any] = {}
        self._depth = 0

    def document(self) -> Any:
        self._next()  # the stream begins
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = self._value(self._next())
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _refusal(event, "another document begins: a file holds one")
        return value

    def _value(self, event: Any) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = _scalar(event)
        elif kind is yaml.AliasEvent:
            return self._alias(event)
        else:
            self._depth += 1
            if self._depth > DEEPEST:
                raise _refusal(event, f"is nested more than {DEEPEST} levels deep")
            if event.tag and not event.implicit:
                raise _refusal(event, f"JSON has nothing like the tag {event.tag}")
            value = self._mapping() if kind is yaml.MappingStartEvent else self._sequence()
            self._depth -= 1
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _alias(self, event: Any) -> Any:
        name = event.anchor
        if name not in self._anchors:
            raise _refusal(event, f"the alias *{name} stands for nothing, or for what it is a part of")
        return self._anchors[name]

    def _sequence(self) -> list[Any]:
        items = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._value(event))
        return items

    def _mapping(self) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        merged: list[dict[str, Any]] = []
        while type(event := self._next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                raise _refusal(event, "a key is a string")
            key = event.value
            if key == MERGE and event.implicit[0]:
                merged += self._merged()
                continue
            if event.anchor is not None:
                self._anchors[event.anchor] = key
            if key in mapping:
                raise _refusal(event, f"the key {key!r} stands twice")
            mapping[key] = self._value(self._next())
        for base in merged:
            mapping |= {key: value for key, value in base.items() if key not in mapping}
        return mapping

    def _merged(self) -> list[dict[str, Any]]:
        event = self._next()
        value = self._value(event)
        bases = value if isinstance(value, list) else [value]
        if not all(isinstance(base, dict) for base in bases):
            raise _refusal(event, "only mappings can be merged")
        return bases


def _scalar(event: Any) -> Any:
    if event.tag not in {None, "!", STR}:
        raise _refusal(event, f"JSON has nothing like the tag {event.tag}")
    if event.tag is not None or not event.implicit[0]:
        return event.value
    try:
        return plain(event.value)
    except ValueError as error:
        raise _refusal(event, str(error)) from error


def plain(text: str) -> str | int | float | bool | None:
    """What a scalar without quotes stands for. Raises ValueError: for a number that JSON does not have."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "-+.0123456789":
        return text
    if INTEGER.fullmatch(text):
        return int(text, 0 if text[1:2] in {"o", "x"} else 10)
    if NUMBER.fullmatch(text):
        return float(text)
    if NO_NUMBER.fullmatch(text):
        raise ValueError(f"JSON has nothing like {text}")
    return text


def _refusal(event: Any, message: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=message, problem_mark=event.start_mark)
