"""Accounts, guests and groups."""

import pytest

from medusa_mock.domain import customers
from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.passwords import verify_password
from medusa_mock.store import Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.customers import CUSTOMER_GROUP_CUSTOMERS, CUSTOMER_GROUPS, CUSTOMERS

BODY = {"email": "Una@Sail.example", "first_name": "Una", "last_name": "Holt", "password": "p"}


@pytest.fixture
def store() -> Store:
    """A shop with a guest and two groups, the guest in the first of them."""
    store = Store(World.empty(TABLES))
    store.insert(CUSTOMERS, {"id": "cus_1", "email": "una@sail.example"})
    for group, name in (("cgrp_1", "Crew"), ("cgrp_2", "Deck")):
        store.insert(CUSTOMER_GROUPS, {"id": group, "name": name})
    store.link(CUSTOMER_GROUP_CUSTOMERS, customer_group_id="cgrp_1", customer_id="cus_1")
    return store


def groups(store: Store, customer: str = "cus_1") -> list[str]:
    return [link["customer_group_id"] for link in store.select(CUSTOMER_GROUP_CUSTOMERS, customer_id=customer)]


def test_a_password_makes_an_account_and_is_kept_as_a_hash(store: Store) -> None:
    values = customers.registered(store, BODY)
    assert verify_password(values.pop("password_hash"), "p")
    assert values == {"email": "una@sail.example", "first_name": "Una", "last_name": "Holt", "has_account": True}


def test_an_empty_password_makes_a_guest(store: Store) -> None:
    values = customers.registered(store, BODY | {"email": "ida@sail.example", "password": ""})
    assert values == {"email": "ida@sail.example", "first_name": "Una", "last_name": "Holt"}


def test_an_address_has_one_guest_and_one_account(store: Store) -> None:
    with pytest.raises(Duplicate, match=r"^Guest customer with email already exists$"):
        customers.registered(store, BODY | {"password": ""})
    store.insert(CUSTOMERS, customers.registered(store, BODY))
    with pytest.raises(Duplicate, match="already has an account"):
        customers.registered(store, BODY)


def test_a_guest_may_change_the_address_and_an_account_may_not(store: Store) -> None:
    assert customers.change(store, "cus_1", {"email": "Una@Port.example"})["email"] == "Una@Port.example"
    account = store.insert(CUSTOMERS, customers.registered(store, BODY))
    with pytest.raises(InvalidData, match=r"^Email cannot be changed"):
        customers.change(store, account.key, {"email": account["email"]})


@pytest.mark.parametrize("password", [None, ""])
def test_no_password_changes_none(store: Store, password: str | None) -> None:
    account = store.insert(CUSTOMERS, customers.registered(store, BODY))
    assert customers.change(store, account.key, {"password": password}) is account


def test_a_guest_with_a_password_remains_a_guest(store: Store) -> None:
    changed = customers.change(store, "cus_1", {"password": "new"})
    assert verify_password(changed["password_hash"], "new")
    assert not changed["has_account"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (None, ["cgrp_1"]),
        ([], []),
        (["cgrp_2"], ["cgrp_2"]),
        (["cgrp_2", "cgrp_1"], ["cgrp_1", "cgrp_2"]),
        (["cgrp_1", "cgrp_1"], ["cgrp_1"]),
    ],
)
def test_groups_take_the_place_of_the_present_ones(store: Store, wanted: list[str] | None, found: list[str]) -> None:
    before = store.get(CUSTOMERS, "cus_1")
    named = None if wanted is None else [{"id": group} for group in wanted]
    assert customers.change(store, "cus_1", {"groups": named}) is before
    assert groups(store) == found


def test_a_group_that_comes_twice_or_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(Duplicate, match=r"^Customer_group_customers with .* cgrp_2, cus_1 already exists\.$"):
        customers.regroup(store, "cus_1", ["cgrp_2", "cgrp_2"])
    with pytest.raises(NotFound, match=r"^Customer_group with customer_group_id cgrp_3 does not exist\.$"):
        customers.regroup(store, "cus_1", ["cgrp_3"])


def test_unknown_members_are_all_told(store: Store) -> None:
    with pytest.raises(NotFound, match=r'^The following customer ids do not exist: "b, a, b"$'):
        customers.add_members(store, "cgrp_2", ["b", "cus_1", "a", "b"])
    assert groups(store) == ["cgrp_1"]


def test_members_join_once_and_leave_quietly(store: Store) -> None:
    customers.add_members(store, "cgrp_2", ["cus_1", "cus_1"])
    assert groups(store) == ["cgrp_1", "cgrp_2"]
    customers.remove_members(store, "cgrp_1", ["cus_1", "cus_unknown"])
    assert groups(store) == ["cgrp_2"]


def test_a_dissolved_group_leaves_nothing_but_its_members(store: Store) -> None:
    customers.dissolve(store, "cgrp_1")
    customers.dissolve(store, "cgrp_1")
    assert groups(store) == []
    assert store.get(CUSTOMERS, "cus_1")
    with pytest.raises(NotFound, match=r"^CustomerGroup with id cgrp_1 was not found$"):
        customers.add_members(store, "cgrp_1", ["cus_1"])
    store.insert(CUSTOMER_GROUPS, {"name": "Crew"})
