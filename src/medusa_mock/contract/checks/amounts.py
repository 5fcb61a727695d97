"""Sums that have to add up."""

from collections.abc import Iterator, Mapping
from typing import Any

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault

ADDED = ("subtotal", "shipping_total", "tax_total")
TAKEN = ("discount_total", "gift_card_total")


def totals_add_up(exchange: Exchange) -> Iterator[Fault]:
    """A total is what is sold, shipped and taxed, less discounts and gift cards. Source: `services/totals.ts`."""
    for row in exchange.shown:
        parts = [row.get(name) for name in (*ADDED, *TAKEN, "total")]
        if not all(isinstance(part, int) for part in parts):
            continue
        total = sum(row[name] for name in ADDED) - sum(row[name] for name in TAKEN)
        if total != row["total"]:
            told = f"total is {row['total']} in {row.get('id')}, and its parts add up to {total}."
            yield Fault("Total does not add up", told, "total")
            return


def written_before_changed(exchange: Exchange) -> Iterator[Fault]:
    """No row was changed before it was made."""
    for row in exchange.shown:
        if _is_before(row, "updated_at", "created_at"):
            told = f"{row.get('id')} was made at {row['created_at']}, and changed at {row['updated_at']}."
            yield Fault("Changed before it was made", told, "updated_at")
            return


def _is_before(row: Mapping[str, Any], one: str, other: str) -> bool:
    from medusa_mock.contract.checks.values import moment

    earlier, later = moment(row.get(one)), moment(row.get(other))
    return earlier is not None and later is not None and earlier < later
