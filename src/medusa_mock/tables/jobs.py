"""What the server works on in the background."""

from medusa_mock.store.tables import SOFT_DELETABLE, Table, one

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
