"""Carts and orders as answers show them: with their totals, and those of their line items and shipping methods.

Source: `decorateTotals` of `services/cart.ts` and `services/order.ts`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from medusa_mock.domain import totals
from medusa_mock.domain.tax_lines import item_tax_lines, method_tax_lines
from medusa_mock.domain.taxes import Rate
from medusa_mock.domain.totals import Amounts, Discounted, Totals
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.store.render import TOP, View, Views
from medusa_mock.tables.carts import LINE_ITEMS, SHIPPING_METHODS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.settings import REGIONS

TaxLines = Mapping[str, Sequence[Rate]]
"""The tax lines of each line item or shipping method, by its id."""

NOTHING_OFF = Discounted(0, 0)

REFUNDABLE = "items.refundable"
ADDITIONAL_REFUNDABLE = ("swaps.additional_items.refundable", "claims.additional_items.refundable")

ITEMIZED = frozenset({"subtotal", "total"})
"""The totals that the real server cannot work out without writing down what each line item comes to."""

EDIT_TOTALS = (
    "discount_total",
    "gift_card_total",
    "gift_card_tax_total",
    "shipping_total",
    "subtotal",
    "tax_total",
    "total",
)
"""The totals of an order edit, in their order."""


def cart_totals(store: Store, cart: Row, *, force_taxes: bool = False) -> Totals:
    """What the cart comes to, with taxes where its region adds them by itself, or where they are asked for."""
    return _cart(store, cart, force_taxes=force_taxes).totals


def cart_views(
    store: Store,
    cart: Row,
    *,
    force_taxes: bool = False,
    first: Sequence[str] = (),
    only_first: bool = False,
    raw: bool = True,
) -> Views:
    """How the cart and what is in it are shown, with or without the `raw` discount.

    `first` are the totals that come before the others, in this order, or without the others and those of its parts.
    """
    decorated = _cart(store, cart, force_taxes=force_taxes)

    def view(_: Row, shown: dict[str, Json]) -> None:
        amounts = decorated.totals.amounts
        names = dict.fromkeys(first if only_first else (*first, *amounts))
        shown |= {name: amounts[name] for name in names if raw or name != "raw_discount_total"}

    return {TOP: view, **({} if only_first else _views(decorated))}


def order_totals(store: Store, order: Row) -> Totals:
    """What the order comes to, and what of that is paid and refunded."""
    return _order(store, order).totals


def items_sold(store: Store, order: Row) -> list[Row]:
    """The line items that the customer was sent: those of the order, and those that its swaps and claims add."""
    return [*_items(store, order), *_additional_items(store, order)]


def refund_total(store: Store, order: Row, pieces: Iterable[tuple[Row, int]], *, discounted: bool = True) -> int:
    """What is to be paid back for so many pieces of line items, less what was taken off them unless told otherwise.

    Source: `getRefundTotal` of `services/totals.ts`.
    """
    discounts = rows_of(store.world, order, "discounts")
    off = totals.discounted(items_sold(store, order), discounts, store) if discounted else {}
    return sum(_refund(store, item, quantity, off) for item, quantity in pieces)


def edit_totals(store: Store, edit: Row) -> Amounts:
    """What the order comes to with the items of the edit, and `difference_due`: how much more than without them."""
    return _edit(store, edit)[1]


def edit_views(store: Store, edit: Row) -> tuple[Amounts, Views]:
    """What the edit comes to, and how its items are shown."""
    decorated, amounts = _edit(store, edit)

    def item_view(item: Row, shown: dict[str, Json]) -> None:
        shown |= decorated.item(item, shown, raw=True)
        shown["refundable"] = _refundable(store, item, decorated.off)

    return amounts, {LINE_ITEMS.name: item_view}


def order_views(
    store: Store,
    order: Row,
    asked: Sequence[str] = (),
    *,
    only_asked: bool = False,
    raw: bool = False,
    added: bool = False,
) -> Views:
    """How the order and what is in it are shown.

    The totals that are `asked` for by name come before the others, in the order asked for, or alone, in alphabetical
    order. With
    `raw` there is the unrounded discount, too, and with `added` what each item comes to that swaps and claims add.
    """
    decorated = _order(store, order)
    if added:
        decorated = decorated.along_with(store, _additional_items(store, order))
    left = {item.key: _refundable(store, item, decorated.off) for item in items_sold(store, order)}
    named = {
        item.key
        for name in (REFUNDABLE, *ADDITIONAL_REFUNDABLE)
        if name in asked
        for item in items_of(store, order, name)
    }
    own = {item.key for item in _items(store, order)}
    amounts = _shown_amounts(decorated.totals.amounts, asked, only_asked=only_asked, raw=raw)

    def order_view(_: Row, shown: dict[str, Json]) -> None:
        shown |= amounts

    def item_view(item: Row, shown: dict[str, Json]) -> None:
        if "adjustments" not in shown or item.key not in left:
            return
        if item.key in named:
            shown["refundable"] = left[item.key]
        if not only_asked or not ITEMIZED.isdisjoint(asked):
            shown |= decorated.item(item, shown, raw=REFUNDABLE not in asked or item.key not in own)
        if not only_asked:
            shown.setdefault("refundable", left[item.key])

    views: dict[str, View] = {TOP: order_view, LINE_ITEMS.name: item_view}
    return views if only_asked else {**views, SHIPPING_METHODS.name: decorated.method_view}


def items_of(store: Store, order: Row, name: str) -> list[Row]:
    """The items that a name such as `claims.additional_items.refundable` is about."""
    rows = [order]
    for relation in name.split(".")[:-1]:
        rows = [found for row in rows for found in rows_of(store.world, row, relation)]
    return rows


def _shown_amounts(amounts: Amounts, asked: Sequence[str], *, only_asked: bool, raw: bool) -> Amounts:
    """The totals in the order in which they are shown. The tax on gift cards goes with what they pay."""
    names = [name for name in (sorted(asked) if only_asked else asked) if name in amounts]
    if "gift_card_total" in names:
        names.insert(names.index("gift_card_total") + 1, "gift_card_tax_total")
    further = () if only_asked else [name for name in amounts if raw or name != "raw_discount_total"]
    return {name: amounts[name] for name in dict.fromkeys((*names, *further))}


@dataclass(frozen=True, slots=True)
class _Decorated:
    """The totals, and the tax lines that they were worked out with."""

    totals: Totals
    off: Mapping[str, Discounted]
    item_lines: TaxLines
    method_lines: TaxLines

    def along_with(self, store: Store, items: Sequence[Row]) -> "_Decorated":
        """The same with items that do not count for the whole."""
        lines = {item.key: rows_of(store.world, item, "tax_lines") for item in items}
        amounts = {item.key: totals.line_totals(item, self.off[item.key].amount, lines[item.key]) for item in items}
        of_all = replace(self.totals, items={**self.totals.items, **amounts})
        return replace(self, totals=of_all, item_lines={**self.item_lines, **lines})

    def item(self, item: Row, shown: dict[str, Json], *, raw: bool) -> Amounts:
        """What the line item comes to, with or without the `raw` discount.

        One that does not count is shown without what came back of it.
        """
        if item.key not in self.totals.items:
            return {"quantity": item["quantity"] - (item["returned_quantity"] or 0)}
        _show_lines(shown, self.item_lines, item.key)
        amounts = self.totals.items[item.key]
        return {name: value for name, value in amounts.items() if raw or name != "raw_discount_total"}

    def method_view(self, method: Row, shown: dict[str, Json]) -> None:
        if method.key in self.totals.methods and "tax_lines" in shown:
            _show_lines(shown, self.method_lines, method.key)
            shown |= self.totals.methods[method.key]


def _views(decorated: _Decorated) -> dict[str, View]:
    def item_view(item: Row, shown: dict[str, Json]) -> None:
        if item.key in decorated.totals.items and "adjustments" in shown:
            _show_lines(shown, decorated.item_lines, item.key)
            shown |= decorated.totals.items[item.key]

    return {LINE_ITEMS.name: item_view, SHIPPING_METHODS.name: decorated.method_view}


def _show_lines(shown: dict[str, Json], lines: TaxLines, key: str) -> None:
    """Where nothing is taxed, the real server leaves the tax lines out."""
    if key in lines:
        shown["tax_lines"] = [line.shown() if isinstance(line, Row) else line for line in lines[key]]
    else:
        shown.pop("tax_lines", None)


def _cart(store: Store, cart: Row, *, force_taxes: bool) -> _Decorated:
    region = store.known(REGIONS, cart["region_id"])
    taxed = force_taxes or region["automatic_taxes"]
    items, methods = _items(store, cart), rows_of(store.world, cart, "shipping_methods")
    discounts = rows_of(store.world, cart, "discounts")
    off = totals.discounted(items, discounts, store)
    item_lines = _cart_lines(store, items, region, item_tax_lines, taxed=taxed)
    method_lines = _cart_lines(store, methods, region, method_tax_lines, taxed=taxed)
    by_item, by_method = _parts(store, items, methods, discounts, off, item_lines, method_lines)
    amounts = totals.sums(by_item.values(), by_method.values())
    amounts = _in_order(
        amounts, ("subtotal", "discount_total", "item_tax_total", "shipping_total", "shipping_tax_total")
    )
    amounts["raw_discount_total"] = amounts["discount_total"]
    amounts["discount_total"] = totals.rounded(amounts["discount_total"])
    gift_cards = rows_of(store.world, cart, "gift_cards")
    paid, tax = totals.gift_card_totals(totals.gift_cardable(amounts, region), gift_cards)
    before = amounts["subtotal"] + amounts["shipping_total"] + amounts["tax_total"] - amounts["discount_total"]
    amounts |= {"gift_card_total": paid, "gift_card_tax_total": tax, "total": before - paid - tax}
    return _Decorated(Totals(by_item, by_method, amounts), off, item_lines, method_lines)


def _edit(store: Store, edit: Row) -> tuple[_Decorated, Amounts]:
    """The order with the items of the edit, and what the edit comes to.

    Gift cards count with what is on them now, not with what they paid: the real server reads no transactions here.
    """
    order = store.get(ORDERS, edit["order_id"])
    now, then = (_with_items(store, order, _items(store, one), transactions=()) for one in (order, edit))
    amounts = {name: then.totals.amounts[name] for name in EDIT_TOTALS}
    return then, amounts | {"difference_due": amounts["total"] - now.totals.amounts["total"]}


def _order(store: Store, order: Row) -> _Decorated:
    transactions = rows_of(store.world, order, "gift_card_transactions")
    return _with_items(store, order, _items(store, order), transactions)


def _with_items(store: Store, order: Row, items: Sequence[Row], transactions: Sequence[Row]) -> _Decorated:
    """The order as if these were its items, and gift cards had paid this for it."""
    region = store.known(REGIONS, order["region_id"])
    methods = rows_of(store.world, order, "shipping_methods")
    discounts = rows_of(store.world, order, "discounts")
    off = totals.discounted((*items, *_additional_items(store, order)), discounts, store)
    item_lines = _kept_lines(store, items, region, item_tax_lines)
    method_lines = _kept_lines(store, methods, region, method_tax_lines)
    by_item, by_method = _parts(store, items, methods, discounts, off, item_lines, method_lines)
    amounts = totals.sums(by_item.values(), by_method.values())
    refunded = sum(refund["amount"] for refund in rows_of(store.world, order, "refunds"))
    paid = sum(payment["amount"] for payment in rows_of(store.world, order, "payments"))
    amounts |= {"refunded_total": refunded, "paid_total": paid, "refundable_amount": paid - refunded}
    amounts |= _gift_cards(store, order, region, amounts, transactions)
    names = ("subtotal", "discount_total", "shipping_total", "refunded_total", "paid_total", "refundable_amount")
    return _Decorated(Totals(by_item, by_method, _in_order(amounts, names)), off, item_lines, method_lines)


def _gift_cards(store: Store, order: Row, region: Row, amounts: Amounts, transactions: Sequence[Row]) -> Amounts:
    """What gift cards paid of the order, and what they leave."""
    if transactions:
        paid, tax = totals.transaction_totals(transactions)
    else:
        gift_cards = rows_of(store.world, order, "gift_cards")
        paid, tax = totals.gift_card_totals(int(totals.gift_cardable(amounts, region)), gift_cards)
    taxes, off = amounts["tax_total"] - tax, totals.rounded(amounts["discount_total"])
    return {
        "tax_total": taxes,
        "gift_card_total": paid,
        "gift_card_tax_total": tax,
        "raw_discount_total": amounts["discount_total"],
        "discount_total": off,
        "total": amounts["subtotal"] + amounts["shipping_total"] + taxes - paid - off,
    }


def _parts(
    store: Store,
    items: Iterable[Row],
    methods: Iterable[Row],
    discounts: Sequence[Row],
    off: Mapping[str, Discounted],
    item_lines: TaxLines,
    method_lines: TaxLines,
) -> tuple[dict[str, Amounts], dict[str, Amounts]]:
    free = totals.has_free_shipping(store, discounts)
    by_item = {item.key: totals.line_totals(item, off[item.key].amount, item_lines.get(item.key, ())) for item in items}
    by_method = {
        method.key: totals.method_totals(method, method_lines.get(method.key, ()), free=free) for method in methods
    }
    return by_item, by_method


def _cart_lines(
    store: Store,
    taxed_rows: Sequence[Row],
    region: Row,
    of: Callable[[Store, Row, Row], Sequence[Rate]],
    *,
    taxed: bool,
) -> dict[str, Sequence[Rate]]:
    """The tax lines worked out for a cart; those of returns were kept."""
    if not taxed:
        return {row.key: rows_of(store.world, row, "tax_lines") for row in taxed_rows}
    kept = {row.key for row in taxed_rows if row.table is LINE_ITEMS and row["is_return"]}
    lines = {
        row.key: rows_of(store.world, row, "tax_lines") if row.key in kept else of(store, row, region)
        for row in taxed_rows
    }
    return lines if any(lines.values()) else {}


def _kept_lines(
    store: Store, taxed_rows: Sequence[Row], region: Row, of: Callable[[Store, Row, Row], Sequence[Rate]]
) -> dict[str, Sequence[Rate]]:
    """The tax lines kept with an order; where there are none at all, they are worked out."""
    lines: dict[str, Sequence[Rate]] = {row.key: rows_of(store.world, row, "tax_lines") for row in taxed_rows}
    if any(lines.values()):
        return lines
    return {row.key: found for row in taxed_rows if (found := of(store, row, region))}


def _refundable(store: Store, item: Row, off: Mapping[str, Discounted]) -> int:
    return _refund(store, item, item["quantity"] - (item["returned_quantity"] or 0), off)


def _refund(store: Store, item: Row, quantity: int, off: Mapping[str, Discounted]) -> int:
    lines = rows_of(store.world, item, "tax_lines")
    return totals.refundable(item, quantity, off.get(item.key, NOTHING_OFF), lines)


def _items(store: Store, of: Row) -> list[Row]:
    return rows_of(store.world, of, "items")


def _additional_items(store: Store, order: Row) -> list[Row]:
    """What swaps and claims send in place of what came back."""
    return [item for name in ADDITIONAL_REFUNDABLE for item in items_of(store, order, name)]


def _in_order(amounts: Amounts, names: Iterable[str]) -> Amounts:
    return {name: amounts[name] for name in dict.fromkeys((*names, *amounts))}
