"""The mock tells of the same events as the real Medusa did: of every step of every scenario, held against a recording.

`record_events.py` writes the recording. What differs is named here, with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

import pytest

from medusa_mock.app import App, Options
from medusa_mock.contract.parity.client import Client
from medusa_mock.contract.parity.player import played
from medusa_mock.contract.parity.scenario import Scenario
from medusa_mock.domain.events import EVENTS
from medusa_mock.serving import running
from medusa_mock.tables import TABLES
from medusa_mock.tables.messages import OUTBOX
from tests.parity.events import in_full, place, read, told_of
from tests.parity.test_parity import ACCOUNT, SCENARIOS
from tests.world import SEED

RECORDED = read()
JSON = {"Content-Type": "application/json"}

# What is told as a whole is, on the real server, whatever was loaded of it by then: relations and sums come and go, and
# so does the hash of a password, which we tell nobody. Here it is the columns that clients see.
WHOLE = {
    "cart.updated": "carts",
    "customer.created": "customers",
    "customer.updated": "customers",
    "product.updated": "products",
}
IN_BRIEF = ({"id"}, {"id", "fields"})

# Jobs are done in the background, while some later step is played: all events of such a scenario are counted together.
# How often a job is noted on its way is different with each of the real strategies, and once a stage here.
BACKGROUND = "batch.created: id"
ON_ITS_WAY = "batch.updated: id"

# What no scenario brings about. The last goes on with the name of an application.
NEVER_HEARD = {"order-edit.declined", "swap.process_refund_failed", "oauth.token_generated"}


@pytest.fixture(scope="module")
def app() -> App:
    return App(Options(seed=str(SEED)))


@pytest.fixture(scope="module")
def url(app: App) -> Iterator[str]:
    with running(app) as url:
        yield url


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_scenario_tells_of_what_it_told_the_real_server_of(scenario: Scenario, app: App, url: str) -> None:
    ours = {step: (status, compared(events)) for step, status, events in told(scenario, app, url)}
    theirs = {step: compared(in_full(events)) for step, events in RECORDED[scenario.name].items()}
    assert theirs.keys() <= ours.keys(), "record the events again"
    if any(BACKGROUND in events for events in theirs.values()):
        assert counted(events for _, events in ours.values()) == counted(theirs.values())
        return
    differences = [
        f"{step} {status}: {events}, not {theirs.get(step, [])}"
        for step, (status, events) in ours.items()
        if not agrees(status, events, theirs.get(step, []))
    ]
    assert not differences, "\n".join(["", *differences])


def agrees(status: int, ours: list[str], theirs: list[str]) -> bool:
    """Whether the same was told, in the same order.

    Of a request that is refused the real server may have told something all the same: the modules for inventory and
    stock locations know of no transaction, and some a transaction was over by then. Here nothing has happened, so that
    nothing but what stays is told.
    """
    return ours == theirs or (status >= 400 and not Counter(ours) - Counter(theirs))


def told(scenario: Scenario, app: App, url: str) -> Iterator[tuple[str, int, list[str]]]:
    """Each step, the status that it was answered with, and what it told of."""
    with Client(url, ACCOUNT) as client:
        client.send("POST", "/_mock/reset", headers=JSON, content=b"{}")
        client.proof("admin")
        store, known = app.sessions.get().store, 0
        for number, answer in enumerate(played(scenario, client), start=1):
            if number == len(scenario.steps):
                wait_for_the_background(client)
            events = [row for row in store.select(OUTBOX) if row.ordinal > known]
            known = max([known, *(row.ordinal for row in events)])
            yield place(number, answer.request), answer.status, [told_of(row) for row in events]


def wait_for_the_background(client: Client) -> None:
    """Let what is done later be done: as much as the recording waited for."""
    for _ in range(3):
        client.send("POST", "/_mock/clock/advance", content=b'{"seconds": 5}', headers=JSON)
        client.send("GET", "/admin/store", headers=client.proof("admin"))


def compared(events: list[str]) -> list[str]:
    return [_compared(event) for event in events]


def _compared(event: str) -> str:
    name, _, keys = event.partition(": ")
    found = keys.split()
    if name in WHOLE and {*found} not in IN_BRIEF:
        found = [key for key in found if key in TABLES[WHOLE[name]].visible or key == "a"]
    return f"{name}: {' '.join(found)}"


def counted(steps: Iterable[list[str]]) -> Counter[str]:
    found = Counter(chain.from_iterable(steps))
    del found[ON_ITS_WAY]
    return found


def test_all_events_are_heard_of_the_real_server() -> None:
    heard = {event.partition(": ")[0] for steps in RECORDED.values() for event in in_full(chain(*steps.values()))}
    assert heard - EVENTS == {"oauth.token_generated.echo"}
    assert EVENTS - heard == NEVER_HEARD
