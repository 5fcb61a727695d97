"""The way from the name of a seed to a world."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from medusa_mock.seeds.medusa import rows_of_medusa, settle_medusa
from medusa_mock.seeds.refusals import BadSeed, read, suggestion
from medusa_mock.seeds.worlds import BUILT_IN, Drafts, plant, read_world
from medusa_mock.store import Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.people import USERS


@dataclass(frozen=True)
class Credentials:
    """How a user of a seed logs in, with the password as the seed gives it."""

    email: str
    password: str

    def __str__(self) -> str:
        return f"{self.email} / {self.password}"


@dataclass(frozen=True)
class Seed:
    """A world to start from, and what there is to say about it.

    `credentials` are of the first user that has a password; `notes` say, a sentence each, what the seed asks for and
    does not get.
    """

    world: World
    credentials: Credentials | None
    notes: tuple[str, ...] = ()


def load_seed(source: str, new_store: Callable[[World], Store]) -> Seed:
    """Load `demo`, `empty`, or a file: a world (.yaml, .yml) or Medusa's own seed format (.json).

    `new_store` brings the clock and the ids of what is loaded.

    Raises:
        BadSeed: the file cannot be used; the message has the file, the line and the reason.
    """
    file = BUILT_IN.get(source, Path(source))
    store = new_store(World.empty(TABLES))
    with _all_of_it_stays(), store.transaction(bulk=True):
        if file.suffix == ".json":
            seed = read(file)
            drafts = rows_of_medusa(seed, store)
            plant(store, drafts)
            notes = settle_medusa(store, seed)
            return Seed(store.world, _credentials(drafts), notes)
        if file.suffix in (".yaml", ".yml"):
            drafts = read_world(file, store.tables)
            plant(store, drafts)
            return Seed(store.world, _credentials(drafts))
    raise BadSeed(f"{source} is no seed{suggestion(source, BUILT_IN)} (a file ends in .yaml, .yml or .json)")


@contextmanager
def _all_of_it_stays() -> Iterator[None]:
    """Rest the collector of garbage, which would look at all rows over and over: half of the time of a large seed."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _credentials(drafts: Drafts) -> Credentials | None:
    users = (draft.values for draft in drafts.values() if draft.table is USERS)
    return next(
        (Credentials(user["email"], user["password"]) for user in users if {"email", "password"} <= user.keys()), None
    )
