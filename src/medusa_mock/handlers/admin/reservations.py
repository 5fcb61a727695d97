"""Reservations: what is set aside of the stock."""

from medusa_mock.domain import reservations
from medusa_mock.domain.events import emit
from medusa_mock.errors import NotFound
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document, render
from medusa_mock.tables.carts import LINE_ITEMS
from medusa_mock.tables.inventory import RESERVATIONS
from medusa_mock.wire.request import Request

HIDDEN_IN_LISTS = {"deleted_at", "external_id", "created_by"}
FIELDS = tuple(name for name in RESERVATIONS.columns if name not in HIDDEN_IN_LISTS)

resource = Resource(
    RESERVATIONS, one="reservation", many="reservations", fields=FIELDS, keys=("rows", "count", "limit", "offset")
)


def list_reservations(store: Store, **params: Json) -> Body:
    """The real server finds either item by the id that is shown, and shows none where it finds none."""
    expand = (params.get("expand") or "").split(",")
    names = [name for name in expand if name != "line_item"]
    query = Query.parse(store, RESERVATIONS, params | {"expand": names}, fields=FIELDS, listed=True)
    of_item = Query.parse(store, LINE_ITEMS, {"expand": ["order"]})

    def shown(row: Row) -> Body:
        found = document(store, row, query)
        if found.get("inventory_item") is None or "inventory_item_id" not in found:
            found.pop("inventory_item", None)
        if "line_item" in expand and (item := store.find(LINE_ITEMS, found.get("line_item_id") or "")):
            found["line_item"] = render(store, item, of_item)
        return found

    return resource.page(store, query, shown)


def get_reservation(store: Store, id: str) -> Body:
    found = store.find(RESERVATIONS, id)
    if found is None:
        raise NotFound(f"Reservation with id {id} not found")
    return resource.show(store, found, fields=list(RESERVATIONS.columns))


def create_reservation(store: Store, body: Body, request: Request) -> Body:
    reservations.reserve(store, body)
    answer = resource.save(store, body | {"created_by": request.user_id})
    emit(store, "reservation-item.created", {"ids": [answer["reservation"]["id"]]})
    return answer


def update_reservation(store: Store, id: str, body: Body) -> Body:
    """The real server answers before it knows the reservation: with nothing."""
    reservations.change(store, id, body)
    return {}


def delete_reservation(store: Store, id: str) -> Body:
    reservations.release(store, id)
    return resource.deleted(id)
