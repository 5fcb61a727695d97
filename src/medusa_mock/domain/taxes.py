"""Taxes: which rates apply, and what they come to. Money is in minor units.

Source: `services/tax-provider.ts`, `services/pricing.ts`, `utils/calculate-price-tax-amount.ts`.
"""

import math
from collections.abc import Iterable, Mapping

from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.shipping import SHIPPING_TAX_RATES, TAX_RATES

Rate = Mapping[str, Json]
"""A rate as it is applied: `rate` in percent or null, `name`, `code`."""


def shipping_rates(store: Store, option_id: str, region: Row) -> list[Rate]:
    """The rates that apply to a shipping option, or else that of its region; none where taxes are not automatic."""
    if not region["automatic_taxes"]:
        return []
    links = store.select(SHIPPING_TAX_RATES, shipping_option_id=option_id)
    rates = [_applied(store.get(TAX_RATES, link["rate_id"])) for link in links]
    return rates or [default_rate(region)]


def default_rate(region: Row) -> Rate:
    return {"rate": region["tax_rate"], "name": "default", "code": "default"}


def tax_amount(price: int, rates: Iterable[Rate], *, includes_tax: bool) -> int:
    """What the rates come to together, on top of the price or, where it includes tax, within it."""
    rate = sum((each["rate"] or 0) / 100 for each in rates)
    tax = rate * price / (1 + rate) if includes_tax else rate * price
    return math.floor(tax + 0.5)


def _applied(rate: Row) -> Rate:
    return {name: rate[name] for name in ("rate", "name", "code")}
