"""Regions: where the shop sells, in which currency, and with which providers.

A country belongs to one region at most, and has to leave it before another may have it.
Source: `services/region.ts`.
"""

from collections.abc import Collection

from medusa_mock.domain.events import emit
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

Values = dict[str, Json]
"""What a region is given: its columns, the codes of its `countries`, and the ids of both kinds of providers."""

PROVIDERS = {
    "payment_providers": (PAYMENT_PROVIDERS, REGION_PAYMENT_PROVIDERS),
    "fulfillment_providers": (FULFILLMENT_PROVIDERS, REGION_FULFILLMENT_PROVIDERS),
}
"""The relations to providers: the table of the providers, and that of the links to them."""


def create(store: Store, values: Values) -> Row:
    """A new region.

    Raises:
        InvalidData: the tax rate is no percentage, the shop does not sell in the currency, or a country or a provider
            is not known.
        Duplicate: a country belongs to another region.
    """
    _check(store, values, None)
    columns = _columns(values)
    if columns.get("metadata"):
        columns["metadata"] = {name: value for name, value in columns["metadata"].items() if value != ""}
    region = store.insert(REGIONS, columns)
    _relate(store, region.key, values)
    emit(store, "region.created", {"id": region.key})
    return region


def update(store: Store, id: str, changes: Values) -> Row:
    """The region with the changes. Countries and providers take the place of those before; null stands for none.

    Raises NotFound, and what `create` raises.
    """
    region = store.get(REGIONS, id)
    _check(store, changes, id)
    columns = _columns(changes)
    if not columns.get("currency_code"):
        columns.pop("currency_code", None)
    _relate(store, id, changes)
    return _told(store, store.update(REGIONS, region.key, columns), *changes)


def delete(store: Store, id: str) -> None:
    """Delete a region; its countries are free at once. Raises NotFound."""
    store.delete(REGIONS, id)
    _set_countries(store, id, ())
    emit(store, "region.deleted", {"id": id})


def add_country(store: Store, id: str, code: str) -> Row:
    """The region with one more country. Raises InvalidData, Duplicate, NotFound, in this order."""
    country = _free_country(store, code, id)
    region = store.get(REGIONS, id)
    if country["region_id"] == id:
        return region
    store.update(COUNTRIES, country.key, {"region_id": id})
    return _told(store, region, "countries")


def remove_country(store: Store, id: str, code: str) -> Row:
    """The region without a country; one that is not there may be removed as well. Raises NotFound."""
    region = store.get(REGIONS, id)
    country = store.find(COUNTRIES, code)
    if country and country["region_id"] == id:
        store.update(COUNTRIES, code, {"region_id": None})
        _told(store, region, "countries")
    return region


def add_provider(store: Store, id: str, relation: str, provider_id: str) -> Row:
    """The region with one more provider. Raises NotFound."""
    providers, links = PROVIDERS[relation]
    region = store.get(REGIONS, id)
    pair = {"region_id": id, "provider_id": store.get(providers, provider_id).key}
    if store.first(links, **pair):
        return region
    store.link(links, **pair)
    return _told(store, region, relation)


def remove_provider(store: Store, id: str, relation: str, provider_id: str) -> Row:
    """The region without a provider; one that is not there may be removed as well. Raises NotFound."""
    region = store.get(REGIONS, id)
    pair = {"region_id": id, "provider_id": provider_id}
    if store.first(PROVIDERS[relation][1], **pair) is None:
        return region
    store.unlink(PROVIDERS[relation][1], **pair)
    return _told(store, region, relation)


def fulfillment_options(store: Store, id: str) -> list[Json]:
    """What each fulfillment provider of the region offers: delivery, and the way back.

    A real provider is a plugin that says so itself; the names are those of the `manual` one, with the id of the
    provider. Raises NotFound.
    """
    region = store.get(REGIONS, id)
    links = store.select(REGION_FULFILLMENT_PROVIDERS, region_id=region.key)
    return [{"provider_id": link["provider_id"], "options": _options(link["provider_id"])} for link in links]


def _told(store: Store, region: Row, *fields: str) -> Row:
    """The region, after it was told that these fields of it changed."""
    emit(store, "region.updated", {"id": region.key, "fields": fields})
    return region


def _options(provider_id: str) -> list[Json]:
    delivery = f"{provider_id}-fulfillment"
    return [{"id": delivery}, {"id": f"{delivery}-return", "is_return": True}]


def _check(store: Store, values: Values, id: str | None) -> None:
    """What the real server looks at before it changes anything, in its order; `id` is that of the region, if any."""
    if not 0 <= (values.get("tax_rate") or 0) <= 100:
        raise InvalidData("The tax_rate must be between 0 and 1")
    for code in values.get("countries") or ():
        _free_country(store, code, id)
    if values.get("tax_provider_id"):
        _check_provider(store, TAX_PROVIDERS, values["tax_provider_id"])
    for relation, (providers, _) in PROVIDERS.items():
        for provider_id in values.get(relation) or ():
            _check_provider(store, providers, provider_id)
    currency = values.get("currency_code")
    if currency and store.first(STORE_CURRENCIES, currency_code=currency.lower()) is None:
        raise InvalidData("Invalid currency code")


def _free_country(store: Store, code: str, id: str | None) -> Row:
    """The country of the code, which no region has but the one with the id."""
    country = store.find(COUNTRIES, code.lower())
    if country is None:
        raise InvalidData("Invalid country code")
    if country["region_id"] not in (None, id):
        raise Duplicate(f"{country['display_name']} already exists in region {country['region_id']}")
    return country


def _check_provider(store: Store, providers: Table, provider_id: str) -> None:
    if store.find(providers, provider_id) is None:
        raise InvalidData(f"{providers.label} not found")


def _columns(values: Values) -> Values:
    columns = {name: value for name, value in values.items() if name in REGIONS.columns}
    if columns.get("currency_code"):
        columns["currency_code"] = columns["currency_code"].lower()
    return columns


def _relate(store: Store, id: str, values: Values) -> None:
    if "countries" in values:
        _set_countries(store, id, [code.lower() for code in values["countries"] or ()])
    for relation, (_, links) in PROVIDERS.items():
        if relation in values:
            store.unlink(links, region_id=id)
            for provider_id in values[relation] or ():
                store.link(links, region_id=id, provider_id=provider_id)


def _set_countries(store: Store, id: str, codes: Collection[str]) -> None:
    for country in store.select(COUNTRIES, region_id=id):
        if country.key not in codes:
            store.update(COUNTRIES, country.key, {"region_id": None})
    for code in codes:
        store.update(COUNTRIES, code, {"region_id": id})
