"""What the operations of the control API work with, and how sessions are shown."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import request

from medusa_mock.faults import Faults
from medusa_mock.journal import Conformity, Journal
from medusa_mock.store import Session, Sessions
from medusa_mock.store.clock import timestamp
from medusa_mock.store.sessions import DEFAULT
from medusa_mock.webhooks import Webhooks

if TYPE_CHECKING:
    from medusa_mock.telemetry.metrics import Metrics

SESSION_HEADER = "X-Mock-Session"
YAML = "application/yaml"

Body = dict[str, Any]


@dataclass(frozen=True)
class ServerInfo:
    """What a server says about itself: its version, the seed it started from, the number of operations it serves."""

    version: str
    seed: str
    operations: int


@dataclass(frozen=True)
class Control:
    """A server, as those who control it see it.

    `documents` are those of the APIs, by name; without a `journal` no requests are kept, and without
    `metrics` none are counted. `monotonic` is the clock of
    the sessions.
    """

    sessions: Sessions
    info: ServerInfo
    faults: Faults
    webhooks: Webhooks
    documents: Mapping[str, dict[str, Any]]
    journal: Journal | None = None
    metrics: "Metrics | None" = None
    monotonic: Callable[[], float] = time.monotonic

    @property
    def session(self) -> Session:
        """The one that the request is about. Raises InvalidData for a name that is none."""
        return self.sessions.get(request.headers.get(SESSION_HEADER, DEFAULT))

    @cached_property
    def conformity(self) -> Conformity:
        """What tells whether answers are those that the documents describe."""
        return Conformity(self.documents)

    def shown(self, session: Session) -> Body:
        return {
            "name": session.name,
            "created_at": self._wall_time(session.created),
            "last_used_at": self._wall_time(session.used),
            "time_to_live": None if session.idle_seconds == math.inf else session.idle_seconds,
            "deterministic": session.store.deterministic,
            "snapshots": list(session.snapshots),
        }

    def _wall_time(self, reading: float) -> str:
        seconds = time.time() - (self.monotonic() - reading)
        return timestamp(int(seconds * 1000))


def removed(what: str, **key: str) -> Body:
    """What is left of something that was deleted."""
    return {**key, "object": what, "deleted": True}
