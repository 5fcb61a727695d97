"""The life of a batch job.

    created -> pre_processed -> confirmed -> processing -> completed

The server goes on with a job that was created, and with one that was confirmed, by itself: DELAY later, and whatever
has become of the job by then. Without `dry_run` it confirms what it has pre-processed; with it, a client does.
Steps that are due are done when somebody next comes to look, at the time at which they were due.

Source: `services/batch-job.ts`, `subscribers/batch-job.ts`, `models/batch-job.ts`.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from medusa_mock.domain.batch_jobs import order_export, price_list_import, product_export, product_import
from medusa_mock.domain.batch_jobs.strategies import Strategy, Values
from medusa_mock.domain.events import emit
from medusa_mock.errors import InvalidData, MockError, NotAllowed, NotFound, Unknown
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.jobs import BATCH_JOBS

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """How a job comes by a status: from which others, and what is said where it has another one."""

    since: frozenset[str]
    refusal: str = ""
    kind: type[MockError] = NotAllowed


class _NotedError(MockError):
    """An error that is told by the strategy, and by the server once more."""


CREATED = "created"
STATUSES = (CREATED, "pre_processed", "confirmed", "processing", "completed", "canceled", "failed")

# In this order: a job whose times tell of several has the last of them.
TURNS: Final = {
    "pre_processed": Turn(
        frozenset({CREATED}), "Cannot mark a batch job as pre processed if it is not in created status"
    ),
    "confirmed": Turn(
        frozenset({"pre_processed"}), "Cannot confirm processing for a batch job that is not pre processed"
    ),
    "processing": Turn(
        frozenset({"confirmed"}), "Cannot mark a batch job as processing if the status is different that confirmed"
    ),
    "completed": Turn(
        frozenset({"processing"}),
        'Cannot complete a batch job with status "{status}". The batch job must be processing',
        InvalidData,
    ),
    "canceled": Turn(frozenset(STATUSES) - {"completed"}, "Cannot cancel completed batch job"),
    "failed": Turn(frozenset(STATUSES)),
}

STRATEGIES: Mapping[str, Strategy] = {
    "order-export": order_export.STRATEGY,
    "price-list-import": price_list_import.STRATEGY,
    "product-export": product_export.STRATEGY,
    "product-import": product_import.STRATEGY,
}

DELAY = 50
"""Milliseconds until the server goes on with a job. The real one looks every three seconds."""


def status_of(times: Mapping[str, Json]) -> str:
    """What the times of a job tell, those of them that are known."""
    return next((status for status in reversed(TURNS) if times.get(f"{status}_at")), CREATED)


def new_job(store: Store, type: str, context: Values, *, dry_run: bool, user_id: str) -> dict[str, Json]:
    """The values of a job to be, which the server will go on with.

    Raises NotFound for a type that there is not, and what the type has to say of the context.
    """
    if type not in STRATEGIES:
        raise NotFound(f"Unable to find a BatchJob strategy with the type {type}")
    prepared = STRATEGIES[type].prepare(store, context)
    return {"dry_run": dry_run, "type": type, "created_by": user_id, "context": prepared, **_waiting(store)}


def own_job(store: Store, id: str, user_id: str) -> Row:
    """Raises NotFound, and NotAllowed for somebody else's job."""
    job = store.get(BATCH_JOBS, id)
    if job["created_by"] != user_id:
        raise NotAllowed("Cannot access a batch job that does not belong to the logged in user")
    return job


def confirm(store: Store, job: Row) -> Row:
    """Raises NotAllowed for a job that does not wait for it."""
    _turn(store, job, "confirmed")
    return store.update(BATCH_JOBS, job.key, _waiting(store))


def cancel(store: Store, job: Row) -> Row:
    """Raises NotAllowed for a job that is completed. A job that failed stays so."""
    return _turn(store, job, "canceled")


def catch_up(store: Store) -> None:
    """Do all that has become due, in the order in which it did."""
    while (job := _next_due(store)) is not None:
        with store.transaction(at=job["due"] or 0):
            _go_on(store, store.update(BATCH_JOBS, job.key, {"is_waiting": False, "due": None}))


def _waiting(store: Store) -> dict[str, Json]:
    return {"is_waiting": True, "due": store.milliseconds() + DELAY}


def _next_due(store: Store) -> Row | None:
    """Asked on every request, and hence of the index itself."""
    jobs = store.world.rows[BATCH_JOBS.name]
    waiting = jobs.indexes.bucket("is_waiting", True)
    if not waiting:
        return None
    job = min(jobs.at(waiting), key=lambda job: (job["due"] or 0, job.place))
    return job if (job["due"] or 0) <= store.milliseconds() else None


def _go_on(store: Store, job: Row) -> None:
    """Take the step that is due, or nothing of it and say why not."""
    step = _process if job["confirmed_at"] else _pre_process
    try:
        with store.transaction():
            step(store, job)
    except _NotedError as error:
        _fail(store, job, {"err": {}, "code": "unknown", "message": str(error)}, str(error))
    except MockError as error:
        _fail(store, job, str(error))
    except Exception:
        logger.exception("The %s %s failed", job["type"], job.key)
        _fail(store, job, str(Unknown()))


def _pre_process(store: Store, job: Row) -> None:
    findings = STRATEGIES[job["type"]].pre_process(store, job)
    job = _merge(store, job, context=findings.context, result=findings.result)
    job = _turn(store, job, "pre_processed")
    if not job["dry_run"]:
        confirm(store, job)


def _process(store: Store, job: Row) -> None:
    job = _turn(store, job, "processing")
    strategy = STRATEGIES[job["type"]]
    try:
        result = strategy.process(store, job)
    except MockError as error:
        if not strategy.notes_errors:
            raise
        raise _NotedError(str(error)) from error
    _turn(store, _merge(store, job, result=result), "completed")


def _fail(store: Store, job: Row, *errors: Json) -> None:
    for error in errors:
        before = (job["result"] or {}).get("errors", ())
        job = _turn(store, _merge(store, job, result={"errors": [*before, error]}), "failed")


def _turn(store: Store, job: Row, status: str) -> Row:
    turn, now = TURNS[status], status_of(job)
    if now not in turn.since:
        raise turn.kind(turn.refusal.format(status=now))
    changed = store.update(BATCH_JOBS, job.key, {f"{status}_at": store.now()})
    emit(store, f"batch.{status}", {"id": job.key})
    return changed


def _merge(store: Store, job: Row, **changes: Values) -> Row:
    merged = {name: {**(job[name] or {}), **values} for name, values in changes.items() if values}
    changed = store.update(BATCH_JOBS, job.key, merged)
    emit(store, "batch.updated", {"id": job.key})
    return changed
