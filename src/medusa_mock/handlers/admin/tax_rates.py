"""Tax Rates: rates for what is not taxed at the default rate of its region."""

from functools import partial

from medusa_mock.domain import tax_rates as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.shipping import TAX_RATES

rates = Resource(TAX_RATES, one="tax_rate", many="tax_rates", object="tax-rate", overruled=frozenset({"name"}))


def list_tax_rates(store: Store, **params: Json) -> Body:
    query, show = rules.asked(store, rates.asked(rules.telling(params)), listed=True)
    return rates.page(store, query, show)


def get_tax_rate(store: Store, id: str, **params: Json) -> Body:
    return _show(store, store.get(TAX_RATES, id), params)


def create_tax_rate(store: Store, body: Body, **params: Json) -> Body:
    return _show(store, rules.create(store, body), params)


def update_tax_rate(store: Store, id: str, body: Body, **params: Json) -> Body:
    return _show(store, rules.update(store, id, body), params)


def delete_tax_rate(store: Store, id: str) -> Body:
    rules.delete(store, id)
    return rates.deleted(id)


def _add(store: Store, id: str, body: Body, *, kind: str, **params: Json) -> Body:
    return _show(store, rules.add(store, id, kind, body[kind]), params)


def _remove(store: Store, id: str, body: Body, *, kind: str, **params: Json) -> Body:
    return _show(store, rules.remove(store, id, kind, body[kind]), params)


add_tax_rate_products = partial(_add, kind="products")
add_tax_rate_product_types = partial(_add, kind="product_types")
add_tax_rate_shipping_options = partial(_add, kind="shipping_options")
remove_tax_rate_products = partial(_remove, kind="products")
remove_tax_rate_product_types = partial(_remove, kind="product_types")
remove_tax_rate_shipping_options = partial(_remove, kind="shipping_options")


def _show(store: Store, row: Row, params: dict[str, Json]) -> Body:
    _, show = rules.asked(store, params)
    return {rates.one: show(row)}
