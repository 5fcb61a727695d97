"""Why a value does not fit a schema, in the words and the order of `class-validator`.

Unknown properties come first within an object, then the properties in the document's order; what is wrong with the
values of a list comes before what is wrong with the list. Which checks a property undergoes is read from the keywords
of its schema, in the order of `CHECKS`. Where the real server checks less than the schema tells, and crashes on the
rest, `x-checks` names what it does check, apart from what is inside the value; the other checks speak when nothing else
is wrong. `x-message` is what it says, in words of its own, of a value that is none of an `enum` or no duration.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import orjson

from medusa_mock.validation.formats import is_date_time, is_duration, is_email
from medusa_mock.validation.schemas import Schema, Schemas

NOT_BLANK = r"\S"
"""The pattern of a text that the real server trims before it looks whether it is empty."""
UNKNOWN_VALUE = "an unknown value was passed to the validate function"


@dataclass(frozen=True)
class Check:
    """A check of `class-validator`: which schemas ask for it, which values pass it, and what it says of the others."""

    asked: Callable[[Schema], bool]
    passes: Callable[[Any, Schema], bool]
    words: str


Told: TypeAlias = tuple[Check, str]
"""A check, and what it says of a certain schema."""


def _has_words_of_its_own(schema: Schema) -> bool:
    return "enum" in schema or schema.get("format") in ("date-time", "email", "iso8601-duration")


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


CHECKS: Mapping[str, Check] = {
    "isNotEmpty": Check(
        lambda schema: schema.get("minLength") == 1,
        lambda value, schema: value not in (None, "") and not (schema.get("pattern") == NOT_BLANK and _is_blank(value)),
        "should not be empty",
    ),
    "isEnum": Check(
        lambda schema: "enum" in schema,
        lambda value, schema: value in schema["enum"],
        "must be one of the following values: {enum}",
    ),
    "isEmail": Check(
        lambda schema: schema.get("format") == "email",
        lambda value, _: isinstance(value, str) and is_email(value),
        "must be an email",
    ),
    "isDate": Check(
        lambda schema: schema.get("format") == "date-time",
        lambda value, _: isinstance(value, str) and is_date_time(value),
        "must be a Date instance",
    ),
    "isBooleanString": Check(
        lambda _: False,  # the keywords of a schema cannot ask for it
        lambda value, _: value in ("true", "false", "1", "0"),
        "must be a boolean string",
    ),
    "isDuration": Check(
        lambda schema: schema.get("format") == "iso8601-duration",
        lambda value, _: isinstance(value, str) and is_duration(value),
        "must be a valid ISO 8601 duration",
    ),
    "isJwt": Check(
        lambda _: False,  # asked for by name, beside a pattern that says the same
        lambda value, schema: isinstance(value, str) and re.search(schema["pattern"], value) is not None,
        "must be a jwt string",
    ),
    "minLength": Check(
        lambda schema: schema.get("minLength", 0) > 1,
        lambda value, schema: isinstance(value, str) and len(value) >= schema["minLength"],
        "must be longer than or equal to {minLength} characters",
    ),
    "isString": Check(
        lambda schema: schema.get("type") == "string" and not _has_words_of_its_own(schema),
        lambda value, _: isinstance(value, str),
        "must be a string",
    ),
    "isPositive": Check(
        lambda schema: schema.get("minimum") == 0 and schema.get("exclusiveMinimum") is True,
        lambda value, _: _is_number(value) and value > 0,
        "must be a positive number",
    ),
    "min": Check(
        lambda schema: "minimum" in schema and not schema.get("exclusiveMinimum"),
        lambda value, schema: not _is_number(value) or value >= schema["minimum"],
        "must not be less than {minimum}",
    ),
    "strictMin": Check(
        lambda _: False,  # asked for by name, where the real server has a minimum and not only the database
        lambda value, schema: _is_number(value) and value >= schema["minimum"],
        "must not be less than {minimum}",
    ),
    "max": Check(
        lambda schema: "maximum" in schema,
        lambda value, schema: not _is_number(value) or value <= schema["maximum"],
        "must not be greater than {maximum}",
    ),
    "isInt": Check(
        lambda schema: schema.get("type") == "integer",
        lambda value, _: _is_number(value) and float(value).is_integer(),
        "must be an integer number",
    ),
    "isNumber": Check(
        lambda schema: schema.get("type") == "number",
        lambda value, _: _is_number(value),
        "must be a number conforming to the specified constraints",
    ),
    "isBoolean": Check(
        lambda schema: schema.get("type") == "boolean",
        lambda value, _: isinstance(value, bool),
        "must be a boolean value",
    ),
    "arrayNotEmpty": Check(
        lambda schema: schema.get("minItems") == 1,
        lambda value, _: isinstance(value, list) and value != [],
        "should not be empty",
    ),
    "isArray": Check(
        lambda schema: schema.get("type") == "array",
        lambda value, _: isinstance(value, list),
        "must be an array",
    ),
    "isObject": Check(
        lambda schema: schema.get("type") == "object" and "properties" not in schema,
        lambda value, _: isinstance(value, dict),
        "must be an object",
    ),
}

WORDED = (CHECKS["isDuration"], CHECKS["isEnum"])
"""The checks that `x-message` may speak for."""


SCALARS = {"string": "String", "number": "Number", "integer": "Number"}
"""How JavaScript calls the plain types."""


class Messages:
    """The wording of refusals, for all schemas of a document."""

    def __init__(self, schemas: Schemas) -> None:
        self._flat = schemas.flat
        self._checks: dict[int, tuple[Schema, list[Told], list[Told]]] = {}

    def of_object(self, schema: Schema, value: Mapping[str, Any]) -> list[str]:
        """What is wrong with an object, in full; empty where nothing is that has words."""
        return self._of_object(schema, value, made=True) or self._of_object(schema, value, made=False)

    def _of_object(self, schema: Schema, value: Mapping[str, Any], *, made: bool) -> list[str]:
        """What the checks say that the real server has `made`, or all of those that the schema asks for."""
        schema = self._flat(schema)
        properties: Mapping[str, Schema] = schema.get("properties", {})
        found = []
        if schema.get("additionalProperties") is False:
            found += unknown_properties(name for name in value if name not in properties)
        if not value.get(schema.get("x-xor-unless", "")):
            found += _not_either(schema.get("x-xor", ()), value)
        required = schema.get("required", ())
        for name, part in properties.items():
            part = self._flat(part)
            if "anyOf" in part and value.get(name) is not None:
                found += self._of_either(name, part["anyOf"], value[name])
            elif value.get(name) is not None or (name in required and not part.get("nullable")):
                items = self._flat(part["items"]) if "items" in part else {}
                found += self._of_values(name, items, value.get(name), made=made)
                found += self._failed(part, value.get(name), name, made=made)
                if name in value:
                    found += self._of_parts(name, part, items, value[name], made=made)
        return found

    def _of_either(self, name: str, alternatives: list[Schema], value: Any) -> Iterable[str]:
        if any(self._fits(self._flat(alternative), value) for alternative in alternatives):
            return ()
        return (self.of_alternatives(name, alternatives, value),)

    def _fits(self, kind: Schema, value: Any) -> bool:
        if kind["type"] == "object":
            return isinstance(value, dict) and not self.of_object(kind, value)
        return not self._failed(kind, value, "")

    def _failed(self, schema: Schema, value: Any, subject: str, *, made: bool = True) -> list[str]:
        _, by_server, by_schema = self._checks.get(id(schema)) or self._known(schema)
        checks = by_server if made else by_schema
        failed = ((check, words) for check, words in checks if not check.passes(value, schema))
        own = {check: str(schema["x-message"]) for check in WORDED} if "x-message" in schema else {}
        return [own.get(check, f"{subject} {words}") for check, words in failed]

    def _known(self, schema: Schema) -> tuple[Schema, list[Told], list[Told]]:
        """The checks that the real server makes and those that the keywords ask for, with their words, found once."""
        asked = _told([check for check in CHECKS.values() if check.asked(schema)], schema)
        made = _told([CHECKS[name] for name in schema["x-checks"]], schema) if "x-checks" in schema else asked
        known = self._checks[id(schema)] = (schema, made, asked)
        return known

    def _of_values(self, name: str, items: Schema, value: Any, *, made: bool) -> Iterable[str]:
        """What is wrong with the plain values of a list. Each check is told once, whichever values fail it."""
        if not items or "properties" in items:
            return ()
        values = value if isinstance(value, list) else [value]
        told = (self._failed(items, item, f"each value in {name}", made=made) for item in values)
        return dict.fromkeys(chain.from_iterable(told))

    def _of_parts(self, name: str, schema: Schema, items: Schema, value: Any, *, made: bool) -> Iterable[str]:
        """What is wrong with the objects in a property."""
        if "properties" in schema:
            values = value if isinstance(value, list) else [value]
            return self._of_nested(schema, values, f"nested property {name}", made=made)
        if "properties" in items:
            values = value if isinstance(value, list) else [value]
            return self._of_nested(items, values, f"each value in nested property {name}", made=made)
        return ()

    def _of_nested(self, schema: Schema, values: list[Any], subject: str, *, made: bool) -> Iterator[str]:
        for value in values:
            if isinstance(value, dict):
                yield from self._of_object(schema, value, made=made)
            else:
                yield f"{subject} must be either object or array"

    def of_alternatives(self, name: str, alternatives: list[Schema], value: Any) -> str:
        """What Medusa's own `IsType` says of a value that fits none of the types it may have: JSON within the message.

        Source: `utils/validators/is-type.ts`.
        """
        kinds = [self._flat(alternative) for alternative in alternatives]
        names = ",".join(kind["title"] for kind in kinds)
        # An object is refused a tick later than the others: they come first, wherever they stand.
        details = dict(self._detail(kind, value) for kind in sorted(kinds, key=lambda kind: kind["type"] == "object"))
        return orjson.dumps({"message": f"{name} must be one of: {names}", "details": details}).decode()

    def _detail(self, kind: Schema, value: Any) -> tuple[str, list[str]]:
        if kind["type"] in SCALARS:
            name = SCALARS[kind["type"]]
            words = f"{name} validation failed: {_shown(value)} is not a {name.lower()}"
            return kind["title"], [part for part in words.split(",") if part]
        if kind["type"] == "array":
            # The upstream code looks up the class of the list type, and there is none.
            return "undefined", ["Cannot read properties of undefined (reading 'constructor')"]
        if not isinstance(value, dict):
            return kind["title"], [UNKNOWN_VALUE]
        return kind["title"], ", ".join(self.of_object(kind, value)).split(",")


def unknown_properties(names: Iterable[str | int]) -> list[str]:
    return [f"property {name} should not exist" for name in names]


def _not_either(names: Collection[str], value: Mapping[str, Any]) -> Iterator[str]:
    """What Medusa's own `XorConstraint` says where not exactly one of two properties is there, for each of them."""
    if names and sum(bool(value.get(name)) for name in names) != 1:
        first, second = names
        yield f'Failed XOR relation between "{first}" and "{second}".'
        yield f'Failed XOR relation between "{second}" and "{first}".'


def _told(checks: list[Check], schema: Schema) -> list[Told]:
    facts = {**schema, "enum": ", ".join(str(value) for value in schema.get("enum", ()) if value is not None)}
    return [(check, check.words.format(**facts)) for check in checks]


def _shown(value: Any) -> str:
    """A value in a JavaScript template string."""
    if isinstance(value, list):
        return ",".join("" if item is None else _shown(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "[object Object]" if isinstance(value, dict) else str(value)
