"""States under a name."""

from medusa_mock.console.control import Body, Control, removed
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.names import check_name
from medusa_mock.store.sessions import DEFAULT


def reset_session(control: Control) -> Body:
    session = control.session
    session.reset()
    control.faults.reset(session)
    return {"session": control.shown(session)}


def list_sessions(control: Control) -> Body:
    return {"sessions": [control.shown(session) for session in control.sessions]}


def delete_session(control: Control, name: str) -> Body:
    if check_name("The name of a session", name) == DEFAULT:
        raise NotAllowed("The default session stays; POST /_mock/reset takes it back to its seed")
    if not control.sessions.delete(name):
        raise NotFound(f"Session with name: {name} was not found")
    return removed("session", name=name)
