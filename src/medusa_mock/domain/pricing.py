"""What a variant costs: which of its prices count, and the lowest of them where a currency or a region is asked for.

Source: `strategies/price-selection.ts`, `findManyForVariantsInRegion` of `repositories/money-amount.ts`,
`calculateTaxes` of `services/pricing.ts`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medusa_mock.domain.taxes import Rate, default_rate, product_rates, tax_amount, total_rate
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.render import View
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LISTS
from medusa_mock.tables.settings import CURRENCIES, REGIONS

NOT_TAXED: dict[str, Json] = dict.fromkeys(
    ("original_price_incl_tax", "calculated_price_incl_tax", "original_tax", "calculated_tax", "tax_rates")
)


@dataclass(frozen=True, slots=True)
class Market:
    """Whom a price is for: a region, in its currency, or a currency; without both nothing is calculated."""

    currency_code: str | None = None
    region: Row | None = None

    @classmethod
    def of_region(cls, region: Row) -> "Market":
        return cls(region["currency_code"], region)

    def covers(self, price: Row) -> bool:
        here = self.region is not None and price["region_id"] == self.region.key
        return here or self.currency_code in (None, price["currency_code"])


def counting_prices(store: Store, variant: Row, market: Market) -> list[Row]:
    """The prices of the variant that hold now for everybody in the market."""
    now = store.now()
    prices = store.select(MONEY_AMOUNTS, variant_id=variant.key)
    return [price for price in prices if market.covers(price) and _holds(store, price["price_list_id"], now)]


def price_fields(store: Store, prices: Sequence[Row], market: Market) -> dict[str, Json]:
    """What answers say of a variant's price, given the prices that count. The order is that of the answers."""
    original = _original(prices, market)
    rates = _rates(store, prices, market)
    calculated = _lowest(store, prices, market, rates)
    fields: dict[str, Json] = {
        "original_price": original and original["amount"],
        "calculated_price": calculated and calculated["amount"],
    }
    if calculated:
        fields["calculated_price_type"] = _kind(store, calculated)
    fields["original_price_includes_tax"] = original and _includes_tax(store, original)
    fields["calculated_price_includes_tax"] = calculated and _includes_tax(store, calculated)
    return fields | (NOT_TAXED if rates is None else _taxed(fields, rates))


def priced(store: Store, market: Market = Market()) -> View:
    """How a variant is shown with its prices. One without prices that count, or without its id, is as it is."""

    def view(variant: Row, shown: dict[str, Json]) -> None:
        prices = counting_prices(store, variant, market) if "id" in shown else []
        if prices:
            shown["prices"] = [_shown(store, price) for price in prices]
            shown.update(price_fields(store, prices, market))

    return view


def any_timed(store: Store) -> bool:
    """Whether some prices begin or cease to hold at a certain time."""
    return any(row["starts_at"] or row["ends_at"] for row in store.select(PRICE_LISTS))


def _shown(store: Store, price: Row) -> dict[str, Json]:
    listed = store.get(PRICE_LISTS, price["price_list_id"]).shown() if price["price_list_id"] else None
    return price.shown() | {"price_list": listed, "variant_id": price["variant_id"]}


def _holds(store: Store, price_list_id: str | None, now: str) -> bool:
    """Whether the prices of the list hold at the moment; those of none always do."""
    if price_list_id is None:
        return True
    listed = store.find(PRICE_LISTS, price_list_id)
    if listed is None or listed["status"] != "active":
        return False
    return (listed["starts_at"] or "") < now and (listed["ends_at"] is None or listed["ends_at"] > now)


def _original(prices: Iterable[Row], market: Market) -> Row | None:
    """The price for any quantity and in no list: that of the region, else that of the currency.

    Where only a currency is asked for, the price of a region in that currency goes first, as on the real server.
    """
    if market.currency_code is None:
        return None
    plain = [price for price in prices if _is_plain(price)]
    here = [price for price in plain if market.region and price["region_id"] == market.region.key]
    others = sorted(plain, key=lambda price: (price["region_id"] is None) is (market.region is None))
    return next(iter([*here, *others]), None)


def _is_plain(price: Row) -> bool:
    return all(price[name] is None for name in ("price_list_id", "min_quantity", "max_quantity"))


def _rates(store: Store, prices: Iterable[Row], market: Market) -> list[Rate] | None:
    """The tax rates of the product that the prices are for; None where the region does not tax by itself."""
    if market.region is None or not market.region["automatic_taxes"]:
        return None
    price = next(iter(prices), None)
    variant = price and store.find(PRODUCT_VARIANTS, price["variant_id"])
    return product_rates(store, variant["product_id"], market.region) if variant else [default_rate(market.region)]


def _lowest(store: Store, prices: Iterable[Row], market: Market, rates: Sequence[Rate] | None) -> Row | None:
    """The lowest price for a single piece, of a list or not.

    Prices with taxes and prices without are compared where the rates are known; otherwise the first kind prevails.
    """
    if market.currency_code is None:
        return None
    singles = [(price, _includes_tax(store, price)) for price in prices if not price["min_quantity"]]
    if rates is None:
        singles = [(price, includes_tax) for price, includes_tax in singles if includes_tax == singles[0][1]]
    factor = 1 + total_rate(rates or ())
    costs = [(price["amount"] * (1 if includes_tax else factor), price) for price, includes_tax in singles]
    return min(costs, key=lambda cost: cost[0], default=(0, None))[1]


def _taxed(fields: dict[str, Json], rates: Sequence[Rate]) -> dict[str, Json]:
    """The prices with taxes, and the taxes, in minor units. Source: `calculateTaxes` of `services/pricing.ts`."""
    taxed = dict(NOT_TAXED)
    for name in ("original", "calculated"):
        price, includes_tax = fields[f"{name}_price"], fields[f"{name}_price_includes_tax"]
        if price is not None:
            taxed[f"{name}_tax"] = tax = tax_amount(price, rates, includes_tax=bool(includes_tax))
            taxed[f"{name}_price_incl_tax"] = price if includes_tax else price + tax
    return taxed | {"tax_rates": rates}


def _kind(store: Store, price: Row) -> Json:
    return store.get(PRICE_LISTS, price["price_list_id"])["type"] if price["price_list_id"] else "default"


def _includes_tax(store: Store, price: Row) -> bool:
    """Of the list if it says so, of the region if it does, else of the currency."""
    holders = ((PRICE_LISTS, "price_list_id"), (REGIONS, "region_id"), (CURRENCIES, "currency_code"))
    found = (store.find(table, price[column]) for table, column in holders if price[column])
    return any(holder["includes_tax"] for holder in found if holder)
