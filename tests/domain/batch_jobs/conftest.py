"""Batch jobs of a demo shop whose clock tests can let go ahead."""

from collections.abc import Callable, Mapping

import pytest

from medusa_mock.domain.batch_jobs import life_cycle
from medusa_mock.domain.files import save_file
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.jobs import BATCH_JOBS

USER = "usr_admin"

Start = Callable[..., Row]
Settled = Callable[..., Row]


@pytest.fixture
def start(shop: Store) -> Start:
    """Create a job that is not looked at again; what is not said of it is its context."""

    def start(type: str, *, dry_run: bool = False, **context: Json) -> Row:
        values = life_cycle.new_job(shop, type, context, dry_run=dry_run, user_id=USER)
        return shop.insert(BATCH_JOBS, values)

    return start


@pytest.fixture
def settled(shop: Store, start: Start) -> Settled:
    """A job about which the server has nothing more to do."""

    def settled(type: str, **values: Json) -> Row:
        return later(shop, start(type, **values))

    return settled


@pytest.fixture
def imported(shop: Store, settled: Settled) -> Settled:
    """A job of the type, settled, that imports the lines."""

    def imported(type: str, *lines: str, **values: Json) -> Row:
        key = save_file(shop, "import.csv", "".join(f"{line}\n" for line in lines).encode())
        return settled(type, fileKey=key, **values)

    return imported


def later(store: Store, job: Row) -> Row:
    """The job after a minute."""
    store.advance(60_000)
    life_cycle.catch_up(store)
    return store.get(BATCH_JOBS, job.key)


def errors(job: Mapping[str, Json]) -> list[Json]:
    return list(job["result"]["errors"])
