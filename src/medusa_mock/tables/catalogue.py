"""What is sold, and what it is filed under."""

from medusa_mock.store.tables import Table

PRODUCT_TAGS = Table(
    "product_tags",
    "ptag",
    "Product tag",
    {"id": None, "created_at": None, "updated_at": None, "deleted_at": None, "value": None, "metadata": None},
    search=("value",),
    indexes=("value",),
)

PRODUCT_TYPES = Table(
    "product_types",
    "ptyp",
    "Product type",
    {"id": None, "created_at": None, "updated_at": None, "deleted_at": None, "value": None, "metadata": None},
    search=("value",),
    indexes=("value",),
)
