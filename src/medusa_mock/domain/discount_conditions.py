"""The conditions of a discount: which products, or whose purchases, it is for, or is not for.

A condition names resources of one kind. Source: `services/discount-condition.ts`,
`repositories/discount-condition.ts`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Json, Row, Store, Table, UniqueViolation
from medusa_mock.tables.discounts import (
    DISCOUNT_CONDITION_CUSTOMER_GROUPS,
    DISCOUNT_CONDITION_PRODUCT_COLLECTIONS,
    DISCOUNT_CONDITION_PRODUCT_TAGS,
    DISCOUNT_CONDITION_PRODUCT_TYPES,
    DISCOUNT_CONDITION_PRODUCTS,
    DISCOUNT_CONDITIONS,
    DISCOUNTS,
)

Values = Mapping[str, Json]
"""What a condition is given: `operator`, ids under one of `KINDS`, and `id` where the condition exists."""

KINDS: Mapping[str, tuple[Table, str]] = {
    "products": (DISCOUNT_CONDITION_PRODUCTS, "product_id"),
    "product_collections": (DISCOUNT_CONDITION_PRODUCT_COLLECTIONS, "product_collection_id"),
    "product_types": (DISCOUNT_CONDITION_PRODUCT_TYPES, "product_type_id"),
    "product_tags": (DISCOUNT_CONDITION_PRODUCT_TAGS, "product_tag_id"),
    "customer_groups": (DISCOUNT_CONDITION_CUSTOMER_GROUPS, "customer_group_id"),
}
"""The kinds of resources, in the order in which they are looked for: the table of the links to them, and its column."""

RIVALS = {
    "products": ("product_collections", "product_types", "product_tags", "customer_groups"),
    "product_collections": ("products", "product_types", "product_tags", "customer_groups"),
    "product_types": ("product_collections", "products", "product_tags", "customer_groups"),
    "product_tags": ("product_collections", "product_types", "products", "customer_groups"),
    "customer_groups": ("product_collections", "product_types", "products", "product_tags"),
}
"""Kind -> the others, in the order in which a refusal tells them. Source: `types/discount.ts`."""


def check(conditions: Iterable[Values]) -> None:
    """Raises InvalidData where one of the conditions has more than one kind of resources, even if it names none."""
    found = []
    for condition in conditions:
        for kind in KINDS:
            rivals = [rival for rival in RIVALS[kind] if condition.get(rival) is not None]
            if rivals and condition.get(kind) is not None:
                found.append(f"Only one of {kind}, {', '.join(rivals)} is allowed")
    if found:
        raise InvalidData(", ".join(found))


def upsert(store: Store, rule_id: str, values: Values, *, replace: bool = True) -> Row:
    """A new condition of the rule, or the one whose `id` is given with another operator and other resources.

    A condition that exists is changed whichever rule it belongs to, keeps its kind whichever kind is given, and keeps
    its other resources of the kind given unless `replace`.

    Raises:
        InvalidData: no resources are given, or a new condition has no operator.
        NotFound: there is no such condition or resource.
        Duplicate: the rule has a condition of this kind and operator.
    """
    kind, ids = _named(values)
    try:
        condition = _upsert(store, rule_id, kind, values)
    except UniqueViolation as taken:
        told = f"operator '{values['operator']}' and type '{kind}'"
        raise Duplicate(f"Discount Condition with {told} already exist on a Discount Rule") from taken
    links, column = KINDS[kind]
    for resource in map(_id, ids):
        store.link(links, condition_id=condition.key, **{column: resource})
    if replace:
        _unlink(store, condition, kind, keep=ids)
    return condition


def _upsert(store: Store, rule_id: str, kind: str, values: Values) -> Row:
    operator = values.get("operator")
    if not values.get("id"):
        return store.insert(DISCOUNT_CONDITIONS, {"discount_rule_id": rule_id, "operator": operator, "type": kind})
    changes = {"operator": operator} if operator else {}
    return store.update(DISCOUNT_CONDITIONS, values["id"], changes)


def _named(values: Values) -> tuple[str, list[Any]]:
    """The kind of the resources given, and their ids, of whatever type."""
    for kind in KINDS:
        if resources := values.get(kind):
            return kind, [one if isinstance(one, str) else one["id"] for one in resources]
    raise InvalidData("Missing one of products, collections, tags, types or customer groups in data")


def _id(given: Any) -> str | None:
    """An id as PostgreSQL has it: TypeORM takes an object for no value."""
    if given is None or isinstance(given, dict | list):
        return None
    return str(given).lower() if isinstance(given, bool) else str(given)


def _unlink(store: Store, condition: Row, kind: str, *, keep: Collection[str] = ()) -> None:
    links, column = KINDS[kind]
    for row in store.select(links, condition_id=condition.key):
        if row[column] not in keep:
            store.delete(links, row.key)


def of_discount(store: Store, discount_id: str, condition_id: str) -> Row:
    """The condition. Raises NotFound where there is no such discount or condition, InvalidData for another's."""
    discount = store.get(DISCOUNTS, discount_id)
    condition = store.get(DISCOUNT_CONDITIONS, condition_id)
    if condition["discount_rule_id"] != discount["rule_id"]:
        raise InvalidData(_foreign(discount_id, condition_id))
    return condition


def add_resources(store: Store, condition: Row, resources: Sequence[str | Values]) -> None:
    """Name further resources, given by their ids. Raises InvalidData where none are given, NotFound."""
    upsert(store, condition["discount_rule_id"], {"id": condition.key, condition["type"]: resources}, replace=False)


def remove_resources(store: Store, condition: Row, resources: Sequence[str | Values]) -> None:
    """Name these resources no longer. Raises InvalidData where none are given."""
    kind, ids = _named({condition["type"]: resources})
    links, column = KINDS[kind]
    for resource in map(_id, ids):
        if resource is not None:
            store.unlink(links, condition_id=condition.key, **{column: resource})


def remove(store: Store, discount_id: str, condition_id: str) -> None:
    """Take the condition away for good; where there is none, nothing happens.

    Raises NotFound where there is no such discount, or the condition is another's.
    """
    discount = store.get(DISCOUNTS, discount_id)
    condition = store.find(DISCOUNT_CONDITIONS, condition_id)
    if condition is None:
        return
    if condition["discount_rule_id"] != discount["rule_id"]:
        raise NotFound(_foreign(discount_id, condition_id))
    for kind in KINDS:
        _unlink(store, condition, kind)
    store.remove(DISCOUNT_CONDITIONS, condition_id)


def _foreign(discount_id: str, condition_id: str) -> str:
    return f"Condition with id {condition_id} does not belong to Discount with id {discount_id}"
