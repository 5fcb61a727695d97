"""Payments: what customers have paid, each on its own."""

from medusa_mock.domain import payments as domain
from medusa_mock.domain.events import emit
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.payments import PAYMENTS, REFUNDS

FIELDS = tuple(name for name in PAYMENTS.columns if name not in ("created_at", "updated_at", "idempotency_key"))
"""The columns shown unless the client asks for others."""

payments = Resource(PAYMENTS, one="payment", many="payments", fields=FIELDS)
whole = Resource(PAYMENTS, one="payment", many="payments")
refunds = Resource(REFUNDS, one="refund", many="refunds")

get_payment = payments.retrieve


def capture_payment(store: Store, id: str) -> Body:
    return whole.show(store, domain.capture_one(store, id))


def refund_payment(store: Store, id: str, body: Body) -> Body:
    answer = refunds.save(store, domain.refunded_from(store, id, body))
    emit(store, "payment.payment_refund_created", answer["refund"])
    return answer
