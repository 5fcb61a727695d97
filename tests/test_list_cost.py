"""A page costs the same however long the list is."""

import time

import pytest

from medusa_mock.handlers.admin.customers import list_customers
from medusa_mock.store import Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.customers import CUSTOMERS

FEW, MANY = 100, 100_000


def with_customers(count: int) -> Store:
    store = Store(World.empty(TABLES))
    with store.transaction(bulk=True):
        for number in range(count):
            store.insert(CUSTOMERS, {"email": f"customer-{number}@example.com", "has_account": False})
    return store


@pytest.fixture(scope="module")
def stores() -> tuple[Store, Store]:
    return with_customers(FEW), with_customers(MANY)


def seconds(store: Store, offset: int) -> float:
    """Of processor time, in which nobody else's work counts."""
    begin = time.process_time()
    for _ in range(10):
        list_customers(store, limit=50, offset=offset)
    return time.process_time() - begin


@pytest.mark.parametrize("offset", [0, 50])
def test_a_page_of_many_costs_what_a_page_of_few_costs(stores: tuple[Store, Store], offset: int) -> None:
    few, many = (min(seconds(store, offset) for _ in range(20)) for store in stores)
    assert many < 1.5 * few
