"""What happens to things that were sold."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, many, one

RETURN_REASONS = Table(
    "return_reasons",
    "rr",
    "Return Reason",
    {
        **SOFT_DELETABLE,
        "value": None,
        "label": None,
        "description": None,
        "parent_return_reason_id": None,
        "metadata": None,
    },
    relations={
        "parent_return_reason": one("return_reasons", "parent_return_reason_id"),
        "return_reason_children": many("return_reasons", "parent_return_reason_id"),
    },
    expand=("parent_return_reason", "return_reason_children"),
    unique=(("value",),),
    required=frozenset({"value", "label"}),
    order="",
    missing="{label} with id: {id} was not found.",
    entity="Return_reason",
)
