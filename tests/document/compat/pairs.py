"""For each rule two documents, or two schemas, between which it is all that has changed."""

from typing import Any

from tests.document.compat.documents import content, document

Pair = tuple[Any, Any]

PET = {"type": "object", "properties": {"name": {"type": "string"}}}
KIND = {"kind": {"type": "string"}}

# The closer schema, and the wider one.
ASPECTS: dict[str, Pair] = {
    "type": ({"type": "integer"}, {"type": "number"}),
    "null": ({"type": "string"}, {"type": "string", "nullable": True}),
    "enum": ({"type": "string", "enum": ["cat"]}, {"type": "string", "enum": ["cat", "dog"]}),
    "format": ({"type": "integer", "format": "int32"}, {"type": "integer", "format": "int64"}),
    "pattern": ({"type": "string", "pattern": "^a"}, {"type": "string"}),
    "limits": ({"type": "string", "maxLength": 5}, {"type": "string", "maxLength": 6}),
    "additional-properties": (PET | {"additionalProperties": False}, PET),
    "alternatives": (
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]},
    ),
}
SCHEMAS: dict[str, Pair] = {
    **{f"{aspect}-narrowed": (wide, close) for aspect, (close, wide) in ASPECTS.items()},
    **{f"{aspect}-widened": pair for aspect, pair in ASPECTS.items()},
    "type-changed": ({"type": "string"}, {"type": "integer"}),
    "format-changed": ({"type": "string", "format": "date"}, {"type": "string", "format": "uuid"}),
    "pattern-changed": ({"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^b"}),
    "limits-changed": ({"type": "integer", "multipleOf": 2}, {"type": "integer", "multipleOf": 3}),
    "property-removed": (PET | {"properties": PET["properties"] | KIND}, PET),  # type: ignore[operator]
    "property-added": (PET, PET | {"properties": PET["properties"] | KIND}),  # type: ignore[operator]
    "required-property-added": (
        PET,
        PET | {"properties": PET["properties"] | KIND, "required": ["kind"]},  # type: ignore[operator]
    ),
    "property-became-required": (PET, PET | {"required": ["name"]}),
    "property-became-optional": (PET | {"required": ["name"]}, PET),
    "property-deprecated": (PET, PET | {"properties": {"name": {"type": "string", "deprecated": True}}}),
    "default-changed": ({"type": "string"}, {"type": "string", "default": "a"}),
    "other-keyword-changed": ({"type": "string", "not": {"enum": ["a"]}}, {"type": "string", "not": {"enum": ["b"]}}),
}

LIST = {"name": "q", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
OK = {"description": "ok"}
BODY = {"requestBody": content({})}
SCHEMES: dict[str, Any] = {
    "components": {
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer"},
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        }
    }
}


def _parameter(**more: Any) -> dict[str, Any]:
    return document({"parameters": [LIST | more]})


def _secured(*requirements: str) -> dict[str, Any]:
    return document({"security": [{name: []} for name in requirements]}, **SCHEMES)


def _answer(**more: Any) -> dict[str, Any]:
    return document({"responses": {"200": OK | more}})


def _header(**more: Any) -> dict[str, Any]:
    return _answer(headers={"X-Count": {"schema": {"type": "integer"}} | more})


PLAIN = document({})
OPERATIONS: dict[str, Pair] = {
    "operation-removed": (PLAIN, document()),
    "operation-added": (document(), PLAIN),
    "operation-deprecated": (PLAIN, document({"deprecated": True})),
    "operation-id-changed": (PLAIN, document({"operationId": "list_pets"})),
    "tags-changed": (PLAIN, document({"tags": ["Pets"]})),
    "path-parameter-renamed": (
        document({"parameters": [LIST | {"name": "id", "in": "path", "required": True}]}, path="/pets/{id}"),
        document({"parameters": [LIST | {"name": "pet", "in": "path", "required": True}]}, path="/pets/{pet}"),
    ),
    "security-added": (_secured(), _secured("bearer")),
    "security-removed": (_secured("bearer"), _secured()),
    "credentials-narrowed": (_secured("bearer", "key"), _secured("key")),
    "credentials-widened": (_secured("key"), _secured("bearer", "key")),
    "parameter-removed": (_parameter(), PLAIN),
    "parameter-added": (PLAIN, _parameter()),
    "required-parameter-added": (PLAIN, _parameter(required=True)),
    "parameter-became-required": (_parameter(), _parameter(required=True)),
    "parameter-became-optional": (_parameter(required=True), _parameter()),
    "parameter-style-changed": (_parameter(), _parameter(explode=False)),
    "parameter-deprecated": (_parameter(), _parameter(deprecated=True)),
    "body-removed": (document(BODY), PLAIN),
    "body-added": (PLAIN, document(BODY)),
    "required-body-added": (PLAIN, document({"requestBody": content({}) | {"required": True}})),
    "body-became-required": (document(BODY), document({"requestBody": content({}) | {"required": True}})),
    "body-became-optional": (document({"requestBody": content({}) | {"required": True}}), document(BODY)),
    "body-media-type-removed": (
        document({"requestBody": {"content": {"text/plain": {}, "application/json": {}}}}),
        document({"requestBody": {"content": {"application/json": {}}}}),
    ),
    "body-media-type-added": (
        document({"requestBody": {"content": {"application/json": {}}}}),
        document({"requestBody": {"content": {"text/plain": {}, "application/json": {}}}}),
    ),
    "status-removed": (document({"responses": {"200": OK, "404": OK}}), PLAIN),
    "status-added": (PLAIN, document({"responses": {"200": OK, "404": OK}})),
    "answer-media-type-removed": (_answer(content={"text/plain": {}, "a/b": {}}), _answer(content={"a/b": {}})),
    "answer-media-type-added": (_answer(content={"a/b": {}}), _answer(content={"text/plain": {}, "a/b": {}})),
    "header-removed": (_header(), _answer()),
    "header-added": (_answer(), _header()),
    "header-became-optional": (_header(required=True), _header()),
    "header-became-required": (_header(), _header(required=True)),
}

# What is found when a pair is compared the other way round, where it is not the other half of the rule's name.
OPPOSITES = {
    "operation-deprecated": None,
    "property-deprecated": None,
    "parameter-deprecated": None,
    "operation-id-changed": "operation-id-changed",
    "tags-changed": "tags-changed",
    "path-parameter-renamed": "path-parameter-renamed",
    "parameter-style-changed": "parameter-style-changed",
    "default-changed": "default-changed",
    "other-keyword-changed": "other-keyword-changed",
    "required-parameter-added": "parameter-removed",
    "required-property-added": "property-removed",
    "required-body-added": "body-removed",
}
HALVES = {"narrowed": "widened", "removed": "added", "required": "optional", "changed": "changed"}


def opposite(rule: str) -> str | None:
    if rule in OPPOSITES:
        return OPPOSITES[rule]
    stem, _, word = rule.rpartition("-")
    return f"{stem}-{(HALVES | {other: one for one, other in HALVES.items()})[word]}"
