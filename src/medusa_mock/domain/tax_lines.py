"""Tax lines: which rates a line item or a shipping method is taxed at.

Those of a cart are worked out whenever it is shown; those of an order were kept when it was placed.
Source: `services/tax-provider.ts`, `services/system-tax.ts`.
"""

from collections.abc import Iterable, Sequence

from medusa_mock.domain.taxes import Rate, option_rates, product_rates
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.tables.carts import LINE_ITEM_TAX_LINES, LINE_ITEMS, SHIPPING_METHOD_TAX_LINES
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS

TaxLine = dict[str, Json]
"""`rate` in percent, `name`, `code`, and the id of what is taxed: `item_id` or `shipping_method_id`."""


def item_tax_lines(store: Store, item: Row, region: Row) -> list[TaxLine]:
    """Those of a line item; none for what is no variant, and for returns, whose lines are kept."""
    variant = store.find(PRODUCT_VARIANTS, item["variant_id"]) if item["variant_id"] else None
    if variant is None or item["is_return"]:
        return []
    return [_line(rate, "item_id", item) for rate in product_rates(store, variant["product_id"], region)]


def method_tax_lines(store: Store, method: Row, region: Row) -> list[TaxLine]:
    return [
        _line(rate, "shipping_method_id", method) for rate in option_rates(store, method["shipping_option_id"], region)
    ]


def keep_tax_lines(store: Store, items: Iterable[Row], methods: Sequence[Row], region: Row) -> None:
    """Write down the tax lines of what is about to be ordered, in place of those written down before."""
    for method in methods:
        _replace(
            store, SHIPPING_METHOD_TAX_LINES, "shipping_method_id", method, method_tax_lines(store, method, region)
        )
    for item in items:
        if not item["is_return"]:
            _replace(store, LINE_ITEM_TAX_LINES, "item_id", item, item_tax_lines(store, item, region))


def drop_tax_lines(store: Store, taxed: Iterable[Row]) -> None:
    """Forget what was written down for line items or shipping methods."""
    for row in taxed:
        if row.table is LINE_ITEMS:
            _replace(store, LINE_ITEM_TAX_LINES, "item_id", row, ())
        else:
            _replace(store, SHIPPING_METHOD_TAX_LINES, "shipping_method_id", row, ())


def _replace(store: Store, table: Table, column: str, taxed: Row, lines: Iterable[TaxLine]) -> None:
    for present in store.select(table, **{column: taxed.key}):
        store.remove(table, present.key)
    for line in lines:
        store.insert(table, line)


def _line(rate: Rate, column: str, taxed: Row) -> TaxLine:
    return {"rate": rate["rate"] or 0, "name": rate["name"], "code": rate["code"], column: taxed.key}
