"""Return reasons: why customers send things back."""

from medusa_mock.errors import InvalidData
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.returns import RETURN_REASONS

# Its metadata is kept and not shown, but on a parent or a child.
FIELDS = tuple(name for name in RETURN_REASONS.columns if name != "metadata")

reasons = Resource(RETURN_REASONS, one="return_reason", many="return_reasons", fields=FIELDS)

get_return_reason = reasons.retrieve
update_return_reason = reasons.update


def list_return_reasons(store: Store) -> Body:
    return reasons.all(store, parent_return_reason_id=None)


def create_return_reason(store: Store, body: Body) -> Body:
    parent_id = body.get("parent_return_reason_id")
    if parent_id and store.get(RETURN_REASONS, parent_id)["parent_return_reason_id"]:
        raise InvalidData("Doubly nested return reasons is not supported")
    return reasons.create(store, body)


def delete_return_reason(store: Store, id: str) -> Body:
    answer = reasons.delete(store, id)
    for child in store.select(RETURN_REASONS, parent_return_reason_id=id):
        store.delete(RETURN_REASONS, child.key)
    return answer
