"""What comes of events in the background."""

import pytest

from medusa_mock.domain import orders, staged_jobs
from medusa_mock.errors import NotAllowed
from medusa_mock.store import Row, Store
from medusa_mock.tables.discounts import DISCOUNTS
from medusa_mock.tables.jobs import STAGED_JOBS
from tests.domain.sales import ASSAM, sell

SPRING = "disc_spring"


def buy(shop: Store) -> Row:
    return sell(shop, {"variant_id": ASSAM, "quantity": 1}, discounts=[{"code": "SPRINGTEA"}])


def used(shop: Store) -> int:
    count: int = shop.get(DISCOUNTS, SPRING)["usage_count"]
    return count


def let_pass(shop: Store, milliseconds: int) -> None:
    """Changes may run a little ahead of the clock: each of them has a millisecond of its own."""
    shop.advance(milliseconds)
    staged_jobs.catch_up(shop)


def test_an_order_counts_as_a_use_of_its_discounts_a_while_later(shop: Store) -> None:
    before = used(shop)
    buy(shop)
    let_pass(shop, 0)
    assert used(shop) == before
    let_pass(shop, 2 * staged_jobs.DELAY)
    assert used(shop) == before + 1
    let_pass(shop, 2 * staged_jobs.DELAY)
    assert used(shop) == before + 1
    assert shop.first(STAGED_JOBS) is None


def test_each_order_counts(shop: Store) -> None:
    before = used(shop)
    buy(shop)
    buy(shop)
    let_pass(shop, 2 * staged_jobs.DELAY)
    assert used(shop) == before + 2


def test_a_discount_that_was_used_up_is_refused(shop: Store) -> None:
    shop.update(DISCOUNTS, SPRING, {"usage_limit": used(shop) + 1})
    buy(shop)
    let_pass(shop, 2 * staged_jobs.DELAY)
    with pytest.raises(NotAllowed, match="used maximum allowed times"):
        buy(shop)


def test_a_discount_that_is_gone_counts_no_more(shop: Store) -> None:
    before = used(shop)
    buy(shop)
    shop.delete(DISCOUNTS, SPRING)
    let_pass(shop, 2 * staged_jobs.DELAY)
    assert shop.known(DISCOUNTS, SPRING)["usage_count"] == before


def test_a_canceled_order_was_a_use_all_the_same(shop: Store) -> None:
    before = used(shop)
    orders.cancel(shop, buy(shop).key)
    let_pass(shop, 2 * staged_jobs.DELAY)
    assert used(shop) == before + 1
