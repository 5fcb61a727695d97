"""The groups of operations that are tested at length; the whole document takes minutes."""

from medusa_mock import document

TAGS = {"Apps Oauth", "Auth", "Product Tags", "Product Types", "Return Reasons"}

FIRST = tuple(
    operation["operationId"]
    for _, _, operation in document.operations(document.load())
    if TAGS.intersection(operation["tags"])
)
"""The operationIds of the groups that came first."""
