"""Product Collections: products that are presented together."""

from dataclasses import replace

from medusa_mock.domain import collections as domain
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.catalogue import PRODUCT_COLLECTIONS

collections = Resource(
    PRODUCT_COLLECTIONS,
    one="collection",
    many="collections",
    object="product-collection",
    event="product-collection",
    filters={"discount_condition_id": "discount_conditions"},
    overruled=frozenset({"title", "handle", "created_at", "updated_at"}),
)
listed = replace(collections, fields=("id", "created_at", "updated_at", "title", "handle"))

get_product_collection = collections.retrieve
update_product_collection = collections.update
delete_product_collection = collections.delete


def list_product_collections(store: Store, **params: Json) -> Body:
    domain.check_filters(params)
    return listed.list(store, **params)


def create_product_collection(store: Store, body: Body) -> Body:
    return collections.show(store, domain.create_collection(store, body))


def add_product_collection_products(store: Store, id: str, body: Body) -> Body:
    return collections.show(store, domain.add_products(store, id, body["product_ids"]))


def remove_product_collection_products(store: Store, id: str, body: Body) -> Body:
    domain.remove_products(store, id, body["product_ids"])
    return {"id": id, "object": "product-collection", "removed_products": body["product_ids"]}
