"""Publishable Api Keys: what applications show to say which sales channels they are for."""

from medusa_mock.domain import publishable_api_keys as rules
from medusa_mock.domain.events import emit
from medusa_mock.handlers.admin.sales_channels import channels
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Store
from medusa_mock.tables.publishable_api_keys import PUBLISHABLE_API_KEYS
from medusa_mock.wire.request import Request

keys = Resource(
    PUBLISHABLE_API_KEYS,
    one="publishable_api_key",
    many="publishable_api_keys",
    keys=("rows", "count", "limit", "offset"),
    signed=False,
)

list_publishable_api_keys = keys.list
get_publishable_api_key = keys.retrieve
update_publishable_api_key = keys.update
delete_publishable_api_key = keys.delete


def create_publishable_api_key(store: Store, body: Body, request: Request) -> Body:
    answer = keys.save(store, {**body, "created_by": request.user_id})
    emit(store, "publishable_api_key.created", {})  # the real server tells it before there is an id
    return answer


def revoke_publishable_api_key(store: Store, id: str, request: Request) -> Body:
    return keys.show(store, rules.revoke(store, id, request.user_id))


def list_publishable_api_key_sales_channels(store: Store, id: str, q: str | None = None) -> Body:
    # The real server gives them no order; as a rule they come as they were made.
    return channels.all(store, id=rules.sales_channel_ids(store, id), q=q, order="created_at")


def add_publishable_api_key_sales_channels(store: Store, id: str, body: Body) -> Body:
    return keys.show(store, rules.add_sales_channels(store, id, _ids(body)))


def remove_publishable_api_key_sales_channels(store: Store, id: str, body: Body) -> Body:
    return keys.show(store, rules.remove_sales_channels(store, id, _ids(body)))


def _ids(body: Body) -> list[str]:
    return [channel["id"] for channel in body["sales_channel_ids"]]
