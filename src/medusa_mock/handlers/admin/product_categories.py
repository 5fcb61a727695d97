"""Product Categories: a tree that products are filed under."""

from medusa_mock.domain import categories as domain
from medusa_mock.domain.category_trees import asked_of_list, asked_of_one, shown
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import PRODUCT_CATEGORIES

categories = Resource(
    PRODUCT_CATEGORIES,
    one="product_category",
    many="product_categories",
    object="product-category",
    keys=("count", "rows", "offset", "limit"),
    overruled=frozenset({"handle"}),
)


def list_product_categories(
    store: Store, order: Json = None, include_descendants_tree: Json = None, **params: Json
) -> Body:
    del order  # taken and ignored
    query = asked_of_list(store, categories.asked(params))
    whole = include_descendants_tree == "true"
    return categories.page(store, query, lambda row: shown(store, row, query, whole=whole))


def get_product_category(store: Store, id: str, expand: str | None = None, fields: str | None = None) -> Body:
    asked_of_one(store, {"expand": expand})
    del fields  # taken and ignored, as relations are that are known
    return _show(store, store.get(PRODUCT_CATEGORIES, id))


def create_product_category(store: Store, body: Body, **params: Json) -> Body:
    return _show(store, domain.create_category(store, body), **params)


def update_product_category(store: Store, id: str, body: Body, **params: Json) -> Body:
    return _show(store, domain.update_category(store, id, body), **params)


def delete_product_category(store: Store, id: str) -> Body:
    domain.delete_category(store, id)
    return categories.deleted(id)


def add_product_category_products(store: Store, id: str, body: Body, **params: Json) -> Body:
    return _show(store, domain.add_products(store, id, _ids(body)), **params)


def remove_product_category_products(store: Store, id: str, body: Body, **params: Json) -> Body:
    return _show(store, domain.remove_products(store, id, _ids(body)), **params)


def _show(store: Store, row: Row, **params: Json) -> Body:
    return {categories.one: shown(store, row, asked_of_one(store, params), whole=True)}


def _ids(body: Body) -> list[str]:
    return [product["id"] for product in body["product_ids"]]
