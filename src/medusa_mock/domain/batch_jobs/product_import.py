"""The import of products: lines that make or change a product, and a variant of it each.

Source: `strategies/batch-jobs/product/import.ts`, `utils.ts` and `types/columns-definition.ts`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from medusa_mock.domain.batch_jobs.imports import (
    Built,
    Schema,
    finish,
    keep_operations,
    listing,
    operations_of,
    price_patterns,
    priced,
)
from medusa_mock.domain.batch_jobs.product_types import typed
from medusa_mock.domain.batch_jobs.strategies import Findings, Strategy, Values, stat
from medusa_mock.domain.batch_jobs.texts import in_template, text_of
from medusa_mock.domain.products import create_product, default_profile_id, update_product
from medusa_mock.domain.variants import create_variants, in_database_words, update_variant
from medusa_mock.errors import InvalidData, MockError, NotFound
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.tables.catalogue import (
    PRODUCT_CATEGORIES,
    PRODUCT_COLLECTIONS,
    PRODUCT_OPTION_VALUES,
    PRODUCT_OPTIONS,
    PRODUCT_VARIANTS,
    PRODUCTS,
)
from medusa_mock.tables.settings import SALES_CHANNELS

Operations = Mapping[str, Callable[[Store, Values], None]]

_PLAIN = (
    *("Id", "Handle", "Title", "Subtitle", "Description", "Status", "Thumbnail", "Weight", "Length", "Width", "Height"),
    *("HS Code", "Origin Country", "MID Code", "Material", "Discountable", "External Id"),
)
_OF_VARIANT = (
    *("Id", "Title", "SKU", "Barcode", "Inventory Quantity", "Allow Backorder", "Manage Inventory"),
    *("Weight", "Length", "Width", "Height", "HS Code", "Origin Country", "MID Code", "Material"),
)


def _type(built: Built, _: str, cell: Json, __: Values) -> None:
    if cell is not None:
        built["product.type.value"] = cell


def _tags(built: Built, _: str, cell: Json, __: Values) -> None:
    built["product.tags"] = [{"value": value} for value in text_of(cell).split(",")] if cell else None


def _nothing(built: Built, title: str, cell: Json, line: Values) -> None:
    """Columns that an export writes and an import passes over."""


def _option(cell: Json, title: str, line: Values) -> Json:
    return {"value": text_of(cell), "_title": text_of(line.get(title[: -len(" Value")] + " Name"))}


SCHEMA = Schema(
    {f"Product {title}": f"product.{title.lower().replace(' ', '_')}" for title in _PLAIN}
    | {f"Variant {title}": f"variant.{title.lower().replace(' ', '_')}" for title in _OF_VARIANT}
    | {f"Product Collection {title}": f"product.collection.{title.lower()}" for title in ("Title", "Handle")},
    [
        ("^Product Profile (Name|Type)$", _nothing),
        ("Product Type", _type),
        ("^Product Tags$", _tags),
        (r"Option \d+ Name", listing("product.options", lambda cell, *_: {"title": text_of(cell)})),
        (r"Option \d+ Value", listing("variant.options", _option)),
        *price_patterns("variant.prices"),
        (r"Image \d+ Url", listing("product.images", lambda cell, *_: text_of(cell))),
        (r"Sales Channel \d+ Name", listing("product.sales_channels", lambda cell, *_: {"name": text_of(cell)})),
        (r"Sales Channel \d+ Description", listing("product.sales_channels", lambda *_: {})),
        (r"Sales Channel \d+ Id", listing("product.sales_channels", lambda cell, *_: {"id": text_of(cell)})),
        (r"Product Category \d+ Handle", listing("product.categories", lambda cell, *_: text_of(cell))),
        (r"Product Category \d+ (Name|Description)", _nothing),
    ],
    required="Product Handle",
)


def _prepare(_: Store, context: Values) -> Values:
    return context


def _pre_process(store: Store, job: Row) -> Findings:
    lines = SCHEMA.built(store, job["context"].get("fileKey"))
    for line in lines:
        if line.get("variant.prices"):
            line["variant.prices"] = priced(store, line["variant.prices"])
    products = list({line["product.handle"]: line for line in reversed(lines)}.values())[::-1]  # first lines only
    operations = {
        "PRODUCT_CREATE": [line for line in products if not line.get("product.id")],
        "VARIANT_CREATE": [line for line in lines if not line.get("variant.id")],
        "PRODUCT_UPDATE": [line for line in products if line.get("product.id")],
        "VARIANT_UPDATE": [line for line in lines if line.get("variant.id")],
    }
    result = keep_operations(store, job, "products", operations)
    return Findings({**result, "stat_descriptors": _stat(result["operations"])})


def _process(store: Store, job: Row) -> Values:
    for kind, operate in OPERATIONS.items():
        for line in operations_of(store, job, kind):
            with _told(line):
                operate(store, line)
    return finish(store, job)


STRATEGY = Strategy(_prepare, _pre_process, _process)


def _stat(counts: Mapping[str, int]) -> Json:
    return stat(
        "product-import-count",
        "Products/variants to import",
        f"There will be {counts['PRODUCT_CREATE']} products created ({counts['PRODUCT_UPDATE']}  updated).\n"
        f"             {counts['VARIANT_CREATE']} variants will be created and {counts['VARIANT_UPDATE']} updated",
    )


@contextmanager
def _told(line: Values) -> Iterator[None]:
    """Tell of which line it was that something failed, in the words of the database where it was that."""
    try:
        yield
    except MockError as error:
        raise InvalidData(
            f"Error while processing row with\n      [(product id: {in_template(line, 'product.id')}),\n"
            f"      (product handle: {in_template(line, 'product.handle')}),\n"
            f"      (variant id: {in_template(line, 'variant.id')}),\n"
            f"      (variant sku: {in_template(line, 'variant.sku')})]: \n      {in_database_words(error)}"
        ) from error


def _create_product(store: Store, line: Values) -> None:
    create_product(store, {**_product(store, line), "profile_id": default_profile_id(store)})


def _update_product(store: Store, line: Values) -> None:
    changes = {name: value for name, value in _product(store, line).items() if name != "options"}
    update_product(store, text_of(line["product.id"]), {**changes, "profile_id": default_profile_id(store)})


def _create_variant(store: Store, line: Values) -> None:
    product = _by_handle(store, PRODUCTS, "Product", line["product.handle"])
    ids = _option_ids(store, product)
    places = [ids.get(option["title"]) for option in line.get("product.options", ())]
    given = line.get("variant.options", ())
    options = [
        {"option_id": places[index] if index < len(places) else None, "value": option["value"]}
        for index, option in enumerate(given)
    ]
    values = {**typed(PRODUCT_VARIANTS, _of(line, "variant")), "id": None}
    create_variants(store, product.key, [{**values, "options": options, "prices": line.get("variant.prices") or ()}])


def _update_variant(store: Store, line: Values) -> None:
    product, variant_id = _by_handle(store, PRODUCTS, "Product", line["product.handle"]), text_of(line["variant.id"])
    ids = _option_ids(store, product)
    # A slip of the real server: an option that there is not stands for the first one.
    first = store.first(PRODUCT_OPTION_VALUES, variant_id=variant_id)
    options = [
        {"option_id": ids.get(option["_title"], first and first["option_id"]), "value": option["value"]}
        for option in line.get("variant.options", ())
    ]
    values = typed(PRODUCT_VARIANTS, _of(line, "variant"))
    update_variant(store, variant_id, {**values, "options": options, "prices": line.get("variant.prices")})


OPERATIONS: Operations = {
    "PRODUCT_CREATE": _create_product,
    "PRODUCT_UPDATE": _update_product,
    "VARIANT_CREATE": _create_variant,
    "VARIANT_UPDATE": _update_variant,
}


def _product(store: Store, line: Values) -> dict[str, Json]:
    """What the line says of the product, its relations resolved. Raises NotFound, InvalidData."""
    values: dict[str, Json] = typed(PRODUCTS, _of(line, "product"))
    for name in ("tags", "images", "options"):
        if f"product.{name}" in line:
            values[name] = line[f"product.{name}"]
    if "product.type.value" in line:
        values["type"] = {"value": text_of(line["product.type.value"])}
    if line.get("product.collection.handle") is not None:
        handle = line["product.collection.handle"]
        values["collection_id"] = _by_handle(store, PRODUCT_COLLECTIONS, "Product collection", handle).key
    if "product.sales_channels" in line:
        values["sales_channels"] = _channels(store, line["product.sales_channels"])
    if "product.categories" in line:
        found = (_by_handle(store, PRODUCT_CATEGORIES, "ProductCategory", each) for each in line["product.categories"])
        values["categories"] = [{"id": category.key} for category in found]
    return values


def _channels(store: Store, given: Iterable[Values]) -> list[Values]:
    """Those of the sales channels that there are, by id or by name. Raises InvalidData where one comes twice."""
    found = [
        store.find(SALES_CHANNELS, one["id"]) if "id" in one else store.first(SALES_CHANNELS, name=one.get("name"))
        for one in given
    ]
    ids = [channel.key for channel in found if channel]
    if len(ids) > len({*ids}):
        raise InvalidData('duplicate key value violates unique constraint "PK_fd29b6a8bd641052628dee19583"')
    return [{"id": key} for key in ids]


def _by_handle(store: Store, table: Table, label: str, handle: Json) -> Row:
    found = store.first(table, handle=text_of(handle))
    if found is None:
        raise NotFound(f"{label} with handle: {text_of(handle)} was not found")
    return found


def _option_ids(store: Store, product: Row) -> dict[str, str]:
    """Title -> the id of the product's first option of that title."""
    options = list(store.select(PRODUCT_OPTIONS, product_id=product.key))
    return {option["title"]: option.key for option in reversed(options)}


def _of(line: Values, kind: str) -> dict[str, Json]:
    """The plain values of the product or of the variant, by column."""
    found = {name.removeprefix(f"{kind}."): value for name, value in line.items() if name.startswith(f"{kind}.")}
    return {name: _unquoted(value) for name, value in found.items()}


def _unquoted(value: Json) -> Json:
    """A text without its first and last character, where the first is a quote that was part of the text."""
    return value[1:-1] if isinstance(value, str) and value.startswith('"') else value
