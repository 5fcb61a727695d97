"""The prices that a variant has, and those of them that count."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest

from medusa_mock.domain.prices import own_prices, set_prices
from medusa_mock.domain.pricing import Cost, Market, counting_prices, price_fields, price_of, rates_of_page
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.seeds import load_seed
from medusa_mock.store import Row, Store
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS, PRODUCTS
from medusa_mock.tables.customers import CUSTOMER_GROUP_CUSTOMERS, CUSTOMER_GROUPS, CUSTOMERS
from medusa_mock.tables.pricing import MONEY_AMOUNTS, PRICE_LIST_CUSTOMER_GROUPS, PRICE_LISTS
from medusa_mock.tables.settings import REGIONS
from medusa_mock.tables.shipping import PRODUCT_TAX_RATES, TAX_RATES

EURO = Market("eur")


@pytest.fixture
def store() -> Store:
    store = Store(load_seed("empty", Store).world)
    store.insert(PRODUCTS, {"id": "prod_cup", "title": "Cup"})
    values = {"id": "variant_ash", "title": "Ash", "product_id": "prod_cup", "inventory_quantity": 1}
    store.insert(PRODUCT_VARIANTS, values)
    return store


def price(currency: str, amount: int, **values: Any) -> dict[str, Any]:
    return {"currency_code": currency, "amount": amount, **values}


def present(store: Store) -> list[tuple[str, int, int | None]]:
    rows = own_prices(store, "variant_ash")
    return [(row["currency_code"], row["amount"], row["min_quantity"]) for row in rows]


def ids(store: Store) -> dict[str, str]:
    return {row["currency_code"]: row.key for row in own_prices(store, "variant_ash")}


def counting(store: Store, market: Market) -> list[Row]:
    return counting_prices(store, "variant_ash", market)


def fields(store: Store, market: Market) -> dict[str, Any]:
    rates = rates_of_page(store, [store.get(PRODUCT_VARIANTS, "variant_ash")], market)
    return price_fields(price_of(store, "variant_ash", market, rates=rates), market, rates)


def listed(store: Store, amount: int, groups: Iterable[str] = (), **values: Any) -> None:
    """A price of Ash in a list of its own."""
    quantities: dict[str, Any] = {name: values.pop(name) for name in ("min_quantity", "max_quantity") if name in values}
    given: dict[str, Any] = {"name": "Sale", "description": "Cheap", "status": "active", **values}
    price_list = store.insert(PRICE_LISTS, given)
    columns: dict[str, Any] = {"price_list_id": price_list.key, "variant_id": "variant_ash", **quantities}
    store.insert(MONEY_AMOUNTS, price("eur", amount, **columns))
    for group in groups:
        store.link(PRICE_LIST_CUSTOMER_GROUPS, price_list_id=price_list.key, customer_group_id=group)


def test_prices_of_other_currencies_go(store: Store) -> None:
    set_prices(store, "variant_ash", [price("EUR", 100), price("usd", 200), price("usd", 150, min_quantity=5)])
    assert present(store) == [("eur", 100, None), ("usd", 200, None), ("usd", 150, 5)]
    set_prices(store, "variant_ash", [price("usd", 201)])
    assert present(store) == [("usd", 201, None), ("usd", 150, 5)]


def test_a_single_price_keeps_its_id_and_two_replace_all(store: Store) -> None:
    set_prices(store, "variant_ash", [price("usd", 1)])
    first = ids(store)
    set_prices(store, "variant_ash", [price("usd", 2)])
    assert ids(store) == first
    set_prices(store, "variant_ash", [price("usd", 2), price("eur", 3)])
    assert ids(store)["usd"] != first["usd"]


def test_no_prices_change_nothing(store: Store) -> None:
    set_prices(store, "variant_ash", [price("usd", 1)])
    set_prices(store, "variant_ash", [])
    assert present(store) == [("usd", 1, None)]


def test_prices_of_a_price_list_stay(store: Store) -> None:
    listed(store, 5)
    set_prices(store, "variant_ash", [price("usd", 1)])
    assert present(store) == [("usd", 1, None)]
    assert len(list(store.select(MONEY_AMOUNTS))) == 2


def test_a_price_is_for_something_that_is_there(store: Store) -> None:
    with pytest.raises(NotFound, match=r"Currency with currency_code xxx does not exist\."):
        set_prices(store, "variant_ash", [price("xxx", 1)])
    with pytest.raises(InvalidData, match="for a currency or for a region"):
        set_prices(store, "variant_ash", [{"amount": 1}])


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"status": "draft"}, False),
        ({"starts_at": "2000-01-01T00:00:00.000Z", "ends_at": "2100-01-01T00:00:00.000Z"}, True),
        ({"starts_at": "2100-01-01T00:00:00.000Z"}, False),
        ({"ends_at": "2000-01-01T00:00:00.000Z"}, False),
    ],
)
def test_the_prices_of_a_list_count_while_it_holds(store: Store, values: dict[str, Any], counts: bool) -> None:
    listed(store, 5, **values)
    assert bool(counting(store, EURO)) is counts


def test_nothing_is_calculated_in_no_currency(store: Store) -> None:
    set_prices(store, "variant_ash", [price("eur", 100)])
    found = fields(store, Market())
    assert set(found.values()) == {None}
    assert "calculated_price_type" not in found


def test_the_lowest_price_that_fits_is_calculated(store: Store) -> None:
    set_prices(store, "variant_ash", [price("eur", 100), price("eur", 50, min_quantity=5)])
    listed(store, 80)
    found = fields(store, EURO)
    assert (found["original_price"], found["calculated_price"], found["calculated_price_type"]) == (100, 80, "sale")
    assert (found["original_price_includes_tax"], found["calculated_price_includes_tax"]) == (False, False)


def test_a_currency_without_a_price_has_nothing_to_calculate(store: Store) -> None:
    set_prices(store, "variant_ash", [price("usd", 100)])
    assert counting(store, EURO) == []


def region(store: Store, name: str, **values: Any) -> Row:
    given = {"id": f"reg_{name}", "name": name, "currency_code": "eur", "tax_rate": 20, **values}
    return store.insert(REGIONS, given)


def test_a_price_of_a_region_is_in_its_currency_and_for_any_quantity(store: Store) -> None:
    region(store, "a")
    set_prices(store, "variant_ash", [{"region_id": "reg_a", "amount": 7, "min_quantity": 2}])
    assert present(store) == [("eur", 7, None)]
    set_prices(store, "variant_ash", [{"region_id": "reg_a", "amount": 8}, price("usd", 9)])
    assert present(store) == [("eur", 8, None), ("usd", 9, None)]
    with pytest.raises(NotFound, match="Region with reg_x was not found"):
        set_prices(store, "variant_ash", [{"region_id": "reg_x", "amount": 7}])


def test_the_original_price_is_that_of_the_region(store: Store) -> None:
    here, there = region(store, "a"), region(store, "b")
    set_prices(store, "variant_ash", [price("eur", 100), {"region_id": here.key, "amount": 120}])
    assert fields(store, Market.of_region(here))["original_price"] == 120
    assert fields(store, Market.of_region(here))["calculated_price"] == 100
    assert fields(store, Market.of_region(there))["original_price"] == 100
    assert fields(store, EURO)["original_price"] == 120


def test_a_region_taxes(store: Store) -> None:
    set_prices(store, "variant_ash", [price("eur", 105)])
    taxed = fields(store, Market.of_region(region(store, "a", tax_rate=10)))
    assert (taxed["original_tax"], taxed["original_price_incl_tax"]) == (11, 116)
    assert taxed["tax_rates"] == [{"rate": 10, "name": "default", "code": "default"}]
    untaxed = fields(store, Market.of_region(region(store, "b", automatic_taxes=False)))
    assert (untaxed["original_tax"], untaxed["tax_rates"]) == (None, None)


def test_taxes_that_are_in_a_price_are_taken_out_of_it(store: Store) -> None:
    here = region(store, "a", includes_tax=True)
    set_prices(store, "variant_ash", [{"region_id": here.key, "amount": 120}])
    taxed = fields(store, Market.of_region(here))
    assert (taxed["original_price_includes_tax"], taxed["original_tax"], taxed["original_price_incl_tax"]) == (
        True,
        20,
        120,
    )


def test_prices_are_compared_with_their_taxes_where_the_rate_is_known(store: Store) -> None:
    here = region(store, "a", includes_tax=True)
    set_prices(store, "variant_ash", [{"region_id": here.key, "amount": 115}, price("eur", 100)])
    assert fields(store, Market.of_region(here))["calculated_price"] == 115
    assert fields(store, EURO)["calculated_price"] == 115


def member(store: Store, group: str) -> None:
    store.insert(CUSTOMER_GROUPS, {"id": group, "name": group})
    customer = store.find(CUSTOMERS, "cus_greta") or store.insert(CUSTOMERS, {"id": "cus_greta", "email": "g@x.com"})
    store.link(CUSTOMER_GROUP_CUSTOMERS, customer_group_id=group, customer_id=customer.key)


def amounts(store: Store, market: Market) -> list[int]:
    return [row["amount"] for row in counting(store, market)]


def test_prices_for_customer_groups_are_for_their_members(store: Store) -> None:
    member(store, "cgrp_trade")
    store.insert(CUSTOMER_GROUPS, {"id": "cgrp_press", "name": "Press"})
    listed(store, 5, groups=["cgrp_press", "cgrp_trade"])
    listed(store, 4, groups=["cgrp_press"])
    listed(store, 3)
    assert amounts(store, Market("eur", customer_id="cus_greta")) == [5, 3]
    assert amounts(store, Market("eur", customer_id="cus_x")) == [3]
    assert amounts(store, EURO) == [3]


def test_price_lists_count_in_no_market_where_they_are_asked_for_or_a_customer_is_known(store: Store) -> None:
    set_prices(store, "variant_ash", [price("eur", 9)])
    listed(store, 5)
    assert amounts(store, Market()) == [9]
    assert amounts(store, Market(lists=True)) == [9, 5]
    assert amounts(store, Market(customer_id="cus_x")) == [9, 5]


def test_a_list_holds_between_whole_seconds(store: Store) -> None:
    listed(store, 5, starts_at="2090-01-05T09:30:00.000Z", ends_at="2090-01-05T09:30:05.000Z")

    def at(second: str) -> list[int]:
        passed = datetime.fromisoformat(f"2090-01-05T09:30:{second}Z")
        later = Store(store.world, clock=lambda _: round(passed.timestamp() * 1000))
        return amounts(later, EURO)

    seconds = ("00.000", "00.999", "01.000", "04.999", "05.000")
    assert [bool(at(second)) for second in seconds] == [False, False, True, True, False]


@pytest.mark.parametrize(
    ("quantity", "amount"), [(None, 70), (1, 70), (4, 70), (5, 60), (9, 60), (10, 80), (0, 70), (100, 80)]
)
def test_a_price_fits_a_quantity(store: Store, quantity: int | None, amount: int) -> None:
    set_prices(store, "variant_ash", [price("eur", 80, min_quantity=0, max_quantity=0)])
    listed(store, 70, max_quantity=5)
    listed(store, 60, min_quantity=5, max_quantity=9)
    found = price_of(store, "variant_ash", EURO, quantity=quantity)
    assert found.calculated
    assert found.calculated.amount == amount
    assert found.original is None


def test_the_price_of_a_list_says_what_it_is(store: Store) -> None:
    set_prices(store, "variant_ash", [price("eur", 80)])
    listed(store, 70, type="override", includes_tax=True)
    assert price_of(store, "variant_ash", EURO, rates=[]).calculated == Cost(70, includes_tax=True, kind="override")
    assert price_of(store, "variant_ash", EURO).calculated == Cost(80, includes_tax=False, kind="default")
    assert price_of(store, "variant_ash", EURO).original == Cost(80, includes_tax=False, kind="default")


def test_rates_tell_prices_with_and_without_taxes_apart(store: Store) -> None:
    set_prices(store, "variant_ash", [price("eur", 100)])
    listed(store, 115, includes_tax=True)
    rates = [{"rate": 20, "name": "a", "code": "a"}]
    assert price_of(store, "variant_ash", EURO, rates=rates).calculated == Cost(115, includes_tax=True, kind="sale")


def test_a_list_of_variants_is_taxed_as_the_oldest_of_them(store: Store) -> None:
    here = region(store, "a", tax_rate=10)
    store.insert(PRODUCTS, {"id": "prod_bowl", "title": "Bowl"})
    bowl = store.insert(PRODUCT_VARIANTS, {"title": "S", "product_id": "prod_bowl", "inventory_quantity": 1})
    rate = store.insert(TAX_RATES, {"name": "Cups", "code": "cups", "rate": 50, "region_id": here.key})
    store.link(PRODUCT_TAX_RATES, product_id="prod_cup", rate_id=rate.key)
    ash, market = store.get(PRODUCT_VARIANTS, "variant_ash"), Market.of_region(here)
    assert [each["rate"] for each in rates_of_page(store, [bowl, ash], market) or ()] == [50]
    assert [each["rate"] for each in rates_of_page(store, [bowl], market) or ()] == [10]
    assert rates_of_page(store, [], market) is None
    assert rates_of_page(store, [ash], EURO) is None
