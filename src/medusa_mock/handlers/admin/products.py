"""Products: what the shop sells, with its options, variants and prices."""

from collections.abc import Callable

from medusa_mock.domain import products as domain
from medusa_mock.domain.availability import available
from medusa_mock.domain.pricing import priced
from medusa_mock.domain.product_joins import BELOW_VARIANTS, joined
from medusa_mock.domain.sales_channels import check_channels_of
from medusa_mock.domain.variants import create_variants_as_clients_ask, delete_variant, searching, update_variant
from medusa_mock.operation import preceded_by
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import Views, chained, kept, render
from medusa_mock.tables.catalogue import PRODUCT_TYPES, PRODUCT_VARIANTS, PRODUCTS


class _Products(Resource):
    def page(self, store: Store, query: Query, show: Callable[[Row], Json]) -> Body:
        body = super().page(store, query, show)
        if not query.shape.relations and not query.q:
            body["count"] = len(body["products"])  # a slip of the real server: `repositories/product.ts`
        return body


products = _Products(
    PRODUCTS,
    one="product",
    many="products",
    filters=domain.RELATION_FILTERS,
    overruled=frozenset({"fields", "title", "description"}),
)
variants = Resource(PRODUCT_VARIANTS, one="variant", many="variants", keys=("count", "rows", "offset", "limit"))
types = Resource(PRODUCT_TYPES, one="type", many="types")

PRICED = {"variants", "variants.prices"}


def list_products(store: Store, expand: str | None = None, **params: Json) -> Body:
    params = products.asked(params)
    filters = domain.filters(store, params)
    query = Query.parse(store, PRODUCTS, {**filters, "expand": expand}, listed=True)
    return products.page(store, query, _show(store, query, expand, params.get("fields")))


def get_product(store: Store, id: str, expand: str | None = None, fields: str | None = None) -> Body:
    product = store.get(PRODUCTS, id)
    query = Query.parse(store, PRODUCTS, {"expand": expand, "fields": fields})
    return {"product": _show(store, query, expand, fields)(product)}


@preceded_by(check_channels_of)
def create_product(store: Store, body: Body) -> Body:
    return _shown(store, domain.create_product_as_clients_ask(store, body).key)


@preceded_by(check_channels_of)
def update_product(store: Store, id: str, body: Body) -> Body:
    domain.update_product(store, id, body)
    if body.get("variants") is not None:
        domain.settle_variants(store, id, body["variants"])
    return _shown(store, id)


def delete_product(store: Store, id: str) -> Body:
    domain.delete_product(store, id)
    return products.deleted(id)


def set_product_metadata(store: Store, id: str, body: Body) -> Body:
    domain.update_product(store, id, {"metadata": {body["key"]: body["value"]}})
    return _shown(store, id)


def add_product_option(store: Store, id: str, body: Body) -> Body:
    domain.add_option(store, id, body["title"])
    return _shown(store, id)


def update_product_option(store: Store, id: str, option_id: str, body: Body) -> Body:
    domain.rename_option(store, id, option_id, body["title"])
    return _shown(store, id)


def delete_product_option(store: Store, id: str, option_id: str) -> Body:
    domain.delete_option(store, id, option_id)
    return {"option_id": option_id, "object": "option", "deleted": True, **products.retrieve(store, id)}


def list_product_variants(store: Store, product_id: str, **params: Json) -> Body:
    params.setdefault("expand", "options,prices")
    asked = variants.asked(searching(params | {"product_id": product_id}))
    query = Query.parse(store, PRODUCT_VARIANTS, asked, fields=variants.fields, listed=True)
    return variants.page(store, query, lambda row: render(store, row, query, BELOW_VARIANTS))


def create_product_variant(store: Store, product_id: str, body: Body) -> Body:
    create_variants_as_clients_ask(store, product_id, [body])
    return _shown(store, product_id)


def update_product_variant(store: Store, product_id: str, variant_id: str, body: Body) -> Body:
    update_variant(store, variant_id, {"product_id": product_id, **body})
    return _shown(store, product_id)


def delete_product_variant(store: Store, product_id: str, variant_id: str) -> Body:
    delete_variant(store, variant_id)
    return {"variant_id": variant_id, "object": "product-variant", "deleted": True, **_shown(store, product_id)}


def list_types_of_products(store: Store) -> Body:
    return types.all(store)


def list_product_tag_usage(store: Store) -> Body:
    return {"tags": domain.tag_usage(store)}


def _shown(store: Store, id: str) -> Body:
    """The product with all its default relations and the prices of its variants. Raises NotFound."""
    query = Query.parse(store, PRODUCTS, {})
    views: Views = {PRODUCT_VARIANTS.name: priced(store), **joined(query)}
    return {"product": render(store, store.get(PRODUCTS, id), query, views)}


def _show(store: Store, query: Query, expand: str | None, fields: str | None) -> Callable[[Row], Json]:
    """How a product is shown; as it mostly is, its JSON is kept."""
    views = {**_views(store, expand), **joined(query)}

    def show(row: Row) -> Json:
        return render(store, row, query, views)

    if expand is not None or fields is not None:
        return show
    world, searched = store.world, bool(query.q)
    return lambda row: kept(world, (row.key, searched), lambda: show(row))


def _views(store: Store, expand: str | None) -> Views:
    """How variants are shown: with what the relations that are named by themselves bring along."""
    names = PRICED if expand is None else {*expand.split(",")}
    if "variants" not in names:
        return {}
    return {PRODUCT_VARIANTS.name: chained(priced(store), available(store)) if names >= PRICED else available(store)}
