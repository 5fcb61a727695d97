"""Two schemas compared as what is sent, or as what is answered, down to the last property.

Schemas refer to each other in circles, and a schema is used by many operations: each pair of them is compared once,
and what was found below it is gathered by whoever asks.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from medusa_mock.document.compat import keywords
from medusa_mock.document.compat.changes import Found
from medusa_mock.document.compat.rules import Level, Side
from medusa_mock.document.compat.shapes import Shape, Shapes

HIDDEN: Final = {Side.REQUEST: "readOnly", Side.RESPONSE: "writeOnly"}
"""What keeps a property out of a request or an answer."""
UNJUDGED: Final = (
    *("not", "if", "then", "else", "patternProperties", "propertyNames", "contains", "minContains", "maxContains"),
    *("dependentSchemas", "dependentRequired", "prefixItems", "unevaluatedItems"),
)
ANNOTATIONS: Final = frozenset({"description", "title", "example", "examples", "externalDocs", "xml", "$comment"})
UNSAID: Final = object()


@dataclass
class Pair:
    """Two schemas on one side: what differs between themselves, and the pairs of what they are made of."""

    found: list[Found] = field(default_factory=list)
    below: list[tuple[str, "Pair"]] = field(default_factory=list)

    def all(self, at: str = "", seen: set[int] | None = None) -> Iterator[Found]:
        """What differs here and below; a pair that is reached twice is told once."""
        seen = set() if seen is None else seen
        if id(self) in seen:
            return
        seen.add(id(self))
        for found in self.found:
            yield found._replace(at=at + found.at)
        for step, pair in self.below:
            yield from pair.all(at + step, seen)

    @property
    def is_equal(self) -> bool:
        return next(self.all(), None) is None

    @property
    def is_harmless(self) -> bool:
        return all(found.level is Level.INFO for found in self.all())


class SchemaComparison:
    """The schemas of two documents, compared in pairs."""

    def __init__(self, old: Shapes, new: Shapes) -> None:
        self._old = old
        self._new = new
        self._known: dict[tuple[object, ...], Pair] = {}

    def pair(self, old: str, new: str, side: Side) -> Pair:
        """The pair of the schemas at these pointers."""
        return self.shapes(self._old.at(old), self._new.at(new), side)

    def shapes(self, old: Shape, new: Shape, side: Side) -> Pair:
        key = (old.key, new.key, side)
        if key not in self._known:
            self._known[key] = pair = Pair()  # already there when the schemas lead back to themselves
            self._compare(old, new, side, pair)
        return self._known[key]

    def _compare(self, old: Shape, new: Shape, side: Side, pair: Pair) -> None:
        pair.found += _told(keywords.null(old, new), old, new, side)
        if len(old.choices) > 1 or len(new.choices) > 1:
            self._alternatives(old, new, side, pair)
            return
        pair.found += _told(keywords.verdicts(old, new), old, new, side)
        pair.found += _others(old, new, side)
        if old.types & new.types and not old.is_free and not new.is_free:
            self._members(old, new, side, pair)

    def _members(self, old: Shape, new: Shape, side: Side, pair: Pair) -> None:
        pair.found += _properties(old, new, side)
        before, now = (_shown_on(side, shape) for shape in (old, new))
        pair.below += [(f".{name}", self.shapes(before[name], now[name], side)) for name in before if name in now]
        if "items" in {*old.keywords, *new.keywords}:
            pair.below.append(("[]", self.shapes(old.below("items"), new.below("items"), side)))
        if isinstance(old.additional, Shape) and isinstance(new.additional, Shape):
            pair.below.append((".*", self.shapes(old.additional, new.additional, side)))

    def _alternatives(self, old: Shape, new: Shape, side: Side, pair: Pair) -> None:
        """Pair off what is equal, then what has the same name, then what is left if it is one of each."""
        lost, gained = list(old.bare_choices), list(new.bare_choices)
        for match in (self._equal(side), _same_name):
            for choice in [*lost]:
                if found := next((other for other in gained if match(choice, other)), None):
                    lost.remove(choice)
                    gained.remove(found)
                    pair.below.append(("", self.shapes(choice, found, side)))
        if len(lost) == len(gained) == 1:
            pair.below.append(("", self.shapes(lost[0], gained[0], side)))
            return
        for choice in lost:
            if not self._is_covered(choice, new):
                message = f"{choice.name} is no longer an alternative"
                pair.found.append(Found("alternatives-narrowed", side, message, choice.pointer, new.pointer))
        for choice in gained:
            if not self._is_covered(choice, old):
                message = f"{choice.name} is an alternative"
                pair.found.append(Found("alternatives-widened", side, message, old.pointer, choice.pointer))

    def _equal(self, side: Side) -> Callable[[Shape, Shape], bool]:
        return lambda old, new: self.shapes(old, new, side).is_equal

    def _is_covered(self, choice: Shape, by: Shape) -> bool:
        """Whether all that fits the alternative fits one of the other document, too."""
        return any(self.shapes(choice, other, Side.REQUEST).is_harmless for other in by.bare_choices)


def _same_name(old: Shape, new: Shape) -> bool:
    return old.name == new.name


def _told(verdicts: Iterable[keywords.Verdict], old: Shape, new: Shape, side: Side) -> Iterator[Found]:
    for verdict in verdicts:
        places = (shape.place(verdict.keyword) for shape in (old, new))
        yield Found(verdict.rule, side, verdict.message, *places)


def _shown_on(side: Side, shape: Shape) -> dict[str, Shape]:
    """The properties that are not kept out of this side."""
    return {name: each for name, each in shape.properties.items() if not each.says(HIDDEN[side])}


def _properties(old: Shape, new: Shape, side: Side) -> Iterator[Found]:
    """What differs between two objects apart from what their properties hold."""
    before, now = (_shown_on(side, shape) for shape in (old, new))
    for name, was in before.items():
        if name not in now:
            yield Found("property-removed", side, "is gone", was.pointer, new.pointer, f".{name}")
    for name, shape in now.items():
        if name not in before:
            rule, message = (
                ("required-property-added", "is new and required")
                if name in new.required
                else ("property-added", "is new")
            )
            yield Found(rule, side, message, old.pointer, shape.pointer, f".{name}")
        else:
            yield from _same_property(name, old, new, side)
    yield from _unnamed(old, new, side)
    yield from _told(_additional(old, new), old, new, side)


def _same_property(name: str, old: Shape, new: Shape, side: Side) -> Iterator[Found]:
    was, shape = old.properties[name], new.properties[name]
    places = was.pointer, shape.pointer
    if name in new.required - old.required:
        yield Found("property-became-required", side, "is required", *places, f".{name}")
    elif name in old.required - new.required:
        yield Found("property-became-optional", side, "is no longer required", *places, f".{name}")
    if shape.says("deprecated") and not was.says("deprecated"):
        yield Found("property-deprecated", side, "is deprecated", *places, f".{name}")


def _unnamed(old: Shape, new: Shape, side: Side) -> Iterator[Found]:
    """What is required, or no longer so, and described nowhere."""
    places = old.place("required"), new.place("required")
    for name in sorted((new.required ^ old.required) - old.properties.keys() - new.properties.keys()):
        rule, message = (
            ("property-became-required", "is required")
            if name in new.required
            else ("property-became-optional", "is no longer required")
        )
        yield Found(rule, side, message, *places, f".{name}")


def _additional(old: Shape, new: Shape) -> Iterator[keywords.Verdict]:
    before, now = (_openness(shape.additional) for shape in (old, new))
    if before != now:
        relation = keywords.NARROWED if now < before else keywords.WIDENED
        words = ("allowed not at all", "allowed if they fit a schema", "allowed")
        message = f"properties without a name were {words[before]}, are {words[now]}"
        yield keywords.Verdict("additional-properties", relation, message, "additionalProperties")


def _openness(additional: Shape | bool) -> int:
    return 1 if isinstance(additional, Shape) else 2 * additional


def _others(old: Shape, new: Shape, side: Side) -> Iterator[Found]:
    for keyword in UNJUDGED:
        if not _alike([*old.values(keyword)], old.shapes, [*new.values(keyword)], new.shapes, frozenset()):
            yield Found(
                "other-keyword-changed", side, f"`{keyword}` is another", old.place(keyword), new.place(keyword)
            )
    before, now = (next(shape.values("default"), UNSAID) for shape in (old, new))
    if side is Side.REQUEST and before != now:
        message = f"the default was {_shown(before)}, is {_shown(now)}"
        yield Found("default-changed", side, message, old.place("default"), new.place("default"))


def _shown(value: Any) -> str:
    return "none" if value is UNSAID else json.dumps(value, ensure_ascii=False)


def _alike(old: Any, ours: Shapes, new: Any, theirs: Shapes, seen: frozenset[tuple[int, int]]) -> bool:
    """Whether two values of keywords say the same, words for people left aside."""
    if (id(old), id(new)) in seen:
        return True
    seen |= {(id(old), id(new))}
    if isinstance(old, dict) and isinstance(new, dict):
        old, new = _plain(old, ours), _plain(new, theirs)
        return old.keys() == new.keys() and all(_alike(old[key], ours, new[key], theirs, seen) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        pairs = zip(old, new, strict=False)
        return len(old) == len(new) and all(_alike(one, ours, other, theirs, seen) for one, other in pairs)
    return type(old) is type(new) and bool(old == new)


def _plain(value: Mapping[str, Any], shapes: Shapes) -> Mapping[str, Any]:
    """A schema with its reference followed. What leads back to itself has been compared by then."""
    for target in shapes.targets(value):
        return shapes.schema(target)
    return {key: each for key, each in value.items() if key not in ANNOTATIONS}
