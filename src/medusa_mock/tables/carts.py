"""Carts, and what lies in a cart or an order: line items and shipping methods, with their discounts and taxes."""

from collections.abc import Mapping

from medusa_mock.store.rows import Json, Row
from medusa_mock.store.tables import BASE, SOFT_DELETABLE, Related, Table, link, many, one, through


def _selected(_cart: Row, sessions: Related) -> Mapping[str, Json]:
    """The session that is paid with, if there is one (`models/cart.ts`)."""
    assert isinstance(sessions, list)  # noqa: S101 - what `many` leads to
    selected = [session for session in sessions if session["is_selected"]]
    return {"payment_session": selected[0]} if selected else {}


CARTS = Table(
    "carts",
    "cart",
    "Cart",
    {
        "object": "cart",
        **SOFT_DELETABLE,
        "email": None,
        "billing_address_id": None,
        "shipping_address_id": None,
        "region_id": None,
        "customer_id": None,
        "payment_id": None,
        "type": "default",
        "completed_at": None,
        "payment_authorized_at": None,
        "idempotency_key": None,
        "context": None,
        "metadata": None,
        "sales_channel_id": None,
    },
    relations={
        "billing_address": one("addresses", "billing_address_id"),
        "custom_shipping_options": many("custom_shipping_options", "cart_id"),
        "customer": one("customers", "customer_id"),
        "discounts": through("discounts", by="cart_discounts", near="cart_id", far="discount_id"),
        "gift_cards": through("gift_cards", by="cart_gift_cards", near="cart_id", far="gift_card_id"),
        "items": many("line_items", "cart_id"),
        "payment": one("payments", "payment_id"),
        "payment_sessions": many("payment_sessions", "cart_id"),
        "region": one("regions", "region_id"),
        "sales_channel": one("sales_channels", "sales_channel_id"),
        "shipping_address": one("addresses", "shipping_address_id"),
        "shipping_methods": many("shipping_methods", "cart_id"),
    },
    derived={"payment_sessions": _selected},
    required=frozenset({"region_id", "type"}),
    missing="Cart with {id} was not found",
)

LINE_ITEMS = Table(
    "line_items",
    "item",
    "Line item",
    {
        **BASE,
        "cart_id": None,
        "order_id": None,
        "swap_id": None,
        "claim_order_id": None,
        "original_item_id": None,
        "order_edit_id": None,
        "title": None,
        "description": None,
        "thumbnail": None,
        "is_return": False,
        "is_giftcard": False,
        "should_merge": True,
        "allow_discounts": True,
        "has_shipping": None,
        "unit_price": None,
        "variant_id": None,
        "quantity": None,
        "fulfilled_quantity": None,
        "returned_quantity": None,
        "shipped_quantity": None,
        "metadata": None,
        "includes_tax": False,
    },
    relations={
        "adjustments": many("line_item_adjustments", "item_id"),
        "cart": one("carts", "cart_id"),
        "claim_order": one("claims", "claim_order_id"),
        "order": one("orders", "order_id"),
        "order_edit": one("order_edits", "order_edit_id"),
        "swap": one("swaps", "swap_id"),
        "tax_lines": many("line_item_tax_lines", "item_id"),
        "variant": one("product_variants", "variant_id"),
    },
    unique=(("order_edit_id", "original_item_id"),),
    required=frozenset({"title", "unit_price", "quantity"}),
    order="",
    missing="Line item with {id} was not found",
)

LINE_ITEM_ADJUSTMENTS = Table(
    "line_item_adjustments",
    "lia",
    "Line item adjustment",
    {
        "id": None,
        "item_id": None,
        "description": None,
        "discount_id": None,
        "amount": None,
        "metadata": None,
    },
    relations={"discount": one("discounts", "discount_id"), "item": one("line_items", "item_id")},
    unique=(("discount_id", "item_id"),),
    required=frozenset({"item_id", "description", "amount"}),
    order="",
)

LINE_ITEM_TAX_LINES = Table(
    "line_item_tax_lines",
    "litl",
    "Line item tax line",
    {
        **BASE,
        "rate": None,
        "name": None,
        "code": None,
        "metadata": None,
        "item_id": None,
    },
    relations={"item": one("line_items", "item_id")},
    unique=(("item_id", "code"),),
    required=frozenset({"rate", "name", "item_id"}),
    reals=frozenset({"rate"}),
    order="",
)

SHIPPING_METHODS = Table(
    "shipping_methods",
    "sm",
    "Shipping method",
    {
        "id": None,
        "shipping_option_id": None,
        "order_id": None,
        "claim_order_id": None,
        "cart_id": None,
        "swap_id": None,
        "return_id": None,
        "price": None,
        "data": None,
        "includes_tax": False,
    },
    relations={
        "cart": one("carts", "cart_id"),
        "claim_order": one("claims", "claim_order_id"),
        "order": one("orders", "order_id"),
        "return_order": one("returns", "return_id"),
        "shipping_option": one("shipping_options", "shipping_option_id"),
        "swap": one("swaps", "swap_id"),
        "tax_lines": many("shipping_method_tax_lines", "shipping_method_id"),
    },
    unique=(("return_id",),),
    required=frozenset({"shipping_option_id", "price", "data"}),
    order="",
)

SHIPPING_METHOD_TAX_LINES = Table(
    "shipping_method_tax_lines",
    "smtl",
    "Shipping method tax line",
    {
        **BASE,
        "rate": None,
        "name": None,
        "code": None,
        "metadata": None,
        "shipping_method_id": None,
    },
    relations={"shipping_method": one("shipping_methods", "shipping_method_id")},
    unique=(("shipping_method_id", "code"),),
    required=frozenset({"rate", "name", "shipping_method_id"}),
    reals=frozenset({"rate"}),
    order="",
)

CUSTOM_SHIPPING_OPTIONS = Table(
    "custom_shipping_options",
    "cso",
    "Custom shipping option",
    {
        **SOFT_DELETABLE,
        "price": None,
        "shipping_option_id": None,
        "cart_id": None,
        "metadata": None,
    },
    relations={"cart": one("carts", "cart_id"), "shipping_option": one("shipping_options", "shipping_option_id")},
    unique=(("shipping_option_id", "cart_id"),),
    required=frozenset({"price", "shipping_option_id"}),
    order="",
)

CART_DISCOUNTS = link(
    "cart_discounts", "cart_id", "discount_id", references={"cart_id": "carts", "discount_id": "discounts"}
)

CART_GIFT_CARDS = link(
    "cart_gift_cards", "cart_id", "gift_card_id", references={"cart_id": "carts", "gift_card_id": "gift_cards"}
)
