"""Schemas, ready to be compared: references followed, the parts of an `allOf` side by side, alternatives apart."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, Final

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Bundle

Schema = Mapping[str, Any]

NUMBER: Final = frozenset({"integer", "fraction"})
TYPES: Final = frozenset({"string", "boolean", "array", "object"}) | NUMBER
NOTHING: Final[Schema] = {"enum": []}
"""What `false` stands for, where OpenAPI 3.1 allows it to stand for a schema."""
MOST_CHOICES: Final = 64
HOMES: Final = ("/components/schemas", "/definitions")


@dataclass(frozen=True)
class Part:
    """One of the schema objects that a value has to fit; its alternatives are kept apart from it."""

    pointer: str
    schema: Schema

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that it allows, null left aside; numbers are whole ones and others."""
        declared = self.schema.get("type")
        if declared is None:
            return frozenset(map(_type_of, self.enum)) - {"null"} if self.enum is not None else TYPES
        names = frozenset(declared if isinstance(declared, list) else [declared])
        return (names - {"null", "number", "file"}) | (NUMBER if "number" in names else frozenset())

    @property
    def enum(self) -> list[Any] | None:
        if "const" in self.schema:
            return [self.schema["const"]]
        found = self.schema.get("enum")
        return found if isinstance(found, list) else None

    @property
    def null(self) -> bool:
        """Whether it allows null. An enum need not name it where `nullable` does, whatever the specification says."""
        if self.schema.get("nullable") is True:
            return True
        if self.enum is not None:
            return None in self.enum
        declared = self.schema.get("type")
        return declared is None or declared == "null" or "null" in declared


def _type_of(value: Any) -> str:
    kinds = {str: "string", bool: "boolean", int: "integer", float: "fraction", list: "array", dict: "object"}
    return kinds.get(type(value), "null")


def types_shown(types: frozenset[str]) -> str:
    if types == TYPES:
        return "of any type"
    names = (types - NUMBER) | ({"number"} if types >= NUMBER else types & NUMBER)
    return " or ".join(sorted(names)) or "nothing"


@dataclass(frozen=True)
class Shape:
    """All that a value has to fit at once: `parts`, and of each group one alternative."""

    shapes: "Shapes"
    pointer: str
    parts: tuple[Part, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    null: bool = True

    @cached_property
    def key(self) -> tuple[object, ...]:
        return id(self.shapes), self.pointer, tuple(part.pointer for part in self.parts), self.groups, self.null

    @cached_property
    def name(self) -> str:
        """What people call it: by its name in the document, its title, or the types that it allows."""
        home, _, name = self.pointer.rpartition("/")
        if home in HOMES:
            return pointers.split(f"/{name}")[0]
        title = next((value for value in self.values("title") if isinstance(value, str)), None)
        return title or types_shown(self.types)

    @property
    def is_free(self) -> bool:
        """Whether it says nothing of what a value is."""
        return self.types == TYPES and not self.properties

    @property
    def keywords(self) -> Iterator[str]:
        return (keyword for part in self.parts for keyword in part.schema)

    def place(self, keyword: str) -> str:
        """The pointer to the keyword, or to the schema where it is not said."""
        saying = (part.pointer for part in self.parts if keyword in part.schema)
        return next((f"{pointer}/{keyword}" for pointer in saying), self.pointer)

    @cached_property
    def types(self) -> frozenset[str]:
        return frozenset.intersection(TYPES, *(part.types for part in self.parts))

    @cached_property
    def enum(self) -> dict[str, Any] | None:
        """JSON text -> value of the values that it lists, null left aside; None where any value will do."""
        lists = [part.enum for part in self.parts if part.enum is not None]
        if not lists:
            return None
        texts = [
            {json.dumps(value, sort_keys=True): value for value in values if value is not None} for values in lists
        ]
        return {text: value for text, value in texts[0].items() if all(text in others for others in texts)}

    def values(self, keyword: str) -> Iterator[Any]:
        """What its parts say under a keyword."""
        return (part.schema[keyword] for part in self.parts if keyword in part.schema)

    def says(self, keyword: str) -> bool:
        return any(value is True for value in self.values(keyword))

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(name for names in self.values("required") if isinstance(names, list) for name in names)

    @cached_property
    def properties(self) -> dict[str, "Shape"]:
        found: dict[str, list[str]] = {}
        for part in self.parts:
            for name in part.schema.get("properties", {}):
                found.setdefault(name, []).append(pointers.child(f"{part.pointer}/properties", name))
        return {name: self.shapes.joined(where) for name, where in found.items()}

    def below(self, keyword: str) -> "Shape":
        """The shape of what stands under a keyword, such as `items`; of anything at all where nothing does."""
        where = [f"{part.pointer}/{keyword}" for part in self.parts if keyword in part.schema]
        return self.shapes.joined(where) if where else Shape(self.shapes, self.pointer, ())

    @cached_property
    def additional(self) -> "Shape | bool":
        """What properties without a name have to fit; True if anything will do, False if there may be none."""
        said = [*self.values("additionalProperties"), *self.values("unevaluatedProperties")]
        if any(value is False for value in said):
            return False
        schemas = [value for value in said if isinstance(value, dict) and value]
        return self.below("additionalProperties") if schemas else True

    @cached_property
    def choices(self) -> tuple["Shape", ...]:
        """The shapes of which a value has to fit one: itself, or itself joined with each of its alternatives."""
        if not self.groups:
            return (self,)
        return tuple(self._joined(picked) for picked in product(*self.groups))[:MOST_CHOICES]

    @cached_property
    def bare_choices(self) -> tuple["Shape", ...]:
        """The same with null set aside: whether it is allowed is said of all of them together."""
        return tuple(replace(choice, null=True) for choice in self.choices)

    def _joined(self, picked: Iterable[str]) -> "Shape":
        others = [self.shapes.at(pointer) for pointer in picked]
        parts = (*self.parts, *(part for other in others for part in other.parts))
        groups = tuple(group for other in others for group in other.groups)
        return Shape(self.shapes, others[0].pointer, parts, groups)


class Shapes:
    """The schemas of one document."""

    def __init__(self, bundle: Bundle) -> None:
        self.document = bundle.document
        self._bundle = bundle
        self._known: dict[tuple[str, ...], Shape] = {}
        self._siblings = not bundle.document.get("openapi", "3.0").startswith("3.0")

    def at(self, pointer: str) -> Shape:
        return self.joined([pointer])

    def joined(self, where: Iterable[str]) -> Shape:
        """The shape of what has to fit the schemas at all of these pointers."""
        key = tuple(where)
        if key not in self._known:
            gathered = _Gathered(self)
            nulls = [gathered.add(pointer) for pointer in key]  # each has to be taken in
            settled = self._bundle.settle(key[0])
            self._known[key] = Shape(self, settled, tuple(gathered.parts), tuple(gathered.groups), all(nulls))
        return self._known[key]

    def schema(self, pointer: str) -> Schema:
        found = pointers.look_up(self.document, pointer)
        if isinstance(found, dict):
            return found
        return NOTHING if found is False else {}

    def targets(self, schema: Schema) -> Iterator[str]:
        """Where its reference leads, if it is one and leads within the document."""
        if isinstance(text := schema.get("$ref"), str):
            yield pointers.referred(text)

    def is_all(self, schema: Schema) -> bool:
        """Whether it is a reference beside which nothing counts."""
        return "$ref" in schema and (not self._siblings or len(schema) == 1)


class _Gathered:
    """The parts and alternatives of a schema. What it is a part of itself counts once."""

    def __init__(self, shapes: Shapes) -> None:
        self.parts: list[Part] = []
        self.groups: list[tuple[str, ...]] = []
        self._shapes = shapes
        self._seen: set[str] = set()

    def add(self, pointer: str) -> bool:
        """Take in the schema at a pointer; return whether it allows null."""
        if pointer in self._seen:
            return True
        self._seen.add(pointer)
        schema = self._shapes.schema(pointer)
        inner = [self.add(target) for target in self._shapes.targets(schema)]
        if self._shapes.is_all(schema):
            return all(inner)
        part = Part(pointer, schema)
        self.parts.append(part)
        inner += [self.add(f"{pointer}/allOf/{index}") for index in range(len(schema.get("allOf", ())))]
        inner += [self._choose(f"{pointer}/{word}") for word in ("oneOf", "anyOf") if schema.get(word)]
        # Beside an `allOf` it adds nothing by the letter of OpenAPI 3.0, but it is what its author meant.
        return schema.get("nullable") is True or (part.null and all(inner))

    def _choose(self, pointer: str) -> bool:
        """Take in alternatives: null is no alternative but a property, and one that is alone is none."""
        there = [f"{pointer}/{index}" for index in range(len(pointers.look_up(self._shapes.document, pointer)))]
        shown = {where: self._null_and_more(where) for where in there}
        others = tuple(where for where, (_, more) in shown.items() if more)
        if len(others) == 1:
            null = self.add(others[0])
            return null or any(null for null, _ in shown.values())
        if others:
            self.groups.append(others)
        else:
            self.parts.append(Part(pointer, NOTHING))
        return any(null for null, _ in shown.values())

    def _null_and_more(self, pointer: str) -> tuple[bool, bool]:
        """Whether an alternative allows null, and whether it allows anything else."""
        inner = _Gathered(self._shapes)
        inner._seen = {*self._seen}
        null = inner.add(pointer)
        types = frozenset.intersection(TYPES, *(part.types for part in inner.parts))
        return null, bool(types)
