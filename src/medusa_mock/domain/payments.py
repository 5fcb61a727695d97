"""Payments: sessions of a cart, of which one is paid with, and what becomes of the payment.

The provider `manual` authorizes whatever it is asked to, and so does `system`, which draft orders are paid with.
Money is in minor units. Source: `services/payment-provider.ts`.
"""

from collections.abc import Mapping, Sequence

from medusa_mock.domain.events import emit
from medusa_mock.errors import Duplicate, NotAllowed
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.payments import PAYMENT_SESSIONS, PAYMENTS, REFUNDS


def open_session(store: Store, cart_id: str | None, provider_id: str, amount: int, *, selected: bool = False) -> Row:
    """A session with the provider. Raises Duplicate where the cart has one with it."""
    values = {
        "cart_id": cart_id,
        "provider_id": provider_id,
        "data": first_data(provider_id),
        "amount": amount,
        "is_initiated": True,
        "is_selected": True if selected else None,
    }
    return store.insert(PAYMENT_SESSIONS, values)


def authorize(store: Store, session: Row) -> Row:
    """The session, with the money set aside."""
    data = {"status": "authorized"} if session["provider_id"] == "manual" else {}
    changes = {"status": "authorized", "data": data, "payment_authorized_at": store.now()}
    return store.update(PAYMENT_SESSIONS, session.key, changes)


def pay(store: Store, session: Row, currency_code: str, amount: int, *, cart_id: str | None = None) -> Row:
    """The payment that an authorized session leads to. Raises Duplicate where the cart is paid for already."""
    paid = store.select(PAYMENTS, cart_id=cart_id) if cart_id else ()
    if any(payment["canceled_at"] is None for payment in paid):
        raise Duplicate(f"Payment with cart_id {cart_id} already exists.")
    values = {"cart_id": cart_id, "provider_id": session["provider_id"], "data": session["data"]}
    return store.insert(PAYMENTS, {**values, "amount": amount, "currency_code": currency_code})


def capture(store: Store, payment: Row) -> Row:
    """The payment, with the money taken."""
    return _settle(store, payment, "captured", captured_at=store.now())


def cancel(store: Store, payment: Row) -> Row:
    return _settle(store, payment, "canceled", canceled_at=store.now())


def capture_one(store: Store, id: str) -> Row:
    """The payment, captured now or before; its order's status stays as it is. Raises NotFound.

    Source: `services/payment.ts`.
    """
    payment = store.get(PAYMENTS, id)
    if payment["captured_at"]:
        return payment
    captured = capture(store, payment)
    emit(store, "payment.payment_captured", captured)
    return captured


def refunded_from(store: Store, id: str, asked: Mapping[str, Json]) -> dict[str, Json]:
    """Pay back out of this payment alone; the values of the refund.

    `asked` says `amount`, which may be less than zero, `reason` and perhaps `note`. The order's status stays as it is.
    Raises NotFound, NotAllowed where less was captured. Source: `services/payment.ts`.
    """
    payment = store.get(PAYMENTS, id)
    if payment["captured_at"] is None:
        raise NotAllowed(f"Payment {id} is not captured")
    if asked["amount"] > _left(payment):
        raise NotAllowed(f"Only {_left(payment)} can be refunded from Payment {id}")
    store.update(PAYMENTS, id, {"amount_refunded": payment["amount_refunded"] + asked["amount"]})
    return {"order_id": payment["order_id"], "payment_id": id, **asked}


def refund(store: Store, payments: Sequence[Row], amount: int, reason: str, note: Json = None) -> Row:
    """Pay the amount back out of what was captured, one payment after the other.

    Raises NotAllowed where less was captured.
    """
    if sum(_left(one) for one in payments if one["captured_at"]) < amount:
        raise NotAllowed("Refund amount is greater that the refundable amount")
    balance = amount
    for payment in payments:
        if _left(payment) <= 0:
            continue
        part = min(_left(payment), balance)
        store.update(PAYMENTS, payment.key, {"amount_refunded": payment["amount_refunded"] + part})
        balance -= part
        if balance <= 0:
            break
    order_id = payments[-1]["order_id"] if payments else None
    return store.insert(REFUNDS, {"order_id": order_id, "amount": amount, "reason": reason, "note": note})


def _left(payment: Row) -> int:
    left: int = payment["amount"] - payment["amount_refunded"]
    return left


def first_data(provider_id: str) -> dict[str, Json]:
    """What a session begins with."""
    return {"status": "pending"} if provider_id == "manual" else {}


def _settle(store: Store, payment: Row, status: str, **times: Json) -> Row:
    data = {"status": status} if payment["provider_id"] == "manual" else {}
    return store.update(PAYMENTS, payment.key, {**times, "data": data})
