"""Product Types: they come into being with products, and are only listed here."""

from medusa_mock.resource import Resource
from medusa_mock.tables.catalogue import PRODUCT_TYPES

types = Resource(
    PRODUCT_TYPES,
    one="product_type",
    many="product_types",
    fields=("id", "created_at", "updated_at", "value"),
    filters={"discount_condition_id": "discount_conditions"},
)

list_product_types = types.list
