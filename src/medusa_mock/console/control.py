"""The control API: the state of the mock, taken back, kept and put back by those who test against it.

A request is about the session that its header `X-Mock-Session` names, or about the default one.
"""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.names import check_name
from medusa_mock.store import Session, Sessions
from medusa_mock.store.clock import timestamp
from medusa_mock.store.sessions import DEFAULT
from medusa_mock.tables.messages import OUTBOX

SESSION_HEADER = "X-Mock-Session"
MOST_SECONDS = 100 * 365 * 24 * 60 * 60


@dataclass(frozen=True)
class ServerInfo:
    """What a server says about itself: its version, the seed it started from, the number of operations it serves."""

    version: str
    seed: str
    operations: int


class Control:
    """The routes below `/_mock`, as a blueprint."""

    def __init__(self, sessions: Sessions, info: ServerInfo, monotonic: Callable[[], float]) -> None:
        self._sessions = sessions
        self._info = info
        self._monotonic = monotonic
        self.blueprint = blueprint = Blueprint("control", __name__, url_prefix="/_mock")
        blueprint.get("/health")(self.health)
        blueprint.post("/reset")(self.reset)
        blueprint.get("/snapshots")(self.list_snapshots)
        blueprint.post("/snapshots")(self.create_snapshot)
        blueprint.post("/snapshots/<name>/restore")(self.restore_snapshot)
        blueprint.delete("/snapshots/<name>")(self.delete_snapshot)
        blueprint.get("/outbox")(self.list_outbox)
        blueprint.post("/clock/advance")(self.advance_clock)
        blueprint.get("/sessions")(self.list_sessions)
        blueprint.delete("/sessions/<name>")(self.delete_session)

    def health(self) -> ResponseReturnValue:
        return {
            "status": "ok",
            "version": self._info.version,
            "seed": self._info.seed,
            "sessions": len(self._sessions),
            "operations": self._info.operations,
        }

    def reset(self) -> ResponseReturnValue:
        session = self._session()
        session.reset()
        return {"session": self._shown(session)}

    def list_snapshots(self) -> ResponseReturnValue:
        session = self._session()
        return {"snapshots": [{"name": name, "session": session.name} for name in session.snapshots]}

    def create_snapshot(self) -> ResponseReturnValue:
        session = self._session()
        name = _snapshot_name(_body())
        session.snapshot(name)
        return {"snapshot": {"name": name, "created_at": session.store.now(), "session": session.name}}, 201

    def restore_snapshot(self, name: str) -> ResponseReturnValue:
        session = self._session()
        session.restore(check_name("The name of a snapshot", name))
        return {"session": self._shown(session)}

    def delete_snapshot(self, name: str) -> ResponseReturnValue:
        session = self._session()
        if not session.forget(check_name("The name of a snapshot", name)):
            raise NotFound(f"Snapshot with name: {name} was not found")
        return {"name": name, "object": "snapshot", "deleted": True}

    def list_outbox(self) -> ResponseReturnValue:
        """What the session's shop would have sent, in the order in which it happened."""
        return {"outbox": [message.shown() for message in self._session().store.select(OUTBOX)]}

    def advance_clock(self) -> ResponseReturnValue:
        store = self._session().store
        store.advance(round(_seconds(_body()) * 1000))
        return {"now": store.now()}

    def list_sessions(self) -> ResponseReturnValue:
        return {"sessions": [self._shown(session) for session in self._sessions]}

    def delete_session(self, name: str) -> ResponseReturnValue:
        if check_name("The name of a session", name) == DEFAULT:
            raise NotAllowed("The default session stays; POST /_mock/reset takes it back to its seed")
        if not self._sessions.delete(name):
            raise NotFound(f"Session with name: {name} was not found")
        return {"name": name, "object": "session", "deleted": True}

    def _session(self) -> Session:
        return self._sessions.get(request.headers.get(SESSION_HEADER, DEFAULT))

    def _shown(self, session: Session) -> dict[str, Any]:
        return {
            "name": session.name,
            "created_at": self._wall_time(session.created),
            "last_used_at": self._wall_time(session.used),
            "snapshots": list(session.snapshots),
        }

    def _wall_time(self, reading: float) -> str:
        seconds = time.time() - (self._monotonic() - reading)
        return timestamp(int(seconds * 1000))


def _body() -> dict[str, Any]:
    """The JSON object of the request, whatever its content type says; nothing at all stands for an empty one."""
    text = request.get_data()
    try:
        body = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        raise InvalidData("The body is not JSON") from None
    if not isinstance(body, dict):
        raise InvalidData("The body must be an object")
    return body


def _check_names(body: dict[str, Any], *known: str) -> None:
    if unknown := sorted(body.keys() - {*known}):
        raise InvalidData(f"property {unknown[0]} should not exist")


def _seconds(body: dict[str, Any]) -> float:
    """How far the clock is to go, at most a century at once."""
    _check_names(body, "seconds")
    seconds = body.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= MOST_SECONDS:
        raise InvalidData(f"seconds must be a number from 0 to {MOST_SECONDS}")
    return seconds


def _snapshot_name(body: dict[str, Any]) -> str:
    _check_names(body, "name")
    name = body.get("name")
    if name is None:
        return f"snapshot-{secrets.token_hex(4)}"
    if not isinstance(name, str):
        raise InvalidData("name must be a string")
    return name
