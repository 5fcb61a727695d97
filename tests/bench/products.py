"""The products that are measured: 50 on a page, with all that a list shows of them, half a megabyte of JSON."""

from collections.abc import Sequence
from typing import Any, TypeAlias

Json: TypeAlias = Any
Row: TypeAlias = dict[str, Json]

ON_PAGE, SIZES = 50, "SMLX"
TIME = "2026-01-05T09:00:00.000Z"

PRODUCT_NULLS = "collection_id external_id height hs_code length material metadata mid_code origin_country subtitle "
PRODUCT_NULLS += "thumbnail type_id width"
VARIANT_NULLS = "barcode ean height hs_code length material metadata mid_code origin_country upc weight width"
PRICE_NULLS = "max_quantity min_quantity price_list_id region_id"
NOT_CALCULATED = "calculated_price calculated_price_incl_tax calculated_price_includes_tax calculated_tax "
NOT_CALCULATED += "original_price original_price_incl_tax original_price_includes_tax original_tax tax_rates"

CHANNEL: Row = {
    "id": "sc_default",
    "created_at": TIME,
    "updated_at": TIME,
    "deleted_at": None,
    "name": "Default Sales Channel",
    "description": "Created by Medusa",
    "is_disabled": False,
    "metadata": None,
}
PROFILE: Row = {
    "id": "sp_default",
    "created_at": TIME,
    "updated_at": TIME,
    "deleted_at": None,
    "name": "Default Shipping Profile",
    "type": "default",
    "metadata": None,
}


def world(tags: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of the products, each of which has two of the tags."""
    numbers = range(ON_PAGE)
    return {
        "sales_channels": [CHANNEL],
        "shipping_profiles": [PROFILE],
        "products": [_product(number) for number in numbers],
        "product_options": [_option(number) for number in numbers],
        "product_variants": [
            _variant(number, size) | {"inventory_quantity": 9} for number in numbers for size in SIZES
        ],
        "product_option_values": [_value(number, size) for number in numbers for size in SIZES],
        "money_amounts": [price for number in numbers for size in SIZES for price in _prices(number, size)],
        "tagged_products": [
            {"product_id": f"prod_{number:02}", "product_tag_id": tag["id"]}
            for number in numbers
            for tag in _two(tags, number)
        ],
        "offered_products": [
            {"product_id": f"prod_{number:02}", "sales_channel_id": "sc_default"} for number in numbers
        ],
        "profiled_products": [{"product_id": f"prod_{number:02}", "profile_id": "sp_default"} for number in numbers],
    }


def page(tags: Sequence[Row]) -> list[Row]:
    """The same as a list shows them."""
    return [
        {
            **_product(number),
            "categories": [],
            "collection": None,
            "images": [],
            "options": [_option(number) | {"values": [_value(number, size) for size in SIZES]}],
            "profile": PROFILE,
            "profile_id": "sp_default",
            "profiles": [PROFILE],
            "sales_channels": [CHANNEL],
            "tags": [tag | {"deleted_at": None, "metadata": None} for tag in _two(tags, number)],
            "type": None,
            "variants": [_shown_variant(number, size) for size in SIZES],
        }
        for number in range(ON_PAGE)
    ]


def _two(tags: Sequence[Row], number: int) -> Sequence[Row]:
    return tags[number : number + 2]


def _row(key: str, **values: Json) -> Row:
    return {"id": key, "created_at": TIME, "updated_at": TIME, "deleted_at": None, **values}


def _product(number: int) -> Row:
    return _row(
        f"prod_{number:02}",
        title=f"Product {number:02}",
        description="As long as what people read before they buy, and no longer than they do.",
        handle=f"product-{number:02}",
        status="published",
        is_giftcard=False,
        discountable=True,
        weight=250,
        **dict.fromkeys(PRODUCT_NULLS.split()),
    )


def _option(number: int) -> Row:
    return _row(f"opt_{number:02}", title="Size", product_id=f"prod_{number:02}", metadata=None)


def _variant(number: int, size: str) -> Row:
    return _row(
        f"variant_{number:02}_{size}",
        title=size,
        product_id=f"prod_{number:02}",
        sku=f"SKU-{number:02}-{size}",
        variant_rank=SIZES.index(size),
        allow_backorder=False,
        manage_inventory=True,
        **dict.fromkeys(VARIANT_NULLS.split()),
    )


def _value(number: int, size: str) -> Row:
    links = {"option_id": f"opt_{number:02}", "variant_id": f"variant_{number:02}_{size}"}
    return _row(f"optval_{number:02}_{size}", value=size, metadata=None, **links)


def _prices(number: int, size: str) -> list[Row]:
    return [
        _row(
            f"ma_{number:02}_{size}_{code}",
            currency_code=code,
            amount=1000 + number,
            variant_id=f"variant_{number:02}_{size}",
            **dict.fromkeys(PRICE_NULLS.split()),
        )
        for code in ("eur", "usd")
    ]


def _shown_variant(number: int, size: str) -> Row:
    return {
        **_variant(number, size),
        "options": [_value(number, size)],
        "prices": [price | {"price_list": None} for price in _prices(number, size)],
        **dict.fromkeys(NOT_CALCULATED.split()),
        "purchasable": True,
    }
