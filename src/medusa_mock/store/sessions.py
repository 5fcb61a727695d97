"""Named states, isolated from each other, on one server: for tests that run in parallel (header `X-Mock-Session`)."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from medusa_mock.errors import Duplicate, NotFound
from medusa_mock.names import check_name
from medusa_mock.store.store import Store
from medusa_mock.store.world import World

DEFAULT = "default"
MOST_SNAPSHOTS = 100


class Session:
    """One state under a name, with its snapshots.

    `created` and `used` are readings of the clock of its `Sessions`, in seconds; it goes when it was not used for
    `idle_seconds`.
    """

    def __init__(self, name: str, seed: World, store: Store, created: float, idle_seconds: float) -> None:
        self.name = name
        self.store = store
        self.idle_seconds = idle_seconds
        self.created = created
        self.used = created
        self.companions: dict[type, Any] = {}
        """What others keep about the session, for as long as it is there: an object of each type."""
        self._seed = seed
        self._snapshots: OrderedDict[str, World] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The names of the snapshots, oldest first."""
        with self._lock:
            return tuple(self._snapshots)

    def reset(self) -> None:
        """Back to the seed; snapshots stay."""
        self.store.restore(self._seed)

    def load(self, world: World) -> None:
        """Begin anew with another seed, to which `reset` leads from now on."""
        self._seed = world
        self.store.restore(world)

    def began_with(self, world: World) -> bool:
        """Whether this is the seed to which `reset` leads."""
        return self._seed is world

    def snapshot(self, name: str) -> None:
        """Keep the present state; one of the same name is replaced, and beyond `MOST_SNAPSHOTS` the oldest goes.

        Raises InvalidData for a name that is none.
        """
        check_name("The name of a snapshot", name)
        world = self.store.world
        with self._lock:
            self._snapshots.pop(name, None)
            self._snapshots[name] = world
            if len(self._snapshots) > MOST_SNAPSHOTS:
                self._snapshots.popitem(last=False)

    def restore(self, name: str) -> None:
        """Raises NotFound where there is no such snapshot."""
        with self._lock:
            world = self._snapshots.get(name)
        if world is None:
            raise NotFound(f"Snapshot with name: {name} was not found")
        self.store.restore(world)

    def forget(self, name: str) -> bool:
        """Whether there was such a snapshot to give up."""
        with self._lock:
            return self._snapshots.pop(name, None) is not None


class Sessions:
    """The sessions of a server: forks of the seed, made when first asked for.

    There are at most `most` besides the default one, and none that was not used for `idle_seconds`; the one that was
    idle longest goes first. The default session never goes.
    """

    def __init__(
        self,
        seed: World,
        new_store: Callable[[World], Store],
        *,
        most: int = 1000,
        idle_seconds: float = 3600,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seed = seed
        self._new_store = new_store
        self._most = most
        self._idle_seconds = idle_seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._default = self._new(DEFAULT, new_store(seed), seed, math.inf)
        self._named: OrderedDict[str, Session] = OrderedDict()
        """Those used last come last."""

    def get(self, name: str = DEFAULT) -> Session:
        """The session, made if need be. Raises InvalidData for a name that is none."""
        if name == DEFAULT:
            self._default.used = self._monotonic()
            return self._default
        check_name("The name of a session", name)
        with self._lock:
            self._drop_idle()
            session = self._named.get(name)
            if session is None or self._is_over(session):
                session = self._new(name, self._new_store(self._seed), self._seed, self._idle_seconds)
            session.used = self._monotonic()
            self._keep(session)
            return session

    def find(self, name: str) -> Session | None:
        """The session if there is one, which does not count as a use."""
        return next((session for session in self if session.name == name), None)

    def create(
        self, name: str, *, base: Session | None = None, repeating: bool = False, idle_seconds: float | None = None
    ) -> Session:
        """A session on the present state of `base`, by default on the seed, to which it is reset.

        A `repeating` one makes the same ids and times of the same requests, as every fork of such a one does. At most
        as many seconds as for all sessions may pass without a use.
        Raises InvalidData for a name that is none, and Duplicate where there is such a session.
        """
        check_name("The name of a session", name)
        store = base.store.fork() if base else self._new_store(self._seed)
        if repeating and not store.deterministic:
            store = Store.repeating(store.world)
        seconds = self._idle_seconds if idle_seconds is None else min(idle_seconds, self._idle_seconds)
        with self._lock:
            self._drop_over()
            if name == DEFAULT or name in self._named:
                raise Duplicate(f"Session with name {name} already exists.")
            session = self._new(name, store, store.world, seconds)
            self._keep(session)
            return session

    def reseed(self, seed: World) -> None:
        """Take another seed; the sessions that began with the one before begin anew."""
        with self._lock:
            before, self._seed = self._seed, seed
            for session in (self._default, *self._named.values()):
                if session.began_with(before):
                    session.load(seed)

    def delete(self, name: str) -> bool:
        """Whether there was such a session to delete; the default one stays."""
        with self._lock:
            return self._named.pop(name, None) is not None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(session.name for session in self)

    def __iter__(self) -> Iterator[Session]:
        """The default session, then the others, longest idle first."""
        with self._lock:
            self._drop_over()
            return iter((self._default, *self._named.values()))

    def __len__(self) -> int:
        return len(self.names)

    def _new(self, name: str, store: Store, seed: World, idle_seconds: float) -> Session:
        return Session(name, seed, store, self._monotonic(), idle_seconds)

    def _keep(self, session: Session) -> None:
        self._named[session.name] = session
        self._named.move_to_end(session.name)
        if len(self._named) > self._most:
            self._named.popitem(last=False)

    def _is_over(self, session: Session) -> bool:
        return session.used < self._monotonic() - session.idle_seconds

    def _drop_over(self) -> None:
        for session in [*self._named.values()]:
            if self._is_over(session):
                del self._named[session.name]

    def _drop_idle(self) -> None:
        """Those that were idle for longest: what every request has time for."""
        oldest_allowed = self._monotonic() - self._idle_seconds
        while self._named and next(iter(self._named.values())).used < oldest_allowed:
            self._named.popitem(last=False)
