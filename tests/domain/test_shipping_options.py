"""Prices, requirements and taxes of shipping options."""

import pytest

from medusa_mock.domain import shipping_options
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Row, Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.settings import CURRENCIES, FULFILLMENT_PROVIDERS, REGION_FULFILLMENT_PROVIDERS, REGIONS
from medusa_mock.tables.shipping import (
    SHIPPING_OPTION_REQUIREMENTS,
    SHIPPING_PROFILES,
    SHIPPING_TAX_RATES,
    TAX_RATES,
)

REGION = {"id": "reg_1", "name": "Alps", "currency_code": "eur", "tax_rate": 8}
OPTION = {
    "name": "Cable car",
    "region_id": "reg_1",
    "provider_id": "manual",
    "data": {},
    "price_type": "flat_rate",
    "amount": 500,
}
MIN, MAX = {"type": "min_subtotal", "amount": 10}, {"type": "max_subtotal", "amount": 90}


@pytest.fixture
def store() -> Store:
    """A shop with a region that has the manual provider."""
    store = Store(World.empty(TABLES))
    store.insert(FULFILLMENT_PROVIDERS, {"id": "manual"})
    store.insert(SHIPPING_PROFILES, {"id": "sp_1", "name": "Default", "type": "default"})
    store.insert(CURRENCIES, {"code": "eur", "symbol": "€", "symbol_native": "€", "name": "Euro"})
    store.insert(REGIONS, REGION)
    store.link(REGION_FULFILLMENT_PROVIDERS, region_id="reg_1", provider_id="manual")
    return store


@pytest.fixture
def option(store: Store) -> Row:
    return shipping_options.create(store, OPTION | {"requirements": [MIN]})


def requirements(store: Store, option: Row) -> list[tuple[str, int]]:
    rows = store.select(SHIPPING_OPTION_REQUIREMENTS, shipping_option_id=option.key)
    return [(row["type"], row["amount"]) for row in rows]


def test_an_option_gets_the_default_profile_and_its_requirements(store: Store, option: Row) -> None:
    assert option["profile_id"] == "sp_1"
    assert requirements(store, option) == [("min_subtotal", 10)]


@pytest.mark.parametrize(
    ("given", "kept"), [(True, True), (0, False), ("", False), ("no", True), ([], False), ({}, True), ({"a": 1}, True)]
)
def test_any_value_is_a_truth_value(store: Store, given: object, kept: bool) -> None:
    assert shipping_options.create(store, OPTION | {"is_return": given})["is_return"] is kept


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"amount": None}, "must have an `amount`"),
        ({"amount": -1}, "must have an `amount`"),
        ({"price_type": "calculated"}, "cannot calculate prices"),
        ({"provider_id": "pigeon"}, "not available in the provided region"),
        ({"requirements": [MIN, MIN]}, "Only one requirement of each type"),
        ({"requirements": [MAX, MIN | {"amount": 91}]}, "Max. subtotal must be greater"),
        ({"requirements": None}, "requirements must be an array"),
        ({"is_return": None}, "Can't insert null value in field is_return"),
    ],
)
def test_what_an_option_may_not_be(store: Store, values: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        shipping_options.create(store, OPTION | values)


def test_requirements_are_changed_made_and_deleted(store: Store, option: Row) -> None:
    [row] = store.select(SHIPPING_OPTION_REQUIREMENTS)
    shipping_options.update(store, option.key, {"requirements": [{**MIN, "id": row.key, "amount": 20}, MAX]})
    assert requirements(store, option) == [("min_subtotal", 20), ("max_subtotal", 90)]
    shipping_options.update(store, option.key, {"requirements": [MAX]})
    assert requirements(store, option) == [("max_subtotal", 90)]


def test_a_requirement_is_changed_where_it_is(store: Store, option: Row) -> None:
    [row] = store.select(SHIPPING_OPTION_REQUIREMENTS)
    other = shipping_options.create(store, OPTION)
    shipping_options.update(store, other.key, {"requirements": [{**MAX, "id": row.key}]})
    assert (requirements(store, option), requirements(store, other)) == ([("max_subtotal", 90)], [])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"requirements": [{**MIN, "id": "sor_x"}]}, "Shipping option requirement with id sor_x does not exist"),
        ({"requirements": [], "price_type": None}, "must be of type flat_rate or calculated"),
        ({"requirements": [], "amount": None}, "must have an `amount`"),
        ({"requirements": [], "metadata": None}, "metadata must be an object"),
    ],
)
def test_what_an_option_may_not_become(store: Store, option: Row, changes: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        shipping_options.update(store, option.key, changes)


@pytest.mark.parametrize(
    ("includes_tax", "rates", "total", "tax"),
    [(False, [], 540, 40), (True, [], 500, 37), (False, [10, 2.5], 563, 63), (False, [None], 500, 0)],
)
def test_the_rates_of_an_option_stand_in_for_that_of_its_region(
    store: Store, option: Row, includes_tax: bool, rates: list[float | None], total: int, tax: int
) -> None:
    for rate in rates:
        row = store.insert(TAX_RATES, {"name": "Freight", "code": "F", "rate": rate, "region_id": "reg_1"})
        store.link(SHIPPING_TAX_RATES, shipping_option_id=option.key, rate_id=row.key)
    priced = shipping_options.priced(store, {**option, "includes_tax": includes_tax})
    assert (priced["price_incl_tax"], priced["tax_amount"]) == (total, tax)
    assert [rate["rate"] for rate in priced["tax_rates"]] == (rates or [8])


def test_a_region_without_automatic_taxes_adds_none(store: Store, option: Row) -> None:
    store.update(REGIONS, "reg_1", {"automatic_taxes": False})
    assert shipping_options.priced(store, option)["tax_rates"] == []


def test_the_price_is_made_of_what_is_shown(store: Store, option: Row) -> None:
    assert shipping_options.priced(store, {"id": option.key})["price_incl_tax"] == 0
    store.delete(REGIONS, "reg_1")
    with pytest.raises(NotFound, match=r"^Region with reg_1 was not found$"):
        shipping_options.priced(store, option)
