"""What becomes of things that were sold: returns, swaps and claims."""

from medusa_mock.store.tables import BASE, SOFT_DELETABLE, Table, first, link, many, one, through

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

RETURNS = Table(
    "returns",
    "ret",
    "Return",
    {
        **BASE,
        "status": "requested",
        "swap_id": None,
        "claim_order_id": None,
        "order_id": None,
        "location_id": None,
        "shipping_data": None,
        "refund_amount": None,
        "received_at": None,
        "no_notification": None,
        "metadata": None,
        "idempotency_key": None,
    },
    relations={
        "claim_order": one("claims", "claim_order_id"),
        "items": many("return_items", "return_id"),
        "order": one("orders", "order_id"),
        "shipping_method": first("shipping_methods", "return_id"),
        "swap": one("swaps", "swap_id"),
    },
    expand=("order", "swap"),
    eager=("items",),
    unique=(("swap_id",), ("claim_order_id",)),
    required=frozenset({"status", "refund_amount"}),
    missing="Return with id: {id} was not found",
)

RETURN_ITEMS = Table(
    "return_items",
    "retitem",
    "Return item",
    {
        "id": None,
        "return_id": None,
        "item_id": None,
        "quantity": None,
        "is_requested": True,
        "requested_quantity": None,
        "received_quantity": None,
        "reason_id": None,
        "note": None,
        "metadata": None,
    },
    relations={
        "item": one("line_items", "item_id"),
        "reason": one("return_reasons", "reason_id"),
        "return_order": one("returns", "return_id"),
    },
    unique=(("return_id", "item_id"),),
    hidden=frozenset({"id"}),
    order="",
)

SWAPS = Table(
    "swaps",
    "swap",
    "Swap",
    {
        **SOFT_DELETABLE,
        "fulfillment_status": "not_fulfilled",
        "payment_status": "not_paid",
        "order_id": None,
        "difference_due": None,
        "shipping_address_id": None,
        "cart_id": None,
        "confirmed_at": None,
        "canceled_at": None,
        "no_notification": None,
        "allow_backorder": False,
        "idempotency_key": None,
        "metadata": None,
    },
    relations={
        "additional_items": many("line_items", "swap_id"),
        "cart": one("carts", "cart_id"),
        "fulfillments": many("fulfillments", "swap_id"),
        "order": one("orders", "order_id"),
        "payment": first("payments", "swap_id"),
        "return_order": first("returns", "swap_id"),
        "shipping_address": one("addresses", "shipping_address_id"),
        "shipping_methods": many("shipping_methods", "swap_id"),
    },
    required=frozenset({"fulfillment_status", "payment_status", "order_id", "allow_backorder"}),
    missing="Swap was not found",
)

CLAIMS = Table(
    "claims",
    "claim",
    "Claim",
    {
        **SOFT_DELETABLE,
        "payment_status": "na",
        "fulfillment_status": "not_fulfilled",
        "type": None,
        "order_id": None,
        "shipping_address_id": None,
        "refund_amount": None,
        "canceled_at": None,
        "no_notification": None,
        "metadata": None,
        "idempotency_key": None,
    },
    relations={
        "additional_items": many("line_items", "claim_order_id"),
        "claim_items": many("claim_items", "claim_order_id"),
        "fulfillments": many("fulfillments", "claim_order_id"),
        "order": one("orders", "order_id"),
        "return_order": first("returns", "claim_order_id"),
        "shipping_address": one("addresses", "shipping_address_id"),
        "shipping_methods": many("shipping_methods", "claim_order_id"),
    },
    required=frozenset({"payment_status", "fulfillment_status", "type", "order_id"}),
    missing="Claim with {id} was not found",
    entity="Claim_order",
)

CLAIM_ITEMS = Table(
    "claim_items",
    "citm",
    "Claim item",
    {
        **SOFT_DELETABLE,
        "claim_order_id": None,
        "item_id": None,
        "variant_id": None,
        "reason": None,
        "note": None,
        "quantity": None,
        "metadata": None,
    },
    relations={
        "claim_order": one("claims", "claim_order_id"),
        "images": many("claim_images", "claim_item_id"),
        "item": one("line_items", "item_id"),
        "tags": through("claim_tags", by="claim_item_tags", near="item_id", far="tag_id"),
        "variant": one("product_variants", "variant_id"),
    },
    required=frozenset({"item_id", "variant_id", "reason", "quantity"}),
    order="",
    missing="Claim item with id: {id} was not found.",
)

CLAIM_IMAGES = Table(
    "claim_images",
    "cimg",
    "Claim image",
    {
        **SOFT_DELETABLE,
        "claim_item_id": None,
        "url": None,
        "metadata": None,
    },
    relations={"claim_item": one("claim_items", "claim_item_id")},
    required=frozenset({"claim_item_id", "url"}),
    order="",
)

CLAIM_TAGS = Table(
    "claim_tags",
    "ctag",
    "Claim tag",
    {
        **SOFT_DELETABLE,
        "value": None,
        "metadata": None,
    },
    required=frozenset({"value"}),
    indexes=("value",),
    order="",
)

CLAIM_ITEM_TAGS = link("claim_item_tags", "item_id", "tag_id")
