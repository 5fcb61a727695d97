"""Customers: signing up, and what a customer has ordered."""

from medusa_mock.auth import STORE
from medusa_mock.domain.customers import registered
from medusa_mock.domain.events import emit
from medusa_mock.order_resource import STORE_FIELDS, STORE_RELATIONS, OrderResource
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.customers import CUSTOMERS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.wire.request import Request

customers = Resource(CUSTOMERS, one="customer", many="customers")
orders = OrderResource(
    ORDERS,
    one="order",
    many="orders",
    fields=STORE_FIELDS,
    relations=STORE_RELATIONS,
    totals=(),
    cleaned=False,
    overruled=frozenset({"display_id", "email"}),
)


def create_customer(store: Store, body: Body, request: Request) -> Body:
    customer = store.insert(CUSTOMERS, registered(store, body))
    emit(store, "customer.created", customer)
    request.login.begin(STORE.name, customer.key, request.session.name)
    return customers.show(store, customer, expand=["billing_address", "shipping_addresses"])


def list_customer_orders(store: Store, request: Request, **params: Json) -> Body:
    return orders.list(store, **{**params, "customer_id": request.customer_id})
