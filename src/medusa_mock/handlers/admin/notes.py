"""Notes: what users write down about orders, customers and the like."""

from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.people import NOTES
from medusa_mock.wire.request import Request

notes = Resource(NOTES, one="note", many="notes", event="note")

delete_note = notes.delete


def list_notes(store: Store, resource_id: str | None = None, **params: Json) -> Body:
    return notes.list(store, **params, **({"resource_id": resource_id} if resource_id else {}))


def create_note(store: Store, body: Body, request: Request) -> Body:
    return notes.save(store, {**body, "author_id": request.user_id, "metadata": {}})


def get_note(store: Store, id: str) -> Body:
    return notes.retrieve(store, id)


def update_note(store: Store, id: str, body: Body) -> Body:
    return notes.update(store, id, body, expand=())
