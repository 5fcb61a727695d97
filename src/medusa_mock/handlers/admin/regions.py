"""Regions: where the shop sells."""

from medusa_mock.domain import regions as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.settings import REGIONS

regions = Resource(REGIONS, one="region", many="regions")

list_regions = regions.list
get_region = regions.retrieve


def create_region(store: Store, body: Body) -> Body:
    return regions.show(store, rules.create(store, body))


def update_region(store: Store, id: str, body: Body) -> Body:
    return regions.show(store, rules.update(store, id, body))


def delete_region(store: Store, id: str) -> Body:
    rules.delete(store, id)
    return regions.deleted(id)


def add_region_country(store: Store, id: str, body: Body) -> Body:
    return regions.show(store, rules.add_country(store, id, body["country_code"]))


def remove_region_country(store: Store, id: str, country_code: str) -> Body:
    return regions.show(store, rules.remove_country(store, id, country_code))


def list_region_fulfillment_options(store: Store, id: str) -> Body:
    return {"fulfillment_options": rules.fulfillment_options(store, id)}


def add_region_payment_provider(store: Store, id: str, body: Body) -> Body:
    return regions.show(store, rules.add_provider(store, id, "payment_providers", body["provider_id"]))


def remove_region_payment_provider(store: Store, id: str, provider_id: str) -> Body:
    return regions.show(store, rules.remove_provider(store, id, "payment_providers", provider_id))


def add_region_fulfillment_provider(store: Store, id: str, body: Body) -> Body:
    return regions.show(store, rules.add_provider(store, id, "fulfillment_providers", body["provider_id"]))


def remove_region_fulfillment_provider(store: Store, id: str, provider_id: str) -> Body:
    return regions.show(store, rules.remove_provider(store, id, "fulfillment_providers", provider_id))
