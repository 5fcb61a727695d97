"""Shipping Profiles: groups of products that are shipped in the same ways."""

from medusa_mock.domain import shipping_profiles as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.shipping import SHIPPING_PROFILES

profiles = Resource(SHIPPING_PROFILES, one="shipping_profile", many="shipping_profiles")

RELATIONS = ("products.profiles", "shipping_options")
"""What a single profile is shown with; a list shows no relations."""

delete_shipping_profile = profiles.discard


def list_shipping_profiles(store: Store) -> Body:
    return profiles.all(store)


def get_shipping_profile(store: Store, id: str) -> Body:
    return profiles.retrieve(store, id, expand=RELATIONS)


def create_shipping_profile(store: Store, body: Body) -> Body:
    values = {name: value for name, value in body.items() if name != "metadata"}
    if body.get("metadata") is not None:
        values["metadata"] = {name: value for name, value in body["metadata"].items() if value != ""}
    return profiles.save(store, values)


def update_shipping_profile(store: Store, id: str, body: Body) -> Body:
    return profiles.show(store, rules.update(store, id, body), expand=RELATIONS)
