"""Shipping Options: the ways to send things, to look at or for a cart to choose from."""

from collections.abc import Iterable

from medusa_mock.domain import shipping_options as rules
from medusa_mock.resource import Body
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.shipping import SHIPPING_OPTIONS


def list_shipping_options(store: Store, product_ids: str = "", **asked: Json) -> Body:
    return _shown(store, rules.offered(store, products=product_ids, **asked), ["requirements"])


def list_cart_shipping_options(store: Store, cart_id: str) -> Body:
    return _shown(store, rules.offered_to(store, store.get(CARTS, cart_id)), ["profile", "requirements"])


def _shown(store: Store, offers: Iterable[tuple[Row, Json]], relations: list[str]) -> Body:
    query = Query.parse(store, SHIPPING_OPTIONS, {"expand": relations})
    found = [rules.priced(store, {**document(store, option, query), "amount": amount}) for option, amount in offers]
    return {"shipping_options": found}
