"""States under a name."""

import secrets

from medusa_mock.console.control import Body, Control, removed
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.names import check_name
from medusa_mock.store import Session
from medusa_mock.store.sessions import DEFAULT


def reset_session(control: Control) -> Body:
    session = control.session
    session.reset()
    control.faults.reset(session)
    control.webhooks.begin_anew(session)
    if control.journal:
        control.journal.reset(session)
    return {"session": control.shown(session)}


def list_sessions(control: Control) -> Body:
    return {"sessions": [control.shown(session) for session in control.sessions]}


def create_session(control: Control, body: Body) -> Body:
    base = body.get("from")
    name = body.get("name")
    session = control.sessions.create(
        f"session-{secrets.token_hex(4)}" if name is None else name,
        base=None if base is None else found(control, base),
        repeating=body["deterministic"],
        idle_seconds=body.get("time_to_live"),
    )
    return {"session": control.shown(session)}


def get_session(control: Control, name: str) -> Body:
    return {"session": control.shown(found(control, name))}


def found(control: Control, name: str) -> Session:
    """Raises NotFound, and InvalidData for a name that is none."""
    session = control.sessions.find(check_name("The name of a session", name))
    if session is None:
        raise NotFound(f"Session with name: {name} was not found")
    return session


def delete_session(control: Control, name: str) -> Body:
    if check_name("The name of a session", name) == DEFAULT:
        raise NotAllowed("The default session stays; POST /_mock/reset takes it back to its seed")
    session = found(control, name)
    control.sessions.delete(name)
    control.webhooks.end(session)
    return removed("session", name=name)
