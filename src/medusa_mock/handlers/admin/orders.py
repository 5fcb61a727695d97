"""Orders: what customers have bought, and what becomes of it."""

from dataclasses import replace

from medusa_mock.domain import claims, fulfillments, returns, swaps
from medusa_mock.domain import orders as domain
from medusa_mock.order_resource import FIELDS, OrderResource
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Store
from medusa_mock.tables.inventory import RESERVATIONS
from medusa_mock.tables.orders import ORDERS

orders = OrderResource(
    ORDERS,
    one="order",
    many="orders",
    fields=(*FIELDS, "sales_channel_id"),
    overruled=frozenset({"display_id", "email"}),
)
with_returnable = replace(orders, returnable=True)
reservations = Resource(RESERVATIONS, one="reservation", many="reservations", keys=("rows", "count", "limit", "offset"))

get_order = with_returnable.retrieve


def list_orders(store: Store, **params: Json) -> Body:
    if params.get("q"):
        params["shipping_address"] = {}  # what has none is not found
    return orders.list(store, **params)


def update_order(store: Store, id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, domain.update(store, id, body), **params)


def complete_order(store: Store, id: str, **params: Json) -> Body:
    return orders.show(store, domain.complete(store, id), **params)


def archive_order(store: Store, id: str, **params: Json) -> Body:
    return orders.show(store, domain.archive(store, id), **params)


def cancel_order(store: Store, id: str, **params: Json) -> Body:
    return orders.show(store, domain.cancel(store, id), **params)


def capture_order_payment(store: Store, id: str, **params: Json) -> Body:
    return orders.show(store, domain.capture(store, id), **params)


def refund_order_payment(store: Store, id: str, body: Body, **params: Json) -> Body:
    order = domain.refund(store, id, body["amount"], body["reason"], body.get("note"))
    return orders.show(store, order, **params)


def add_order_shipping_method(store: Store, id: str, body: Body, **params: Json) -> Body:
    order = domain.add_shipping_method(store, id, body["option_id"], body["price"], body.get("data"))
    return orders.show(store, order, **params)


def create_order_fulfillment(store: Store, id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, fulfillments.fulfill_order(store, id, body["items"], body), **params)


def cancel_order_fulfillment(store: Store, id: str, fulfillment_id: str, **params: Json) -> Body:
    return orders.show(store, fulfillments.cancel_of_order(store, id, fulfillment_id), **params)


def create_order_shipment(store: Store, id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, fulfillments.ship_order(store, id, body), **params)


def request_order_return(store: Store, id: str, body: Body, idempotency_key: str, **params: Json) -> Body:
    return orders.show(store, returns.request(store, id, body, idempotency_key), **params)


def create_order_claim(store: Store, id: str, body: Body, idempotency_key: str, **params: Json) -> Body:
    return orders.show(store, claims.create(store, id, body, idempotency_key), **params)


def update_order_claim(store: Store, id: str, claim_id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, claims.update(store, id, claim_id, body), **params)


def cancel_order_claim(store: Store, id: str, claim_id: str, **params: Json) -> Body:
    return orders.show(store, claims.cancel(store, id, claim_id), **params)


def fulfill_order_claim(store: Store, id: str, claim_id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, claims.fulfill(store, id, claim_id, body), **params)


def cancel_order_claim_fulfillment(store: Store, id: str, claim_id: str, fulfillment_id: str, **params: Json) -> Body:
    return orders.show(store, claims.cancel_fulfillment(store, id, claim_id, fulfillment_id), **params)


def ship_order_claim(store: Store, id: str, claim_id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, claims.ship(store, id, claim_id, body), **params)


def create_order_swap(store: Store, id: str, body: Body, idempotency_key: str, **params: Json) -> Body:
    return with_returnable.show(store, swaps.create(store, id, body, idempotency_key), **params)


def cancel_order_swap(store: Store, id: str, swap_id: str, **params: Json) -> Body:
    return orders.show(store, swaps.cancel(store, id, swap_id), **params)


def process_order_swap_payment(store: Store, id: str, swap_id: str, **params: Json) -> Body:
    return orders.show(store, swaps.process_difference(store, id, swap_id), **params)


def fulfill_order_swap(store: Store, id: str, swap_id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, swaps.fulfill(store, id, swap_id, body), **params)


def cancel_order_swap_fulfillment(store: Store, id: str, swap_id: str, fulfillment_id: str, **params: Json) -> Body:
    return orders.show(store, swaps.cancel_fulfillment(store, id, swap_id, fulfillment_id), **params)


def ship_order_swap(store: Store, id: str, swap_id: str, body: Body, **params: Json) -> Body:
    return orders.show(store, swaps.ship(store, id, swap_id, body), **params)


def list_order_reservations(store: Store, id: str, **params: Json) -> Body:
    items = domain.item_ids(store, id)
    return reservations.list(store, line_item_id=items, **params)


def reserve_order_line_item(store: Store, id: str, line_item_id: str, body: Body) -> Body:
    del id, body  # neither is looked at
    raise domain.refuse_reservation(store, line_item_id)
