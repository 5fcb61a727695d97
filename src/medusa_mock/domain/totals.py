"""What carts and orders come to, in minor units.

Discounts are taken from the adjustments of line items, taxes from their tax lines. Everything is rounded where the
real server rounds, halves upwards. Source: `services/new-totals.ts`, `strategies/tax-calculation.ts`, and
`decorateTotals` of `services/cart.ts` and `services/order.ts`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from medusa_mock.domain.taxes import Rate
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.discounts import DISCOUNT_RULES

Amounts = dict[str, Json]
"""Names as answers have them -> minor units."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a cart or an order comes to, and each of its parts, by id."""

    items: Mapping[str, Amounts]
    methods: Mapping[str, Amounts]
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Discounted:
    """What is taken off a line item: as a whole, which may be a fraction, and per piece, for refunds."""

    amount: float
    unit_amount: int


def rounded(amount: float) -> int:
    return math.floor(amount + 0.5)


def discounted(items: Iterable[Row], discounts: Iterable[Row], store: Store) -> dict[str, Discounted]:
    """By line item, what the discount, and adjustments that come from no discount, take off."""
    discount = next((one for one in discounts if rule_type(store, one) != "free_shipping"), None)
    return {item.key: _discounted(store, item, discount) for item in items}


def rule_type(store: Store, discount: Row) -> Json:
    return store.known(DISCOUNT_RULES, discount["rule_id"])["type"]


def has_free_shipping(store: Store, discounts: Iterable[Row]) -> bool:
    return any(rule_type(store, discount) == "free_shipping" for discount in discounts)


def line_totals(item: Row, discount: float, rates: Sequence[Rate]) -> Amounts:
    """What a line item comes to. `rates` are its tax lines."""
    price = item["unit_price"] * item["quantity"]
    inclusive = item["includes_tax"]
    subtotal = 0 if inclusive else price
    total, original_total = subtotal - rounded(discount), subtotal
    tax = original_tax = 0
    if rates:
        tax, original_tax = _item_tax(item, discount, rates), _item_tax(item, 0, rates)
        if inclusive:
            subtotal += price - original_tax
            total, original_total = total + subtotal, original_total + subtotal
    return {
        "subtotal": subtotal,
        "discount_total": rounded(discount),
        "total": total + tax,
        "original_total": original_total + original_tax,
        "original_tax_total": original_tax,
        "tax_total": tax,
        "raw_discount_total": discount,
    }


def method_totals(method: Row, rates: Sequence[Rate], *, free: bool) -> Amounts:
    """What a shipping method comes to; `free` is whether a discount lets the customer ship for nothing."""
    price = method["price"]
    tax = rounded(sum(_tax(price, rate, inclusive=method["includes_tax"]) for rate in rates))
    original_total = price if method["includes_tax"] else price + tax
    subtotal = price - tax if method["includes_tax"] else price
    return {
        "original_total": original_total,
        "total": 0 if free else original_total,
        "subtotal": 0 if free else subtotal,
        "original_tax_total": tax,
        "tax_total": 0 if free else tax,
    }


def shipping_total(method: Row, rates: Iterable[Rate]) -> int:
    """What a shipping method costs with its taxes, whatever is discounted. Source: `create` of `services/return.ts`."""
    rates = list(rates)
    price: int = method["price"] - (rounded(_included(method["price"], rates)) if method["includes_tax"] else 0)
    return price + sum(rounded(price * (rate["rate"] / 100)) for rate in rates)


def refundable(item: Row, quantity: int, discount: Discounted, rates: Iterable[Rate]) -> int:
    """What can be paid back for so many pieces of a line item. Source: `getLineItemRefund`."""
    rates = list(rates)
    included = rounded(_included(item["unit_price"], rates)) if item["includes_tax"] else 0
    subtotal: int = (item["unit_price"] - included) * quantity - discount.unit_amount * quantity
    taxes: int = sum(rounded(subtotal * (rate["rate"] / 100)) for rate in rates)
    return subtotal + taxes


def sums(items: Iterable[Amounts], methods: Iterable[Amounts]) -> Amounts:
    """What line items and shipping methods add up to."""
    items, methods = list(items), list(methods)
    item_tax, shipping_tax = _sum(items, "tax_total"), _sum(methods, "tax_total")
    return {
        "subtotal": _sum(items, "subtotal"),
        "discount_total": _sum(items, "raw_discount_total"),
        "shipping_total": _sum(methods, "subtotal"),
        "item_tax_total": item_tax,
        "shipping_tax_total": shipping_tax,
        "tax_total": item_tax + shipping_tax,
    }


def gift_cardable(amounts: Amounts, region: Row) -> int:
    """What gift cards may pay of: with taxes, unless they are taxed themselves."""
    before_tax: int = amounts["subtotal"] + amounts["shipping_total"] - amounts["discount_total"]
    tax: int = 0 if region["gift_cards_taxable"] else amounts["tax_total"]
    total: int = before_tax + tax
    return total


def gift_card_totals(amount: int, gift_cards: Iterable[Row]) -> tuple[int, int]:
    """What gift cards pay of an amount, and the tax on that."""
    cards = list(gift_cards)
    if not cards:
        return 0, 0  # even where there is less than nothing to pay, as in the cart of a swap
    left, balance, tax = amount, 0, 0
    for card in cards:
        balance += card["balance"]
        taxable = min(left, card["balance"])
        if taxable > 0 and card["tax_rate"]:
            tax += rounded(taxable * card["tax_rate"] / 100)
            left -= taxable
    return min(amount, balance), tax


def transaction_totals(transactions: Iterable[Row]) -> tuple[int, int]:
    """What gift cards have paid, and the tax on that."""
    total, tax = 0, 0
    for transaction in transactions:
        total += transaction["amount"]
        tax = rounded(tax + transaction["amount"] * (transaction["tax_rate"] or 0) / 100)
    return total, tax


def _discounted(store: Store, item: Row, discount: Row | None) -> Discounted:
    adjustments = rows_of(store.world, item, "adjustments")
    counting = {None} | ({discount.key} if discount and item["allow_discounts"] else set())
    amount = sum(one["amount"] for one in adjustments if one["discount_id"] in counting)
    return Discounted(amount, rounded(amount / item["quantity"]) if item["quantity"] else 0)


def _item_tax(item: Row, discount: float, rates: Sequence[Rate]) -> int:
    price = item["unit_price"]
    included = rounded(_included(price, rates)) if item["includes_tax"] else 0
    taxable = (price - included) * item["quantity"] - discount
    return sum(rounded(_tax(taxable, rate)) for rate in rates)


def _included(price: int, rates: Iterable[Rate]) -> float:
    """The taxes in a price that includes them."""
    rate = sum((each["rate"] or 0) / 100 for each in rates)
    return rate * price / (1 + rate)


def _tax(price: float, rate: Rate, *, inclusive: bool = False) -> float:
    share: float = (rate["rate"] or 0) / 100
    return share * price / (1 + share) if inclusive else price * share


def _sum(amounts: Iterable[Amounts], name: str) -> Json:
    """A number, whole where it can be: parts of a unit may add up to one."""
    total = sum(one[name] for one in amounts)
    return int(total) if isinstance(total, float) and total.is_integer() else total
