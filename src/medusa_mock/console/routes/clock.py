"""The time of a session."""

from medusa_mock.console.control import Body, Control
from medusa_mock.store import Store
from medusa_mock.store.clock import milliseconds_of


def get_clock(control: Control) -> Body:
    return _shown(control.session.store)


def update_clock(control: Control, body: Body) -> Body:
    store = control.session.store
    now = body.get("now")
    store.set_clock(None if now is None else milliseconds_of(now), frozen=body.get("frozen"))
    return _shown(store)


def advance_clock(control: Control, body: Body) -> Body:
    store = control.session.store
    store.advance(round(body["seconds"] * 1000))
    return _shown(store)


def _shown(store: Store) -> Body:
    return {"now": store.now(), "frozen": store.frozen}
