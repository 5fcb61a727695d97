"""Every table, declared once: a module per subject, gathered here."""

from collections.abc import Mapping

from medusa_mock.store.tables import Table
from medusa_mock.tables.apps import OAUTH_APPS
from medusa_mock.tables.catalogue import PRODUCT_TAGS, PRODUCT_TYPES
from medusa_mock.tables.customers import ADDRESSES, CUSTOMER_GROUP_CUSTOMERS, CUSTOMER_GROUPS, CUSTOMERS
from medusa_mock.tables.messages import NOTIFICATION_PROVIDERS, NOTIFICATIONS, OUTBOX
from medusa_mock.tables.orders import RETURN_REASONS
from medusa_mock.tables.people import ANALYTICS_CONFIGS, INVITES, NOTES, USERS
from medusa_mock.tables.settings import (
    COUNTRIES,
    CURRENCIES,
    FULFILLMENT_PROVIDERS,
    PAYMENT_PROVIDERS,
    REGION_FULFILLMENT_PROVIDERS,
    REGION_PAYMENT_PROVIDERS,
    REGIONS,
    SALES_CHANNELS,
    SHIPPING_PROFILES,
    STORE_CURRENCIES,
    STORES,
    TAX_PROVIDERS,
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        ADDRESSES,
        ANALYTICS_CONFIGS,
        COUNTRIES,
        CURRENCIES,
        CUSTOMER_GROUP_CUSTOMERS,
        CUSTOMER_GROUPS,
        CUSTOMERS,
        FULFILLMENT_PROVIDERS,
        INVITES,
        NOTES,
        NOTIFICATION_PROVIDERS,
        NOTIFICATIONS,
        OAUTH_APPS,
        OUTBOX,
        PAYMENT_PROVIDERS,
        PRODUCT_TAGS,
        PRODUCT_TYPES,
        REGIONS,
        REGION_FULFILLMENT_PROVIDERS,
        REGION_PAYMENT_PROVIDERS,
        RETURN_REASONS,
        SALES_CHANNELS,
        SHIPPING_PROFILES,
        STORES,
        STORE_CURRENCIES,
        TAX_PROVIDERS,
        USERS,
    )
}

__all__ = [
    "ANALYTICS_CONFIGS",
    "COUNTRIES",
    "CURRENCIES",
    "FULFILLMENT_PROVIDERS",
    "INVITES",
    "NOTES",
    "NOTIFICATIONS",
    "NOTIFICATION_PROVIDERS",
    "OAUTH_APPS",
    "OUTBOX",
    "PAYMENT_PROVIDERS",
    "PRODUCT_TAGS",
    "PRODUCT_TYPES",
    "REGIONS",
    "REGION_FULFILLMENT_PROVIDERS",
    "REGION_PAYMENT_PROVIDERS",
    "SALES_CHANNELS",
    "SHIPPING_PROFILES",
    "STORES",
    "STORE_CURRENCIES",
    "TABLES",
    "TAX_PROVIDERS",
    "USERS",
]
