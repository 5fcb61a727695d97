"""What is taken off the price, for whom and for what."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, link, many, one, through

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
        "customer_groups": through(
            "customer_groups", by="discount_condition_customer_groups", near="condition_id", far="customer_group_id"
        ),
        "discount_rule": one("discount_rules", "discount_rule_id"),
        "product_collections": through(
            "product_collections",
            by="discount_condition_product_collections",
            near="condition_id",
            far="product_collection_id",
        ),
        "product_tags": through(
            "product_tags", by="discount_condition_product_tags", near="condition_id", far="product_tag_id"
        ),
        "product_types": through(
            "product_types", by="discount_condition_product_types", near="condition_id", far="product_type_id"
        ),
        "products": through("products", by="discount_condition_products", near="condition_id", far="product_id"),
    },
    expand=("discount_rule",),
    unique=(("type", "operator", "discount_rule_id"),),
    required=frozenset({"type", "operator", "discount_rule_id"}),
    order="",
    missing="{label} with id {id} was not found",
    entity="Discount_condition",
)

DISCOUNT_REGIONS = link("discount_regions", "discount_id", "region_id")


def _resources(table: str, far: str) -> Table:
    """The links of conditions to the rows of a table that they name."""
    return link(f"discount_condition_{table}", "condition_id", far, references={far: table})


DISCOUNT_CONDITION_CUSTOMER_GROUPS = _resources("customer_groups", "customer_group_id")
DISCOUNT_CONDITION_PRODUCT_COLLECTIONS = _resources("product_collections", "product_collection_id")
DISCOUNT_CONDITION_PRODUCT_TAGS = _resources("product_tags", "product_tag_id")
DISCOUNT_CONDITION_PRODUCT_TYPES = _resources("product_types", "product_type_id")
DISCOUNT_CONDITION_PRODUCTS = _resources("products", "product_id")
