"""What a variant costs: which of its prices count, and the lowest of them where a currency is asked for.

Source: `strategies/price-selection.ts`, `findManyForVariantsInRegion` of `repositories/money-amount.ts`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medusa_mock.store import Json, Row, Store
from medusa_mock.store.render import View
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LISTS
from medusa_mock.tables.settings import CURRENCIES

NOT_TAXED: dict[str, Json] = dict.fromkeys(
    ("original_price_incl_tax", "calculated_price_incl_tax", "original_tax", "calculated_tax", "tax_rates")
)


@dataclass(frozen=True, slots=True)
class Market:
    """Whom a price is for; in no currency, nothing is calculated."""

    currency_code: str | None = None


def counting_prices(store: Store, variant: Row, market: Market) -> list[Row]:
    """The prices of the variant that hold now for everybody in the market."""
    now = store.now()
    prices = store.select(MONEY_AMOUNTS, variant_id=variant.key)
    return [
        price
        for price in prices
        if market.currency_code in (None, price["currency_code"]) and _holds(store, price["price_list_id"], now)
    ]


def price_fields(store: Store, prices: Sequence[Row], market: Market) -> dict[str, Json]:
    """What answers say of a variant's price, given the prices that count. The order is that of the answers."""
    original = _lowest(price for price in prices if _is_plain(price)) if market.currency_code else None
    calculated = _lowest(price for price in prices if not price["min_quantity"]) if market.currency_code else None
    fields: dict[str, Json] = {
        "original_price": original and original["amount"],
        "calculated_price": calculated and calculated["amount"],
    }
    if calculated:
        fields["calculated_price_type"] = _kind(store, calculated)
    fields["original_price_includes_tax"] = original and _includes_tax(store, original)
    fields["calculated_price_includes_tax"] = calculated and _includes_tax(store, calculated)
    return fields | NOT_TAXED


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


def _is_plain(price: Row) -> bool:
    return all(price[name] is None for name in ("price_list_id", "region_id", "min_quantity", "max_quantity"))


def _lowest(prices: Iterable[Row]) -> Row | None:
    return min(prices, key=lambda price: price["amount"], default=None)


def _kind(store: Store, price: Row) -> Json:
    return store.get(PRICE_LISTS, price["price_list_id"])["type"] if price["price_list_id"] else "default"


def _includes_tax(store: Store, price: Row) -> bool:
    holder = (PRICE_LISTS, price["price_list_id"]) if price["price_list_id"] else (CURRENCIES, price["currency_code"])
    return bool(store.get(*holder)["includes_tax"])
