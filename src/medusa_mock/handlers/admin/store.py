"""Store: the settings of the shop as a whole, and what it is built of."""

from medusa_mock.domain import stores
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store, Table
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.settings import FULFILLMENT_PROVIDERS, PAYMENT_PROVIDERS, STORES, TAX_PROVIDERS

shops = Resource(STORES, one="store", many="stores")


def get_store(store: Store) -> Body:
    shown = document(store, stores.current(store), Query.parse(store, STORES, {}))
    built_of = {
        "feature_flags": [{"key": key, "value": value} for key, value in stores.FEATURE_FLAGS.items()],
        "modules": [{"module": name, "resolution": package} for name, package in stores.MODULES.items()],
        "payment_providers": _rows(store, PAYMENT_PROVIDERS),
        "fulfillment_providers": _rows(store, FULFILLMENT_PROVIDERS),
    }
    return {"store": shown | built_of}


def update_store(store: Store, body: Body) -> Body:
    return {"store": stores.update(store, body)}


def add_store_currency(store: Store, code: str) -> Body:
    return shops.show(store, stores.add_currency(store, code), expand="currencies")


def remove_store_currency(store: Store, code: str) -> Body:
    return shops.show(store, stores.remove_currency(store, code), expand="currencies")


def list_payment_providers(store: Store) -> Body:
    return {"payment_providers": _rows(store, PAYMENT_PROVIDERS)}


def list_tax_providers(store: Store) -> Body:
    return {"tax_providers": _rows(store, TAX_PROVIDERS)}


def _rows(store: Store, table: Table) -> list[Json]:
    return [row.shown() for row in store.select(table)]
