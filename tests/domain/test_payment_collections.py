"""What is still to be paid for an order edit, and what can be made of it without a customer."""

import pytest

from medusa_mock.domain import order_edits, payment_collections
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.tables.payments import PAYMENT_COLLECTION_PAYMENTS, PAYMENT_COLLECTIONS, PAYMENTS
from tests.domain.sales import ASSAM, sell

USER = "usr_admin"


@pytest.fixture
def edit(shop: Store) -> Row:
    """An edit with a bag of tea more."""
    order = sell(shop, {"variant_id": ASSAM, "quantity": 1})
    edit = order_edits.create(shop, {"order_id": order.key}, USER)
    return order_edits.add_item(shop, edit.key, {"variant_id": ASSAM, "quantity": 1})


@pytest.fixture
def asked_for(shop: Store, edit: Row) -> str:
    """The id of the payment collection that the edit asks for."""
    found: str = order_edits.request(shop, edit.key, USER)["payment_collection_id"]
    return found


def test_the_whole_amount_counts_as_authorized_as_often_as_one_says_so(shop: Store, asked_for: str) -> None:
    once = payment_collections.authorize(shop, asked_for)
    assert (once["status"], once["authorized_amount"]) == ("authorized", once["amount"])
    assert payment_collections.authorize(shop, asked_for) == once


def test_metadata_is_merged_and_a_null_takes_all_of_it_away(shop: Store, asked_for: str) -> None:
    payment_collections.update(shop, asked_for, {"description": "one bag", "metadata": {"till": "3", "shift": None}})
    changed = payment_collections.update(shop, asked_for, {"metadata": {"till": ""}})
    assert (changed["description"], changed["metadata"]) == ("one bag", {"shift": None})
    gone = payment_collections.update(shop, asked_for, {"metadata": None, "description": None})
    assert (gone["description"], gone["metadata"]) == (None, None)


def test_what_an_edit_asks_for_cannot_be_deleted(shop: Store, edit: Row, asked_for: str) -> None:
    with pytest.raises(NotFound, match="null"):
        payment_collections.delete(shop, asked_for)
    order_edits.request(shop, edit.key, USER)
    payment = next(shop.select(PAYMENTS))
    shop.link(PAYMENT_COLLECTION_PAYMENTS, payment_collection_id=asked_for, payment_id=payment.key)
    payment_collections.delete(shop, asked_for)
    assert shop.find(PAYMENT_COLLECTIONS, asked_for) is None
    assert shop.first(PAYMENT_COLLECTION_PAYMENTS) is None
    payment_collections.delete(shop, asked_for)


def test_what_is_paid_cannot_be_deleted(shop: Store, asked_for: str) -> None:
    payment_collections.authorize(shop, asked_for)
    with pytest.raises(NotAllowed, match="Cannot delete payment collection with status authorized"):
        payment_collections.delete(shop, asked_for)
