"""Order Edits: changes to the items of an order, prepared to take hold at once."""

from medusa_mock.domain import order_edits as domain
from medusa_mock.domain.decoration import edit_views
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.relations import rows_of
from medusa_mock.store.render import document, render
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.order_edits import ORDER_EDITS
from medusa_mock.wire.request import Request

FIELDS = tuple(name for name in ORDER_EDITS.columns if name != "updated_at")
"""The columns shown unless the client asks for others."""

OF_ITEMS = ("adjustments", "tax_lines", "variant")
"""The relations of the items, which are there whatever the client asks for."""

edits = Resource(
    ORDER_EDITS,
    one="order_edit",
    many="order_edits",
    fields=FIELDS,
    keys=("rows", "count", "limit", "offset"),
)


def list_order_edits(store: Store, **params: Json) -> Body:
    query = Query.parse(store, ORDER_EDITS, params, fields=FIELDS, listed=True)
    return edits.page(store, query, lambda edit: _decorated(store, edit, query))


def get_order_edit(store: Store, id: str, **params: Json) -> Body:
    return _shown(store, store.get(ORDER_EDITS, id), **params)


def create_order_edit(store: Store, body: Body, request: Request) -> Body:
    return _shown(store, domain.create(store, body, request.user_id))


def update_order_edit(store: Store, id: str, body: Body) -> Body:
    return _shown(store, domain.update(store, id, body))


def delete_order_edit(store: Store, id: str) -> Body:
    domain.delete(store, id)
    return edits.deleted(id)


def add_order_edit_item(store: Store, id: str, body: Body) -> Body:
    return _shown(store, domain.add_item(store, id, body))


def update_order_edit_item(store: Store, id: str, item_id: str, body: Body) -> Body:
    return _shown(store, domain.update_item(store, id, item_id, body["quantity"]))


def remove_order_edit_item(store: Store, id: str, item_id: str) -> Body:
    return _shown(store, domain.remove_item(store, id, item_id))


def delete_order_edit_change(store: Store, id: str, change_id: str) -> Body:
    domain.delete_change(store, id, change_id)
    return {"id": change_id, "object": "item_change", "deleted": True}


def request_order_edit(store: Store, id: str, body: Body, request: Request) -> Body:
    return _shown(store, domain.request(store, id, request.user_id, body.get("payment_collection_description")))


def cancel_order_edit(store: Store, id: str, request: Request) -> Body:
    return _shown(store, domain.cancel(store, id, request.user_id))


def confirm_order_edit(store: Store, id: str, request: Request) -> Body:
    return _shown(store, domain.confirm(store, id, request.user_id))


def _shown(store: Store, edit: Row, **params: Json) -> Body:
    query = Query.parse(store, ORDER_EDITS, params, fields=FIELDS)
    return {edits.one: _decorated(store, edit, query)}


def _decorated(store: Store, edit: Row, query: Query) -> Json:
    """The edit with its items and what they come to, asked for or not. Source: `decorateTotals`."""
    shown = document(store, edit, query)
    amounts, views = edit_views(store, edit)
    of_items = Query.parse(store, LINE_ITEMS, {"expand": OF_ITEMS})
    shown["items"] = [render(store, item, of_items, views) for item in rows_of(store.world, edit, "items")]
    return shown | amounts
