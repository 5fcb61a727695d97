"""A small shop to test the store with: every kind of relation, of key and of deletion."""

from collections.abc import Iterator
from itertools import count

from medusa_mock.store import Store, Table, World, link, many, one, through
from medusa_mock.store.ids import serial_ulid

TIMES = {"created_at": None, "updated_at": None}

COLLECTIONS = Table("collections", "pcol", "Product collection", {"id": None, **TIMES, "title": None})

PRODUCTS = Table(
    "products",
    "prod",
    "Product",
    {
        "id": None,
        **TIMES,
        "deleted_at": None,
        "title": None,
        "handle": None,
        "status": "draft",
        "weight": None,
        "cost": None,
        "starts_at": None,
        "collection_id": None,
        "metadata": None,
    },
    relations={
        "variants": many("variants", "product_id"),
        "collection": one("collections", "collection_id", enforced=False),
        "tags": through("tags", by="products_tags", near="product_id", far="tag_value"),
    },
    expand=("variants", "collection"),
    search=("title", "variants.sku"),
    unique=(("handle",), ("title", "status")),
    required=frozenset({"status"}),
    hidden=frozenset({"cost"}),
)

VARIANTS = Table(
    "variants",
    "variant",
    "Variant",
    {"id": None, **TIMES, "deleted_at": None, "sku": None, "product_id": None, "secret": None},
    relations={"product": one("products", "product_id", enforced=False)},
    unique=(("sku",),),
    hidden=frozenset({"secret"}),
)

TAGS = Table("tags", "", "Product tag", {"value": None, "colour": None}, key="value", order="")

PRODUCTS_TAGS = link("products_tags", "product_id", "tag_value")

SHOP = {table.name: table for table in (COLLECTIONS, PRODUCTS, VARIANTS, TAGS, PRODUCTS_TAGS)}


def ticking() -> Iterator[int]:
    """The times that a shop's clock tells: each reading a second after the one before."""
    return count(1_700_000_000_000, 1000)


def new_shop() -> Store:
    readings = ticking()
    return Store(World.empty(SHOP), clock=lambda _: next(readings), ids=serial_ulid)
