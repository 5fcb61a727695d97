"""What is taken off the price, for whom and for what."""

from typing import Final

from medusa_mock.store.tables import SOFT_DELETABLE, Table, Through, link, many, one, through

NAMED: Final = {
    "customer_groups": "customer_group_id",
    "product_collections": "product_collection_id",
    "product_tags": "product_tag_id",
    "product_types": "product_type_id",
    "products": "product_id",
}
"""The tables whose rows a condition may name, and what holds their keys in its links to them."""


def conditions_that_name(table: str) -> Through:
    """The relation of a row of the table to the conditions that name it."""
    return through("discount_conditions", by=f"discount_condition_{table}", near=NAMED[table], far="condition_id")


def _named(table: str) -> Through:
    """The relation of a condition to the rows of the table that it names."""
    return through(table, by=f"discount_condition_{table}", near="condition_id", far=NAMED[table])


DISCOUNTS = Table(
    "discounts",
    "disc",
    "Discount",
    {
        **SOFT_DELETABLE,
        "code": None,
        "is_dynamic": False,
        "rule_id": None,
        "is_disabled": False,
        "parent_discount_id": None,
        "starts_at": None,
        "ends_at": None,
        "valid_duration": None,
        "usage_limit": None,
        "usage_count": 0,
        "metadata": None,
    },
    relations={
        "parent_discount": one("discounts", "parent_discount_id"),
        "regions": through("regions", by="discount_regions", near="discount_id", far="region_id"),
        "rule": one("discount_rules", "rule_id"),
    },
    expand=("parent_discount", "regions", "rule.conditions"),
    search=("code",),
    unique=(("code",),),
    required=frozenset({"code", "is_dynamic", "is_disabled", "starts_at", "usage_count"}),
    missing="{label} with id {id} was not found",
)

DISCOUNT_RULES = Table(
    "discount_rules",
    "dru",
    "Discount rule",
    {
        **SOFT_DELETABLE,
        "description": None,
        "type": None,
        "value": None,
        "allocation": None,
        "metadata": None,
    },
    relations={"conditions": many("discount_conditions", "discount_rule_id")},
    required=frozenset({"type", "value"}),
    indexes=("type",),
    order="",
)

DISCOUNT_CONDITIONS = Table(
    "discount_conditions",
    "discon",
    "DiscountCondition",
    {**SOFT_DELETABLE, "type": None, "operator": None, "discount_rule_id": None, "metadata": None},
    relations={
        "customer_groups": _named("customer_groups"),
        "discount_rule": one("discount_rules", "discount_rule_id"),
        "product_collections": _named("product_collections"),
        "product_tags": _named("product_tags"),
        "product_types": _named("product_types"),
        "products": _named("products"),
    },
    expand=("discount_rule",),
    unique=(("type", "operator", "discount_rule_id"),),
    required=frozenset({"type", "operator", "discount_rule_id"}),
    order="",
    missing="{label} with id {id} was not found",
    entity="Discount_condition",
)

DISCOUNT_REGIONS = link("discount_regions", "discount_id", "region_id")


def _links(table: str) -> Table:
    """The links of conditions to the rows of a table that they name."""
    key = NAMED[table]
    name = f"discount_condition_{table}"
    return link(name, "condition_id", key, references={key: table}, entity=name.removesuffix("s").capitalize())


DISCOUNT_CONDITION_CUSTOMER_GROUPS = _links("customer_groups")
DISCOUNT_CONDITION_PRODUCT_COLLECTIONS = _links("product_collections")
DISCOUNT_CONDITION_PRODUCT_TAGS = _links("product_tags")
DISCOUNT_CONDITION_PRODUCT_TYPES = _links("product_types")
DISCOUNT_CONDITION_PRODUCTS = _links("products")
