"""Requests that may come more than once."""

from medusa_mock.store.tables import Table

IDEMPOTENCY_KEYS = Table(
    "idempotency_keys",
    "ikey",
    "Idempotency key",
    {
        "id": None,
        "idempotency_key": None,
        "created_at": None,
        "request_method": None,
        "request_params": None,
        "request_path": None,
        "response_code": None,
        "response_body": None,
        "recovery_point": "started",
    },
    unique=(("idempotency_key",),),
    required=frozenset({"idempotency_key", "recovery_point"}),
    order="",
)
