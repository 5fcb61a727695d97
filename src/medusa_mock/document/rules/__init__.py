"""The house rules: what our own document keeps to beyond what OpenAPI asks.

A rule is a function from a bundle to what breaks it; `RULES` is all of them, by the name that findings bear.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from medusa_mock.document.bundle import Breach, Bundle
from medusa_mock.document.rules import examples, files, operations, parameters, schemas

Rule = Callable[[Bundle], Iterator[Breach]]

RULES: Final[Mapping[str, Rule]] = {
    "operation-id": operations.operation_id,
    "verb": operations.verb,
    "tag": operations.tag,
    "file-tag": operations.file_tag,
    "paging": operations.paging,
    "bad-request": operations.bad_request,
    "unauthorized": operations.unauthorized,
    "not-found": operations.not_found,
    "link": operations.link,
    "path-order": operations.path_order,
    "object-parameter": parameters.object_parameter,
    "field-list": parameters.field_list,
    "array-items": schemas.array_items,
    "closed-body": schemas.closed_body,
    "nullable": schemas.nullable,
    "description": schemas.description,
    "example": examples.example,
    "reference-form": files.reference_form,
    "unused": files.unused,
    "quotes": files.quotes,
}
