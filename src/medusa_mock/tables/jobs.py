"""What the server works on in the background."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, one

STAGED_JOBS = Table(
    "staged_jobs",
    "job",
    "Staged job",
    {"id": None, "event_name": None, "data": None, "due": None},
    required=frozenset({"event_name", "data", "due"}),
    order="",
)
"""Events that nobody has heard of yet, and when somebody will, in milliseconds since 1970."""

# `is_waiting` tells a job that the server is to go on with by itself, at the time `due` in milliseconds since 1970.
BATCH_JOBS = Table(
    "batch_jobs",
    "batch",
    "Batch job",
    {
        "dry_run": False,
        **SOFT_DELETABLE,
        "type": None,
        "created_by": None,
        "context": None,
        "result": None,
        "pre_processed_at": None,
        "processing_at": None,
        "confirmed_at": None,
        "completed_at": None,
        "canceled_at": None,
        "failed_at": None,
        "is_waiting": False,
        "due": None,
    },
    relations={"created_by_user": one("users", "created_by")},
    required=frozenset({"dry_run", "type", "is_waiting"}),
    indexes=("is_waiting",),
    hidden=frozenset({"is_waiting", "due"}),
    missing="{label} with id {id} was not found",
    entity="Batch_job",
)
