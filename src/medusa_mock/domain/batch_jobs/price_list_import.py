"""The import of a price list: the prices in the file take the place of all that the list had.

Source: `strategies/batch-jobs/price-list/import.ts`.
"""

from medusa_mock.domain.batch_jobs.imports import (
    Schema,
    finish,
    keep_operations,
    operations_of,
    price_patterns,
    priced,
)
from medusa_mock.domain.batch_jobs.strategies import Findings, Strategy, Values, stat
from medusa_mock.domain.batch_jobs.texts import in_template, text_of
from medusa_mock.domain.variants import in_database_words
from medusa_mock.errors import InvalidData, MockError, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LISTS

SCHEMA = Schema({"Product Variant ID": "id", "SKU": "sku"}, price_patterns("prices"))
KIND = "PRICE_LIST_PRICE_CREATE"


def _prepare(store: Store, context: Values) -> Values:
    if not context.get("price_list_id"):
        raise InvalidData("Price list id is required")
    store.get(PRICE_LISTS, text_of(context["price_list_id"]))
    return context


def _pre_process(store: Store, job: Row) -> Findings:
    lines = SCHEMA.built(store, job["context"].get("fileKey"))
    store.get(PRICE_LISTS, job["context"]["price_list_id"])
    operations = [
        {"variant_id": _variant_id(store, line), "prices": priced(store, line.get("prices", ()))} for line in lines
    ]
    result = keep_operations(store, job, "price-lists", {KIND: operations})
    message = f"{len(operations)} prices will be added"
    return Findings({**result, "stat_descriptors": stat("price-list-import-count", "PriceList to import", message)})


def _process(store: Store, job: Row) -> Values:
    price_list_id = job["context"]["price_list_id"]
    for price in store.select(MONEY_AMOUNTS, price_list_id=price_list_id):
        store.remove(MONEY_AMOUNTS, price.key)
    for operation in operations_of(store, job, KIND):
        for price in operation["prices"]:
            _add(store, {**price, "price_list_id": price_list_id, "variant_id": operation["variant_id"]})
    return finish(store, job)


STRATEGY = Strategy(_prepare, _pre_process, _process)


def _variant_id(store: Store, line: Values) -> str:
    """Raises NotFound where there is no such variant, InvalidData where the line names none."""
    if line.get("id"):
        return store.get(PRODUCT_VARIANTS, text_of(line["id"])).key
    if not line.get("sku"):
        raise InvalidData(
            f"Error while processing row with:\n      variant ID: {in_template(line, 'id')},\n"
            f"      variant SKU: {in_template(line, 'sku')},\n      SKU or ID is required"
        )
    sku = text_of(line["sku"])
    variant = store.first(PRODUCT_VARIANTS, sku=sku)
    if variant is None:
        raise NotFound(f"Variant with sku: {sku} was not found")
    return variant.key


def _add(store: Store, price: Values) -> None:
    """Raises InvalidData. The real server looks for the variant under other names than it was written down."""
    try:
        store.insert(MONEY_AMOUNTS, {**price, "currency_code": price["currency_code"].lower()})
    except MockError as error:
        raise InvalidData(
            "Error while processing row with:\n      variant ID: undefined,\n      variant SKU: undefined,\n"
            f"      {in_database_words(error)}"
        ) from error
