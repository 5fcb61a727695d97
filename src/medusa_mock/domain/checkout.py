"""The checkout: a cart is paid for, what is in it is reserved, and it becomes an order. Money is in minor units.

```
started ──tax lines kept, payment authorized──> payment_authorized ──stock reserved, order made──> finished
```

What one stage did stays when the next one fails; a request with the same idempotency key goes on from there.
Source: `strategies/cart-completion.ts`.
"""

from typing import NamedTuple

from medusa_mock.domain import orders, payment_sessions, payments, reservations, swaps, tax_lines
from medusa_mock.domain.availability import is_available
from medusa_mock.domain.events import emit
from medusa_mock.errors import InsufficientInventory, MockError
from medusa_mock.store import Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.payments import PAYMENTS
from medusa_mock.tables.requests import IDEMPOTENCY_KEYS
from medusa_mock.tables.returns import SWAPS
from medusa_mock.tables.settings import REGIONS

PAYMENT_AUTHORIZED = "payment_authorized"


class Completed(NamedTuple):
    """What became of a cart: its `type` as answers call it, and the row."""

    type: str
    row: Row


def complete(store: Store, cart_id: str, key: str) -> Completed:
    """The order that the cart becomes, or has become before, or the swap that it confirms.

    `key` is the idempotency key of the request.

    Raises NotFound, NotAllowed without a payment session where there is something to pay, InsufficientInventory where
    there is too little of something, InvalidData for an empty cart or one of nobody, Duplicate where it is paid for
    since an earlier attempt that failed.
    """
    cart = store.get(CARTS, cart_id)
    if cart["completed_at"]:
        return _completed_before(store, cart)
    try:
        with store.transaction():
            _keep_tax_lines(store, cart)
            if not store.first(IDEMPOTENCY_KEYS, idempotency_key=key, recovery_point=PAYMENT_AUTHORIZED):
                cart = orders.authorize(store, cart, payment_sessions.selected(store, cart))
                store.insert(IDEMPOTENCY_KEYS, {"idempotency_key": key, "recovery_point": PAYMENT_AUTHORIZED})
        store.settle()
        with store.transaction():
            return _finish(store, cart)
    except InsufficientInventory:
        _unauthorize(store, cart)
        _forget(store, key)
        store.settle()
        raise
    except MockError:
        _drop_tax_lines(store, cart)
        store.settle()
        raise


def _completed_before(store: Store, cart: Row) -> Completed:
    if cart["type"] == "swap":
        return Completed("swap", swaps.confirm(store, cart))
    return Completed("order", next(store.select(ORDERS, cart_id=cart.key)))


def _finish(store: Store, cart: Row) -> Completed:
    swap = store.first(SWAPS, cart_id=cart.key) if cart["type"] == "swap" else None
    if swap is None or not swap["allow_backorder"]:
        _reserve(store, cart)
    if swap:
        return Completed("swap", swaps.confirm(store, cart))
    return Completed("order", orders.create_from_cart(store, cart))


def _reserve(store: Store, cart: Row) -> None:
    """Set aside what is sold. Raises InsufficientInventory."""
    sold = [item for item in rows_of(store.world, cart, "items") if item["variant_id"]]
    channel_id = cart["sales_channel_id"]
    missing = [
        f"Variant with id: {item['variant_id']} does not have the required inventory"
        for item in sold
        if not is_available(store, store.get(PRODUCT_VARIANTS, item["variant_id"]), item["quantity"], channel_id)
    ]
    if missing:
        raise InsufficientInventory(missing)
    made: list[str] = []
    for item in sold:
        of_variant = (item["variant_id"], item["quantity"], channel_id)
        made += reservations.reserve_variant(store, *of_variant, line_item_id=item.key)
    emit(store, "reservation-items.bulk-created", {"ids": made})


def _unauthorize(store: Store, cart: Row) -> None:
    """Give the money back that was set aside; the payment stays, canceled."""
    if cart["payment_id"]:
        payments.cancel(store, store.get(PAYMENTS, cart["payment_id"]))
    emit(store, "cart.updated", store.update(CARTS, cart.key, {"payment_authorized_at": None}))


def _forget(store: Store, key: str) -> None:
    """Have a request with the key begin anew."""
    for known in store.select(IDEMPOTENCY_KEYS, idempotency_key=key):
        store.remove(IDEMPOTENCY_KEYS, known.key)


def _keep_tax_lines(store: Store, cart: Row) -> None:
    region = store.get(REGIONS, cart["region_id"])
    items, methods = (rows_of(store.world, cart, name) for name in ("items", "shipping_methods"))
    tax_lines.keep_tax_lines(store, items, methods, region)


def _drop_tax_lines(store: Store, cart: Row) -> None:
    for name in ("items", "shipping_methods"):
        tax_lines.drop_tax_lines(store, rows_of(store.world, cart, name))
