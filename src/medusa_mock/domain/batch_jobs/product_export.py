"""The export of products: a line per variant.

Source: `strategies/batch-jobs/product/export.ts`.
"""

from collections.abc import Sequence

import orjson

from medusa_mock.domain.batch_jobs.exports import Listing, after_listing, check_listable, list_rows, save_export
from medusa_mock.domain.batch_jobs.list_config import prepared
from medusa_mock.domain.batch_jobs.product_columns import Shown, columns, variants
from medusa_mock.domain.batch_jobs.product_types import check_status
from medusa_mock.domain.batch_jobs.spreadsheet import write_line
from medusa_mock.domain.batch_jobs.strategies import Findings, Strategy, Values, stat
from medusa_mock.domain.products import DERIVED, RELATION_FILTERS, filters
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.catalogue import PRODUCTS

RELATIONS = (
    *("variants", "variants.prices", "variants.options", "profiles", "images", "options", "options.values"),
    *("tags", "type", "collection", "sales_channels", "categories", "variants.prices.region"),
)

# What JavaScript says where a relation that the columns need was left out.
NEEDED = {
    "variants": "undefined is not iterable (cannot read property Symbol(Symbol.iterator))",
    "tags": "Cannot read properties of undefined (reading 'map')",
}


def _prepare(_: Store, context: Values) -> Values:
    return prepared(context, RELATIONS)


def _pre_process(store: Store, job: Row) -> Findings:
    context = job["context"]
    listing = _list(store, context)
    shape = _shape(_shown(store, listing.rows, context))
    message = f"There will be {listing.total} products exported by this action"
    found = {"stat_descriptors": stat("product-export-count", "Product count to export", message)}
    return Findings(found, {"shape": shape, **after_listing(context)})


def _process(store: Store, job: Row) -> Values:
    listing = _list(store, job["context"])
    products = _shown(store, listing.rows, job["context"])
    _check_relations(products)
    cells = columns(job["context"]["shape"])
    pairs = [(product, variant) for product in products for variant in variants(product)]
    lines = [[cell(product, variant) for cell in cells.values()] for product, variant in pairs]
    return save_export(store, "product", "".join(map(write_line, [[*cells], *lines])), listing)


STRATEGY = Strategy(_prepare, _pre_process, _process, notes_errors=True)


def _list(store: Store, context: Values) -> Listing:
    """The products that the context asks for. Raises InvalidData."""
    check_listable(PRODUCTS, context, {*RELATION_FILTERS, *DERIVED, "tags"})
    return list_rows(store, PRODUCTS, context, filters(store, _asked(context.get("filterable_fields") or {})))


def _asked(given: Values) -> dict[str, Json]:
    """The filters as the store understands them. Raises InvalidData for a status that there is not."""
    asked = {RELATION_FILTERS.get(name, name): value for name, value in given.items()}
    for name, value in asked.items():
        if isinstance(PRODUCTS.columns.get(name), bool):
            asked[name] = {"true": True, "false": False}.get(str(value), value)
        elif isinstance(value, str) and name not in PRODUCTS.columns and name != "q":
            asked[name] = [value]
    for status in asked["status"] if isinstance(asked.get("status"), list | tuple) else ():
        check_status(status)
    return asked


def _shown(store: Store, rows: Sequence[Row], context: Values) -> list[Shown]:
    """The products with what of them was asked for, all of it as objects instead of ready JSON."""
    config = context["list_config"]
    asked = {"fields": config.get("select"), "expand": config["relations"]}
    query = Query.parse(store, PRODUCTS, asked, listed=True)
    as_objects = dict.fromkeys(store.tables, _as_object)
    return [document(store, row, query, as_objects) for row in rows]


def _as_object(*_: Json) -> None:
    """A view that changes nothing: for rows with a view, no ready JSON is taken."""


def _shape(products: Sequence[Shown]) -> dict[str, Json]:
    """How many columns it takes to tell what the products have, and which prices they have."""

    def most(relation: str) -> int:
        return max((len(product.get(relation, ())) for product in products), default=0)

    held = (price for product in products for variant in variants(product) for price in variant.get("prices", ()))
    places = ({"currency_code": price["currency_code"], "region": _place(price.get("region"))} for price in held)
    return {
        "dynamicImageColumnCount": most("images"),
        "dynamicOptionColumnCount": most("options"),
        "dynamicSalesChannelsColumnCount": most("sales_channels"),
        "dynamicProductCategoriesColumnCount": most("categories"),
        "prices": list({orjson.dumps(place): place for place in places}.values()),
    }


def _place(region: Values | None) -> Values | None:
    return region and {name: region[name] for name in ("currency_code", "name", "id")}


def _check_relations(products: Sequence[Shown]) -> None:
    for product in products:
        for relation, refusal in NEEDED.items():
            if relation not in product and (relation == "variants" or variants(product)):
                raise InvalidData(refusal)
