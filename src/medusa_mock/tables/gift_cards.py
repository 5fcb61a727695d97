"""Codes that are worth money."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, one

GIFT_CARDS = Table(
    "gift_cards",
    "gift",
    "Gift card",
    {
        **SOFT_DELETABLE,
        "code": None,
        "value": None,
        "balance": None,
        "region_id": None,
        "order_id": None,
        "is_disabled": False,
        "ends_at": None,
        "tax_rate": None,
        "metadata": None,
    },
    relations={"order": one("orders", "order_id"), "region": one("regions", "region_id")},
    expand=("order", "region"),
    search=("code", "order.display_id"),
    unique=(("code",),),
    unique_for_good=True,
    required=frozenset({"code", "value", "balance", "region_id", "is_disabled"}),
    reals=frozenset({"tax_rate"}),
)
