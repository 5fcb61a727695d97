"""Who is told of what happens."""

from medusa_mock.console.control import Body, Control, removed
from medusa_mock.errors import NotFound
from medusa_mock.webhooks import Webhook


def list_webhooks(control: Control) -> Body:
    return {"webhooks": [hook.shown() for hook in control.webhooks.of(control.session)]}


def create_webhook(control: Control, body: Body) -> Body:
    return {"webhook": control.webhooks.add(control.session, body).shown()}


def delete_webhooks(control: Control) -> Body:
    hooks = control.webhooks.of(control.session)
    return {"deleted": hooks.delete(*hooks)}


def get_webhook(control: Control, id: str) -> Body:
    return {"webhook": _found(control, id).shown()}


def delete_webhook(control: Control, id: str) -> Body:
    control.webhooks.of(control.session).delete(_found(control, id))
    return removed("webhook", id=id)


def _found(control: Control, id: str) -> Webhook:
    hook = control.webhooks.of(control.session).find(id)
    if hook is None:
        raise NotFound(f"Webhook with id: {id} was not found")
    return hook
