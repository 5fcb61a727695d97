"""Auth: logging in and out as a customer."""

from medusa_mock.auth import STORE, Tokens, authenticate
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.customers import CUSTOMERS
from medusa_mock.wire.request import Request

customers = Resource(CUSTOMERS, one="customer", many="customers")

RELATIONS = ["orders.items", "shipping_addresses"]
"""What the current customer is shown with."""


def get_session(store: Store, request: Request) -> Body:
    return customers.retrieve(store, str(request.customer_id), expand=RELATIONS)


def create_session(store: Store, body: Json, request: Request) -> Body:
    customer = authenticate(store, STORE, body["email"], body["password"])
    request.login.begin(STORE.name, customer.key, request.session.name)
    return customers.show(store, customer, expand=RELATIONS)


def delete_session(request: Request) -> str:
    request.login.end(STORE.name)
    return "OK"


def create_token(store: Store, body: Json, tokens: Tokens) -> Json:
    customer = authenticate(store, STORE, body["email"], body["password"])
    return {"access_token": tokens.issue(store, STORE, customer.key)}
