"""Changes to the items of an order that are prepared first and take hold at once."""

from collections.abc import Mapping

from medusa_mock.store import Json
from medusa_mock.store.tables import BASE, SOFT_DELETABLE, Table, many, one

STATUSES = {
    "canceled_at": "canceled",
    "confirmed_at": "confirmed",
    "declined_at": "declined",
    "requested_at": "requested",
}
"""The status of an edit by the time that says so; of several the first counts."""


def status(edit: Mapping[str, Json]) -> str:
    """The status that these columns of an edit tell. Source: `loadStatus` of `models/order-edit.ts`."""
    return next((name for column, name in STATUSES.items() if edit.get(column)), "created")


def _status(edit: Mapping[str, Json]) -> Mapping[str, Json]:
    """Columns that are not shown tell nothing: so the real server makes an edit up of those that it reads."""
    return {"status": status(edit)}


ORDER_EDITS = Table(
    "order_edits",
    "oe",
    "Order edit",
    {
        **BASE,
        "order_id": None,
        "internal_note": None,
        "created_by": None,
        "requested_by": None,
        "requested_at": None,
        "confirmed_by": None,
        "confirmed_at": None,
        "declined_by": None,
        "declined_reason": None,
        "declined_at": None,
        "canceled_by": None,
        "canceled_at": None,
        "payment_collection_id": None,
    },
    relations={
        "changes": many("order_item_changes", "order_edit_id"),
        "items": many("line_items", "order_edit_id"),
        "order": one("orders", "order_id"),
        "payment_collection": one("payment_collections", "payment_collection_id"),
    },
    computed=_status,
    expand=(
        "changes.line_item.variant",
        "changes.original_line_item.variant",
        "items.adjustments",
        "items.tax_lines",
        "items.variant",
        "payment_collection",
    ),
    search=("internal_note",),
    unique=(("payment_collection_id",),),
    required=frozenset({"order_id", "created_by"}),
    missing="Order edit with id {id} was not found",
)

ORDER_ITEM_CHANGES = Table(
    "order_item_changes",
    "oic",
    "Order item change",
    {
        **SOFT_DELETABLE,
        "type": None,
        "order_edit_id": None,
        "original_line_item_id": None,
        "line_item_id": None,
    },
    relations={
        "line_item": one("line_items", "line_item_id"),
        "order_edit": one("order_edits", "order_edit_id"),
        "original_line_item": one("line_items", "original_line_item_id"),
    },
    unique=(("order_edit_id", "original_line_item_id"), ("order_edit_id", "line_item_id"), ("line_item_id",)),
    required=frozenset({"type", "order_edit_id"}),
    order="",
    missing="Order edit item change {id} was not found",
)
