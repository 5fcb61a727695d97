"""Gift cards at the checkout: those that pay for an order, and those that are bought with it.

Source: `createFromCart` and `createGiftCardsFromLineItem_` of `services/order.ts`.
"""

from collections.abc import Iterable

from medusa_mock.domain.events import emit
from medusa_mock.domain.gift_cards import new_code
from medusa_mock.store import Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.gift_cards import GIFT_CARDS
from medusa_mock.tables.orders import GIFT_CARD_TRANSACTIONS

NEVER = "9999"
"""Later than any time that a gift card ends at."""


def spend(store: Store, order: Row, cards: Iterable[Row], amount: int) -> None:
    """Let the cards pay the amount, in minor units: those that end first, and of these those with the least on them."""
    for card in sorted(cards, key=lambda card: (card["ends_at"] or NEVER, card["balance"])):
        used = min(card["balance"], amount)
        left = card["balance"] - used
        store.update(GIFT_CARDS, card.key, {"balance": left, "is_disabled": left == 0})
        taxed = {"is_taxable": bool(card["tax_rate"]), "tax_rate": card["tax_rate"]}
        spent = {"gift_card_id": card.key, "order_id": order.key, "amount": used, "created_at": store.now()}
        store.insert(GIFT_CARD_TRANSACTIONS, {**spent, **taxed})
        amount -= used
        if not amount:
            return


def create_bought(store: Store, order: Row, item: Row, subtotal: int) -> None:
    """A card for each piece of the line item, worth what that cost before tax and discounts, in minor units."""
    rate = sum(line["rate"] for line in rows_of(store.world, item, "tax_lines"))
    value = subtotal // item["quantity"] if item["quantity"] else 0
    for _ in range(item["quantity"] if value else 0):
        card = store.insert(
            GIFT_CARDS,
            {
                "code": new_code(store),
                "region_id": order["region_id"],
                "order_id": order.key,
                "value": value,
                "balance": value,
                "metadata": item["metadata"],
                "tax_rate": rate or None,
            },
        )
        emit(store, "gift_card.created", {"id": card.key})
