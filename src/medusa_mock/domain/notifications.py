"""What people are told of: events, the messages that they lead to, and the notifications kept of these."""

from collections.abc import Mapping

from medusa_mock.domain import events
from medusa_mock.errors import NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.messages import NOTIFICATION_PROVIDERS, NOTIFICATIONS


def emit(store: Store, event_name: str, data: Mapping[str, Json], *, to: str) -> None:
    """Let an event happen, with the data that the real server emits it with, that somebody is to be told of.

    Each installed provider sends it, and a notification is kept of that; not so where the data has no id of what the
    event is about, as in `user.password_reset`: the real server fails to keep it.
    Source: `send` in `services/notification.ts`.
    """
    events.emit(store, event_name, data, to=to)
    if "id" not in data:
        return
    about = {"resource_type": event_name.partition(".")[0], "resource_id": data["id"]}
    sent = {"event_name": event_name, **about, "customer_id": data.get("customer_id"), "to": to, "data": data}
    for provider in store.select(NOTIFICATION_PROVIDERS, is_installed=True):
        store.insert(NOTIFICATIONS, {**sent, "provider_id": provider.key})


def tell(store: Store, order: Row, event_name: str, no_notification: bool | None, **about: Json) -> None:
    """Let an event happen that the customer of the order is told of, unless they are not to hear of it."""
    data = {**about, "no_notification": no_notification}
    if no_notification:
        events.emit(store, event_name, data)
    else:
        emit(store, event_name, data, to=order["email"])


def resend(store: Store, id: str, to: str | None) -> Row:
    """Have the provider of a notification repeat it, to another address if one is given; the notification repeated.

    The repetition is a copy, even of the times. Source: `resend` in `services/notification.ts`.

    Raises:
        NotFound: there is no such notification, or its provider is not installed.
    """
    notification = store.get(NOTIFICATIONS, id)
    provider_id = notification["provider_id"]
    provider = store.find(NOTIFICATION_PROVIDERS, provider_id) if provider_id else None
    if provider is None or not provider["is_installed"]:
        raise NotFound(f"Could not find a notification provider with id: {provider_id or 'null'}.")
    again = store.insert(NOTIFICATIONS, {**notification, "id": None, "to": to or notification["to"], "parent_id": id})
    events.emit(store, again["event_name"], again["data"], to=again["to"])
    return notification
