"""The time of a session."""

from medusa_mock.console.control import Body, Control


def advance_clock(control: Control, body: Body) -> Body:
    store = control.session.store
    store.advance(round(body["seconds"] * 1000))
    return {"now": store.now()}
