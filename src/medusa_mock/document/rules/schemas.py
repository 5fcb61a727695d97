"""Rules about schemas: what can be null, what is closed, what is told to the reader."""

from collections.abc import Iterator
from typing import Any, Final

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Breach, Bundle
from medusa_mock.document.objects import kind_below

COMPOSED: Final = ("allOf", "anyOf", "oneOf")
NULL: Final = {"enum": [None], "nullable": True}


def array_items(bundle: Bundle) -> Iterator[Breach]:
    """An array says what it is an array of."""
    for pointer, schema in bundle.objects.get("schema", ()):
        if schema.get("type") == "array" and "items" not in schema:
            yield pointer, "an array has items"


def nullable(bundle: Bundle) -> Iterator[Breach]:
    """`nullable` stands beside a `type`; a relation that may be null is `oneOf: [$ref, {enum: [null], …}]`.

    In OpenAPI 3.0 `nullable` does nothing without a `type`, and an enum that lacks null forbids it.
    """
    for pointer, schema in bundle.objects.get("schema", ()):
        if schema.get("nullable") is not True or schema == NULL:
            continue
        if any(key in schema for key in COMPOSED):
            yield pointer, "a relation that may be null is oneOf: [{$ref: …}, {enum: [null], nullable: true}]"
        elif "type" not in schema:
            yield pointer, "nullable does nothing without a type"
        elif None not in schema.get("enum", [None]):
            yield pointer, "the enum of something nullable has null"


def closed_body(bundle: Bundle) -> Iterator[Breach]:
    """The objects of a request body that name their properties take no others.

    What a closed object is composed of besides only chooses among its properties.
    """
    seen: set[str] = set()
    for pointer, _ in bundle.objects.get("request_body", ()):
        for at, schema in _schemas_below(bundle, f"{pointer}/content", "{media_type}", seen):
            if "properties" in schema and schema.get("additionalProperties") is not False:
                yield at, "an object of a request body has additionalProperties: false"


def _schemas_below(bundle: Bundle, pointer: str, kind: str, seen: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(pointer, schema) of every schema that can be reached from an object, each once."""
    pointer = bundle.settle(pointer)
    if pointer in seen:
        return
    seen.add(pointer)
    node = pointers.look_up(bundle.document, pointer)
    if isinstance(node, list):
        for index in range(len(node)):
            yield from _schemas_below(bundle, f"{pointer}/{index}", kind, seen)
    elif isinstance(node, dict):
        if kind == "schema":
            yield pointer, node
        chosen = COMPOSED if node.get("additionalProperties") is False else ()
        for key in (key for key in node if key not in chosen):
            if below := kind_below(kind, key):
                yield from _schemas_below(bundle, pointers.child(pointer, key), below, seen)


def description(bundle: Bundle) -> Iterator[Breach]:
    """The reader is told what every operation, parameter and property is for."""
    for pointer, operation in bundle.objects.get("operation", ()):
        missing = [key for key in ("summary", "description") if not operation.get(key)]
        if missing:
            yield pointer, f"has no {' and no '.join(missing)}"
    for pointer, parameter in bundle.objects.get("parameter", ()):
        if not parameter.get("description"):
            yield pointer, f"the parameter {parameter['name']} has no description"
    for pointer, schema in bundle.objects.get("schema", ()):
        for name, written in schema.get("properties", {}).items():
            if not (written.get("description") or "$ref" in written):
                yield pointers.child(f"{pointer}/properties", name), f"the property {name} has no description"
