"""What is sent to people."""

from medusa_mock.store.tables import BASE, Table, many, one

NOTIFICATION_PROVIDERS = Table(
    "notification_providers",
    "",
    "Notification provider",
    {"id": None, "is_installed": True},
    required=frozenset({"is_installed"}),
    order="",
)

NOTIFICATIONS = Table(
    "notifications",
    "noti",
    "Notification",
    {
        **BASE,
        "event_name": None,
        "resource_type": None,
        "resource_id": None,
        "customer_id": None,
        "to": None,
        "data": None,
        "parent_id": None,
        "provider_id": None,
    },
    relations={
        "customer": one("customers", "customer_id"),
        "parent_notification": one("notifications", "parent_id"),
        "provider": one("notification_providers", "provider_id"),
        "resends": many("notifications", "parent_id"),
    },
    expand=("resends",),
    required=frozenset({"resource_type", "resource_id", "to", "data"}),
    indexes=("resource_id",),
    missing="{label} with id: {id} was not found.",
)

OUTBOX = Table(
    "outbox",
    "out",
    "Message",
    {"id": None, "created_at": None, "event_name": None, "to": None, "data": None},
    required=frozenset({"data"}),
    order="",
    newest=1000,
)
"""The events that a shop told of: a table of the mock alone, which no operation of the API shows.

A real server emits an event and leaves it to plugins to make an e-mail or anything else of it. Here the event is kept,
with the address of whoever would have been written to, if anybody, and with the tokens that the next call wants, where
`GET /_mock/outbox` shows it. It is state like everything else: a reset empties it, a snapshot keeps it, and each
session has its own.
"""
