"""The ways to pay that a customer may choose from."""

from typing import Any

import pytest

from medusa_mock.domain import carts, payment_sessions
from medusa_mock.errors import Duplicate, InvalidData, NotAllowed
from medusa_mock.store import Row, Store
from medusa_mock.tables.payments import PAYMENT_SESSIONS
from medusa_mock.tables.settings import REGION_PAYMENT_PROVIDERS
from tests.domain.sales import CUP, fill, parts

ONE = {"variant_id": CUP, "quantity": 1}
NORTH_AMERICA = {"region_id": "reg_north_america"}


def sessions(shop: Store, cart: Row) -> dict[str, tuple[Any, bool, int]]:
    """Provider -> whether its session is chosen, whether it is initiated, and over how much it is."""
    found = shop.select(PAYMENT_SESSIONS, cart_id=cart.key)
    return {each["provider_id"]: (each["is_selected"], each["is_initiated"], each["amount"]) for each in found}


def test_each_provider_of_the_region_is_offered(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE).key)
    assert sessions(shop, cart) == {"manual": (None, False, 1785), "stripe": (None, False, 1785)}


def test_the_only_provider_is_chosen_at_once_with_taxes_that_are_not_shown(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE, **NORTH_AMERICA).key)
    assert sessions(shop, cart) == {"manual": (True, True, 1774)}


def test_another_provider_may_be_chosen(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE).key)
    payment_sessions.select(shop, cart.key, "stripe")
    payment_sessions.select(shop, cart.key, "manual")
    assert sessions(shop, cart) == {"manual": (True, True, 1785), "stripe": (None, False, 1785)}
    chosen = payment_sessions.selected(shop, cart)
    assert chosen is not None
    assert chosen["data"] == {"status": "pending"}


def test_what_the_cart_comes_to_is_told_to_all(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE).key)
    payment_sessions.select(shop, cart.key, "manual")
    carts.update_item(shop, cart, parts(shop, cart, "items")[0].key, {"quantity": 2})
    payment_sessions.keep_up(shop, cart.key)
    assert sessions(shop, cart) == {"manual": (True, True, 3570), "stripe": (None, False, 3570)}


def test_a_session_begun_anew_has_to_be_chosen_again(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE).key)
    payment_sessions.select(shop, cart.key, "manual")
    for _ in range(2):
        payment_sessions.refresh(shop, cart.key, "manual")
        assert sessions(shop, cart)["manual"] == (None, True, 1785)
    payment_sessions.open_all(shop, cart.key)
    assert sessions(shop, cart)["manual"] == (None, False, 1785)


def test_the_only_provider_is_not_offered_twice(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE, **NORTH_AMERICA).key)
    payment_sessions.refresh(shop, cart.key, "manual")
    with pytest.raises(Duplicate, match=f"Payment_session with cart_id, provider_id {cart.key}, manual already exists"):
        payment_sessions.open_all(shop, cart.key)


def test_a_provider_that_left_the_region_is_offered_no_more(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE).key)
    payment_sessions.select(shop, cart.key, "stripe")
    shop.unlink(REGION_PAYMENT_PROVIDERS, region_id="reg_europe", provider_id="manual")
    payment_sessions.keep_up(shop, cart.key)
    assert list(sessions(shop, cart)) == ["stripe"]


def test_nothing_is_offered_for_nothing(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE).key)
    carts.remove_item(shop, cart, parts(shop, cart, "items")[0].key)
    payment_sessions.keep_up(shop, cart.key)
    payment_sessions.keep_up(shop, cart.key)
    assert sessions(shop, cart) == {}


def test_a_session_is_taken_back_if_it_is_there(shop: Store) -> None:
    cart = payment_sessions.open_all(shop, fill(shop, ONE).key)
    for _ in range(2):
        payment_sessions.close(shop, cart.key, "stripe")
    assert list(sessions(shop, cart)) == ["manual"]


@pytest.mark.parametrize(
    ("provider", "error", "message"),
    [
        ("cash", NotAllowed, "not available in this region"),
        ("manual", InvalidData, "Could not find payment session"),
        ("system", InvalidData, "Could not find payment session"),
    ],
)
def test_what_is_not_offered_cannot_be_chosen(shop: Store, provider: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        payment_sessions.select(shop, fill(shop, ONE).key, provider)
