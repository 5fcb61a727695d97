"""The way from the name of a seed to a world."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medusa_mock.document.source import Source
from medusa_mock.seeds.export import with_secrets
from medusa_mock.seeds.medusa import rows_of_medusa, settle_medusa
from medusa_mock.seeds.refusals import BadSeed, read, read_text, refusal, suggestion
from medusa_mock.seeds.worlds import BUILT_IN, EXTENDS, VERBATIM, Drafts, drafts_of, plant, read_world
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


def load_text(name: str, text: str, store: Store) -> World:
    """The world that a text in the format of world files describes, made with the clock and ids of `store`.

    It builds on nothing but a built-in world, and reads no file. Secrets that an export left out are those that the
    same rows of the present world have. `name` stands for the text where errors name a place.

    Raises BadSeed.
    """
    seed = read_text(name, text)
    if not isinstance(seed.data, dict):
        raise refusal(seed, (), "a world holds rows per table")
    _stays_inside(seed, seed.data)
    drafts = drafts_of(seed, store.tables)
    known = with_secrets(drafts, store.world)
    store.restore(World.empty(TABLES))
    with _all_of_it_stays(), store.transaction(bulk=True):
        plant(store, known)
        return store.world


def _stays_inside(seed: Source, content: dict[str, Any]) -> None:
    base = content.get(EXTENDS, "empty")
    if base not in BUILT_IN:
        raise refusal(seed, (EXTENDS,), f"must be one of {', '.join(BUILT_IN)}")
    for name, rows in content.items():
        if name not in (EXTENDS, VERBATIM) and isinstance(rows, str):
            raise refusal(seed, (name,), "must be a list of rows")


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
