"""Customers: the people who buy, with an account or as guests."""

from collections.abc import Callable, Collection

from medusa_mock.domain.customers import change, registered
from medusa_mock.domain.events import emit
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document, render
from medusa_mock.tables.customers import CUSTOMER_GROUP_CUSTOMERS, CUSTOMER_GROUPS, CUSTOMERS

customers = Resource(CUSTOMERS, one="customer", many="customers")

# What a single customer is shown with; a list shows no relations.
RELATIONS = "orders,shipping_addresses"


def list_customers(
    store: Store, expand: str = "", fields: str = "", groups: list[str] | None = None, **params: Json
) -> Body:
    del fields  # taken and ignored, here and below
    if groups is not None:
        params["groups"] = groups if len(groups) > 1 else groups[0].split(",")
    query = Query.parse(store, CUSTOMERS, params, listed=True)
    return customers.page(store, query, _showing(store, expand, params.get("groups")))


def create_customer(store: Store, body: Body) -> Body:
    answer = customers.save(store, registered(store, body))
    emit(store, "customer.created", store.get(CUSTOMERS, answer["customer"]["id"]))
    return answer


def get_customer(store: Store, id: str, expand: str = "", fields: str = "") -> Body:
    del fields
    return {"customer": _showing(store, expand or RELATIONS)(store.get(CUSTOMERS, id))}


def update_customer(store: Store, id: str, body: Body, expand: str = "", fields: str = "") -> Body:
    del fields
    return {"customer": _showing(store, expand or RELATIONS)(change(store, id, body))}


def _showing(store: Store, expand: str, groups: Collection[str] | None = None) -> Callable[[Row], Json]:
    """What shows a customer with the relations asked for.

    A list of the customers of some groups shows these groups without being asked, after the other relations, and no
    others: the real server joins them. Source: `repositories/customer.ts`.
    """
    paths = [path for path in expand.split(",") if path]
    query = Query.parse(store, CUSTOMERS, {"expand": paths})
    if groups is None:
        return lambda row: render(store, row, query)
    below = [path.removeprefix("groups.") for path in paths if path.startswith("groups.")]
    joined = Query.parse(store, CUSTOMER_GROUPS, {"expand": below})

    def show(row: Row) -> Json:
        ids = (link["customer_group_id"] for link in store.select(CUSTOMER_GROUP_CUSTOMERS, customer_id=row.key))
        found = [store.get(CUSTOMER_GROUPS, each) for each in ids if each in groups]
        return document(store, row, query) | {"groups": [render(store, group, joined) for group in found]}

    return show
