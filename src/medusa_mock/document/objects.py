"""What an OpenAPI document is made of: which object stands where.

One table for OpenAPI 3.0 to 3.2 and Swagger 2.0. Whatever it does not name (examples, defaults, extensions) is data,
in which a `$ref` is a key like any other.
"""

from collections.abc import Iterator
from typing import Any, Final

from medusa_mock.document import pointer as pointers

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_SCHEMA: Final = {
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems", "items", "not", "if", "then", "else"), "schema"),
    **dict.fromkeys(("additionalProperties", "unevaluatedProperties", "propertyNames"), "schema"),
    **dict.fromkeys(("contains", "unevaluatedItems"), "schema"),
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"), "{schema}"),
    "discriminator": "discriminator",
    "x-one-of": "schema",  # ours: the shapes that a server takes where OpenAPI has a word for one of them only
}
_PARAMETER: Final = {
    "schema": "schema",
    "items": "schema",
    "content": "{media_type}",
    "examples": "{example}",
    "x-one-of": "schema",
}

# kind of object -> field -> kind of what stands there, be it one object or a list of them. "*" is every other field,
# "{kind}" a map of names to objects of that kind.
OBJECTS: Final[dict[str, dict[str, str]]] = {
    "document": {
        "paths": "paths",
        "webhooks": "{path_item}",
        "components": "components",
        "definitions": "{schema}",
        "parameters": "{parameter}",
        "responses": "{response}",
    },
    "components": {
        "schemas": "{schema}",
        "responses": "{response}",
        "parameters": "{parameter}",
        "examples": "{example}",
        "requestBodies": "{request_body}",
        "headers": "{header}",
        "securitySchemes": "{security_scheme}",
        "links": "{link}",
        "callbacks": "{callback}",
        "pathItems": "{path_item}",
        "mediaTypes": "{media_type}",
    },
    "paths": {"*": "path_item"},
    "path_item": {
        **dict.fromkeys((*METHODS, "query"), "operation"),
        "additionalOperations": "{operation}",
        "parameters": "parameter",
    },
    "operation": {
        "parameters": "parameter",
        "requestBody": "request_body",
        "responses": "responses",
        "callbacks": "{callback}",
    },
    "responses": {"*": "response"},
    "response": {"schema": "schema", "headers": "{header}", "content": "{media_type}", "links": "{link}"},
    "request_body": {"content": "{media_type}"},
    "media_type": {"schema": "schema", "itemSchema": "schema", "examples": "{example}", "encoding": "{encoding}"},
    "encoding": {"headers": "{header}"},
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "callback": {"*": "path_item"},
    "schema": _SCHEMA,
    "discriminator": {},
    "example": {},
    "link": {},
    "security_scheme": {},
}
OBJECTS.update({f"{{{kind}}}": {"*": kind} for kind in OBJECTS})

# Maps that may hold extensions (`x-…`) beside their objects; in the others such a key is a name.
EXTENSIBLE: Final = {"paths", "responses", "callback"}

# Where an object that is referred to lives. A path item has no such place before 3.1: it is put where it is used.
HOMES: Final = {
    "schema": "/components/schemas",
    "response": "/components/responses",
    "parameter": "/components/parameters",
    "example": "/components/examples",
    "request_body": "/components/requestBodies",
    "header": "/components/headers",
    "security_scheme": "/components/securitySchemes",
    "link": "/components/links",
    "callback": "/components/callbacks",
}
NEWER_HOMES: Final = HOMES | {"media_type": "/components/mediaTypes"}  # OpenAPI 3.2
SWAGGER_HOMES: Final = {"schema": "/definitions", "response": "/responses", "parameter": "/parameters"}


def homes(document: dict[str, Any]) -> dict[str, str]:
    """Kind of object -> pointer to the section that holds the shared ones, in this document's version of OpenAPI."""
    if "swagger" in document:
        return SWAGGER_HOMES
    return NEWER_HOMES if document.get("openapi", "").startswith("3.2") else HOMES


def kind_below(kind: str, key: str) -> str | None:
    """The kind of object that stands under `key` of an object of `kind`; None: mere data."""
    fields = OBJECTS[kind]
    if key in fields:
        return fields[key]
    return None if kind in EXTENSIBLE and key.startswith("x-") else fields.get("*")


def walk(node: Any, kind: str = "document", pointer: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(kind, pointer, object) of every object below `node`, itself included; references are not followed."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from walk(item, kind, f"{pointer}/{index}")
    elif isinstance(node, dict):
        yield kind, pointer, node
        for key, value in node.items():
            below = kind_below(kind, key)
            if below and isinstance(value, dict | list):
                yield from walk(value, below, pointers.child(pointer, key))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(path, method in lower case, operation) of every operation, in the document's order."""
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation
