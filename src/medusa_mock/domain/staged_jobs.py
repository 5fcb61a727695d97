"""Staged jobs: what the real server does of an event in the background, once what happened is there.

    order.placed -> the discounts of the order count one more use

Events are heard of when somebody next comes to look, at the time at which they were due.

Source: `services/event-bus.ts`, `subscribers/order.ts`.
"""

from collections.abc import Callable, Mapping

from medusa_mock.store import Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.discounts import DISCOUNTS
from medusa_mock.tables.jobs import STAGED_JOBS
from medusa_mock.tables.orders import ORDERS

DELAY = 3000
"""Milliseconds until an event is heard of. So often does the real server look for those that were staged."""


def stage(store: Store, event_name: str, id: str) -> None:
    """Have the subscribers told of what happened to the row with the id, if there are any."""
    if event_name in SUBSCRIBERS:
        values = {"event_name": event_name, "data": {"id": id}, "due": store.milliseconds() + DELAY}
        store.insert(STAGED_JOBS, values)


def catch_up(store: Store) -> None:
    """Tell the subscribers of all events that are due, in the order in which they happened."""
    if not store.world.rows[STAGED_JOBS.name].by_key:
        return
    for job in store.select(STAGED_JOBS):
        if job["due"] > store.milliseconds():
            return
        with store.transaction(at=job["due"]):
            SUBSCRIBERS[job["event_name"]](store, job["data"]["id"])
            store.remove(STAGED_JOBS, job.key)


def _count_usage(store: Store, order_id: str) -> None:
    for discount in rows_of(store.world, store.get(ORDERS, order_id), "discounts"):
        if not discount.deleted:
            store.update(DISCOUNTS, discount.key, {"usage_count": discount["usage_count"] + 1})


SUBSCRIBERS: Mapping[str, Callable[[Store, str], None]] = {"order.placed": _count_usage}
"""By the event, what is done with the id of the row that it is about."""
