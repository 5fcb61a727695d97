"""Variants: every one has a value for every option of its product, and no two have the same values."""

from collections.abc import Mapping, Sequence

from medusa_mock.domain import inventory
from medusa_mock.domain.events import emit
from medusa_mock.domain.prices import add_prices, set_prices
from medusa_mock.errors import Duplicate, InvalidData, MockError, NotFound
from medusa_mock.store import ForeignKeyViolation, Json, NullViolation, Row, Store, UniqueViolation
from medusa_mock.tables.catalogue import PRODUCT_OPTION_VALUES, PRODUCT_OPTIONS, PRODUCT_VARIANTS, PRODUCTS
from medusa_mock.tables.pricing import MONEY_AMOUNTS

Values = Mapping[str, Json]
RELATED = frozenset({"options", "prices"})

# What the constraints are called in the real database, whose own words reach the client here.
CONSTRAINTS = {
    "sku": "IDX_2ca8cfbdafb998ecfd6d340389",
    "barcode": "IDX_045d4a149c09f4704e0bc08dd4",
    "ean": "IDX_b5b6225539ee8501082fbc0714",
    "upc": "IDX_aa16f61348be02dd07ce3fc54e",
    "handle": "IDX_cf9cc6c3f2e6414b992223fff1",
    "currency_code": "FK_e15811f81339e4bd8c440aebe1c",
}


def searching(params: Values) -> Values:
    """The parameters of a list; with `q` the title is no filter, and the product is shown.

    Source: `listAndCount` of `services/product-variant.ts`.
    """
    if not params.get("q"):
        return params
    expand = params.get("expand")
    shown = {} if expand is None else {"expand": f"{expand},product"}
    return {name: value for name, value in params.items() if name != "title"} | shown


def create_variants(store: Store, product_id: str, variants: Sequence[Values]) -> list[Row]:
    """Add variants to a product; their `options` say `option_id` and `value` each.

    Source: `create` of `services/product-variant.ts`. Raises InvalidData where options and values do not fit together,
    Duplicate where the product has a variant with the same values.
    """
    assortment = Assortment(store, product_id)
    for variant in variants:
        assortment.check(variant)
    rank, created = assortment.size, []
    for variant in variants:
        given = variant.get("variant_rank")
        created.append(assortment.add(variant, given or rank))
        rank += not given
    return created


def create_variants_as_clients_ask(store: Store, product_id: str, variants: Sequence[Values]) -> None:
    """Add variants to a product, or say in the real server's way why not.

    Its transaction fails a second time while it takes back what it did, and tells that too. Source:
    `transaction/create-product-variant.ts`, and the real server. Raises InvalidData, whatever went wrong.
    """
    try:
        if store.find(PRODUCTS, product_id) is None:
            raise InvalidData("Product id missing")
        given = [{"inventory_quantity": None, **variant} for variant in variants]
        created = create_variants(store, product_id, given)
    except MockError as error:
        raise InvalidData(
            f"{in_database_words(error)}\nCannot read properties of undefined (reading 'length')"
        ) from error
    _keep_in_stock(store, created)


def _keep_in_stock(store: Store, variants: Sequence[Row]) -> None:
    """A deleted variant leaves its inventory item behind, and the SKU with it."""
    try:
        for variant in variants:
            inventory.keep_in_stock(store, variant)
    except UniqueViolation as error:
        raise InvalidData(
            'duplicate key value violates unique constraint "IDX_inventory_item_sku"\n'
            "current transaction is aborted, commands ignored until end of transaction block"
        ) from error


def in_database_words(error: MockError) -> str:
    """The error as the real database words it, where the real server passes that on."""
    match error:
        case UniqueViolation(columns=[column]):
            return f'duplicate key value violates unique constraint "{CONSTRAINTS[column]}"'
        case ForeignKeyViolation(column=column) if column in CONSTRAINTS:
            return f'insert or update on table "money_amount" violates foreign key constraint "{CONSTRAINTS[column]}"'
        case NullViolation(table=table, column=column):
            name = table.constraint_name.lower()
            return f'null value in column "{column}" of relation "{name}" violates not-null constraint'
    return str(error)


def update_variant(store: Store, id: str, changes: Values) -> Row:
    """Change a variant; of its `options` only those that `changes` name. Raises NotFound, Duplicate."""
    store.get(PRODUCT_VARIANTS, id)
    if changes.get("prices") is not None:
        set_prices(store, id, changes["prices"])
    for option in changes.get("options") or ():
        value = store.first(PRODUCT_OPTION_VALUES, variant_id=id, option_id=option["option_id"])
        if value is None:
            raise NotFound("Product option value not found")
        store.update(PRODUCT_OPTION_VALUES, value.key, {"value": option["value"]})
    variant = store.update(PRODUCT_VARIANTS, id, _columns(changes))
    about = {"id": id, "product_id": variant["product_id"], "fields": [*_columns(changes)]}
    emit(store, "product-variant.updated", about)
    return variant


def delete_variant(store: Store, id: str) -> None:
    """Delete a variant, if there is one, with its prices and the values of its options. Its inventory item stays."""
    inventory.detach_variant(store, id)
    variant = store.find(PRODUCT_VARIANTS, id)
    delete_with_product(store, id)
    if variant:
        about = {"id": id, "product_id": variant["product_id"], "metadata": variant["metadata"]}
        emit(store, "product-variant.deleted", about)


def delete_with_product(store: Store, id: str) -> None:
    """The same, but for the inventory item, which goes on to be the deleted variant's."""
    if store.find(PRODUCT_VARIANTS, id) is None:
        return
    for table in (PRODUCT_OPTION_VALUES, MONEY_AMOUNTS):
        for row in store.select(table, variant_id=id):
            store.delete(table, row.key)
    store.delete(PRODUCT_VARIANTS, id)


class Assortment:
    """The options of a product, and what its variants have of them: looked up once for all that are added to it."""

    def __init__(self, store: Store, product_id: str) -> None:
        self._store = store
        self._product_id = product_id
        self._options = list(store.select(PRODUCT_OPTIONS, product_id=product_id))
        self._held = [
            (variant["title"], list(store.select(PRODUCT_OPTION_VALUES, variant_id=variant.key)))
            for variant in store.select(PRODUCT_VARIANTS, product_id=product_id)
        ]

    @property
    def size(self) -> int:
        """How many variants there are."""
        return len(self._held)

    def check(self, variant: Values) -> None:
        """Raises InvalidData where its values do not fit the options, Duplicate where a variant has the same."""
        given = variant.get("options") or ()
        if len(self._options) != len(given):
            raise InvalidData(
                "Product options length does not match variant options length. "
                f"Product has {len(self._options)} and variant has {len(given)}."
            )
        values = {option["option_id"]: option["value"] for option in given}
        for option in self._options:
            if option.key not in values:
                raise InvalidData(f"Variant options do not contain value for {option['title']}")
        for title, held in self._held:
            if all(value["value"] == values.get(value["option_id"]) for value in held):
                raise Duplicate(f"Variant with title {title} with provided options already exists")

    def add(self, variant: Values, rank: int) -> Row:
        """Add a variant with its prices and its values of the options."""
        place = {"product_id": self._product_id, "variant_rank": rank}
        row = self._store.insert(PRODUCT_VARIANTS, _columns(variant) | place)
        held = [
            self._store.insert(PRODUCT_OPTION_VALUES, {**option, "variant_id": row.key})
            for option in variant.get("options") or ()
        ]
        add_prices(self._store, row.key, variant.get("prices") or ())
        emit(self._store, "product-variant.created", {"id": row.key, "product_id": self._product_id})
        self._held.append((row["title"], held))
        return row


def _columns(values: Values) -> dict[str, Json]:
    return {name: value for name, value in values.items() if name not in RELATED}
