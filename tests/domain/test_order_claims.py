"""Orders that are claimed with an account."""

from collections.abc import Mapping
from typing import Any

import pytest

from medusa_mock.domain import order_claims, orders
from medusa_mock.errors import InvalidData, NotAllowed, NotFound, Unauthenticated
from medusa_mock.store import Store
from medusa_mock.tables.messages import NOTIFICATIONS, OUTBOX
from medusa_mock.tables.orders import ORDERS
from tests.domain.sales import CUP, sell

ONE = {"variant_id": CUP, "quantity": 1}


def signed(store: Store, claims: Mapping[str, Any]) -> str:
    """Not a token: it is read by eye here."""
    return f"{claims['orders']} until {claims['exp'] - store.milliseconds() // 1000}"


def claimed(shop: Store, *orders: str, customer: str = "cus_noor", age: int = 0) -> None:
    claims = {"claimingCustomerId": customer, "orders": orders, "iat": shop.milliseconds() // 1000 - age}
    order_claims.confirm(shop, claims)


def test_each_address_is_asked_for_its_orders(shop: Store) -> None:
    first, second, other = (sell(shop, ONE, email=f"{name}@example.com") for name in ("ines", "ines", "una"))
    kept = len([*shop.select(NOTIFICATIONS)])
    order_claims.request(shop, "cus_noor", [first.key, other.key, "order_no", second.key, first.key], signed)
    told = [one for one in shop.select(OUTBOX) if one["event_name"] == "order-update-token.created"]
    assert [one["to"] for one in told] == ["ines@example.com", "una@example.com"]
    assert told[0]["data"] == {
        "old_email": "ines@example.com",
        "new_customer_id": "cus_noor",
        "orders": (first.key, second.key),
        "token": f"['{first.key}', '{second.key}'] until 900",
    }
    assert len([*shop.select(NOTIFICATIONS)]) == kept


def test_guests_claim_nothing(shop: Store) -> None:
    with pytest.raises(Unauthenticated):
        order_claims.request(shop, "cus_guest", [], signed)
    with pytest.raises(NotFound):
        order_claims.request(shop, "cus_no", [], signed)


def test_a_claim_that_is_confirmed_makes_the_orders_those_of_the_customer(shop: Store) -> None:
    order = sell(shop, ONE)
    claimed(shop, order.key, "order_no")
    assert shop.get(ORDERS, order.key)["customer_id"] == "cus_noor"
    assert shop.get(ORDERS, order.key)["email"] == "noor@example.com"


def test_a_claim_is_refused_that_does_not_hold(shop: Store) -> None:
    order = sell(shop, ONE)
    orders.cancel(shop, order.key)
    with pytest.raises(NotAllowed, match="canceled order"):
        claimed(shop, order.key)
    with pytest.raises(InvalidData):
        claimed(shop, age=901)
    with pytest.raises(InvalidData):
        order_claims.confirm(shop, None)
    with pytest.raises(NotFound, match='"customerId" must be defined'):
        order_claims.confirm(shop, {"iat": shop.milliseconds() // 1000})
    with pytest.raises(NotFound, match="cus_no"):
        claimed(shop, customer="cus_no")
