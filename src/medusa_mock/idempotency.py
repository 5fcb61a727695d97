"""Requests that may be sent again: under the key of the first one, they are given its answer and change nothing.

The server makes the keys, whatever key a first request brings, and every answer bears its key in the header
`Idempotency-Key`, refusals included. A request with a known key gets the answer of that time, be it to another
operation; whether it fits its own is looked at before. Kept answers have the order of keys that PostgreSQL's `jsonb`
gives them. What is refused is tried again when it is sent again; only completing a cart leaves its key behind then, and
goes on from where it was refused.
Source: `services/idempotency-key.ts`, `api/routes/admin/orders/request-return.ts`.
"""

from collections.abc import Callable

import orjson
from ulid import ULID

from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.requests import IDEMPOTENCY_KEYS
from medusa_mock.wire.replies import json_reply
from medusa_mock.wire.request import Reply, Request


def answered_once(store: Store, request: Request, answer: Callable[[str], Reply]) -> Reply:
    """The answer kept under the key of the request, or else what `answer` makes with a new key, kept from now on."""
    sent = request.header("idempotency-key")
    known = store.first(IDEMPOTENCY_KEYS, idempotency_key=sent) if sent else None
    key = known["idempotency_key"] if known else _new_key(store)
    request.bears = [
        *request.bears,
        (b"access-control-expose-headers", b"Idempotency-Key"),
        (b"idempotency-key", key.encode()),
    ]
    if known and known["response_code"]:
        return _kept(known)
    reply = answer(key)
    _keep(store, key, request, reply)
    return reply


def _new_key(store: Store) -> str:
    """A random UUID, or, on a server that repeats its ids, the same one again."""
    return str(ULID.from_str(store.new_id(IDEMPOTENCY_KEYS).rpartition("_")[2]).to_uuid4())


def _keep(store: Store, key: str, request: Request, reply: Reply) -> None:
    values = {
        "idempotency_key": key,
        "request_method": request.method,
        "request_params": request.parameters,
        "request_path": request.path,
        "response_code": reply.status,
        "response_body": reply.body.decode(),
        "recovery_point": "finished",
    }
    known = store.first(IDEMPOTENCY_KEYS, idempotency_key=key)
    if known:
        store.update(IDEMPOTENCY_KEYS, known.key, values)
    else:
        store.insert(IDEMPOTENCY_KEYS, values)


def _kept(known: Row) -> Reply:
    return json_reply(known["response_code"], _as_jsonb(orjson.loads(known["response_body"])))


def _as_jsonb(value: Json) -> Json:
    """The value with its keys as `jsonb` keeps them: the short ones first, those of one length by their bytes."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (len(name.encode()), name.encode()))
        return {name: _as_jsonb(value[name]) for name in names}
    return [_as_jsonb(item) for item in value] if isinstance(value, list) else value
