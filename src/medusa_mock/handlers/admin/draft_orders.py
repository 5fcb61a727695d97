"""Draft Orders: orders that the shop takes down for a customer."""

from medusa_mock.domain import draft_orders
from medusa_mock.domain.decoration import cart_views
from medusa_mock.order_resource import without_channel
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import TOP, chained, document, render
from medusa_mock.tables.carts import CARTS
from medusa_mock.tables.orders import DRAFT_ORDERS

FIELDS = (
    "id",
    "status",
    "display_id",
    "cart_id",
    "order_id",
    "canceled_at",
    "created_at",
    "updated_at",
    "metadata",
    "no_notification_order",
)
CART_RELATIONS = (
    "region.payment_providers",
    "region.tax_rates",
    "items.adjustments",
    "items.tax_lines",
    "items.variant.product.profiles",
    "payment",
    "shipping_address.country",
    "billing_address.country",
    "shipping_methods.shipping_option",
    "shipping_methods.tax_lines",
    "payment_sessions",
    "discounts.rule",
    "gift_cards",
    "customer",
)
CART_TOTALS = (
    "subtotal",
    "tax_total",
    "shipping_total",
    "discount_total",
    "gift_card_total",
    "gift_card_tax_total",
    "total",
)

drafts = Resource(
    DRAFT_ORDERS,
    one="draft_order",
    many="draft_orders",
    fields=FIELDS,
    object="draft-order",
    overruled=frozenset({"display_id"}),
)

list_draft_orders = drafts.list


def get_draft_order(store: Store, id: str) -> Body:
    return _shown(store, store.get(DRAFT_ORDERS, id), expand=["order"])


def create_draft_order(store: Store, body: Body) -> Body:
    return _shown(store, draft_orders.create(store, body), expand=["order"])


def update_draft_order(store: Store, id: str, body: Body) -> Body:
    return _shown(store, draft_orders.update(store, id, body), fields=[*DRAFT_ORDERS.columns])


def delete_draft_order(store: Store, id: str) -> Body:
    draft_orders.delete(store, id)
    return drafts.deleted(id)


def add_draft_order_line_item(store: Store, id: str, body: Body) -> Body:
    return _shown(store, draft_orders.add_item(store, id, body))


def update_draft_order_line_item(store: Store, id: str, line_id: str, body: Body) -> Body:
    return _shown(store, draft_orders.change_item(store, id, line_id, body))


def delete_draft_order_line_item(store: Store, id: str, line_id: str) -> Body:
    return _shown(store, draft_orders.remove_item(store, id, line_id))


def pay_draft_order(store: Store, id: str) -> Body:
    return without_channel.show(store, draft_orders.pay(store, id))


def _shown(store: Store, draft: Row, *, fields: Json = None, expand: Json = ()) -> Body:
    """The draft as it was read, with its cart as it is now."""
    query = Query.parse(store, DRAFT_ORDERS, {"fields": fields, "expand": expand}, fields=FIELDS)
    shown = document(store, draft, query)
    order = {"order": shown.pop("order")} if "order" in shown else {}
    cart = store.get(CARTS, draft["cart_id"])
    cart_query = Query.parse(store, CARTS, {"expand": CART_RELATIONS})
    views = cart_views(store, cart, first=CART_TOTALS)
    shown["cart"] = render(store, cart, cart_query, {**views, TOP: chained(_session_last, views[TOP])})
    return {drafts.one: shown | order}


def _session_last(_cart: Row, shown: dict[str, Json]) -> None:
    """The real server learns last which session is paid with here."""
    if "payment_session" in shown:
        shown["payment_session"] = shown.pop("payment_session")
