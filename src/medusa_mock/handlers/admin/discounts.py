"""Discounts: what is taken off, for whom and for what."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from medusa_mock.domain import discount_conditions
from medusa_mock.domain import discounts as rules
from medusa_mock.operation import found_first
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.discounts import DISCOUNT_CONDITIONS, DISCOUNTS

ResourceChange: TypeAlias = Callable[[Store, Row, Json], None]

discounts = Resource(DISCOUNTS, one="discount", many="discounts")
conditions = Resource(
    DISCOUNT_CONDITIONS,
    one="discount_condition",
    many="discount_conditions",
    object="discount-condition",
    fields=("id", "created_at", "updated_at", "type", "operator", "discount_rule_id"),
)
_in_discount = found_first(discount_conditions.of_discount)

list_discounts = discounts.list
get_discount = discounts.retrieve
delete_discount = discounts.discard


def create_discount(store: Store, body: Body, **params: Json) -> Body:
    return discounts.show(store, rules.create(store, body), **params)


def update_discount(store: Store, id: str, body: Body, **params: Json) -> Body:
    return discounts.show(store, rules.update(store, id, body), **params)


def get_discount_by_code(store: Store, code: str, **params: Json) -> Body:
    return discounts.show(store, rules.find_by_code(store, code), **params)


def create_discount_dynamic_code(store: Store, id: str, body: Body) -> Body:
    return discounts.show(store, rules.create_dynamic_code(store, id, body))


def delete_discount_dynamic_code(store: Store, id: str, code: str) -> Body:
    return discounts.show(store, rules.delete_dynamic_code(store, id, code))


def add_discount_region(store: Store, id: str, region_id: str) -> Body:
    return discounts.show(store, rules.add_region(store, id, region_id))


def remove_discount_region(store: Store, id: str, region_id: str) -> Body:
    return discounts.show(store, rules.remove_region(store, id, region_id))


def create_discount_condition(store: Store, discount_id: str, body: Body, **params: Json) -> Body:
    discount_conditions.check([body])
    discount = store.get(DISCOUNTS, discount_id)
    discount_conditions.upsert(store, discount["rule_id"], body)
    return discounts.show(store, discount, **params)


@_in_discount
def get_discount_condition(store: Store, discount_id: str, condition_id: str, **params: Json) -> Body:
    return conditions.show(store, discount_conditions.of_discount(store, discount_id, condition_id), **params)


@_in_discount
def update_discount_condition(store: Store, discount_id: str, condition_id: str, body: Body, **params: Json) -> Body:
    condition = discount_conditions.of_discount(store, discount_id, condition_id)
    discount_conditions.check([body])
    discount_conditions.upsert(store, condition["discount_rule_id"], {**body, "id": condition_id})
    return discounts.retrieve(store, discount_id, **params)


def delete_discount_condition(store: Store, discount_id: str, condition_id: str, **params: Json) -> Body:
    discount_conditions.remove(store, discount_id, condition_id)
    return conditions.deleted(condition_id) | discounts.retrieve(store, discount_id, **params)


def _change_resources(
    store: Store, discount_id: str, condition_id: str, body: Body, *, change: ResourceChange, **params: Json
) -> Body:
    change(store, discount_conditions.of_discount(store, discount_id, condition_id), body["resources"])
    return discounts.retrieve(store, discount_id, **params)


add_discount_condition_resources = _in_discount(partial(_change_resources, change=discount_conditions.add_resources))
remove_discount_condition_resources = _in_discount(
    partial(_change_resources, change=discount_conditions.remove_resources)
)
