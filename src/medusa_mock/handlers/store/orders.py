"""Orders: what customers and guests have bought, to look at, and to claim with an account."""

from medusa_mock.auth import Tokens
from medusa_mock.domain import order_claims
from medusa_mock.errors import InvalidData, NotFound, NotThere
from medusa_mock.order_resource import STORE_FIELDS, STORE_RELATIONS, TOTALS, OrderResource
from medusa_mock.resource import Body
from medusa_mock.store import Json, Store
from medusa_mock.store.query import names
from medusa_mock.tables.orders import ORDERS
from medusa_mock.wire.request import Request

orders = OrderResource(
    ORDERS,
    one="order",
    many="orders",
    fields=STORE_FIELDS,
    relations=STORE_RELATIONS,
    totals=(),
    allowed=(("object", *STORE_FIELDS, *TOTALS[:10]), (*STORE_RELATIONS, "billing_address")),
)

get_order = orders.retrieve


def get_order_by_display_id(store: Store, display_id: float, email: str, **params: Json) -> Body:
    order = store.first(ORDERS, display_id=display_id, email=email)
    if order is None:
        raise NotThere
    params.pop("shipping_address", None)  # taken and ignored
    return orders.find(store, order, **params)


def get_order_by_cart(store: Store, cart_id: str, **params: Json) -> Body:
    asked = [name for name in names(params.get("fields")) or () if name in TOTALS]
    if asked:  # the real server crashes
        raise InvalidData(f"Requested fields [{', '.join(asked)}] are not valid")
    order = store.first(ORDERS, cart_id=cart_id)
    if order is None:
        raise NotFound(f"Order with cart id {cart_id} was not found")
    return orders.show(store, order, **params)


def request_order_claim(store: Store, body: Body, request: Request, tokens: Tokens) -> str:
    order_claims.request(store, str(request.customer_id), body["order_ids"], tokens.sign)
    return "OK"


def confirm_order_claim(store: Store, body: Body, tokens: Tokens) -> str:
    order_claims.confirm(store, tokens.verify(store, body["token"]))
    return "OK"
