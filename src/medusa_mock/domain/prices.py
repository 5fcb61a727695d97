"""The prices of a variant: one for a currency, or for a region in that region's currency. Money is in minor units."""

from collections.abc import Iterable, Mapping, Sequence

from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.pricing import MONEY_AMOUNTS
from medusa_mock.tables.settings import REGIONS

Price = Mapping[str, Json]
"""`amount`, and `currency_code` or `region_id`; `min_quantity` and `max_quantity` count for currencies only."""


def set_prices(store: Store, variant_id: str, prices: Sequence[Price]) -> None:
    """Make `prices` those of the variant. Prices of price lists stay, and no prices at all change nothing.

    Source: `updateVariantPricesBatch` of `services/product-variant.ts`. Raises NotFound for a region or a currency that
    there is not, InvalidData for a price of neither.
    """
    present = []
    for row in own_prices(store, variant_id):
        if any(_ousts(price, row) for price in prices):
            store.delete(MONEY_AMOUNTS, row.key)
        else:
            present.append(row)
    add_prices(store, variant_id, prices, present)


def add_prices(store: Store, variant_id: str, prices: Sequence[Price], present: Sequence[Row] = ()) -> None:
    """The same for a variant whose prices are those that are `present`, and none of them goes."""
    for price in sorted(prices, key=lambda price: not price.get("region_id")):
        _upsert(store, variant_id, _values(store, price), present)


def own_prices(store: Store, variant_id: str) -> list[Row]:
    """The prices of the variant that are in no price list."""
    return [row for row in store.select(MONEY_AMOUNTS, variant_id=variant_id) if row["price_list_id"] is None]


def _ousts(price: Price, row: Row) -> bool:
    """Whether the row goes when the price comes.

    The real server asks it of every price alone, so that two prices of different currencies replace all there were,
    under new ids: seen on it, too.
    """
    currency, region = price.get("currency_code"), price.get("region_id")
    elsewhere = row["region_id"] is not None and row["region_id"] != region
    return (bool(currency) and row["currency_code"] != currency) or elsewhere


def _values(store: Store, price: Price) -> dict[str, Json]:
    if price.get("region_id"):
        region = store.get(REGIONS, price["region_id"])
        return {"currency_code": region["currency_code"], "region_id": region.key, "amount": price["amount"]}
    if not price.get("currency_code"):
        raise InvalidData("A price is for a currency or for a region")
    names = ("amount", "min_quantity", "max_quantity")
    return {"currency_code": price["currency_code"].lower()} | {name: price[name] for name in names if name in price}


def _upsert(store: Store, variant_id: str, values: dict[str, Json], present: Iterable[Row]) -> None:
    """A price that is there keeps its id, and its quantities too unless its amount changes."""
    place = values.get("region_id")
    for row in present:
        same = row["region_id"] == place if place else _in_currency(row, values["currency_code"])
        if same:
            if row["amount"] != values["amount"]:
                store.update(MONEY_AMOUNTS, row.key, values)
            return
    store.insert(MONEY_AMOUNTS, values | {"variant_id": variant_id})


def _in_currency(row: Row, currency_code: str) -> bool:
    return row["region_id"] is None and row["currency_code"] == currency_code
