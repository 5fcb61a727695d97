"""What is sold, and what it is filed under."""

from collections.abc import Mapping

from medusa_mock.store import Json, Row, Table, link, many, one, through
from medusa_mock.store.tables import BASE, SOFT_DELETABLE, Related
from medusa_mock.tables.discounts import conditions_that_name


def _profile(_: Row, profiles: Related) -> Mapping[str, Json]:
    """A product has one profile, though the link allows more. Source: `models/product.ts`."""
    last = profiles[-1] if isinstance(profiles, list) and profiles else None
    return {"profile": last, "profile_id": last.key} if last else {}


PRODUCTS = Table(
    "products",
    "prod",
    "Product",
    {
        **SOFT_DELETABLE,
        "title": None,
        "subtitle": None,
        "description": None,
        "handle": None,
        "is_giftcard": False,
        "status": "draft",
        "thumbnail": None,
        "weight": None,
        "length": None,
        "height": None,
        "width": None,
        "hs_code": None,
        "origin_country": None,
        "mid_code": None,
        "material": None,
        "collection_id": None,
        "type_id": None,
        "discountable": True,
        "external_id": None,
        "metadata": None,
    },
    relations={
        "categories": through(
            "product_categories", by="categorized_products", near="product_id", far="product_category_id"
        ),
        "collection": one("product_collections", "collection_id"),
        "discount_conditions": conditions_that_name("products"),
        "images": through("images", by="product_images", near="product_id", far="image_id"),
        "options": many("product_options", "product_id"),
        "profiles": through("shipping_profiles", by="profiled_products", near="product_id", far="profile_id"),
        "sales_channels": through("sales_channels", by="offered_products", near="product_id", far="sales_channel_id"),
        "tags": through("product_tags", by="tagged_products", near="product_id", far="product_tag_id"),
        "type": one("product_types", "type_id"),
        "variants": many("product_variants", "product_id", order="variant_rank"),
    },
    derived={"profiles": _profile},
    expand=(
        "categories",
        "collection",
        "images",
        "options.values",
        "profiles",
        "sales_channels",
        "tags",
        "type",
        "variants.options",
        "variants.prices",
    ),
    search=("title", "description", "variants.title", "variants.sku", "collection.title"),
    unique=(("handle",),),
    required=frozenset({"title", "is_giftcard", "status", "discountable"}),
)

PRODUCT_VARIANTS = Table(
    "product_variants",
    "variant",
    "Variant",
    {
        **SOFT_DELETABLE,
        "title": None,
        "product_id": None,
        "sku": None,
        "barcode": None,
        "ean": None,
        "upc": None,
        "variant_rank": 0,
        "inventory_quantity": None,
        "allow_backorder": False,
        "manage_inventory": True,
        "hs_code": None,
        "origin_country": None,
        "mid_code": None,
        "material": None,
        "weight": None,
        "length": None,
        "height": None,
        "width": None,
        "metadata": None,
    },
    relations={
        "options": many("product_option_values", "variant_id"),
        "prices": many("money_amounts", "variant_id"),
        "product": one("products", "product_id"),
    },
    expand=("options", "prices", "product"),
    search=("title", "sku", "product.title"),
    unique=(("sku",), ("barcode",), ("ean",), ("upc",)),
    required=frozenset({"title", "product_id", "inventory_quantity", "allow_backorder", "manage_inventory"}),
    entity="Product_variant",
)

PRODUCT_OPTIONS = Table(
    "product_options",
    "opt",
    "Option",
    {**SOFT_DELETABLE, "title": None, "product_id": None, "metadata": None},
    relations={"product": one("products", "product_id"), "values": many("product_option_values", "option_id")},
    required=frozenset({"title"}),
    order="",
    missing="{label} with id: {id} does not exist",
    entity="Product_option",
)

PRODUCT_OPTION_VALUES = Table(
    "product_option_values",
    "optval",
    "Option value",
    {**SOFT_DELETABLE, "value": None, "option_id": None, "variant_id": None, "metadata": None},
    relations={"option": one("product_options", "option_id"), "variant": one("product_variants", "variant_id")},
    required=frozenset({"value", "option_id", "variant_id"}),
    order="",
    entity="Product_option_value",
)

IMAGES = Table(
    "images",
    "img",
    "Image",
    {**SOFT_DELETABLE, "url": None, "metadata": None},
    required=frozenset({"url"}),
    indexes=("url",),
    order="",
)

PRODUCT_TAGS = Table(
    "product_tags",
    "ptag",
    "Product tag",
    {**SOFT_DELETABLE, "value": None, "metadata": None},
    relations={"discount_conditions": conditions_that_name("product_tags")},
    search=("value",),
    indexes=("value",),
)

PRODUCT_TYPES = Table(
    "product_types",
    "ptyp",
    "Product type",
    {**SOFT_DELETABLE, "value": None, "metadata": None},
    relations={"discount_conditions": conditions_that_name("product_types")},
    search=("value",),
    indexes=("value",),
)

PRODUCT_COLLECTIONS = Table(
    "product_collections",
    "pcol",
    "Product collection",
    {**SOFT_DELETABLE, "title": None, "handle": None, "metadata": None},
    relations={
        "discount_conditions": conditions_that_name("product_collections"),
        "products": many("products", "collection_id"),
    },
    expand=("products.profiles",),
    search=("title", "handle"),
    unique=(("handle",),),
    required=frozenset({"title"}),
)

PRODUCT_CATEGORIES = Table(
    "product_categories",
    "pcat",
    "ProductCategory",
    {
        **BASE,
        "name": None,
        "description": "",
        "handle": None,
        "is_active": False,
        "is_internal": False,
        "parent_category_id": None,
        "rank": 0,
        "metadata": None,
    },
    relations={
        "category_children": many("product_categories", "parent_category_id", order="rank"),
        "parent_category": one("product_categories", "parent_category_id"),
        "products": through("products", by="categorized_products", near="product_category_id", far="product_id"),
    },
    expand=("category_children", "parent_category"),
    search=("name", "handle"),
    unique=(("handle",), ("parent_category_id", "rank")),
    required=frozenset({"name", "handle", "description", "rank"}),
    order="rank,handle",
    entity="Product_category",
)

CATEGORIZED_PRODUCTS = link(
    "categorized_products",
    "product_category_id",
    "product_id",
    references={"product_category_id": "product_categories", "product_id": "products"},
)

OFFERED_PRODUCTS = link(
    "offered_products",
    "sales_channel_id",
    "product_id",
    references={"sales_channel_id": "sales_channels"},
)

PROFILED_PRODUCTS = link("profiled_products", "profile_id", "product_id")

PRODUCT_IMAGES = link("product_images", "product_id", "image_id")

TAGGED_PRODUCTS = link("tagged_products", "product_id", "product_tag_id")
