"""States that are kept."""

import secrets

from medusa_mock.console.control import Body, Control, removed
from medusa_mock.errors import NotFound
from medusa_mock.names import check_name

NAMED = "The name of a snapshot"


def list_snapshots(control: Control) -> Body:
    session = control.session
    return {"snapshots": [{"name": name, "session": session.name} for name in session.snapshots]}


def create_snapshot(control: Control, body: Body) -> Body:
    session = control.session
    name = body.get("name")
    if name is None:
        name = f"snapshot-{secrets.token_hex(4)}"
    session.snapshot(name)
    return {"snapshot": {"name": name, "created_at": session.store.now(), "session": session.name}}


def restore_snapshot(control: Control, name: str) -> Body:
    session = control.session
    session.restore(check_name(NAMED, name))
    control.webhooks.begin_anew(session)
    return {"session": control.shown(session)}


def delete_snapshot(control: Control, name: str) -> Body:
    if not control.session.forget(check_name(NAMED, name)):
        raise NotFound(f"Snapshot with name: {name} was not found")
    return removed("snapshot", name=name)
