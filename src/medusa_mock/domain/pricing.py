"""What a variant costs: which of its prices count for whom, and the lowest of them.

Source: `strategies/price-selection.ts`, `findManyForVariantsInRegion` of `repositories/money-amount.ts`,
`services/pricing.ts`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medusa_mock.domain.taxes import Rate, product_rates, tax_amount, total_rate
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.render import View
from medusa_mock.tables.customers import CUSTOMER_GROUP_CUSTOMERS
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LIST_CUSTOMER_GROUPS, PRICE_LISTS
from medusa_mock.tables.settings import CURRENCIES, REGIONS

NOT_TAXED: dict[str, Json] = dict.fromkeys(
    ("original_price_incl_tax", "calculated_price_incl_tax", "original_tax", "calculated_tax", "tax_rates")
)


@dataclass(frozen=True, slots=True)
class Market:
    """Whom a price is for: a region, in its currency, or a currency; without both nothing is calculated."""

    currency_code: str | None = None
    region: Row | None = None
    customer_id: str | None = None
    """For whose groups price lists may be; none for somebody who belongs to no group."""
    lists: bool = False
    """Whether prices of price lists count even if no region, currency or customer is known."""

    @classmethod
    def of_region(cls, region: Row, *, customer_id: str | None = None) -> "Market":
        return cls(region["currency_code"], region, customer_id)

    def covers(self, price: Row) -> bool:
        here = self.region is not None and price["region_id"] == self.region.key
        return here or self.currency_code in (None, price["currency_code"])

    @property
    def knows_lists(self) -> bool:
        return bool(self.lists or self.currency_code or self.customer_id)


@dataclass(frozen=True, slots=True)
class Cost:
    """An `amount` in minor units, whether taxes are in it, and its `kind`: `default` or the type of a price list."""

    amount: int
    includes_tax: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a variant costs: all prices that count, what it costs without price lists, and the lowest that fits."""

    counting: Sequence[Row]
    original: Cost | None
    calculated: Cost | None


def price_of(
    store: Store,
    variant_id: str,
    market: Market,
    *,
    quantity: float | None = None,
    rates: Sequence[Rate] | None = None,
) -> Price:
    """What a variant costs now, in the market, for the quantity (none: for a single piece, in any quantity or few).

    Prices with taxes and prices without are compared by the `rates`; without these the first kind prevails. Which
    rates they are is up to the caller: the real services differ in it (see `rates_of_page`).
    """
    prices = counting_prices(store, variant_id, market)
    if market.currency_code is None:
        return Price(prices, None, None)
    fitting = [_cost(store, price) for price in prices if _fits(price, quantity)]
    original = _original(prices, market)
    return Price(prices, _cost(store, original) if original else None, _lowest(fitting, rates))


def counting_prices(store: Store, variant_id: str, market: Market) -> list[Row]:
    """The prices of the variant that hold now, in the market, for its customer."""
    prices = store.select(MONEY_AMOUNTS, variant_id=variant_id)
    return [price for price in prices if market.covers(price) and _holds(store, price["price_list_id"], market)]


def price_fields(price: Price, market: Market, rates: Sequence[Rate] | None) -> dict[str, Json]:
    """What answers say of a variant's price. The order is that of the answers."""
    original, calculated = price.original, price.calculated
    fields: dict[str, Json] = {
        "original_price": original and original.amount,
        "calculated_price": calculated and calculated.amount,
    }
    if calculated:
        fields["calculated_price_type"] = calculated.kind
    fields["original_price_includes_tax"] = original and original.includes_tax
    fields["calculated_price_includes_tax"] = calculated and calculated.includes_tax
    taxes = market.region is not None and market.region["automatic_taxes"]
    return fields | (_taxed(price, rates or ()) if taxes else NOT_TAXED)


def priced(store: Store, market: Market = Market(), *, rates: Sequence[Rate] | None = None) -> View:
    """How a variant is shown with its prices. One without prices that count, or without its id, is as it is."""

    def view(variant: Row, shown: dict[str, Json]) -> None:
        if "id" not in shown:
            return
        price = price_of(store, variant.key, market, rates=rates)
        if price.counting:
            shown["prices"] = [shown_price(store, each) | {"variant_id": variant.key} for each in price.counting]
            shown.update(price_fields(price, market, rates))

    return view


def shown_price(store: Store, price: Row) -> dict[str, Json]:
    """A price with its price list."""
    listed = store.get(PRICE_LISTS, price["price_list_id"]).shown() if price["price_list_id"] else None
    return price.shown() | {"price_list": listed}


def rates_of_page(store: Store, variants: Iterable[Row], market: Market) -> list[Rate] | None:
    """The tax rates that the real server applies to the variants of a list: for all, those of the oldest one's product.

    Source: `getProductVariantsPricing` of `services/pricing.ts`.
    """
    oldest = min(variants, key=lambda variant: variant.ordinal, default=None)
    return product_rates(store, oldest["product_id"], market.region) if oldest and market.region else None


def _holds(store: Store, price_list_id: str | None, market: Market) -> bool:
    """Whether the prices of the list hold at the moment, for the customer; those of none always do."""
    if price_list_id is None:
        return True
    listed = store.get(PRICE_LISTS, price_list_id)
    if not market.knows_lists or listed["status"] != "active":
        return False
    return _is_on(store, listed) and _is_for(store, price_list_id, market.customer_id)


def _is_on(store: Store, listed: Row) -> bool:
    """Whether the list has begun and not ended. The clock is asked only where that hangs on it."""
    starts, ends = listed["starts_at"], listed["ends_at"]
    if starts is None and ends is None:
        return True
    now = f"{store.now()[:19]}.000Z"  # the real server asks the database with whole seconds
    return (starts is None or starts < now) and (ends is None or ends > now)


def _is_for(store: Store, price_list_id: str, customer_id: str | None) -> bool:
    """Whether the list is for everybody or for a group of the customer's."""
    links = store.select(PRICE_LIST_CUSTOMER_GROUPS, price_list_id=price_list_id)
    memberships = [
        store.first(CUSTOMER_GROUP_CUSTOMERS, customer_group_id=link["customer_group_id"], customer_id=customer_id)
        for link in links
    ]
    return not memberships or any(memberships)


def _fits(price: Row, quantity: float | None) -> bool:
    """Whether the price is for the quantity. A bound of 0 is none."""
    least, most = price["min_quantity"], price["max_quantity"]
    if quantity is None:
        return not least
    return (not least or least <= quantity) and (not most or most >= quantity)


def _original(prices: Iterable[Row], market: Market) -> Row | None:
    """The price for any quantity and in no list: that of the region, else that of the currency.

    Where only a currency is asked for, the price of a region in that currency goes first, as on the real server.
    """
    plain = [price for price in prices if _is_plain(price)]
    here = [price for price in plain if market.region and price["region_id"] == market.region.key]
    others = sorted(plain, key=lambda price: (price["region_id"] is None) is (market.region is None))
    return next(iter([*here, *others]), None)


def _is_plain(price: Row) -> bool:
    return all(price[name] is None for name in ("price_list_id", "min_quantity", "max_quantity"))


def _lowest(costs: Sequence[Cost], rates: Sequence[Rate] | None) -> Cost | None:
    """The lowest cost, taxes counted in where the rates are known, and the first of those that are as low."""
    if rates is None:
        costs = [cost for cost in costs if cost.includes_tax == costs[0].includes_tax]
    factor = 1 + total_rate(rates or ())
    return min(costs, key=lambda cost: cost.amount * (1 if cost.includes_tax else factor), default=None)


def _taxed(price: Price, rates: Sequence[Rate]) -> dict[str, Json]:
    """The prices with taxes, and the taxes, in minor units. Source: `calculateTaxes` of `services/pricing.ts`."""
    taxed = dict(NOT_TAXED)
    for name, cost in (("original", price.original), ("calculated", price.calculated)):
        if cost:
            taxed[f"{name}_tax"] = tax = tax_amount(cost.amount, rates, includes_tax=cost.includes_tax)
            taxed[f"{name}_price_incl_tax"] = cost.amount if cost.includes_tax else cost.amount + tax
    return taxed | {"tax_rates": rates}


def _cost(store: Store, price: Row) -> Cost:
    """Taxes are in a price if its list says so, or its region, or its currency."""
    listed = store.get(PRICE_LISTS, price["price_list_id"]) if price["price_list_id"] else None
    holders = (listed, store.find(REGIONS, price["region_id"] or ""), store.find(CURRENCIES, price["currency_code"]))
    includes_tax = any(holder["includes_tax"] for holder in holders if holder)
    return Cost(price["amount"], includes_tax, listed["type"] if listed else "default")
