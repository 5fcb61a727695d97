"""The webhooks of a session, each with what it was told and what it is still to be told."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import suppress
from threading import Lock
from typing import Any

import orjson

from medusa_mock.domain.events import fitting
from medusa_mock.errors import InvalidData
from medusa_mock.masking import FILTERED, masked_query
from medusa_mock.store import Row
from medusa_mock.store.clock import timestamp

MOST_HOOKS = 100
"""Of a session."""
MOST_WAITING = 1000
"""Of the deliveries to a hook."""
MOST_SHOWN = 50

WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"


class Delivery:
    """An event on its way to a hook. It is waiting until it is delivered or, after the last attempt, has failed."""

    __slots__ = ("answer", "attempts", "error", "event", "status", "tried_at")

    def __init__(self, event: Row) -> None:
        self.event = event
        self.status = WAITING
        self.attempts = 0
        self.answer: int | None = None
        """The HTTP status that the latest attempt brought."""
        self.error: str | None = None
        self.tried_at: str | None = None

    def body(self, session: str) -> bytes:
        event = self.event
        told = {name: event[name] for name in ("id", "event_name", "data", "created_at")}
        return orjson.dumps({**told, "session": session})

    def note(self, answer: int | None, error: str | None) -> None:
        """Write down an attempt, which met its end in an answer, a good one where there is no error, or in none."""
        self.attempts += 1
        self.answer, self.error, self.tried_at = answer, error, _now()
        if error is None:
            self.status = DELIVERED

    def give_up(self, why: str | None = None) -> None:
        self.status, self.error = FAILED, why or self.error

    def shown(self) -> dict[str, Any]:
        event = {"event_id": self.event.key, "event_name": self.event["event_name"]}
        return event | {name: getattr(self, name) for name in ("status", "attempts", "answer", "error", "tried_at")}


class Webhook:
    """A URL that is told of the events whose names fit, one after the other.

    `declared` is as the document has it: a `url`, the names of `events` with `*` for any text, and perhaps a `secret`.
    """

    def __init__(self, id: str, declared: Mapping[str, Any]) -> None:
        self.id = id
        self.url: str = declared["url"]
        self.events: tuple[str, ...] = tuple(declared["events"])
        self.secret: str | None = declared.get("secret")
        self._created_at = _now()
        self._fits = fitting(*self.events)
        self._waiting: deque[Delivery] = deque()
        self._latest: deque[Delivery] = deque(maxlen=MOST_SHOWN)
        self._task: asyncio.Task[None] | None = None
        self._lock = Lock()
        """The loop delivers, and threads look and end."""

    def take(self, event: Row) -> None:
        """Have the event wait for its delivery, if it fits."""
        if not self._fits(event["event_name"]):
            return
        delivery = Delivery(event)
        with self._lock:
            self._latest.append(delivery)
            if len(self._waiting) < MOST_WAITING:
                self._waiting.append(delivery)
            else:
                delivery.give_up(f"{MOST_WAITING} deliveries are waiting already")

    def set_out(self, deliver: "Callable[[Webhook], Coroutine[Any, Any, None]]") -> None:
        """Have what waits delivered on the running event loop, unless that is under way."""
        with self._lock:
            if self._waiting and (self._task is None or self._task.done()):
                self._task = asyncio.get_running_loop().create_task(deliver(self))

    def next(self) -> Delivery | None:
        """What the running task is to deliver now: nothing once others took its place, or it was ended."""
        with self._lock:
            return self._waiting.popleft() if self._waiting and self._task is asyncio.current_task() else None

    def end(self) -> None:
        """Deliver no more of what waits, and forget what was delivered. May be called by any thread."""
        with self._lock:
            self._waiting.clear()
            self._latest.clear()
            task, self._task = self._task, None
        if task:
            with suppress(RuntimeError):  # its loop has been closed
                task.get_loop().call_soon_threadsafe(task.cancel)

    def shown(self) -> dict[str, Any]:
        """Without its secrets, and with the latest deliveries, the newest first."""
        with self._lock:
            latest = [delivery.shown() for delivery in reversed(self._latest)]
        return {
            "id": self.id,
            "url": masked_url(self.url),
            "events": [*self.events],
            "signed": self.secret is not None,
            "created_at": self._created_at,
            "deliveries": latest,
        }


class Hooks:
    """The webhooks of one session, in the order in which they were made."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made = 0
        self._hooks: tuple[Webhook, ...] = ()

    def __iter__(self) -> Iterator[Webhook]:
        return iter(self._hooks)

    def add(self, declared: Mapping[str, Any]) -> Webhook:
        """Raises InvalidData where there are `MOST_HOOKS` already."""
        with self._lock:
            if len(self._hooks) >= MOST_HOOKS:
                raise InvalidData(f"There are {MOST_HOOKS} webhooks already; delete some, or all of them")
            self._made += 1
            hook = Webhook(f"webhook_{self._made}", declared)
            self._hooks = (*self._hooks, hook)
            return hook

    def find(self, id: str) -> Webhook | None:
        return next((hook for hook in self if hook.id == id), None)

    def delete(self, *gone: Webhook) -> int:
        """End these, and say how many of them there were."""
        with self._lock:
            before = self._hooks
            self._hooks = tuple(hook for hook in before if hook not in gone)
            count = len(before) - len(self._hooks)
        for hook in gone:
            hook.end()
        return count


def masked_url(url: str) -> str:
    """The URL without a password in it, and without secrets in its query."""
    before, query, asked = url.partition("?")
    before = re.sub(r"(?<=://)[^/@]*@", f"{FILTERED}@", before)
    return before + (f"?{masked_query(asked)}" if query else "")


def _now() -> str:
    return timestamp(time.time_ns() // 1_000_000)
