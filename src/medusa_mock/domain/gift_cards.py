"""Gift cards: their codes, the tax that they are sold with, and what may be left on them.

Source: `services/gift-card.ts`.
"""

from collections.abc import Mapping
from textwrap import wrap

from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.gift_cards import GIFT_CARDS
from medusa_mock.tables.settings import REGIONS


def create(store: Store, given: Mapping[str, Json]) -> Row:
    """A card with its whole value left on it; `value` is in minor units.

    Raises:
        NotFound: there is no such region.
        InvalidData: there is no value.
    """
    region = store.get(REGIONS, given["region_id"])
    made = {"code": new_code(store), "balance": given.get("value"), "tax_rate": tax_rate(region)}
    card = store.insert(GIFT_CARDS, {**given, **made})
    emit(store, "gift_card.created", {"id": card.key})
    return card


def new_code(store: Store) -> str:
    """A code like `7QWC-J2XA-0D9M-KT4R`, of what makes ids differ: a server that repeats its ids repeats its codes."""
    return "-".join(wrap(store.new_id(GIFT_CARDS)[-16:], 4))


def tax_rate(region: Row) -> float | None:
    """The percentage that a card of the region is taxed at when it is sold; None for no tax, never 0."""
    return (region["tax_rate"] or None) if region["gift_cards_taxable"] else None


def update(store: Store, id: str, given: Mapping[str, Json]) -> Row:
    """Change the card. A region without an id, null or empty, leaves it where it is; its tax rate never changes.

    Raises:
        NotFound: there is no such card, or no such region to move it to.
        InvalidData: the balance is negative or more than the value (the real server crashes on it), or null.
    """
    card = store.get(GIFT_CARDS, id)
    changes = {name: value for name, value in given.items() if name != "region_id"}
    if given.get("region_id") not in (None, "", card["region_id"]):
        changes["region_id"] = store.get(REGIONS, given["region_id"]).key
    if "balance" in changes and not 0 <= (changes["balance"] or 0) <= card["value"]:
        raise InvalidData("new balance is invalid")
    return store.update(GIFT_CARDS, id, changes)
