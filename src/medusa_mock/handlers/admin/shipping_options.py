"""Shipping Options: the ways to send things to a region and back."""

from medusa_mock.domain import shipping_options as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.shipping import SHIPPING_OPTIONS

options = Resource(SHIPPING_OPTIONS, one="shipping_option", many="shipping_options", object="shipping-option")

get_shipping_option = options.retrieve
delete_shipping_option = options.discard


def list_shipping_options(store: Store, **params: Json) -> Body:
    if params.get("q"):
        params.pop("name", None)  # the real server looks for `q` in its place
    query = Query.parse(store, SHIPPING_OPTIONS, params, listed=True)
    return options.page(store, query, lambda row: rules.priced(store, document(store, row, query)))


def create_shipping_option(store: Store, body: Body) -> Body:
    return options.show(store, rules.create(store, body))


def update_shipping_option(store: Store, id: str, body: Body) -> Body:
    return options.show(store, rules.update(store, id, body))
