"""Price lists: prices that hold for a while or for some customers.

Source: `services/price-list.ts`, `repositories/price-list.ts`, `repositories/money-amount.ts`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from medusa_mock.domain.links import settle_links
from medusa_mock.domain.products import filters
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.filters import containing
from medusa_mock.store.query import SHARED, Query, page
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS, PRODUCTS
from medusa_mock.tables.customers import CUSTOMER_GROUPS
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LIST_CUSTOMER_GROUPS, PRICE_LISTS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]
RELATED = frozenset({"prices", "customer_groups"})
IN_PRICES = ("amount", "currency_code", "region_id", "min_quantity", "max_quantity")


def create(store: Store, body: Values) -> Row:
    """A price list with its prices. Raises NotFound for a region, a currency or a group that there is not."""
    row = store.insert(PRICE_LISTS, _columns(body))
    add_prices(store, row.key, body["prices"])
    _assign(store, row.key, body.get("customer_groups"))
    return row


def update(store: Store, id: str, changes: Values) -> Row:
    """Change a price list; its customer groups are replaced as a whole.

    A price with the id of any price changes that one, which stays with its list and its variant. One with another id
    is a price of no list and no variant: so the real server has it. Raises NotFound, Duplicate.
    """
    store.get(PRICE_LISTS, id)
    prices = [(price, _priced(store, price)) for price in changes.get("prices") or ()]
    for price, columns in prices:
        if price.get("id"):
            _upsert(store, price["id"], columns)
    _insert(store, id, [(price, columns) for price, columns in prices if not price.get("id")])
    _assign(store, id, changes.get("customer_groups"))
    return store.update(PRICE_LISTS, id, _columns(changes))


def add_prices(store: Store, id: str, prices: Iterable[Values], *, override: bool = False) -> Row:
    """The price list, with these prices added, or with no others. Raises NotFound."""
    row = store.get(PRICE_LISTS, id)
    present = list(store.select(MONEY_AMOUNTS, price_list_id=id)) if override else []
    _insert(store, id, [(price, _priced(store, price)) for price in prices])
    for price in present:
        store.remove(MONEY_AMOUNTS, price.key)
    return row


def delete_prices(store: Store, id: str, price_ids: Collection[str]) -> None:
    """Take those of the prices that are in the list away for good. Raises NotFound for the list."""
    store.get(PRICE_LISTS, id)
    for price in store.select(MONEY_AMOUNTS, price_list_id=id):
        if price.key in price_ids:
            store.remove(MONEY_AMOUNTS, price.key)


def delete_prices_of_variants(store: Store, id: str, variant_ids: Iterable[str]) -> list[str]:
    """Take away all prices that the list has of the variants: their ids. What does not exist has none."""
    variants = (variant_id for variant_id in variant_ids if store.find(PRODUCT_VARIANTS, variant_id))
    found = [price.key for key in variants for price in store.select(MONEY_AMOUNTS, price_list_id=id, variant_id=key)]
    for price_id in found:
        store.remove(MONEY_AMOUNTS, price_id)
    return found


def delete_prices_of_products(store: Store, id: str, product_ids: Collection[str]) -> list[str]:
    """The same of all variants of the products, the oldest product first."""
    products = (store.find(PRODUCTS, product_id) for product_id in dict.fromkeys(product_ids))
    oldest_first = sorted((product for product in products if product), key=lambda product: product.ordinal)
    variants = (store.select(PRODUCT_VARIANTS, product_id=product.key) for product in oldest_first)
    ranked = (sorted(each, key=lambda variant: variant["variant_rank"] or 0) for each in variants)
    return delete_prices_of_variants(store, id, [variant.key for each in ranked for variant in each])


def prices_of_variant(store: Store, id: str, variant_id: str) -> list[Row]:
    """The prices of the variant that are in the list or in none."""
    return [row for row in store.select(MONEY_AMOUNTS, variant_id=variant_id) if row["price_list_id"] in (None, id)]


def delete(store: Store, id: str) -> None:
    """Take the list away for good, with its prices. Where there is none, nothing happens."""
    if store.find(PRICE_LISTS, id):
        for price in store.select(MONEY_AMOUNTS, price_list_id=id):
            store.remove(MONEY_AMOUNTS, price.key)
        store.unlink(PRICE_LIST_CUSTOMER_GROUPS, price_list_id=id)
        store.remove(PRICE_LISTS, id)


def searching(store: Store, params: Values) -> dict[str, Json]:
    """The parameters of the list of price lists, without `q`: the lists that hold its text are told by id.

    The text may be in a name, whichever name is asked for, in a description likewise, or in the name of a group, which
    then has to be one of those asked for.
    """
    if not params.get("q"):
        return {name: value for name, value in params.items() if name != "q"}
    fits, wanted = containing(params["q"]), params.get("customer_groups")
    found = {row.key for name in ("name", "description") for row in _fitting(store, params, name) if fits(row[name])}
    for row in _fitting(store, params):
        links = store.select(PRICE_LIST_CUSTOMER_GROUPS, price_list_id=row.key)
        groups = [link["customer_group_id"] for link in links]
        named = (group for group in groups if fits(store.get(CUSTOMER_GROUPS, group)["name"]))
        if any(wanted is None or group in wanted for group in named):
            found.add(row.key)
    return {name: value for name, value in params.items() if name in SHARED - {"q"}} | {"id": [*found]}


def product_filters(store: Store, id: str, params: Values) -> dict[str, Json]:
    """The filters of the list of products as the store understands them; the type, whatever it is, lets none through.

    An `is_giftcard` that is not empty stands for true: the real server makes a truth value of the text.
    """
    found = {name: value for name, value in params.items() if name not in ("type", "is_giftcard")}
    if "is_giftcard" in params:
        found["is_giftcard"] = bool(params["is_giftcard"])
    if "type" in params:
        found["id"] = []
    return filters(store, found | {"price_list_id": [id]})


def _fitting(store: Store, params: Values, without: str = "") -> Sequence[Row]:
    """The lists that the parameters let through, but for one of them, on all pages."""
    rest = {name: value for name, value in params.items() if name not in (without, "q", "expand")}
    return page(store, PRICE_LISTS, Query.parse(store, PRICE_LISTS, rest | {"offset": 0, "limit": 0}))[0]


def _columns(body: Values) -> dict[str, Json]:
    return {name: value for name, value in body.items() if name not in RELATED}


def _priced(store: Store, price: Values) -> dict[str, Json]:
    """The columns of a price; the region, where there is one, says the currency. Raises NotFound for the region."""
    columns = {name: price[name] for name in IN_PRICES if name in price}
    if price.get("region_id"):
        columns["currency_code"] = store.get(REGIONS, price["region_id"])["currency_code"]
    return columns


def _insert(store: Store, id: str, prices: Iterable[tuple[Values, Values]]) -> None:
    for price, columns in prices:
        store.insert(MONEY_AMOUNTS, {**columns, "variant_id": price["variant_id"], "price_list_id": id})


def _upsert(store: Store, price_id: str, columns: Values) -> None:
    if store.find(MONEY_AMOUNTS, price_id):
        store.update(MONEY_AMOUNTS, price_id, columns)
    else:
        store.insert(MONEY_AMOUNTS, {**columns, "id": price_id})


def _assign(store: Store, id: str, groups: Iterable[Values] | None) -> None:
    """Make the groups those of the list; null changes nothing. Raises NotFound, Duplicate."""
    if groups is not None:
        keys = [store.get(CUSTOMER_GROUPS, group["id"]).key for group in groups]
        settle_links(store, PRICE_LIST_CUSTOMER_GROUPS, {"price_list_id": id}, "customer_group_id", keys)
