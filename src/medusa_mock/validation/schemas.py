"""OpenAPI 3.0 schemas as the JSON Schemas that `jsonschema-rs` compiles."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from medusa_mock.validation.formats import FORMATS

Schema = Mapping[str, Any]

_PREFIX = "#/components/schemas/"
_KEYWORDS = frozenset(
    "type enum format minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf "
    "minItems maxItems uniqueItems minProperties maxProperties required".split()
)
_NESTED = frozenset({"items", "additionalProperties", "not"})
_NULL = {"enum": [None], "nullable": True}
_LISTS = frozenset({"allOf", "anyOf", "oneOf"})


class Schemas:
    """The schemas of one document, resolved and compiled on demand."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._components: Mapping[str, Schema] = document.get("components", {}).get("schemas", {})
        self._flat: dict[int, tuple[Schema, Schema]] = {}

    def compile(self, schema: Schema, *, optional: bool = False) -> jsonschema_rs.Draft4Validator:
        """A validator for the schema and those it refers to, formats included.

        With `optional`, a property that is not required may be null whatever its schema says: so `IsOptional` of
        `class-validator` has it, and leaves the null to the database.
        """
        pending: list[str] = []
        root = _converted(schema, pending, optional)
        definitions: dict[str, Any] = {}
        while pending:
            name = pending.pop()
            if name not in definitions:
                definitions[name] = _converted(self._components[name], pending, optional)
        return jsonschema_rs.Draft4Validator(
            {"allOf": [root], "definitions": definitions}, formats=FORMATS, validate_formats=True
        )

    def flat(self, schema: Schema) -> Schema:
        """The schema with its references followed and the parts of an `allOf` merged into one.

        Where null is one of several kinds, the others are left, with `nullable` beside them.
        """
        known = self._flat.get(id(schema))
        if known is None:
            known = self._flat[id(schema)] = (schema, self._flatten(schema))
        return known[1]

    def _flatten(self, schema: Schema) -> Schema:
        if "$ref" in schema:
            return self.flat(self._components[schema["$ref"].removeprefix(_PREFIX)])
        for keyword in ("oneOf", "anyOf"):
            if _NULL in schema.get(keyword, ()):
                return self._or_null(schema, keyword)
        if "allOf" not in schema:
            return schema
        merged: dict[str, Any] = {"properties": {}, "required": []}
        for part in [*schema["allOf"], {key: value for key, value in schema.items() if key != "allOf"}]:
            part = self.flat(part)
            merged["properties"] |= part.get("properties", {})
            merged["required"] += part.get("required", [])
            merged |= {key: value for key, value in part.items() if key not in ("properties", "required")}
        return merged

    def _or_null(self, schema: Schema, keyword: str) -> Schema:
        kinds = [kind for kind in schema[keyword] if kind != _NULL]
        rest = {key: value for key, value in schema.items() if key != keyword} | {"nullable": True}
        return {**self.flat(kinds[0]), **rest} if len(kinds) == 1 else {keyword: kinds, **rest}


def _converted(schema: Schema, pending: list[str], optional: bool) -> dict[str, Any]:
    """The schema without what JSON Schema does not know; names of referred components go to `pending`."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_PREFIX)
        pending.append(name)
        return {"$ref": f"#/definitions/{name}"}
    converted = {key: value for key, value in schema.items() if key in _KEYWORDS}
    for key, value in schema.items():
        if key in _NESTED:
            converted[key] = _converted(value, pending, optional) if isinstance(value, Mapping) else value
        elif key in _LISTS:
            converted[key] = [_converted(part, pending, optional) for part in value]
        elif key == "properties":
            converted[key] = {name: _converted(part, pending, optional) for name, part in value.items()}
    if optional:
        for name in converted.get("properties", {}).keys() - schema.get("required", ()):
            converted["properties"][name] = {"anyOf": [converted["properties"][name], {"type": "null"}]}
    if schema.get("nullable"):
        _admit_null(converted)
    return converted


def _admit_null(converted: dict[str, Any]) -> None:
    if "type" in converted:
        converted["type"] = [converted["type"], "null"]
    if "enum" in converted and None not in converted["enum"]:
        converted["enum"] = [*converted["enum"], None]
