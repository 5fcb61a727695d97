"""Product Tags: they come into being with products, and are only listed here."""

from medusa_mock.resource import Resource
from medusa_mock.tables.catalogue import PRODUCT_TAGS

tags = Resource(
    PRODUCT_TAGS,
    one="product_tag",
    many="product_tags",
    fields=("id", "created_at", "updated_at", "value"),
    filters={"discount_condition_id": "discount_conditions"},
)

list_product_tags = tags.list
