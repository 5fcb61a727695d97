"""Batch Jobs: exports and imports that the server works on in the background."""

from medusa_mock.domain.batch_jobs import life_cycle
from medusa_mock.domain.events import emit
from medusa_mock.resource import Body, Resource
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.tables.jobs import BATCH_JOBS
from medusa_mock.wire.request import Request

jobs = Resource(
    BATCH_JOBS,
    one="batch_job",
    many="batch_jobs",
    fields=tuple(name for name in BATCH_JOBS.visible if name != "dry_run"),
)


def list_batch_jobs(store: Store, request: Request, **params: Json) -> Body:
    query = Query.parse(store, BATCH_JOBS, {**params, "created_by": request.user_id}, fields=jobs.fields, listed=True)

    def show(row: Row) -> Json:
        """What is not shown is told all the same: that nothing is tried out, and a status by the times that are."""
        shown = document(store, row, query)
        return {"dry_run": False, **shown, "status": life_cycle.status_of(shown)}

    return jobs.page(store, query, show)


def create_batch_job(store: Store, body: Body, request: Request) -> Body:
    job = life_cycle.new_job(store, body["type"], body["context"], dry_run=body["dry_run"], user_id=request.user_id)
    saved = jobs.save(store, job)["batch_job"]
    emit(store, "batch.created", {"id": saved["id"]})
    shown = {name: value for name, value in saved.items() if name not in BATCH_JOBS.hidden}
    return {"batch_job": {**shown, "status": life_cycle.CREATED}}


def get_batch_job(store: Store, id: str, request: Request) -> Body:
    return _shown(life_cycle.own_job(store, id, request.user_id))


def cancel_batch_job(store: Store, id: str, request: Request) -> Body:
    return _shown(life_cycle.cancel(store, life_cycle.own_job(store, id, request.user_id)))


def confirm_batch_job(store: Store, id: str, request: Request) -> Body:
    return _shown(life_cycle.confirm(store, life_cycle.own_job(store, id, request.user_id)))


def _shown(job: Row) -> Body:
    return {"batch_job": {**job.shown(), "status": life_cycle.status_of(job)}}
