"""What the shop told of, and would have sent."""

from medusa_mock.console.control import Body, Control
from medusa_mock.domain import events


def list_outbox(control: Control, newest: int, event: str = "*", to: str | None = None) -> Body:
    """In the order in which it happened."""
    return {"outbox": [row.shown() for row in events.told(control.session.store, event=event, to=to, newest=newest)]}
