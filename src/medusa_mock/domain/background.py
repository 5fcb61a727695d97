"""What the server does by itself: no thread works in the background, whoever comes to look has it done."""

from medusa_mock.domain import staged_jobs
from medusa_mock.domain.batch_jobs import life_cycle
from medusa_mock.store import Store


def catch_up(store: Store) -> None:
    """Do all that has become due in a state since somebody last came to look."""
    staged_jobs.catch_up(store)
    life_cycle.catch_up(store)
