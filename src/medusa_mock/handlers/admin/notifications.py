"""Notifications: what was sent to customers."""

from medusa_mock.domain import notifications as rules
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.messages import NOTIFICATIONS

notifications = Resource(
    NOTIFICATIONS,
    one="notification",
    many="notifications",
    fields=(
        "id",
        "created_at",
        "updated_at",
        "event_name",
        "resource_type",
        "resource_id",
        "to",
        "provider_id",
    ),
    keys=("rows", "count", "limit", "offset"),
)

SEVERAL = ("event_name", "resource_type", "resource_id", "to")
"""The filters that take several values with commas between them; an empty one is none."""


def list_notifications(store: Store, include_resends: str = "false", **params: Json) -> Body:
    """Empty lists of columns and relations stand for the usual ones, as nowhere else."""
    asked = {name: value for name, value in params.items() if value not in ("", [])}
    filters = {name: asked[name].split(",") for name in SEVERAL if name in asked}
    if include_resends == "false":
        filters["parent_id"] = None
    query = Query.parse(store, NOTIFICATIONS, asked | filters, fields=notifications.fields, listed=True)
    return notifications.page(store, query, lambda row: _listed(store, row, query))


def resend_notification(store: Store, id: str, body: Body) -> Body:
    return notifications.show(store, rules.resend(store, id, body.get("to")))


def _listed(store: Store, row: Row, query: Query) -> Body:
    """The columns in alphabetical order, then the relations: Medusa picks them one by one."""
    shown = document(store, row, query)
    return dict(sorted(shown.items(), key=lambda item: (item[0] in query.shape.relations, item[0])))
