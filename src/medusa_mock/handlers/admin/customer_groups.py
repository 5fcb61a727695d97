"""Customer Groups: customers that prices and discounts are made for together."""

from medusa_mock.domain.customers import add_members, dissolve, remove_members
from medusa_mock.errors import Duplicate, InvalidData
from medusa_mock.handlers.admin.customers import list_customers
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store, UniqueViolation
from medusa_mock.tables.customers import CUSTOMER_GROUPS

groups = Resource(
    CUSTOMER_GROUPS,
    one="customer_group",
    many="customer_groups",
    keys=("count", "rows", "offset", "limit"),
    filters={"discount_condition_id": "discount_conditions"},
    overruled=frozenset({"name"}),
    signed=False,
)

list_customer_groups = groups.list
get_customer_group = groups.retrieve


def create_customer_group(store: Store, body: Body) -> Body:
    try:
        return groups.save(store, body)
    except UniqueViolation as taken:
        raise Duplicate(taken.detail) from taken


def update_customer_group(store: Store, id: str, body: Body, fields: Json = None, **params: Json) -> Body:
    del fields  # taken and ignored
    if "metadata" in body and body["metadata"] is None:
        raise InvalidData("metadata must be an object")  # the real server crashes on it
    return groups.update(store, id, body, **params)


def delete_customer_group(store: Store, id: str) -> Body:
    dissolve(store, id)
    return groups.deleted(id)


def list_customer_group_customers(store: Store, id: str, groups: Json = None, **params: Json) -> Body:
    del groups  # taken and ignored: the path names the group
    return list_customers(store, groups=[id], **params)


def add_customer_group_customers(store: Store, id: str, body: Body) -> Body:
    return groups.show(store, add_members(store, id, _ids(body)))


def remove_customer_group_customers(store: Store, id: str, body: Body) -> Body:
    return groups.show(store, remove_members(store, id, _ids(body)))


def _ids(body: Body) -> list[str]:
    return [customer["id"] for customer in body["customer_ids"]]
