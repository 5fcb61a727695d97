"""Carts: what customers and guests are about to buy, until it is ordered."""

from medusa_mock.cart_resource import RELATIONS, show_cart
from medusa_mock.domain import carts, checkout, payment_sessions, shopping
from medusa_mock.domain.events import emit
from medusa_mock.order_resource import OrderResource
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.returns import SWAPS
from medusa_mock.wire.request import Request

WITH_CUSTOMER = (*RELATIONS, "customer")
REFRESHED = (
    "payment_sessions",
    "region.countries",
    "region.payment_providers",
    "shipping_methods.shipping_option",
)

COMPLETED = ("items.variant", "payments", "shipping_address")

orders = OrderResource(ORDERS, one="data", many="", relations=COMPLETED, totals=())
swaps = Resource(SWAPS, one="data", many="")


def create_cart(store: Store, body: Body, request: Request, **_: Json) -> Body:
    surroundings = {"ip": request.ip, "user_agent": request.header("user-agent")}
    known = {name: value for name, value in surroundings.items() if value is not None}
    key = request.header("x-publishable-api-key")
    cart = shopping.open_cart(store, body, known, request.customer_id, key)
    return _shown(store, cart.key)


def get_cart(store: Store, id: str, request: Request, fields: str | None = None, expand: str | None = None) -> Body:
    store.get(CARTS, id)
    if request.customer_id:
        shopping.change_cart(store, id, {}, request.customer_id)
    return {"cart": show_cart(store, id, relations=expand, fields=fields)}


def update_cart(store: Store, id: str, body: Body, request: Request, **_: Json) -> Body:
    shopping.change_cart(store, id, body, request.customer_id)
    if not body.get("region_id"):
        payment_sessions.keep_up(store, id)
    return _shown(store, id)


def complete_cart(store: Store, id: str, idempotency_key: str, **_: Json) -> Body:
    completed = checkout.complete(store, id, idempotency_key)
    if completed.type == "swap":
        return {**swaps.show(store, completed.row, expand=["shipping_address"]), "type": completed.type}
    return {**orders.show(store, completed.row, fields=[*ORDERS.visible]), "type": completed.type}


def delete_cart_discount(store: Store, id: str, code: str, **_: Json) -> Body:
    carts.remove_discount(store, store.get(CARTS, id), code)
    return _kept_up(store, id)


def add_cart_line_item(store: Store, id: str, body: Body, request: Request, idempotency_key: str, **_: Json) -> Body:
    del idempotency_key  # asked for to answer once
    shopping.put_in(store, id, body, request.customer_id)
    payment_sessions.keep_up(store, id)
    return {"cart": show_cart(store, id, relations=WITH_CUSTOMER)}


def update_cart_line_item(store: Store, id: str, line_id: str, body: Body, **_: Json) -> Body:
    shopping.change_item(store, id, line_id, body)
    return _kept_up(store, id)


def delete_cart_line_item(store: Store, id: str, line_id: str, **_: Json) -> Body:
    carts.remove_item(store, store.get(CARTS, id), line_id)
    return _kept_up(store, id)


def create_cart_payment_sessions(store: Store, id: str, idempotency_key: str, **_: Json) -> Body:
    del idempotency_key
    payment_sessions.open_all(store, id)
    whole, cleaned = (show_cart(store, id, relations=WITH_CUSTOMER, force_taxes=True, raw=raw) for raw in (True, False))
    return {"cart": whole, "data": cleaned}


def select_cart_payment_session(store: Store, id: str, body: Body, **_: Json) -> Body:
    payment_sessions.select(store, id, body["provider_id"])
    return _shown(store, id)


def update_cart_payment_session(store: Store, id: str, provider_id: str, body: Body, **_: Json) -> Body:
    del body  # what the customer tells the provider `manual` is not kept
    emit(store, "cart.updated", payment_sessions.select(store, id, provider_id))
    return _shown(store, id)


def delete_cart_payment_session(store: Store, id: str, provider_id: str, **_: Json) -> Body:
    payment_sessions.close(store, id, provider_id)
    return _shown(store, id)


def refresh_cart_payment_session(store: Store, id: str, provider_id: str, **_: Json) -> Body:
    payment_sessions.refresh(store, id, provider_id)
    return {"cart": show_cart(store, id, relations=REFRESHED)}


def add_cart_shipping_method(store: Store, id: str, body: Body, **_: Json) -> Body:
    carts.add_shipping_method(store, store.get(CARTS, id), body["option_id"], body.get("data", {}))
    return _kept_up(store, id)


def calculate_cart_taxes(store: Store, id: str, idempotency_key: str, **_: Json) -> Body:
    del idempotency_key
    return {"cart": show_cart(store, id, relations=(), force_taxes=True)}


def _kept_up(store: Store, id: str) -> Body:
    """The cart, with its payment sessions over what it comes to now."""
    payment_sessions.keep_up(store, id)
    return _shown(store, id)


def _shown(store: Store, id: str) -> Body:
    return {"cart": show_cart(store, id)}
