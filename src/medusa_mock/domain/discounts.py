"""Discounts: what is taken off, where, until when, and the codes made from a dynamic one.

Source: `services/discount.ts`, and the classes of its requests in `api/routes/admin/discounts`.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from medusa_mock.domain import discount_conditions as conditions
from medusa_mock.domain.durations import after
from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.clock import moment
from medusa_mock.tables.discounts import DISCOUNT_REGIONS, DISCOUNT_RULES, DISCOUNTS
from medusa_mock.tables.settings import REGIONS

Values = Mapping[str, Json]
"""Columns of a discount, the ids of its `regions`, and its `rule`: the columns of the rule, and its `conditions`."""


def create(store: Store, values: Values) -> Row:
    """A new discount with a rule of its own. Its code is kept in capitals, and it starts now unless told otherwise.

    Raises:
        InvalidData: it ends before it starts, takes off more than all, has no region, or too many for an amount, or one
            of its conditions is no good.
        NotFound: there is no such region or resource.
        Duplicate: the code is taken, or two conditions have the same kind and operator.
    """
    rule, given = _parted(values["rule"])
    _check_times(values.get("starts_at"), values.get("ends_at"))
    conditions.check(given)
    _check_value(rule["type"], rule["value"])
    _check_regions(store, rule["type"], values["regions"])
    if not values["regions"]:
        raise InvalidData("Discount must have at least 1 region")
    rule_id = store.insert(DISCOUNT_RULES, rule).key
    code = values["code"].upper().strip()
    discount = store.insert(DISCOUNTS, {"starts_at": store.now(), **_columns(values), "code": code, "rule_id": rule_id})
    _set_regions(store, discount, values["regions"])
    for condition in given:
        conditions.upsert(store, rule_id, condition)
    emit(store, "discount.created", {"id": discount.key})
    return discount


def update(store: Store, id: str, changes: Values) -> Row:
    """The discount with the changes.

    Its regions are replaced, its metadata is merged, and conditions are added or changed but never taken away. A rule
    of another id than the discount's own becomes a copy of that, with the changes, and takes its place.

    Raises NotFound for the discount, and what `create` raises.
    """
    rule, given = _parted(changes.get("rule") or {})
    _check_times(changes.get("starts_at"), changes.get("ends_at"))
    conditions.check(given)
    discount = store.get(DISCOUNTS, id)
    own = store.get(DISCOUNT_RULES, discount["rule_id"])
    _check_times(discount["starts_at"], changes.get("ends_at"))
    for condition in given:
        conditions.upsert(store, own.key, condition)
    if changes.get("regions") is not None:
        _check_regions(store, own["type"], changes["regions"])
        _set_regions(store, discount, changes["regions"])
    columns = _columns(changes)
    if rule:
        _check_value(own["type"], rule.get("value"))
        columns["rule_id"] = _change_rule(store, own, rule)
    if "code" in columns:
        columns["code"] = _capitals(columns["code"])
    return store.update(DISCOUNTS, id, columns)


def _parted(rule: Values) -> tuple[dict[str, Json], Collection[Values]]:
    """The columns of a rule, and its conditions."""
    return {name: value for name, value in rule.items() if name != "conditions"}, rule.get("conditions") or ()


def _columns(values: Values) -> dict[str, Json]:
    return {name: value for name, value in values.items() if name in DISCOUNTS.columns}


def _check_times(starts_at: str | None, ends_at: str | None) -> None:
    if starts_at and ends_at and moment(ends_at) <= moment(starts_at):
        raise InvalidData('"ends_at" must be greater than "starts_at"')


def _check_value(kind: str, value: int | None) -> None:
    if kind == "percentage" and value is not None and value > 100:
        raise InvalidData("Discount value above 100 is not allowed when type is percentage")


def _check_regions(store: Store, kind: str, regions: Collection[str]) -> None:
    """An amount of money is of one currency, so that it fits one region."""
    if kind == "fixed" and len(regions) > 1:
        raise InvalidData("Fixed discounts can have one region")
    for region in regions:
        store.get(REGIONS, region)


def _set_regions(store: Store, discount: Row, regions: Iterable[str]) -> None:
    store.unlink(DISCOUNT_REGIONS, discount_id=discount.key)
    for region in regions:
        store.link(DISCOUNT_REGIONS, discount_id=discount.key, region_id=region)


def _change_rule(store: Store, own: Row, changes: Values) -> str:
    """The id of the rule, once it has the changes."""
    rule_id: str = changes["id"]
    if rule_id == own.key:
        store.update(DISCOUNT_RULES, rule_id, changes)
    elif store.find(DISCOUNT_RULES, rule_id):
        store.update(DISCOUNT_RULES, rule_id, {**own, **changes})
    else:
        store.insert(DISCOUNT_RULES, {**own, **changes})
    return rule_id


def _capitals(code: str | None) -> str:
    if code is None:  # the real server crashes
        raise InvalidData("code must be a string")
    return code.upper()


def find_by_code(store: Store, code: str) -> Row:
    """The discount with the code, in whatever case it is written. Raises NotFound."""
    discount = store.first(DISCOUNTS, code=code.upper().strip())
    if discount is None:
        raise NotFound(f"Discounts with code {code} was not found")
    return discount


def add_region(store: Store, id: str, region_id: str) -> Row:
    """The discount, in this region too. Raises NotFound, InvalidData where an amount has its region already."""
    discount = store.get(DISCOUNTS, id)
    linked = [link["region_id"] for link in store.select(DISCOUNT_REGIONS, discount_id=id)]
    present = [region for region in linked if store.find(REGIONS, region)]
    if region_id not in present:
        rule = store.get(DISCOUNT_RULES, discount["rule_id"])
        _check_regions(store, rule["type"], [*present, region_id])
        store.link(DISCOUNT_REGIONS, discount_id=id, region_id=region_id)
    return discount


def remove_region(store: Store, id: str, region_id: str) -> Row:
    """The discount, in this region no longer; it may be left without any. Raises NotFound for the discount."""
    discount = store.get(DISCOUNTS, id)
    store.unlink(DISCOUNT_REGIONS, discount_id=id, region_id=region_id)
    return discount


def create_dynamic_code(store: Store, id: str, values: Values) -> Row:
    """A code of its own that shares the rule and the usage limit of a dynamic discount, and has no regions.

    It ends the `valid_duration` of the dynamic discount from now, or never. Raises NotFound, NotAllowed where the
    discount is not dynamic, Duplicate where the code is taken.
    """
    parent = store.get(DISCOUNTS, id)
    if not parent["is_dynamic"]:
        raise NotAllowed("Discount must be set to dynamic")
    now, duration = store.now(), parent["valid_duration"]
    inherited = {
        "code": values["code"].upper().strip(),
        "is_dynamic": True,
        "rule_id": parent["rule_id"],
        "parent_discount_id": parent.key,
        "starts_at": now,
        "ends_at": after(duration, datetime.fromisoformat(now)).isoformat() if duration else None,
        "usage_limit": parent["usage_limit"],
    }
    return store.insert(DISCOUNTS, {"metadata": values.get("metadata"), **inherited})


def delete_dynamic_code(store: Store, id: str, code: str) -> Row:
    """The dynamic discount, without the code, which is deleted if it is written as it is kept.

    Raises NotFound for the discount; what was deleted stays deleted.
    """
    found = store.first(DISCOUNTS, parent_discount_id=id, code=code)
    if found:
        store.delete(DISCOUNTS, found.key)
        store.settle()
    return store.get(DISCOUNTS, id)
