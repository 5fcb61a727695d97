"""The store itself, of which there is one: its settings and the currencies it sells in.

Source: `services/store.ts`.
"""

from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.settings import CURRENCIES, STORE_CURRENCIES, STORES

FEATURE_FLAGS = {
    "analytics": True,
    "medusa_v2": False,
    "order_editing": True,
    "product_categories": True,
    "publishable_api_keys": True,
    "sales_channels": True,
    "tax_inclusive_pricing": True,
    "workflows": False,
}
"""What of Medusa can be switched on and off, and whether it is on."""

MODULES = {
    "cacheService": "@medusajs/cache-inmemory",
    "eventBus": "@medusajs/event-bus-local",
    "stockLocationService": False,
    "inventoryService": False,
    "2506752d5": "",
    "orderOrderSalesChannelSalesChannelLink": "",
}
"""The modules of a Medusa that keeps stock: module -> the package it is by default, False where there is none.

The last two are links between modules, as a real server names them. Source: a recording.
"""


def current(store: Store) -> Row:
    """The store. Raises NotFound."""
    shop = store.first(STORES)
    if shop is None:
        raise NotFound("Store does not exist")
    return shop


def currencies(store: Store) -> list[Row]:
    """The currencies that the store sells in. Raises NotFound."""
    links = store.select(STORE_CURRENCIES, store_id=current(store).key)
    return [store.get(CURRENCIES, link["currency_code"]) for link in links]


def update(store: Store, changes: dict[str, Json]) -> dict[str, Json]:
    """The store with the changes, as TypeORM's `save` leaves it: metadata and currencies in the order given.

    `currencies` are the codes of all that it is to sell in. The default currency is shown where it was given.

    Raises:
        NotFound: there is no store.
        InvalidData: a currency is not known, or the default one is not among those that the store sells in.
        Duplicate: a currency is given twice.
    """
    shop, columns = current(store), dict(changes)
    codes, default = columns.pop("currencies", None), columns.pop("default_currency_code", None)
    if codes is not None:
        _check_default(codes, shop["default_currency_code"] if default is None else default)
        _replace_currencies(store, shop, codes)
    sold = currencies(store)
    if default:
        columns["default_currency_code"] = _sold_in(sold, default)
    saved = store.update(STORES, shop.key, columns)
    answer = saved.shown() | {"currencies": sold}
    if changes.get("metadata"):
        answer["metadata"] = _merged(shop["metadata"] or {}, changes["metadata"], saved["metadata"])
    return answer | ({"default_currency": store.get(CURRENCIES, saved["default_currency_code"])} if default else {})


def add_currency(store: Store, code: str) -> Row:
    """The store, which sells in one more currency.

    Raises:
        InvalidData: the currency is not known.
        Duplicate: the store sells in it already.
    """
    if store.find(CURRENCIES, code.lower()) is None:
        raise InvalidData(f"Currency {code} not found")
    shop = current(store)
    if store.first(STORE_CURRENCIES, store_id=shop.key, currency_code=code.lower()):
        raise Duplicate("Currency already added")
    store.link(STORE_CURRENCIES, store_id=shop.key, currency_code=code.lower())
    return shop


def remove_currency(store: Store, code: str) -> Row:
    """The store, which does not sell in the currency any more; the default one can be removed, too.

    Unlike anywhere else, a code with capitals is not recognised: nothing is removed.
    """
    shop = current(store)
    store.unlink(STORE_CURRENCIES, store_id=shop.key, currency_code=code)
    return shop


def _check_default(codes: list[str], default: str) -> None:
    if default.lower() not in (code.lower() for code in codes):
        raise InvalidData(
            "You are not allowed to remove default currency from store currencies without replacing it as well"
        )


def _replace_currencies(store: Store, shop: Row, codes: list[str]) -> None:
    for code in codes:
        if store.find(CURRENCIES, code.lower()) is None:
            raise InvalidData(f"Currency with code {code} does not exist")
    store.unlink(STORE_CURRENCIES, store_id=shop.key)
    for code in codes:
        store.insert(STORE_CURRENCIES, {"store_id": shop.key, "currency_code": code.lower()})


def _sold_in(sold: list[Row], code: str) -> str:
    """The code of one of the currencies, in small letters."""
    if code.lower() not in (currency.key for currency in sold):
        raise InvalidData(f"Store does not have currency: {code}")
    return code.lower()


def _merged(old: Json, given: Json, saved: Json) -> Json:
    """The saved metadata in the order in which it was merged, before the database put it into its own."""
    return {name: given.get(name, saved[name]) for name in {**old, **given} if name in saved}
