"""The sections of Medusa's seed format about what is sold. Source: `commands/seed.ts`."""

from functools import cache, partial
from typing import Any

from medusa_mock.document.source import Source
from medusa_mock.domain.categories import create_category
from medusa_mock.domain.collections import create_collection
from medusa_mock.domain.products import (
    create_product,
    default_channel_id,
    default_profile_id,
    placed,
    upsert_tags,
)
from medusa_mock.domain.variants import Assortment
from medusa_mock.seeds.refusals import Where, refusing
from medusa_mock.store import Store


def settle_categories(store: Store, seed: Source) -> None:
    """Every category is active, whatever the file says; the children come in the order of the tree."""
    _settle_children(store, seed, seed.data["categories"], ("categories",), None)


def settle_collections(store: Store, seed: Source) -> None:
    for index, collection in enumerate(seed.data["product_collections"]):
        with refusing(seed, ("product_collections", index)):
            create_collection(store, collection)


def settle_products(store: Store, seed: Source) -> None:
    """Products are published unless they say otherwise, and go to the default channel and profile in any case."""
    channels = [{"id": default_channel_id(store)}]
    profile_id = cache(partial(default_profile_id, store))
    known: set[str] = set()
    for index, product in enumerate(seed.data["products"]):
        given = product | {
            "status": product.get("status") or "published",
            "sales_channels": channels,
            "profile_id": profile_id(is_giftcard=product.get("is_giftcard", False)),
        }
        for number, tag in enumerate(product.get("tags") or ()):
            if tag["value"] not in known:
                known.add(tag["value"])
                with refusing(seed, ("products", index, "tags", number)):
                    upsert_tags(store, [tag])
        with refusing(seed, ("products", index)):
            row = create_product(store, given)
        variants = placed(store, row, product.get("options") or (), product.get("variants") or ())
        assortment = Assortment(store, row.key)
        for number, variant in enumerate(variants):
            with refusing(seed, ("products", index, "variants", number)):
                assortment.check(variant)
                assortment.add(variant, variant.get("variant_rank") or assortment.size)


def _settle_children(store: Store, seed: Source, children: list[Any], where: Where, parent_id: str | None) -> None:
    for index, child in enumerate(children):
        values = {name: value for name, value in child.items() if name != "category_children"}
        here = (*where, index)
        with refusing(seed, here):
            row = create_category(store, {**values, "is_active": True, "parent_category_id": parent_id})
        below = child.get("category_children") or []
        _settle_children(store, seed, below, (*here, "category_children"), row.key)
