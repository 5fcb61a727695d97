"""Tax rates, and what they apply to. Source: `services/tax-rate.ts`, `repositories/tax-rate.ts`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.store.query import SHARED, Query
from medusa_mock.store.relations import related
from medusa_mock.store.render import document
from medusa_mock.store.violations import ForeignKeyViolation
from medusa_mock.tables.catalogue import PRODUCT_TYPES, PRODUCTS
from medusa_mock.tables.shipping import (
    PRODUCT_TAX_RATES,
    PRODUCT_TYPE_TAX_RATES,
    SHIPPING_OPTIONS,
    SHIPPING_TAX_RATES,
    TAX_RATES,
)


@dataclass(frozen=True)
class Taxed:
    """Something that a rate may apply to: its table, the links to rates, and their column that names it."""

    table: Table
    links: Table
    column: str


TAXED: Mapping[str, Taxed] = {
    "products": Taxed(PRODUCTS, PRODUCT_TAX_RATES, "product_id"),
    "product_types": Taxed(PRODUCT_TYPES, PRODUCT_TYPE_TAX_RATES, "product_type_id"),
    "shipping_options": Taxed(SHIPPING_OPTIONS, SHIPPING_TAX_RATES, "shipping_option_id"),
}
"""In the order in which the real server goes through them."""


FIELDS = tuple(name for name in TAX_RATES.columns if name != "metadata")
"""The columns shown unless the client asks for others."""

COUNTS: Mapping[str, str] = {
    "product_count": "products",
    "product_type_count": "product_types",
    "shipping_option_count": "shipping_options",
}
"""What a client may ask for besides the columns, and which related rows it counts."""


def telling(params: Mapping[str, Json]) -> dict[str, Json]:
    """The parameters of a list that have an effect: unlike a zero, an empty filter has none."""
    return {name: value for name, value in params.items() if name in SHARED or value not in ("", [])}


def asked(
    store: Store, params: Mapping[str, Json], *, listed: bool = False
) -> tuple[Query, Callable[[Row], dict[str, Json]]]:
    """What a client asks for, and how it shows a rate: the columns, the counts and the relations, in this order."""
    fields: list[str] | None = params.get("fields")
    counts = [name for name in fields or () if name in COUNTS]
    columns = fields and [name for name in fields if name not in COUNTS]
    query = Query.parse(store, TAX_RATES, {**params, "fields": columns}, fields=FIELDS, listed=listed)
    return query, lambda row: _shown(store, row, query, counts)


def _shown(store: Store, row: Row, query: Query, counts: Iterable[str]) -> dict[str, Json]:
    shown = document(store, row, query)
    columns = {name: shown.pop(name) for name in query.shape.columns}
    return columns | {name: len(_related(store, row, COUNTS[name])) for name in counts} | shown


def _related(store: Store, row: Row, name: str) -> list[Row]:
    found = related(store.world, row, name)
    return found if isinstance(found, list) else []


def create(store: Store, values: Mapping[str, Json]) -> Row:
    """A tax rate of the values: columns, and ids of what it applies to.

    Raises NotFound for a region, and for anything that it is to apply to, in words about the rate itself: the real
    server looks for it when it is already taken back. Raises NotAllowed for a shipping option of another region.
    """
    columns, applied = _split(values)
    rate = store.insert(TAX_RATES, columns)
    try:
        for kind, ids in applied.items():
            add(store, rate.key, kind, ids)
    except NotFound as error:
        raise NotFound(TAX_RATES.missing.format(label=TAX_RATES.label, id=rate.key)) from error
    return rate


def update(store: Store, id: str, values: Mapping[str, Json]) -> Row:
    """The tax rate with the changes; ids take the place of those that it applied to.

    Raises NotFound, and NotAllowed for a shipping option of another region.
    """
    columns, applied = _split(values)
    rate = store.update(TAX_RATES, id, columns)
    for kind, ids in applied.items():
        add(store, id, kind, ids)
        taxed = TAXED[kind]
        for link in store.select(taxed.links, rate_id=id):
            if link[taxed.column] not in ids:
                store.delete(taxed.links, link.key)
    return rate


def add(store: Store, id: str, kind: str, ids: Collection[str]) -> Row:
    """The rate, which applies to these as well. Raises NotFound, and NotAllowed for an option of another region."""
    rate = store.get(TAX_RATES, id)
    taxed = TAXED[kind]
    if taxed.table is SHIPPING_OPTIONS:
        _check_regions(store, rate, ids)
    try:
        for key in ids:
            store.link(taxed.links, rate_id=id, **{taxed.column: key})
    except ForeignKeyViolation:
        for key in ids:
            store.get(taxed.table, key)
        raise
    return rate


def remove(store: Store, id: str, kind: str, ids: Collection[Json]) -> Row:
    """The rate, which no longer applies to these; whether it did does not matter, and neither does what is no id.

    Raises NotFound for the rate.
    """
    rate = store.get(TAX_RATES, id)
    taxed = TAXED[kind]
    for key in ids:
        if isinstance(key, str):
            store.unlink(taxed.links, rate_id=id, **{taxed.column: key})
    return rate


def delete(store: Store, id: str) -> None:
    """Delete the rate for good, if there is one, and with it what it applied to."""
    if store.find(TAX_RATES, id):
        for taxed in TAXED.values():
            store.unlink(taxed.links, rate_id=id)
        store.delete(TAX_RATES, id)


def _split(values: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, Collection[str]]]:
    """The columns, and ids of what the rate applies to. Raises InvalidData for a null in place of ids."""
    applied = {kind: values[kind] for kind in TAXED if kind in values}
    if empty := [kind for kind, ids in applied.items() if ids is None]:  # the real server crashes
        raise InvalidData(f"{empty[0]} must be an array")
    return {name: value for name, value in values.items() if name not in TAXED}, applied


def _check_regions(store: Store, rate: Row, option_ids: Collection[str]) -> None:
    for option in filter(None, (store.find(SHIPPING_OPTIONS, key) for key in option_ids)):
        if option["region_id"] != rate["region_id"]:
            raise NotAllowed(
                "Shipping Option and Tax Rate must belong to the same Region to be associated. "
                f"Shipping Option with id: {option.key} belongs to Region with id: {option['region_id']} "
                f"and Tax Rate with id: {rate.key} belongs to Region with id: {rate['region_id']}"
            )
