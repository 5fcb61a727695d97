"""The export of orders: a line per order. Its cells are never quoted.

Source: `strategies/batch-jobs/order/index.ts` and `export.ts`.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime

from medusa_mock.domain.batch_jobs.exports import Listing, after_listing, check_listable, list_rows, save_export
from medusa_mock.domain.batch_jobs.list_config import prepared
from medusa_mock.domain.batch_jobs.spreadsheet import DELIMITER, NEWLINE
from medusa_mock.domain.batch_jobs.strategies import Findings, Strategy, Values, stat
from medusa_mock.domain.batch_jobs.texts import text_of
from medusa_mock.domain.decoration import order_totals
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import related
from medusa_mock.tables.orders import ORDERS

COLUMNS = {
    "id": {"Order_ID": "id"},
    "display_id": {"Display_ID": "display_id"},
    "status": {"Order status": "status"},
    "created_at": {"Date": "created_at"},
    "customer": {
        "Customer First name": "customer.first_name",
        "Customer Last name": "customer.last_name",
        "Customer Email": "customer.email",
        "Customer ID": "customer.id",
    },
    "shipping_address": {
        "Shipping Address 1": "shipping_address.address_1",
        "Shipping Address 2": "shipping_address.address_2",
        "Shipping Country Code": "shipping_address.country_code",
        "Shipping City": "shipping_address.city",
        "Shipping Postal Code": "shipping_address.postal_code",
        "Shipping Region ID": "region_id",
    },
    "fulfillment_status": {"Fulfillment Status": "fulfillment_status"},
    "payment_status": {"Payment Status": "payment_status"},
    "subtotal": {"Subtotal": "subtotal"},
    "shipping_total": {"Shipping Total": "shipping_total"},
    "discount_total": {"Discount Total": "discount_total"},
    "gift_card_total": {"Gift Card Total": "gift_card_total"},
    "refunded_total": {"Refunded Total": "refunded_total"},
    "tax_total": {"Tax Total": "tax_total"},
    "total": {"Total": "total"},
    "currency_code": {"Currency Code": "currency_code"},
    "sales_channel": {
        "Sales channel name": "sales_channel.name",
        "Sales channel description": "sales_channel.description",
    },
}
"""What has to be asked for -> the columns that tell it, by title. Money is in minor units."""

TOTALS = frozenset(name for name in COLUMNS if name not in ORDERS.columns and name not in ORDERS.relations)
RELATIONS = ("customer", "shipping_address", "sales_channel")
FIELDS = (
    *("id", "display_id", "status", "created_at", "fulfillment_status", "payment_status", "subtotal"),
    *("shipping_total", "discount_total", "gift_card_total", "refunded_total", "tax_total", "total"),
    *("currency_code", "region_id"),
)


def _prepare(_: Store, context: Values) -> Values:
    return prepared(context, RELATIONS, FIELDS)


def _pre_process(store: Store, job: Row) -> Findings:
    message = f"There will be {_list(store, job['context']).total} orders exported by this action"
    found = {"stat_descriptors": stat("order-export-count", "Order count to export", message)}
    return Findings(found, after_listing(job["context"]))


def _process(store: Store, job: Row) -> Values:
    context = job["context"]
    listing = _list(store, context)
    asked = {*context["list_config"].get("select", ()), *context["list_config"]["relations"]}
    titles = {title: path for name, some in COLUMNS.items() if name in asked for title, path in some.items()}
    lines = [_cells(store, order, titles.values(), asked) for order in listing.rows]
    return save_export(store, "order", "".join(map(_line, [[*titles], *lines])), listing)


STRATEGY = Strategy(_prepare, _pre_process, _process, notes_errors=True)


def _list(store: Store, context: Values) -> Listing:
    """The orders that the context asks for. Raises InvalidData."""
    check_listable(ORDERS, context, (), TOTALS)
    filters = context.get("filterable_fields") or {}
    searched: dict[str, Json] = {"shipping_address": {}} if filters.get("q") else {}  # what has none is not found
    return list_rows(store, ORDERS, context, {**filters, **searched})


def _cells(store: Store, order: Row, paths: Iterable[str], asked: set[str]) -> list[str]:
    own = {**order, **order_totals(store, order).amounts, "created_at": _utc(order["created_at"])}
    shown = {name: value for name, value in own.items() if name in asked}
    return [_related(store, order, path) if "." in path else text_of(shown.get(path)) for path in paths]


def _related(store: Store, order: Row, path: str) -> str:
    name, _, column = path.partition(".")
    row = related(store.world, order, name)
    return text_of(row[column]) if isinstance(row, Row) else ""


def _utc(time: Json) -> str:
    return format_datetime(datetime.fromisoformat(time), usegmt=True)


def _line(cells: Iterable[str]) -> str:
    return DELIMITER.join(cells) + NEWLINE
