"""Discounts, their conditions and their codes."""

from typing import Any

import pytest

from medusa_mock.domain import discount_conditions as conditions
from medusa_mock.domain import discounts
from medusa_mock.errors import Duplicate, InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store, World
from medusa_mock.store.clock import serial_clock
from medusa_mock.tables import TABLES
from medusa_mock.tables.catalogue import PRODUCT_TAGS, PRODUCTS
from medusa_mock.tables.discounts import (
    DISCOUNT_CONDITION_PRODUCT_TAGS,
    DISCOUNT_CONDITION_PRODUCTS,
    DISCOUNT_CONDITIONS,
    DISCOUNT_REGIONS,
    DISCOUNT_RULES,
    DISCOUNTS,
)
from medusa_mock.tables.settings import CURRENCIES, REGIONS

TEN_OFF = {"type": "percentage", "value": 10, "allocation": "total"}
FIVER = {"type": "fixed", "value": 500, "allocation": "total"}


@pytest.fixture
def store() -> Store:
    """A shop with two regions, two products and a tag."""
    store = Store(World.empty(TABLES), clock=serial_clock)
    store.insert(CURRENCIES, {"code": "eur", "symbol": "€", "symbol_native": "€", "name": "Euro"})
    for region in ("reg_1", "reg_2"):
        store.insert(REGIONS, {"id": region, "name": region, "currency_code": "eur", "tax_rate": 0})
    for product in ("prod_1", "prod_2"):
        store.insert(PRODUCTS, {"id": product, "title": product})
    store.insert(PRODUCT_TAGS, {"id": "ptag_1", "value": "green"})
    return store


def make(store: Store, rule: dict[str, Any] = TEN_OFF, **values: Any) -> Row:
    return discounts.create(store, {"code": "TEA", "rule": rule, "regions": ["reg_1"], **values})


def regions(store: Store, discount: Row) -> list[str]:
    return [link["region_id"] for link in store.select(DISCOUNT_REGIONS, discount_id=discount.key)]


def named(store: Store, condition: Row) -> list[str]:
    return [link["product_id"] for link in store.select(DISCOUNT_CONDITION_PRODUCTS, condition_id=condition.key)]


def rule_of(store: Store, discount: Row) -> Row:
    return store.get(DISCOUNT_RULES, discount["rule_id"])


def test_a_code_is_kept_in_capitals_and_found_in_any_case(store: Store) -> None:
    discount = make(store, code="  two words ")
    assert discount["code"] == "TWO WORDS"
    assert discounts.find_by_code(store, " Two Words ") == discount
    with pytest.raises(NotFound, match=r"^Discounts with code three was not found$"):
        discounts.find_by_code(store, "three")


def test_a_discount_starts_now_unless_told_otherwise(store: Store) -> None:
    with store.transaction():
        assert make(store)["starts_at"] == store.now()
    assert make(store, code="B", starts_at="2030-01-01")["starts_at"] == "2030-01-01T00:00:00.000Z"


@pytest.mark.parametrize(
    ("rule", "values", "message"),
    [
        (TEN_OFF | {"value": 101}, {}, "Discount value above 100 is not allowed when type is percentage"),
        (FIVER, {"regions": ["reg_1", "reg_2"]}, "Fixed discounts can have one region"),
        (TEN_OFF, {"regions": []}, "Discount must have at least 1 region"),
        (
            TEN_OFF,
            {"starts_at": "2030-01-01T01:00:00+02:00", "ends_at": "2029-12-31T23:00:00Z"},
            '"ends_at" must be greater than "starts_at"',
        ),
    ],
)
def test_what_no_discount_is_made_of(store: Store, rule: dict[str, Any], values: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidData, match=f"^{message}$"), store.transaction():
        make(store, rule, **values)
    assert store.first(DISCOUNT_RULES) is None


def test_an_amount_may_exceed_a_hundred_and_an_end_may_be_past(store: Store) -> None:
    assert rule_of(store, make(store, FIVER, ends_at="2020-01-01"))["value"] == 500


def test_a_deleted_code_may_be_used_again(store: Store) -> None:
    first = make(store)
    with pytest.raises(Duplicate, match=r"^Discount with code TEA already exists\.$"):
        make(store, code="tea")
    store.delete(DISCOUNTS, first.key)
    assert make(store, code="tea").key != first.key


def test_an_update_replaces_regions_merges_metadata_and_keeps_conditions(store: Store) -> None:
    rule = TEN_OFF | {"conditions": [{"operator": "in", "products": ["prod_1"]}]}
    discount = make(store, rule, metadata={"a": 1})
    changes = {"regions": ["reg_2"], "metadata": {"b": 2}, "rule": {"id": discount["rule_id"], "conditions": []}}
    changed = discounts.update(store, discount.key, changes)
    assert regions(store, changed) == ["reg_2"]
    assert changed["metadata"] == {"a": 1, "b": 2}
    assert store.first(DISCOUNT_CONDITIONS, discount_rule_id=discount["rule_id"])


def test_an_update_keeps_the_blanks_around_a_code(store: Store) -> None:
    discount = make(store)
    assert discounts.update(store, discount.key, {"code": " new"})["code"] == " NEW"
    with pytest.raises(InvalidData, match=r"^code must be a string$"):
        discounts.update(store, discount.key, {"code": None})


def test_an_end_is_later_than_the_start_before_the_update_too(store: Store) -> None:
    discount = make(store, starts_at="2030-01-01")
    with pytest.raises(InvalidData, match='"ends_at" must be greater'):
        discounts.update(store, discount.key, {"starts_at": "2028-01-01", "ends_at": "2029-01-01"})
    assert discounts.update(store, discount.key, {"starts_at": "2031-01-01"})["ends_at"] is None


def test_changing_the_rule_leaves_the_discount_as_it_was(store: Store) -> None:
    discount = make(store)
    changed = discounts.update(store, discount.key, {"rule": {"id": discount["rule_id"], "value": 12}})
    assert changed == discount
    assert rule_of(store, changed)["value"] == 12
    assert rule_of(store, changed)["updated_at"] > discount["updated_at"]
    with pytest.raises(InvalidData, match="above 100"):
        discounts.update(store, discount.key, {"rule": {"id": discount["rule_id"], "value": 101}})


def test_a_rule_of_another_id_is_made_a_copy_of_the_discounts_own(store: Store) -> None:
    one, other = make(store), make(store, FIVER, code="OTHER")
    own = rule_of(store, one)
    shared = discounts.update(store, one.key, {"rule": {"id": other["rule_id"], "value": 33}})
    assert shared["rule_id"] == other["rule_id"]
    assert rule_of(store, other) == own | {"id": other["rule_id"], "value": 33}
    fresh = discounts.update(store, other.key, {"rule": {"id": "dru_new"}})
    assert rule_of(store, fresh) == own | {"id": "dru_new", "value": 33}


def test_an_amount_has_one_living_region_at_most_and_may_have_none(store: Store) -> None:
    discount = make(store, FIVER)
    with pytest.raises(InvalidData, match=r"^Fixed discounts can have one region$"):
        discounts.add_region(store, discount.key, "reg_2")
    discounts.remove_region(store, discount.key, "reg_1")
    assert regions(store, discount) == []
    discounts.add_region(store, discount.key, "reg_1")
    store.delete(REGIONS, "reg_1")
    discounts.add_region(store, discount.key, "reg_2")
    assert regions(store, discount) == ["reg_1", "reg_2"]
    with pytest.raises(NotFound, match=r"^Region with reg_9 was not found$"):
        discounts.add_region(store, make(store, code="B", regions=["reg_2"]).key, "reg_9")


def test_a_dynamic_code_shares_rule_and_limit_and_ends_in_time(store: Store) -> None:
    mould = make(store, is_dynamic=True, valid_duration="P1D", usage_limit=7, metadata={"a": 1})
    with store.transaction():
        now = store.now()
        code = discounts.create_dynamic_code(store, mould.key, {"code": " cast ", "usage_limit": 3})
    expected = {"code": "CAST", "rule_id": mould["rule_id"], "parent_discount_id": mould.key, "usage_limit": 7}
    assert {name: code[name] for name in expected} == expected
    assert (code["starts_at"], code["ends_at"]) == (now, now.replace("2024-01-01", "2024-01-02"))
    assert (code["is_dynamic"], code["valid_duration"], code["metadata"]) == (True, None, None)
    assert regions(store, code) == []


def test_only_a_dynamic_discount_makes_codes(store: Store) -> None:
    with pytest.raises(NotAllowed, match=r"^Discount must be set to dynamic$"):
        discounts.create_dynamic_code(store, make(store).key, {"code": "CAST"})


def test_a_dynamic_code_is_deleted_as_it_is_written(store: Store) -> None:
    mould = make(store, is_dynamic=True)
    code = discounts.create_dynamic_code(store, mould.key, {"code": "cast"})
    assert discounts.delete_dynamic_code(store, mould.key, "cast") == mould
    assert store.find(DISCOUNTS, code.key)
    assert discounts.delete_dynamic_code(store, mould.key, "CAST") == mould
    assert store.find(DISCOUNTS, code.key) is None


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"products": ["x"], "product_tags": None}, ""),
        (
            {"products": [], "product_types": []},
            "Only one of products, product_types is allowed, Only one of product_types, products is allowed",
        ),
        (
            {"product_collections": ["x"], "customer_groups": ["y"], "product_tags": ["z"]},
            "Only one of product_collections, product_tags, customer_groups is allowed, "
            "Only one of product_tags, product_collections, customer_groups is allowed, "
            "Only one of customer_groups, product_collections, product_tags is allowed",
        ),
    ],
)
def test_a_condition_is_about_one_kind_of_resources(condition: dict[str, Any], message: str) -> None:
    if message:
        with pytest.raises(InvalidData, match=f"^{message}$"):
            conditions.check([condition])
    else:
        conditions.check([condition])


@pytest.fixture
def discount(store: Store) -> Row:
    """A discount with a condition that names one product."""
    return make(store, TEN_OFF | {"conditions": [{"operator": "in", "products": ["prod_1"]}]})


@pytest.fixture
def condition(store: Store, discount: Row) -> Row:
    return next(store.select(DISCOUNT_CONDITIONS, discount_rule_id=discount["rule_id"]))


def test_a_rule_has_one_condition_of_each_kind_and_operator(store: Store, discount: Row) -> None:
    message = "^Discount Condition with operator 'in' and type 'products' already exist on a Discount Rule$"
    with pytest.raises(Duplicate, match=message):
        conditions.upsert(store, discount["rule_id"], {"operator": "in", "products": ["prod_2"]})
    assert conditions.upsert(store, discount["rule_id"], {"operator": "not_in", "products": ["prod_2"]})


def test_resources_are_replaced_added_and_removed(store: Store, discount: Row, condition: Row) -> None:
    conditions.upsert(store, discount["rule_id"], {"id": condition.key, "products": ["prod_2"]})
    assert named(store, condition) == ["prod_2"]
    conditions.add_resources(store, condition, [{"id": "prod_1"}, "prod_2"])
    assert named(store, condition) == ["prod_2", "prod_1"]
    conditions.remove_resources(store, condition, [{"id": "prod_2"}, "prod_9"])
    assert named(store, condition) == ["prod_1"]


def test_resources_of_another_kind_are_kept_beside_those_of_the_condition(store: Store, condition: Row) -> None:
    changed = conditions.upsert(store, "", {"id": condition.key, "product_tags": ["ptag_1"]})
    assert changed["type"] == "products"
    assert named(store, condition) == ["prod_1"]
    assert store.first(DISCOUNT_CONDITION_PRODUCT_TAGS, condition_id=condition.key)


@pytest.mark.parametrize(
    ("resources", "message"),
    [
        ([], "Missing one of products, collections, tags, types or customer groups in data"),
        ([{"id": None}], "Can't insert null value in field product_id on insert in table discount_condition_product"),
        ([{"id": {}}], "Can't insert null value in field product_id on insert in table discount_condition_product"),
    ],
)
def test_resources_that_name_nothing(store: Store, condition: Row, resources: list[Any], message: str) -> None:
    with pytest.raises(InvalidData, match=f"^{message}$"):
        conditions.add_resources(store, condition, resources)


def test_resources_to_remove_that_name_nothing_are_passed_over(store: Store, condition: Row) -> None:
    before = named(store, condition)
    conditions.remove_resources(store, condition, [{"id": None}, {"id": {}}, {"id": 1}, {"id": True}])
    assert named(store, condition) == before


def test_an_unknown_resource_is_not_found(store: Store, condition: Row) -> None:
    with pytest.raises(NotFound, match=r"^Product with product_id prod_9 does not exist\.$"):
        conditions.add_resources(store, condition, ["prod_9"])


def test_a_condition_of_another_discount_is_out_of_reach(store: Store, condition: Row) -> None:
    other = make(store, code="OTHER")
    message = f"^Condition with id {condition.key} does not belong to Discount with id {other.key}$"
    with pytest.raises(InvalidData, match=message):
        conditions.of_discount(store, other.key, condition.key)
    with pytest.raises(NotFound, match=message):
        conditions.remove(store, other.key, condition.key)


def test_a_removed_condition_leaves_nothing_behind(store: Store, discount: Row, condition: Row) -> None:
    conditions.remove(store, discount.key, condition.key)
    conditions.remove(store, discount.key, condition.key)
    assert store.first(DISCOUNT_CONDITIONS) is None
    assert named(store, condition) == []
