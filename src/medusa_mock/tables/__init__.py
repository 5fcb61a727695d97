"""Every table, declared once: a module per subject, gathered here."""

from collections.abc import Mapping

from medusa_mock.store.tables import Table
from medusa_mock.tables.apps import OAUTH_APPS
from medusa_mock.tables.catalogue import PRODUCT_TAGS, PRODUCT_TYPES
from medusa_mock.tables.customers import ADDRESSES, CUSTOMER_GROUP_CUSTOMERS, CUSTOMER_GROUPS, CUSTOMERS
from medusa_mock.tables.orders import RETURN_REASONS
from medusa_mock.tables.people import USERS
from medusa_mock.tables.settings import (
    COUNTRIES,
    CURRENCIES,
    SALES_CHANNELS,
    SHIPPING_PROFILES,
    STORE_CURRENCIES,
    STORES,
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        ADDRESSES,
        COUNTRIES,
        CURRENCIES,
        CUSTOMER_GROUP_CUSTOMERS,
        CUSTOMER_GROUPS,
        CUSTOMERS,
        OAUTH_APPS,
        PRODUCT_TAGS,
        PRODUCT_TYPES,
        RETURN_REASONS,
        SALES_CHANNELS,
        SHIPPING_PROFILES,
        STORE_CURRENCIES,
        STORES,
        USERS,
    )
}

__all__ = [
    "COUNTRIES",
    "CURRENCIES",
    "OAUTH_APPS",
    "PRODUCT_TAGS",
    "PRODUCT_TYPES",
    "SALES_CHANNELS",
    "SHIPPING_PROFILES",
    "STORES",
    "STORE_CURRENCIES",
    "TABLES",
    "USERS",
]
