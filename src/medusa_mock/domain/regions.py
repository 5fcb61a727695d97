"""Regions: where the shop sells, in which currency, and with which providers.

A country belongs to one region at most, and is given up before another may have it.
Source: `services/region.ts`.
"""

from medusa_mock.errors import Duplicate, InvalidData
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.tables.settings import (
    COUNTRIES,
    FULFILLMENT_PROVIDERS,
    PAYMENT_PROVIDERS,
    REGION_FULFILLMENT_PROVIDERS,
    REGION_PAYMENT_PROVIDERS,
    REGIONS,
    STORE_CURRENCIES,
    TAX_PROVIDERS,
)

PROVIDERS = {
    "payment_providers": (PAYMENT_PROVIDERS, REGION_PAYMENT_PROVIDERS),
    "fulfillment_providers": (FULFILLMENT_PROVIDERS, REGION_FULFILLMENT_PROVIDERS),
}
"""The relations to providers: the table of the providers, and of the links to them."""


def create(store: Store, values: dict[str, Json]) -> Row:
    """A region of the values: columns, `countries` as codes, and the two kinds of providers as ids.

    Raises:
        InvalidData: the tax rate is no percentage, the store does not sell in the currency, or a country or provider
            is not known.
        Duplicate: a country belongs to another region.
    """
    _check(store, values)
    region = store.insert(REGIONS, _columns(values))
    _relate(store, region, values)
    return region


def _check(store: Store, values: dict[str, Json]) -> None:
    if not 0 <= (values.get("tax_rate") or 0) <= 100:
        raise InvalidData("The tax_rate must be between 0 and 1")
    for code in values.get("countries") or ():
        _free_country(store, code, values.get("id"))
    if values.get("tax_provider_id"):
        _check_provider(store, TAX_PROVIDERS, values["tax_provider_id"])
    for name, (providers, _) in PROVIDERS.items():
        for provider_id in values.get(name) or ():
            _check_provider(store, providers, provider_id)
    code = values.get("currency_code")
    if code and store.first(STORE_CURRENCIES, currency_code=code.lower()) is None:
        raise InvalidData("Invalid currency code")


def _free_country(store: Store, code: str, region_id: str | None) -> Row:
    """The country, if no other region has it."""
    country = store.find(COUNTRIES, code.lower())
    if country is None:
        raise InvalidData("Invalid country code")
    if country["region_id"] not in (None, region_id):
        raise Duplicate(f"{country['display_name']} already exists in region {country['region_id']}")
    return country


def _check_provider(store: Store, table: Table, provider_id: str) -> None:
    if store.find(table, provider_id) is None:
        raise InvalidData(f"{table.label} not found")


def _columns(values: dict[str, Json]) -> dict[str, Json]:
    columns = {name: value for name, value in values.items() if name in REGIONS.columns}
    if columns.get("currency_code"):
        columns["currency_code"] = columns["currency_code"].lower()
    return columns


def _relate(store: Store, region: Row, values: dict[str, Json]) -> None:
    for code in values.get("countries") or ():
        store.update(COUNTRIES, code.lower(), {"region_id": region.key})
    for name, (_, links) in PROVIDERS.items():
        for provider_id in values.get(name) or ():
            store.link(links, region_id=region.key, provider_id=provider_id)
