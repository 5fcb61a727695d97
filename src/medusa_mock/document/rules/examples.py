"""The rule about examples: what a reader copies must work."""

from collections.abc import Iterator
from typing import Any, Final

from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from openapi_schema_validator import (
    OAS30Validator,
    OAS31Validator,
    OAS32Validator,
    oas30_format_checker,
    oas31_format_checker,
    oas32_format_checker,
)
from referencing import Registry, Specification

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Breach, Bundle
from medusa_mock.document.references import resolve

DOCUMENT: Final = "urn:document"
VALIDATORS: Final = {
    "3.1": (OAS31Validator, oas31_format_checker),
    "3.2": (OAS32Validator, oas32_format_checker),
}


def example(bundle: Bundle) -> Iterator[Breach]:
    """Every example fits its schema."""
    document = bundle.document
    validator, checker = VALIDATORS.get(document.get("openapi", "")[:3], (OAS30Validator, oas30_format_checker))
    registry: Any = Registry().with_resource(DOCUMENT, Specification.OPAQUE.create_resource(document))
    for pointer, schema, value in _examples(bundle):
        reference = {"$ref": DOCUMENT + pointers.reference(schema)}
        error = best_match(validator(reference, registry=registry, format_checker=checker).iter_errors(value))
        if error is not None:
            at = f"{'/'.join(map(str, error.absolute_path))}: " if error.absolute_path else ""
            yield pointers.join((*pointers.split(pointer), *error.absolute_path)), f"does not fit: {at}{error.message}"


def _examples(bundle: Bundle) -> Iterator[tuple[str, str, Any]]:
    """(pointer of the example, pointer of its schema, value)"""
    for pointer, schema in bundle.objects.get("schema", ()):
        if "example" in schema:
            yield f"{pointer}/example", pointer, schema["example"]
        for index, value in enumerate(schema.get("examples", ())):
            yield f"{pointer}/examples/{index}", pointer, value
    for kind in ("media_type", "parameter", "header"):
        for pointer, holder in bundle.objects.get(kind, ()):
            if "schema" in holder:
                yield from _examples_of(bundle, pointer, holder)


def _examples_of(bundle: Bundle, pointer: str, holder: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    schema = f"{pointer}/schema"
    if "example" in holder:
        yield f"{pointer}/example", schema, holder["example"]
    for name, written in holder.get("examples", {}).items():
        shown = resolve(bundle.document, written)
        if "value" in shown:
            at = bundle.locate([*pointers.split(pointer), "examples", name, "value"])
            yield at, schema, shown["value"]
