"""Payment collections: what is still to be paid for an order edit. Money is in minor units.

```
not_paid ──authorize──> authorized
```

The other statuses that there are, `awaiting`, `partially_authorized` and `canceled`, come from what customers do.
An authorized one can still be described anew. Source: `services/payment-collection.ts`.
"""

from collections.abc import Mapping

from medusa_mock.domain.events import emit
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.order_edits import ORDER_EDITS
from medusa_mock.tables.payments import (
    PAYMENT_COLLECTION_PAYMENTS,
    PAYMENT_COLLECTION_SESSIONS,
    PAYMENT_COLLECTIONS,
)


def create(store: Store, order: Row, amount: int, user_id: str, description: Json = None) -> Row:
    """A payment collection for an amount that is due for an edit of the order, in the order's currency."""
    collection = store.insert(
        PAYMENT_COLLECTIONS,
        {
            "type": "order_edit",
            "status": "not_paid",
            "description": description,
            "amount": amount,
            "region_id": order["region_id"],
            "currency_code": order["currency_code"],
            "created_by": user_id,
        },
    )
    # Told of before the database has added the metadata that nobody gave.
    emit(store, "payment-collection.created", {name: collection[name] for name in collection if name != "metadata"})
    return collection


def update(store: Store, id: str, changes: Mapping[str, Json]) -> Row:
    """Describe it anew. Metadata is merged, and gone with a null. Raises NotFound."""
    changed = store.update(PAYMENT_COLLECTIONS, id, changes, merge=changes.get("metadata") is not None)
    return _told(store, changed, "updated")


def authorize(store: Store, id: str) -> Row:
    """The payment collection, as if all of it were authorized, whoever paid. Raises NotFound."""
    collection = store.get(PAYMENT_COLLECTIONS, id)
    changes = {"status": "authorized", "authorized_amount": collection["amount"]}
    return _told(store, store.update(PAYMENT_COLLECTIONS, id, changes), "payment_authorized")


def delete(store: Store, id: str) -> None:
    """Delete it for good, if there is one.

    Raises NotAllowed once something is paid, NotFound where an order edit asks for it: so the real server calls it.
    """
    collection = store.find(PAYMENT_COLLECTIONS, id)
    if collection is None:
        return
    if collection["status"] not in ("canceled", "not_paid"):
        raise NotAllowed(f"Cannot delete payment collection with status {collection['status']}")
    if store.first(ORDER_EDITS, payment_collection_id=id):
        raise NotFound("null")
    for table in (PAYMENT_COLLECTION_SESSIONS, PAYMENT_COLLECTION_PAYMENTS):
        store.unlink(table, payment_collection_id=id)
    store.remove(PAYMENT_COLLECTIONS, id)
    # TypeORM takes the id of what it has removed.
    emit(store, "payment-collection.deleted", {name: collection[name] for name in collection if name != "id"})


def _told(store: Store, collection: Row, what: str) -> Row:
    emit(store, f"payment-collection.{what}", collection)
    return collection
