"""Tax Rates: rates for what is not taxed at the default rate of its region."""

from collections.abc import Iterable
from functools import partial

from medusa_mock.domain import tax_rates as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import SHARED, Query
from medusa_mock.store.relations import related
from medusa_mock.store.render import document
from medusa_mock.tables.shipping import TAX_RATES

FIELDS = tuple(name for name in TAX_RATES.columns if name != "metadata")
COUNTS = {
    "product_count": "products",
    "product_type_count": "product_types",
    "shipping_option_count": "shipping_options",
}
"""What `fields` may ask for besides the columns, and which related rows it counts."""

rates = Resource(
    TAX_RATES,
    one="tax_rate",
    many="tax_rates",
    fields=FIELDS,
    object="tax-rate",
    overruled=frozenset({"name"}),
)


def list_tax_rates(store: Store, **params: Json) -> Body:
    # An empty filter has no effect, other than a zero.
    params = {name: value for name, value in params.items() if name in SHARED or value not in ("", [])}
    query, counts = _query(store, rates.asked(params), listed=True)
    return rates.page(store, query, lambda row: _shown(store, row, query, counts))


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


def _query(store: Store, params: dict[str, Json], *, listed: bool = False) -> tuple[Query, list[str]]:
    """What is asked for of the rows, and which counts."""
    fields: list[str] | None = params.get("fields")
    if fields is None:
        return Query.parse(store, TAX_RATES, params, fields=FIELDS, listed=listed), []
    columns = [name for name in fields if name not in COUNTS]
    query = Query.parse(store, TAX_RATES, params | {"fields": columns}, listed=listed)
    return query, [name for name in fields if name in COUNTS]


def _show(store: Store, row: Row, params: dict[str, Json]) -> Body:
    return {rates.one: _shown(store, row, *_query(store, params))}


def _shown(store: Store, row: Row, query: Query, counts: Iterable[str]) -> dict[str, Json]:
    """The columns, the counts and the relations of a rate, in this order."""
    shown = document(store, row, query)
    columns = {name: shown.pop(name) for name in query.shape.columns}
    counted = {name: len(_related(store, row, COUNTS[name])) for name in counts}
    return columns | counted | shown


def _related(store: Store, row: Row, name: str) -> list[Row]:
    found = related(store.world, row, name)
    return found if isinstance(found, list) else []
