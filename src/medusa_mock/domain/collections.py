"""Collections: their handles, and the products in them, each of which is in one collection at most.

Source: `services/product-collection.ts`, `models/product-collection.ts`.
"""

from collections.abc import Collection, Mapping

from medusa_mock.domain.events import emit
from medusa_mock.domain.handles import handle_of
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import PRODUCT_COLLECTIONS, PRODUCTS


def create_collection(store: Store, values: Mapping[str, Json]) -> Row:
    """A collection without products; its handle is made of the title unless it is given. Raises Duplicate."""
    handle = values.get("handle") or handle_of(values["title"])
    collection = store.insert(PRODUCT_COLLECTIONS, {**values, "handle": handle})
    emit(store, "product-collection.created", {"id": collection.key})
    return collection


def add_products(store: Store, id: str, products: Collection[str]) -> Row:
    """The collection, with those of the products in it that there are. Raises NotFound for the collection."""
    collection = store.get(PRODUCT_COLLECTIONS, id)
    for product in products:
        if store.find(PRODUCTS, product):
            store.update(PRODUCTS, product, {"collection_id": id})
    emit(store, "product-collection.products_added", {"productCollection": collection, "productIds": [*products]})
    return collection


def remove_products(store: Store, id: str, products: Collection[str]) -> None:
    """Take those of the products out of the collection that are in it. Raises NotFound for the collection."""
    collection = store.get(PRODUCT_COLLECTIONS, id)
    for product in products:
        if store.first(PRODUCTS, id=product, collection_id=id):
            store.update(PRODUCTS, product, {"collection_id": None})
    emit(store, "product-collection.products_removed", {"productCollection": collection, "productIds": [*products]})


def check_filters(filters: Mapping[str, Json]) -> None:
    """Raises InvalidData for a discount condition beside `q`, on which the real server crashes."""
    if filters.get("q") and "discount_condition_id" in filters:
        raise InvalidData("discount_condition_id must stand without q")
