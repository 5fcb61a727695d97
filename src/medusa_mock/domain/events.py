"""Events: what the real server tells whoever has subscribed to it, by name and with data.

They are told by the rules that cause them, as the real services do, and not found out from the rows that changed: a
change that changes nothing is told, too, `fields` are those that were asked for, and much that changes is never told.
Source: `Events` and `emit` in `services/*.ts`, and recordings.
"""

import re
from collections.abc import Callable, Mapping
from fnmatch import translate
from typing import Final

from medusa_mock.store import Json, Row, Store
from medusa_mock.store.rows import FrozenDict, freeze
from medusa_mock.tables.messages import OUTBOX

CREATED: Final = "created"
UPDATED: Final = "updated"
DELETED: Final = "deleted"

_TOLD: Final[Mapping[str, str]] = {
    "batch": "created updated pre_processed confirmed processing completed canceled failed",
    "cart": "created updated customer_updated",
    "claim": "created updated canceled fulfillment_created shipment_created refund_processed",
    "claim_item": "created updated",
    "currency": "updated",
    "customer": "created updated",
    "discount": "created",
    "draft_order": "created updated",
    "gift_card": "created",
    "inventory-item": "created updated deleted",
    "inventory-level": "created updated deleted",
    "invite": "created",
    "note": "created updated deleted",
    "oauth": "token_generated",
    "order": (
        "placed updated completed canceled payment_captured refund_created fulfillment_created fulfillment_canceled"
        " shipment_created return_requested items_returned return_action_required"
    ),
    "order-edit": "created updated requested confirmed declined canceled",
    "order-edit-item-change": "CREATED DELETED",
    "order-update-token": "created",
    "payment": "updated payment_captured payment_refund_created",
    "payment-collection": "created updated deleted payment_authorized",
    "product": "created updated deleted",
    "product-category": "created updated deleted",
    "product-collection": "created updated deleted products_added products_removed",
    "product-variant": "created updated deleted",
    "publishable_api_key": "created revoked",
    "region": "created updated deleted",
    "reservation-item": "created updated deleted",
    "reservation-items": "bulk-created",
    "sales_channel": "created updated deleted",
    "stock-location": "created updated deleted",
    "swap": (
        "created received shipment_created payment_completed payment_captured refund_processed fulfillment_created"
        " process_refund_failed"
    ),
    "user": "created updated deleted password_reset",
}

EVENTS: Final = frozenset(f"{about}.{what}" for about, all_of_it in _TOLD.items() for what in all_of_it.split())
"""The names of all events that there are. The one of an OAuth application has that application's name behind it."""


def emit(store: Store, name: str, data: Json, *, to: str | None = None) -> None:
    """Let an event happen; `to` is the address of whoever would be written to.

    A row as data is told as a whole, but for what clients never see.
    """
    if name not in EVENTS and not name.startswith("oauth.token_generated."):
        raise TypeError(f"{name} is no event")
    told = _whole(data) if isinstance(data, Row) else freeze(data)
    store.note(OUTBOX, {"event_name": name, "to": to, "data": told})


def told(store: Store, *, event: str = "*", to: str | None = None, newest: int | None = None) -> list[Row]:
    """The rows of the outbox, the oldest first; of those that fit only so many of the `newest`.

    In the names of an `event` and in the addresses `to` which somebody was written, `*` stands for any text.
    """
    fits = fitting(event)
    found = [row for row in store.select(OUTBOX) if fits(row["event_name"] or "")]
    if to is not None:
        fits = fitting(to)
        found = [row for row in found if row["to"] is not None and fits(row["to"])]
    return found[-min(newest or OUTBOX.newest, OUTBOX.newest) :]


def fitting(*patterns: str) -> Callable[[str], object]:
    """What tells whether a text fits one of the patterns, in which `*` stands for any text."""
    return re.compile("|".join(map(translate, patterns))).match


def _whole(row: Row) -> FrozenDict:
    return FrozenDict([(name, row[name]) for name in row.table.as_jsonb])
