"""The ring in which entries are kept: the newest of all sessions, up to a number and a size."""

import time
from collections import deque
from itertools import count
from typing import Any

from medusa_mock.errors import MockError
from medusa_mock.journal.entries import Entry, Trail
from medusa_mock.store import Session, Sessions
from medusa_mock.wire.request import Headers, Request

MOST = 2_000
MOST_BYTES = 16 * 2**20
TRAIL = Entry._fields.index("trail")
OVERHEAD = 2_000
"""Bytes that an entry takes besides its bodies, about."""


class Journal:
    """What was asked of a server, session by session. At most `most` entries are kept, of at most `most_bytes`."""

    def __init__(self, sessions: Sessions, *, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._sessions = sessions
        self._most = most
        self._most_bytes = most_bytes
        self._entries: deque[tuple[Any, ...]] = deque()
        self._bytes = 0
        self._numbers = count(1)

    def note(self, request: Request, status: int | None, headers: Headers, body: bytes) -> None:
        """Keep a request that is being answered now: with None for a status where it gets no answer."""
        length = request.headers.get(b"content-length", b"") if request.body else b""
        size = OVERHEAD + len(body) + (int(length) if length.isdigit() else 0)
        # A tuple, to be made an `Entry` of when somebody looks, and nothing in it that the collector of garbage would
        # look at again and again: that is most of what a request would pay.
        self._entries.append(
            (
                next(self._numbers),
                self._trail(getattr(request, "session", None) or self._session_of(request)).number,
                request.began,
                time.time() - request.began,
                request.method,
                request.path,
                request.query_string,
                request.headers,
                request.body,
                request.operation,
                request.disturbance.cause if request.disturbance else None,
                status,
                tuple(headers),
                body,
                size,
            )
        )
        self._bytes += size
        while self._bytes > self._most_bytes or len(self._entries) > self._most:
            self._bytes -= self._entries.popleft()[-1]

    def of(self, session: Session) -> list[Entry]:
        """The entries of a session since its last reset, the newest first."""
        trail = self._trail(session)
        kept = (each for each in reversed(self._entries.copy()) if each[TRAIL] == trail.number)
        return [Entry._make(each)._replace(trail=trail) for each in kept]

    def find(self, session: Session, id: str) -> Entry | None:
        return next((entry for entry in self.of(session) if entry.id == id), None)

    def clear(self, session: Session) -> int:
        """Forget the entries of a session: how many there were. They leave the ring in their turn."""
        gone = len(self.of(session))
        self.reset(session)
        return gone

    def reset(self, session: Session) -> None:
        """The same, without looking at them."""
        session.companions.pop(Trail, None)

    def _trail(self, session: Session) -> Trail:
        found: Trail | None = session.companions.get(Trail)
        if found is None:
            found = session.companions[Trail] = Trail(session.name)
        return found

    def _session_of(self, request: Request) -> Session:
        """Of a request that was refused before it got to its session; of an impossible one, the default session."""
        try:
            return self._sessions.get(request.header("x-mock-session") or "default")
        except MockError:
            return self._sessions.get()
