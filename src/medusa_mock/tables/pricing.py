"""What things cost, and the lists of prices that hold for a while or for some customers."""

from collections.abc import Mapping

from medusa_mock.store import Json, Row, Table, many, one
from medusa_mock.store.tables import SOFT_DELETABLE, Related


def _variant_id(price: Row, _: Related) -> Mapping[str, Json]:
    """Where a price shows its list, it tells its variant too. Source: `repositories/money-amount.ts`."""
    return {"variant_id": price["variant_id"]}


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
        "variant": one("product_variants", "variant_id", enforced=False),
    },
    derived={"price_list": _variant_id},
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
    relations={"prices": many("money_amounts", "price_list_id")},
    search=("name", "description"),
    required=frozenset({"name", "description", "type", "status"}),
    entity="Price_list",
)
