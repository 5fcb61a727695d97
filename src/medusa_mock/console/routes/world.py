"""The whole state of a session as a seed file."""

from flask import Response

from medusa_mock.console.control import YAML, Body, Control
from medusa_mock.errors import InvalidData
from medusa_mock.seeds import BadSeed, export_world, load_text

NOTE = """The world of the session {session} at {now}. Load it by --seed FILE, or PUT /_mock/world.
Passwords and tokens are left out: give a user a `password` to log in with."""


def get_world(control: Control) -> Response:
    session = control.session
    note = NOTE.format(session=session.name, now=session.store.now())
    return Response(export_world(session.store.world, note=note), mimetype=YAML)


def replace_world(control: Control, body: str) -> Body:
    session = control.session
    try:
        session.load(load_text("the body", body, session.store.fork()))
    except BadSeed as error:
        raise InvalidData(str(error)) from None
    control.webhooks.begin_anew(session)
    return {"session": control.shown(session)}
