"""What things cost, and the lists of prices that hold for a while or for some customers."""

from collections.abc import Mapping

from medusa_mock.store import Json, Row, Table, link, many, one, through
from medusa_mock.store.tables import SOFT_DELETABLE, Related


def _variant(_: Row, variants: Related) -> Mapping[str, Json]:
    """A price has one variant, though the link allows more. Source: `models/money-amount.ts`."""
    return {"variant": variants[0], "variant_id": variants[0].key} if isinstance(variants, list) and variants else {}


MONEY_AMOUNTS = Table(
    "money_amounts",
    "ma",
    "Money amount",
    {
        **SOFT_DELETABLE,
        "currency_code": None,
        "amount": None,
        "min_quantity": None,
        "max_quantity": None,
        "price_list_id": None,
        "region_id": None,
        "variant_id": None,
    },
    relations={
        "currency": one("currencies", "currency_code"),
        "price_list": one("price_lists", "price_list_id"),
        "region": one("regions", "region_id"),
        "variants": one("product_variants", "variant_id", enforced=False, listed=True),
    },
    derived={"variants": _variant},
    required=frozenset({"currency_code", "amount"}),
    hidden=frozenset({"variant_id"}),
    order="",
    entity="Money_amount",
)

PRICE_LISTS = Table(
    "price_lists",
    "pl",
    "Price list",
    {
        **SOFT_DELETABLE,
        "name": None,
        "description": None,
        "type": "sale",
        "status": "draft",
        "starts_at": None,
        "ends_at": None,
        "includes_tax": False,
    },
    relations={
        "customer_groups": through(
            "customer_groups", by="price_list_customer_groups", near="price_list_id", far="customer_group_id"
        ),
        "prices": many("money_amounts", "price_list_id"),
    },
    required=frozenset({"name", "description", "type", "status", "includes_tax"}),
    entity="Price_list",
)

PRICE_LIST_CUSTOMER_GROUPS = link(
    "price_list_customer_groups",
    "price_list_id",
    "customer_group_id",
    references={"price_list_id": "price_lists", "customer_group_id": "customer_groups"},
)
