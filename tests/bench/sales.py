"""What was sold, and to whom: orders of products, customers and regions, as rows of a world."""

from collections.abc import Iterator
from typing import Any, TypeAlias

Json: TypeAlias = Any
Row: TypeAlias = dict[str, Json]

ORDERS, CUSTOMERS, ITEMS_OF_AN_ORDER = 40, 60, 3
REGIONS = {"reg_europe": "eur", "reg_america": "usd", "reg_islands": "gbp"}

TIMES = dict.fromkeys(("created_at", "updated_at"), "2026-01-05T09:00:00.000Z")

ADDRESS: Row = {
    "first_name": "Ines",
    "last_name": "Berg",
    "address_1": "Kade 1",
    "city": "Utrecht",
    "country_code": "nl",
    "postal_code": "3511 AA",
}


def world() -> dict[str, list[Row]]:
    """The rows, of which the newest come first in lists."""
    orders = range(ORDERS)
    items = [(order, number) for order in orders for number in range(ITEMS_OF_AN_ORDER)]
    return {
        "regions": [_region(key, code) for key, code in REGIONS.items()],
        "region_payment_providers": [{"region_id": key, "provider_id": "manual"} for key in REGIONS],
        "region_fulfillment_providers": [{"region_id": key, "provider_id": "manual"} for key in REGIONS],
        "shipping_options": [_shipping_option()],
        "customers": [_customer(number) for number in range(CUSTOMERS)],
        "addresses": [_row("addr", number, **ADDRESS) for number in orders],
        "orders": [_order(number) for number in orders],
        "payments": [_payment(number) for number in orders],
        "shipping_methods": [_shipping_method(number) for number in orders],
        "line_items": [_item(order, number) for order, number in items],
        "line_item_tax_lines": [_tax_line(order, number) for order, number in items],
        "fulfillments": [_fulfillment(number) for number in orders],
        "fulfillment_items": list(_fulfillment_items()),
    }


def _row(prefix: str, number: int, **values: Json) -> Row:
    time = f"2026-01-05T{10 + number // 60:02}:{number % 60:02}:00.000Z"
    return {"id": f"{prefix}_{number:02}", "created_at": time, "updated_at": time, **values}


def _region(key: str, currency_code: str) -> Row:
    return {"id": key, **TIMES, "name": key, "currency_code": currency_code, "tax_rate": 19}


def _shipping_option() -> Row:
    kind = {"region_id": "reg_europe", "profile_id": "sp_default", "provider_id": "manual", "price_type": "flat_rate"}
    return {"id": "so_parcel", **TIMES, "name": "Parcel", "amount": 590, "data": {}, **kind}


def _customer(number: int) -> Row:
    names = {"first_name": "Ines", "last_name": f"Number {number}"}
    return _row("cus", number, email=f"customer-{number:02}@example.com", **names)


def _order(number: int) -> Row:
    who = {"customer_id": f"cus_{number:02}", "email": f"customer-{number:02}@example.com"}
    where = {"region_id": "reg_europe", "currency_code": "eur", "sales_channel_id": "sc_default"}
    addresses = dict.fromkeys(("billing_address_id", "shipping_address_id"), f"addr_{number:02}")
    statuses = {"payment_status": "captured", "fulfillment_status": "fulfilled"}
    return _row("order", number, display_id=number + 1, **who, **where, **addresses, **statuses)


def _payment(number: int) -> Row:
    kind = {"currency_code": "eur", "provider_id": "manual", "data": {}}
    return _row("pay", number, order_id=f"order_{number:02}", amount=4000, **kind)


def _shipping_method(number: int) -> Row:
    option = {"shipping_option_id": "so_parcel", "price": 590, "data": {}}
    return {"id": f"sm_{number:02}", "order_id": f"order_{number:02}", **option}


def _item(order: int, number: int) -> Row:
    variant = {"variant_id": f"variant_{number:02}_S", "title": f"Product {number:02}", "description": "S"}
    return _row(
        f"item_{order:02}", number, order_id=f"order_{order:02}", unit_price=1000 + number, quantity=1, **variant
    )


def _tax_line(order: int, number: int) -> Row:
    return _row(f"litl_{order:02}", number, item_id=f"item_{order:02}_{number:02}", rate=19, name="VAT", code="VAT")


def _fulfillment(number: int) -> Row:
    return _row("ful", number, order_id=f"order_{number:02}", provider_id="manual", data={})


def _fulfillment_items() -> Iterator[Row]:
    for order in range(ORDERS):
        for number in range(ITEMS_OF_AN_ORDER):
            yield {"fulfillment_id": f"ful_{order:02}", "item_id": f"item_{order:02}_{number:02}", "quantity": 1}
