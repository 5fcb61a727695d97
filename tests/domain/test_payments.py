"""Payments on their own: what is taken, and what is paid back out of one of them."""

import pytest

from medusa_mock.domain import payments
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.payments import PAYMENTS
from tests.domain.sales import ASSAM, parts, sell

ASKED = {"amount": 100, "reason": "other"}


@pytest.fixture
def order(shop: Store) -> Row:
    return sell(shop, {"variant_id": ASSAM, "quantity": 1})


@pytest.fixture
def payment(shop: Store, order: Row) -> Row:
    """What was paid for the order, by hand and not captured."""
    [payment] = parts(shop, order, "payments")
    return shop.update(PAYMENTS, payment.key, {"captured_at": None, "provider_id": "manual"})


def test_a_payment_is_captured_once(shop: Store, order: Row, payment: Row) -> None:
    shop.update(ORDERS, order.key, {"payment_status": "awaiting"})
    captured = payments.capture_one(shop, payment.key)
    assert captured["data"] == {"status": "captured"}
    assert captured["captured_at"]
    assert payments.capture_one(shop, payment.key) == captured
    assert shop.get(ORDERS, order.key)["payment_status"] == "awaiting"
    with pytest.raises(NotFound, match="Payment with id pay_no was not found"):
        payments.capture_one(shop, "pay_no")


def test_nothing_is_paid_back_that_was_not_captured(shop: Store, payment: Row) -> None:
    with pytest.raises(NotAllowed, match=f"Payment {payment.key} is not captured"):
        payments.refunded_from(shop, payment.key, ASKED)


def test_no_more_is_paid_back_than_is_left(shop: Store, payment: Row) -> None:
    payments.capture_one(shop, payment.key)
    refund = payments.refunded_from(shop, payment.key, ASKED)
    assert refund == {"order_id": payment["order_id"], "payment_id": payment.key, **ASKED}
    left = payment["amount"] - 100
    with pytest.raises(NotAllowed, match=f"Only {left} can be refunded from Payment {payment.key}"):
        payments.refunded_from(shop, payment.key, {"amount": left + 1, "reason": "other"})
    payments.refunded_from(shop, payment.key, {"amount": -100, "reason": "other"})
    assert shop.get(PAYMENTS, payment.key)["amount_refunded"] == 0
