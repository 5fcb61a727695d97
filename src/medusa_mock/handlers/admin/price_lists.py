"""Price Lists: prices that hold for a while or for some customers, beside the usual ones or in their place."""

from collections.abc import Iterable

from medusa_mock.domain import price_lists as domain
from medusa_mock.domain.pricing import shown_price
from medusa_mock.domain.product_joins import joined
from medusa_mock.handlers.admin.products import products
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import View, render
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS, PRODUCTS
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LISTS

price_lists = Resource(PRICE_LISTS, one="price_list", many="price_lists", object="price-list")

IN_FULL = "customer_groups,prices.variants"
OF_PRODUCTS = tuple(name for name in PRODUCTS.expand if name not in ("categories", "sales_channels", "variants.prices"))


def list_price_lists(store: Store, expand: str = "", **params: Json) -> Body:
    filtered = params.get("q") or "customer_groups" in params
    expand = f"{expand},customer_groups" if filtered else expand
    query = Query.parse(store, PRICE_LISTS, {**domain.searching(store, params), "expand": expand}, listed=True)
    prices = query.shape.relations.get("prices")
    views = {MONEY_AMOUNTS.name: _without_variant} if prices and prices.relations else {PRICE_LISTS.name: _groups_last}
    return price_lists.page(store, query, lambda row: render(store, row, query, views))


def create_price_list(store: Store, body: Body) -> Body:
    return _shown(store, domain.create(store, body))


def get_price_list(store: Store, id: str) -> Body:
    return price_lists.retrieve(store, id, expand=IN_FULL)


def update_price_list(store: Store, id: str, body: Body) -> Body:
    return _shown(store, domain.update(store, id, body))


def delete_price_list(store: Store, id: str) -> Body:
    domain.delete(store, id)
    return price_lists.deleted(id)


def add_price_list_prices(store: Store, id: str, body: Body) -> Body:
    return _shown(store, domain.add_prices(store, id, body["prices"], override=bool(body.get("override"))))


def delete_price_list_prices(store: Store, id: str, body: Body) -> Body:
    domain.delete_prices(store, id, body["price_ids"])
    return _gone(body["price_ids"])


def list_price_list_products(store: Store, price_list_id: str, **params: Json) -> Body:
    filters = domain.product_filters(store, price_list_id, products.asked(params))
    query = Query.parse(store, PRODUCTS, filters, relations=OF_PRODUCTS, listed=True)
    views = {PRODUCT_VARIANTS.name: _with_prices(store, price_list_id), **joined(query)}
    return products.page(store, query, lambda row: render(store, row, query, views))


def delete_price_list_products_prices(store: Store, id: str, body: Body) -> Body:
    return _gone(domain.delete_prices_of_products(store, id, body["product_ids"]))


def delete_price_list_product_prices(store: Store, id: str, product_id: str) -> Body:
    return _gone(domain.delete_prices_of_products(store, id, [product_id]))


def delete_price_list_variant_prices(store: Store, id: str, variant_id: str) -> Body:
    return _gone(domain.delete_prices_of_variants(store, id, [variant_id]))


def _shown(store: Store, row: Row) -> Body:
    return price_lists.show(store, row, expand=IN_FULL)


def _gone(ids: Iterable[str]) -> Body:
    return {"ids": [*ids], "object": "money-amount", "deleted": True}


def _groups_last(_: Row, shown: dict[str, Json]) -> None:
    """The relations as the real server's queries mostly return: the one for plain prices is the quickest."""
    if "customer_groups" in shown:
        shown["customer_groups"] = shown.pop("customer_groups")


def _without_variant(_: Row, shown: dict[str, Json]) -> None:
    """Lists load relations after the prices were asked which variant they are for."""
    for name in ("variant", "variant_id"):
        shown.pop(name, None)


def _with_prices(store: Store, id: str) -> View:
    """Show a variant with its prices that are in the list or in none, and its relations in the real server's order."""

    def view(variant: Row, shown: dict[str, Json]) -> None:
        for name in ("product", "prices", "options"):
            if name in shown:
                shown[name] = shown.pop(name)
        prices = domain.prices_of_variant(store, id, variant.key) if "id" in shown else []
        shown["prices"] = [shown_price(store, price) for price in prices]

    return view
