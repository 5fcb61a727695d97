"""What the shop would have sent."""

from medusa_mock.console.control import Body, Control
from medusa_mock.tables.messages import OUTBOX


def list_outbox(control: Control) -> Body:
    """In the order in which it happened."""
    return {"outbox": [message.shown() for message in control.session.store.select(OUTBOX)]}
