"""What a product shows of its collection and its type."""

from typing import Any

import pytest

from medusa_mock.domain.product_joins import joined
from medusa_mock.store import Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.catalogue import PRODUCT_COLLECTIONS, PRODUCTS


def shown(shop: Store, **params: Any) -> dict[str, Any]:
    query = Query.parse(shop, PRODUCTS, params)
    return document(shop, shop.get(PRODUCTS, "prod_cup"), query, joined(query))


@pytest.mark.parametrize(
    ("fields", "expand", "keys"),
    [
        ("collection_id,type_id", "collection", "id type_id collection"),
        ("collection_id,type_id", "type", "id collection_id type"),
        ("collection_id,type_id", "collection,type", "id type_id collection collection_id type"),
        ("collection_id,type_id", "collection,tags", "id type_id collection collection_id tags"),
        ("collection_id,type_id", "images,type", "id collection_id type_id images type"),
        ("collection_id", "", "id collection_id"),
        ("title", "collection", "id title collection"),
    ],
)
def test_the_key_of_the_first_relation_comes_late_or_never(shop: Store, fields: str, expand: str, keys: str) -> None:
    assert [*shown(shop, fields=fields, expand=expand)] == keys.split()


@pytest.mark.parametrize(
    ("params", "left"),
    [
        ({"expand": "collection"}, True),
        ({"expand": "collection,tags", "fields": "collection_id"}, True),
        ({"expand": "collection", "fields": "title"}, False),
        ({"expand": "collection", "q": "cup"}, False),
        ({}, True),
    ],
)
def test_of_a_deleted_collection_its_key_is_left(shop: Store, params: dict[str, str], left: bool) -> None:
    shop.delete(PRODUCT_COLLECTIONS, "pcol_gifts")
    nulls = dict.fromkeys(PRODUCT_COLLECTIONS.visible)
    assert shown(shop, **params)["collection"] == ({**nulls, "id": "pcol_gifts"} if left else None)


def test_products_on_related_rows_are_shown_as_they_are(shop: Store) -> None:
    [product] = shown(shop, expand="collection.products")["collection"]["products"]
    assert product["collection_id"] == "pcol_gifts"


def test_a_product_below_a_product_need_not_show_the_same_relations(shop: Store) -> None:
    [category] = shown(shop, expand="categories.products.categories,collection")["categories"]
    assert "collection" not in category["products"][0]
