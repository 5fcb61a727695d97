"""Rules about query parameters that are more than a word: how objects and lists are written into a URL."""

from collections.abc import Iterator
from typing import Any, Final

from medusa_mock.document.bundle import Breach, Bundle
from medusa_mock.document.references import resolve

FIELD_LISTS: Final = {"expand", "fields"}


def object_parameter(bundle: Bundle) -> Iterator[Breach]:
    """An object is written `created_at[gt]=…`, and takes no property that it does not know."""
    for pointer, parameter in bundle.objects.get("parameter", ()):
        schema = resolve(bundle.document, parameter.get("schema", {}))
        if parameter["in"] != "query" or schema.get("type") != "object":
            continue
        if parameter.get("style") != "deepObject" or parameter.get("explode") is not True:
            yield pointer, "an object in a query string has style: deepObject and explode: true"
        if schema.get("additionalProperties") is not False:
            yield f"{pointer}/schema", "an object in a query string has additionalProperties: false"


def field_list(bundle: Bundle) -> Iterator[Breach]:
    """`expand` and `fields` are lists of known names, with commas between them, unless no value fits them."""
    for pointer, parameter in bundle.objects.get("parameter", ()):
        usable = parameter.get("schema", {}).get("not") != {}
        if usable and parameter["in"] == "query" and parameter["name"] in FIELD_LISTS:
            yield from _list_of_names(bundle, pointer, parameter)


def _list_of_names(bundle: Bundle, pointer: str, parameter: dict[str, Any]) -> Iterator[Breach]:
    if parameter.get("style", "form") != "form" or parameter.get("explode") is not False:
        yield pointer, f"{parameter['name']} has style: form and explode: false"
    schema = resolve(bundle.document, parameter.get("schema", {}))
    items = resolve(bundle.document, schema.get("items", {}))
    if schema.get("type") != "array" or "enum" not in items:
        yield f"{pointer}/schema", f"{parameter['name']} is an array whose items have an enum"
