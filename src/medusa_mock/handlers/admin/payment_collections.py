"""Payment Collections: what is still to be paid for order edits."""

from medusa_mock.domain import payment_collections as domain
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Row, Store
from medusa_mock.tables.payments import PAYMENT_COLLECTIONS

FIELDS = (
    "id",
    "type",
    "status",
    "description",
    "amount",
    "authorized_amount",
    "currency_code",
    "metadata",
)
"""The columns shown unless the client asks for others."""

collections = Resource(PAYMENT_COLLECTIONS, one="payment_collection", many="payment_collections", fields=FIELDS)

get_payment_collection = collections.retrieve


def update_payment_collection(store: Store, id: str, body: Body) -> Body:
    return _whole(domain.update(store, id, body))


def authorize_payment_collection(store: Store, id: str) -> Body:
    return _whole(domain.authorize(store, id))


def delete_payment_collection(store: Store, id: str) -> Body:
    domain.delete(store, id)
    return {"id": id, "deleted": True, "object": "payment_collection"}


def _whole(collection: Row) -> Body:
    """All columns and no relation, as after a change."""
    return {collections.one: collection.shown()}
