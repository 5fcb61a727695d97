"""The shape of Medusa's seed format: a JSON Schema beside this module, and its findings in plain words."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind

from medusa_mock.document.pointer import join
from medusa_mock.document.source import Source
from medusa_mock.seeds.refusals import Where, refusal, suggestion
from medusa_mock.validation.formats import FORMATS

SCHEMA = Path(__file__).with_name("medusa-seed.schema.json")
TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}
FORMAT_WORDS = {"email": "an email", "uri": "a URL"}


def check_shape(seed: Source) -> None:
    """Raises BadSeed about the first value, in the order of the file, that has no place in the format."""
    errors = list(_schema()[1].iter_errors(seed.data))
    # What is wrong goes before what is missing: a mistyped name is both.
    wrong = [error for error in errors if not isinstance(error.kind, Kind.Required)]
    faults = [fault for error in wrong or errors for fault in _faults(error)]
    if faults:
        raise refusal(seed, *min(faults, key=lambda fault: seed.place(join(fault[0]))))


@cache
def _schema() -> tuple[dict[str, Any], jsonschema_rs.Validator]:
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema, jsonschema_rs.Draft202012Validator(schema, validate_formats=True, formats=FORMATS)


def _faults(error: jsonschema_rs.ValidationError) -> Iterator[tuple[Where, str]]:
    where = tuple(error.instance_path)
    match error.kind:
        case Kind.AdditionalProperties(unexpected):
            known = _properties(error.schema_path[:-1])
            for name in unexpected:
                yield (*where, name), f"is unknown{suggestion(name, known)}"
        case Kind.Required(name):
            yield where, f"has no {name}"
        case Kind.Type(types):
            yield where, f"must be {' or '.join(TYPES[name] for name in types)}"
        case Kind.Format(name):
            yield where, f"must be {FORMAT_WORDS[name]}"
        case Kind.Enum(options):
            yield where, f"must be one of {', '.join(map(str, options))}"
        case Kind.MinLength():
            yield where, "must not be empty"
        case Kind.Minimum(limit):
            yield where, f"must not be less than {limit}"
        case Kind.Maximum(limit):
            yield where, f"must not be more than {limit}"
        case _:
            raise AssertionError(f"the schema of seeds has a keyword without words: {error.message}")


def _properties(path: list[str | int]) -> list[str]:
    """The names that the part of the schema at `path` knows."""
    schema: Any = _schema()[0]
    for step in path:
        schema = schema[step]
    return list(schema["properties"])
