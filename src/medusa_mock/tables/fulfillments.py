"""What is sent."""

from medusa_mock.store.tables import BASE, SOFT_DELETABLE, Table, many, one

FULFILLMENTS = Table(
    "fulfillments",
    "ful",
    "Fulfillment",
    {
        **BASE,
        "claim_order_id": None,
        "swap_id": None,
        "order_id": None,
        "no_notification": None,
        "provider_id": None,
        "location_id": None,
        "tracking_numbers": (),
        "data": None,
        "shipped_at": None,
        "canceled_at": None,
        "metadata": None,
        "idempotency_key": None,
    },
    relations={
        "claim_order": one("claims", "claim_order_id"),
        "items": many("fulfillment_items", "fulfillment_id"),
        "order": one("orders", "order_id"),
        "provider": one("fulfillment_providers", "provider_id"),
        "swap": one("swaps", "swap_id"),
        "tracking_links": many("tracking_links", "fulfillment_id"),
    },
    eager=("items",),
    required=frozenset({"provider_id", "data"}),
    order="",
)

FULFILLMENT_ITEMS = Table(
    "fulfillment_items",
    "fulitem",
    "Fulfillment item",
    {
        "id": None,
        "fulfillment_id": None,
        "item_id": None,
        "quantity": None,
    },
    relations={"fulfillment": one("fulfillments", "fulfillment_id"), "item": one("line_items", "item_id")},
    unique=(("fulfillment_id", "item_id"),),
    hidden=frozenset({"id"}),
    order="",
)

TRACKING_LINKS = Table(
    "tracking_links",
    "tlink",
    "Tracking link",
    {
        **SOFT_DELETABLE,
        "url": None,
        "tracking_number": None,
        "fulfillment_id": None,
        "idempotency_key": None,
        "metadata": None,
    },
    relations={"fulfillment": one("fulfillments", "fulfillment_id")},
    required=frozenset({"tracking_number", "fulfillment_id"}),
    order="",
)
