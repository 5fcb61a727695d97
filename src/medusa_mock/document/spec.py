"""Holding a document against OpenAPI itself.

First the shape of its objects, then what the shape cannot say: parameters that no path has, operationIds that stand
twice, defaults that do not fit. `openapi-spec-validator` knows both; here its errors are told one by one, at the
innermost place that is wrong.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final, cast

from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from jsonschema_path import SchemaPath
from openapi_spec_validator.shortcuts import get_validator_cls
from openapi_spec_validator.validation.keywords import KeywordValidator, RootValidator, SchemaValidator, ValueValidator
from openapi_spec_validator.validation.registries import KeywordValidatorRegistry

from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Breach, Bundle

LONGEST_VALUE: Final = 60
CONSEQUENCES: Final = {"oneOf", "unevaluatedProperties"}


def violations(bundle: Bundle) -> Iterator[Breach]:
    """Everything in which the document is not what OpenAPI, in the version that it names, says it is.

    A document that has not the right shape is not looked at further.
    """
    yield from _misplaced(bundle)
    yield from dict.fromkeys(list(_misshapen(bundle.document)) or _contradictions(bundle))


def _misplaced(bundle: Bundle) -> Iterator[Breach]:
    allowed = {*bundle.homes, "path_item"}
    for reference in bundle.references:
        if reference.kind not in allowed:
            yield reference.origin, "a $ref cannot stand here"


def _misshapen(document: dict[str, Any]) -> Iterator[Breach]:
    """Errors against OpenAPI's own JSON schema. Its Rust validator is fast; the Python one says more, once needed."""
    validator = get_validator_cls(document).schema_validator
    if validator.is_valid(document):
        return
    schema = dict(validator.schema)
    errors = [leaf for error in validator_for(schema)(schema).iter_errors(document) for leaf in _leaves(error)]
    for error in errors:
        if error.validator not in CONSEQUENCES or not _is_consequence(error, errors):
            yield from _breaches(error)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """What is wrong below an error: of several alternatives, the one that was meant."""
    if not error.context:
        yield error
        return
    branches = [list(errors) for _, errors in groupby(error.context, key=lambda one: one.relative_schema_path[0])]
    if (choice := _choice(branches)) is not None:
        yield choice
        return
    for one in min(branches, key=_distance):
        yield from _leaves(one)


def _choice(branches: list[list[ValidationError]]) -> ValidationError | None:
    """The error that says it all when a value tells alternatives apart and is that of none of them."""
    enums = [next((one for one in errors if one.validator == "enum"), None) for errors in branches]
    first = enums[0]
    if first is None or any(one is None or one.path != first.path for one in enums):
        return None
    values = [value for one in enums if one is not None for value in one.validator_value]
    first.message = f"{first.instance!r} is not one of {values}"
    return first


def _distance(errors: list[ValidationError]) -> tuple[int, int, int]:
    """How far a value is from an alternative: a reference has a $ref, a field may tell kinds of objects apart."""
    return sum(map(_is_about_references, errors)), sum(map(_is_telling, errors)), len(errors)


def _is_about_references(error: ValidationError) -> bool:
    """Whether a reference was asked for and is none, or the other way round."""
    if error.validator == "required":
        return bool(error.validator_value == ["$ref"])
    return error.validator == "additionalProperties" and "$ref" in error.instance


def _is_telling(error: ValidationError) -> bool:
    """Whether the value itself, or a field of it, is another than the alternative asks for."""
    near = len(error.relative_path) <= 1 and not any(isinstance(key, int) for key in error.relative_path)
    return near and error.validator in {"enum", "const", "type"}


def _is_consequence(error: ValidationError, errors: Iterable[ValidationError]) -> bool:
    """Whether an object is refused as a whole only because something within it is wrong."""
    path = list(error.absolute_path)
    return any(one is not error and list(one.absolute_path)[: len(path)] == path for one in errors)


def _breaches(error: ValidationError) -> Iterator[Breach]:
    at = pointers.join(error.absolute_path)
    if error.validator not in {"additionalProperties", "unevaluatedProperties"} or not isinstance(error.instance, dict):
        yield at, _message(error)
        return
    patterns = [pattern for pattern in error.schema.get("patternProperties", ()) if pattern != "^x-"]
    for key in error.instance:
        if repr(key) in error.message:
            others = f": other keys match {' or '.join(patterns)}" if patterns else ""
            yield pointers.child(at, key), f"{key!r} does not belong here{others}"


def _message(error: ValidationError) -> str:
    if error.validator == "oneOf" and not error.context:
        return "fits more than one of the alternatives there are"
    value = repr(error.instance)
    text: str = error.message
    return text if len(value) <= LONGEST_VALUE else text.replace(value, "this")


def _contradictions(bundle: Bundle) -> Iterator[Breach]:
    classes = get_validator_cls(bundle.document).keyword_validators
    registry = KeywordValidatorRegistry({name: _placing(cls) for name, cls in classes.items()})
    root = SchemaPath.from_dict(bundle.document, resolved_cache_maxsize=1024)
    for error in cast("RootValidator", registry["__root__"])(root):
        at = pointers.split(bundle.settle(bundle.locate(error.at)))
        for leaf in _leaves(error):
            yield bundle.locate([*at, *leaf.absolute_path]), _message(leaf)


def _placing(cls: type[KeywordValidator]) -> type[KeywordValidator]:
    """The validator of a keyword, made to say at which object an error was found."""
    bases = (_Finite, cls) if issubclass(cls, SchemaValidator) else (cls,)

    class Placing(*bases):  # type: ignore[misc]
        def __call__(self, *args: Any, **options: Any) -> Iterator[ValidationError]:
            at = next(argument.parts for argument in args if isinstance(argument, SchemaPath))
            for error in super().__call__(*args, **options):
                if not hasattr(error, "at"):
                    error.at = (*at, "default") if isinstance(self, ValueValidator) else at
                yield error

    return Placing


class _Finite(SchemaValidator):
    """Does not look for the properties of a schema within itself: the original never comes back from a cycle."""

    def __init__(self, registry: KeywordValidatorRegistry) -> None:
        super().__init__(registry)
        self._looked_into: set[int] = set()

    def _collect_properties(self, schema: SchemaPath) -> set[str]:
        value = id(schema.read_value())
        if value in self._looked_into:
            return set()
        self._looked_into.add(value)
        try:
            return super()._collect_properties(schema)
        finally:
            self._looked_into.remove(value)
