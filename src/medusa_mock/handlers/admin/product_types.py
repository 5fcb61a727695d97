"""Product Types: they come into being with products, and are only listed here."""

from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.catalogue import PRODUCT_TYPES

types = Resource(
    PRODUCT_TYPES, one="product_type", many="product_types", fields=("id", "created_at", "updated_at", "value")
)


def list_product_types(store: Store, discount_condition_id: str | None = None, **params: Json) -> Body:
    if discount_condition_id is not None:
        params["discount_conditions"] = discount_condition_id
    return types.list(store, **params)
