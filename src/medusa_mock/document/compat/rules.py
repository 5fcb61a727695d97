"""Every kind of change there is, and how grave it is: the comparison judges by this table, and `--rules` prints it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Level(StrEnum):
    """How grave a change is; the gravest first."""

    BREAKING = "breaking"
    """Who keeps to the old document comes to harm."""
    WARNING = "warning"
    """Somebody should look: whether it harms cannot be told from the documents."""
    INFO = "info"
    """It harms nobody."""


class Side(StrEnum):
    """Where a change shows."""

    OPERATION = "operation"
    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True)
class Rule:
    """A kind of change. `levels` has the sides on which it can be met."""

    name: str
    meaning: str
    levels: Mapping[Side, Level]


B, W, I = Level  # noqa: E741 - a table has narrow columns


def _of_operations(rows: Iterable[tuple[str, Level, str]]) -> Iterator[Rule]:
    for name, level, meaning in rows:
        yield Rule(name, meaning, {Side.OPERATION: level})


def _of_values(rows: Iterable[tuple[str, Level | None, Level | None, str]]) -> Iterator[Rule]:
    for name, request, response, meaning in rows:
        levels = {Side.REQUEST: request, Side.RESPONSE: response}
        yield Rule(name, meaning, {side: level for side, level in levels.items() if level})


OPERATION_RULES: Final = tuple(
    _of_operations(
        [
            ("operation-removed", B, "an operation is gone"),
            ("operation-added", I, "there is a new operation"),
            ("operation-deprecated", I, "an operation is deprecated from now on"),
            ("operation-id-changed", I, "an operation has another operationId"),
            ("tags-changed", I, "an operation has other tags"),
            ("path-parameter-renamed", I, "a variable of the path has another name; requests stay the same"),
            ("security-added", B, "what was open to all asks for credentials"),
            ("security-removed", I, "what asked for credentials is open to all"),
            ("credentials-narrowed", B, "a kind of credentials is no longer enough"),
            ("credentials-widened", I, "another kind of credentials is enough"),
            ("parameter-removed", B, "a parameter is gone"),
            ("parameter-added", I, "there is a new parameter that may be left out"),
            ("required-parameter-added", B, "there is a new parameter that has to be sent"),
            ("parameter-became-required", B, "a parameter has to be sent from now on"),
            ("parameter-became-optional", I, "a parameter may be left out from now on"),
            ("parameter-style-changed", B, "a list or an object is written in another way"),
            ("parameter-deprecated", I, "a parameter is deprecated from now on"),
            ("body-removed", B, "no body is taken any more"),
            ("body-added", I, "a body may be sent"),
            ("required-body-added", B, "a body has to be sent where none was taken"),
            ("body-became-required", B, "a body has to be sent from now on"),
            ("body-became-optional", I, "a body may be left out from now on"),
            ("body-media-type-removed", B, "bodies of a media type are no longer taken"),
            ("body-media-type-added", I, "bodies of another media type are taken"),
            ("status-removed", B, "a status is no longer answered"),
            ("status-added", I, "another status may be answered"),
            ("answer-media-type-removed", B, "a media type is no longer answered"),
            ("answer-media-type-added", I, "another media type may be answered"),
            ("header-removed", B, "a header of an answer is gone"),
            ("header-added", I, "an answer has a new header"),
            ("header-became-optional", B, "a header of an answer may be missing from now on"),
            ("header-became-required", I, "a header of an answer is always there from now on"),
        ]
    )
)
VALUE_RULES: Final = tuple(
    _of_values(
        [
            ("type-narrowed", B, I, "fewer types are allowed"),
            ("type-widened", I, B, "more types are allowed"),
            ("type-changed", B, B, "other types are allowed"),
            ("null-narrowed", B, I, "null is no longer allowed"),
            ("null-widened", I, B, "null is allowed"),
            ("enum-narrowed", B, I, "values of an enum are gone, or there is a new enum"),
            ("enum-widened", I, B, "an enum has new values, or is gone"),
            ("format-narrowed", B, I, "there is a format, or a narrower one"),
            ("format-widened", I, B, "a format is gone, or a wider one"),
            ("format-changed", B, B, "there is another format"),
            ("pattern-narrowed", B, I, "there is a new pattern"),
            ("pattern-widened", I, B, "a pattern is gone"),
            ("pattern-changed", B, B, "there is another pattern"),
            ("limits-narrowed", B, I, "a length, a number or a count has closer limits"),
            ("limits-widened", I, B, "a length, a number or a count has wider limits"),
            ("limits-changed", B, B, "numbers have to be multiples of another one"),
            ("property-removed", B, B, "a property is gone"),
            ("property-added", I, I, "there is a new property"),
            ("required-property-added", B, I, "there is a new property that is always there"),
            ("property-became-required", B, I, "a property is always there from now on"),
            ("property-became-optional", I, B, "a property may be missing from now on"),
            ("property-deprecated", I, I, "a property is deprecated from now on"),
            ("additional-properties-narrowed", B, I, "properties without a name are refused, or have a schema"),
            ("additional-properties-widened", I, I, "properties without a name are allowed"),
            ("alternatives-narrowed", B, I, "an alternative of a `oneOf` or an `anyOf` is gone"),
            ("alternatives-widened", I, B, "a `oneOf` or an `anyOf` has another alternative"),
            ("default-changed", W, None, "what is left out stands for something else"),
            ("other-keyword-changed", W, W, "`not`, `if`, `patternProperties` and the like: not judged any further"),
        ]
    )
)
RULES: Final[Mapping[str, Rule]] = {rule.name: rule for rule in (*OPERATION_RULES, *VALUE_RULES)}
