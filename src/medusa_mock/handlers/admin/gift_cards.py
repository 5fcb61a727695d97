"""Gift Cards: codes that are worth money until it is spent."""

from medusa_mock.domain import gift_cards as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.gift_cards import GIFT_CARDS

cards = Resource(
    GIFT_CARDS,
    one="gift_card",
    many="gift_cards",
    object="gift-card",
    fields=tuple(name for name in GIFT_CARDS.columns if name != "order_id"),
)

list_gift_cards = cards.list
get_gift_card = cards.retrieve
delete_gift_card = cards.discard


def create_gift_card(store: Store, body: Body) -> Body:
    return cards.show(store, rules.create(store, body))


def update_gift_card(store: Store, id: str, body: Body) -> Body:
    return cards.show(store, rules.update(store, id, body))
