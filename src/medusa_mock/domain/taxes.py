"""Taxes: which rates apply, and what they come to. Money is in minor units.

Source: `services/tax-provider.ts`, `services/pricing.ts`, `utils/calculate-price-tax-amount.ts`.
"""

import math
from collections.abc import Iterable, Mapping

from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import PRODUCTS
from medusa_mock.tables.shipping import PRODUCT_TAX_RATES, PRODUCT_TYPE_TAX_RATES, SHIPPING_TAX_RATES, TAX_RATES

Rate = Mapping[str, Json]
"""A rate as it is applied: `rate` in percent or null, `name`, `code`."""

STORED = ("id", "created_at", "updated_at", "rate", "code", "name", "region_id", "metadata")
"""The columns of a tax rate in the order in which the real entity has them."""


def shipping_rates(store: Store, option_id: str, region: Row) -> list[Rate]:
    """The rates that apply to a shipping option, or else that of its region; none where taxes are not automatic."""
    return option_rates(store, option_id, region) if region["automatic_taxes"] else []


def option_rates(store: Store, option_id: str, region: Row) -> list[Rate]:
    """The same, whether or not taxes are automatic: for carts and orders, whose taxes may be asked for."""
    links = store.select(SHIPPING_TAX_RATES, shipping_option_id=option_id)
    rates = [_applied(store.get(TAX_RATES, link["rate_id"])) for link in links]
    return rates or [default_rate(region)]


def product_rates(store: Store, product_id: str, region: Row) -> list[Rate]:
    """The rates of the region that apply to a product or to its type, or else that of the region itself.

    They are shown as they are stored, unlike those of a shipping option.
    """
    product = store.known(PRODUCTS, product_id)
    links = list(store.select(PRODUCT_TAX_RATES, product_id=product_id))
    if product["type_id"]:
        links += store.select(PRODUCT_TYPE_TAX_RATES, product_type_id=product["type_id"])
    rates = [store.get(TAX_RATES, key) for key in dict.fromkeys(link["rate_id"] for link in links)]
    found: list[Rate] = [{name: rate[name] for name in STORED} for rate in rates if rate["region_id"] == region.key]
    return found or [default_rate(region)]


def default_rate(region: Row) -> Rate:
    return {"rate": region["tax_rate"], "name": "default", "code": "default"}


def tax_amount(price: int, rates: Iterable[Rate], *, includes_tax: bool) -> int:
    """What the rates come to together, on top of the price or, where it includes tax, within it."""
    rate = total_rate(rates)
    tax = rate * price / (1 + rate) if includes_tax else rate * price
    return math.floor(tax + 0.5)


def total_rate(rates: Iterable[Rate]) -> float:
    """What the rates add up to, 1 for 100 percent."""
    return sum((each["rate"] or 0) / 100 for each in rates)


def _applied(rate: Row) -> Rate:
    return {name: rate[name] for name in ("rate", "name", "code")}
