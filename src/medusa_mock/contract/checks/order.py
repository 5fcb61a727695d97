"""The order of a list."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from medusa_mock.contract.checks.values import moment
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault

NOWHERE = None
"""Where what cannot be compared stands."""

Comparable = float | datetime | str | None


def order_honoured(exchange: Exchange) -> Iterator[Fault]:
    """The rows are in the order that was asked for, or in the one that the document has for the list (`x-order`)."""
    asked = exchange.query.get("order", exchange.operation.raw.get("x-order"))
    if not isinstance(asked, str) or len(exchange.rows) < 2 or "q" in exchange.query:
        return
    if exchange.operation.query.get("order", {}).get("x-no-promise"):
        return
    column = asked.removeprefix("-")
    values = [row[column] for row in exchange.rows if row.get(column) is not None]
    if asked.startswith("-"):
        values.reverse()
    for one, next_one in pairwise(values):
        if _is_after(one, next_one):
            told = (next_one, one) if asked.startswith("-") else (one, next_one)
            yield Fault("Wrong order", f"By {asked}, {told[0]!r} comes before {told[1]!r}.", column)
            return


def comparable(value: Any) -> Comparable:
    """What a value is sorted by; `NOWHERE` if that cannot be told."""
    if isinstance(value, int | float):
        return float(value)
    return (moment(value) or value) if isinstance(value, str) else NOWHERE


def _is_after(one: Any, other: Any) -> bool:
    """Whether one value comes after another, as all databases see it: each sorts texts in its own way."""
    first, second = comparable(one), comparable(other)
    if isinstance(first, str) and isinstance(second, str):
        return first > second and _letters(first) > _letters(second)
    if isinstance(first, float) and isinstance(second, float):
        return first > second
    return isinstance(first, datetime) and isinstance(second, datetime) and first > second


def _letters(text: str) -> str:
    """What a collation of a language looks at first."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
