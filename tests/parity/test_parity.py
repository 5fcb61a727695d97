"""The mock answers as the real Medusa did: every step of every scenario, held against its recording."""

import re
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from medusa_mock import document
from medusa_mock.contract.parity.client import Credentials
from medusa_mock.contract.parity.recording import read_recording
from medusa_mock.contract.parity.scenario import Scenario, load_scenarios
from medusa_mock.contract.parity.sides import Server
from medusa_mock.contract.parity.verdict import Verdict, judge
from tests.world import EMAIL, PASSWORD

HERE = Path(__file__).parent
SCENARIOS = load_scenarios([HERE / "scenarios"])
ACCOUNT = Credentials(EMAIL, PASSWORD)
STEPS = [
    pytest.param(scenario, number, id=f"{scenario.name}-{number:02}-{step.request}")
    for scenario in SCENARIOS
    for number, step in enumerate(scenario.steps, start=1)
]
# The real server loads the relations of these at the same time and shows them as they come: in any order.
ANY_ORDER = ("GET /admin/variants?", "GET /admin/gift-cards/", "POST /admin/gift-cards")
# What Medusa 1.20.11 can only refuse: it takes no properties, and knows no location without them.
NEVER_AT_WORK = {
    "POST /admin/orders/{id}/line-items/{line_item_id}/reserve",
    "POST /store/orders/customer/confirm",  # the token that it wants goes out by mail
}
OPERATIONS = [
    f"{method.upper()} {path}" for api in document.APIS for path, method, _ in document.operations(document.load(api))
]


def _verdicts(scenario: Scenario, url: str) -> list[Verdict]:
    answers, recorded = Server(url, ACCOUNT).answers(scenario), read_recording(HERE / "recordings", scenario)
    ordered, lenient = (judge(scenario, recorded, answers, key_order=strict) for strict in (True, False))
    either = zip(ordered, lenient, strict=True)
    return [of[step.request.startswith(ANY_ORDER)] for step, of in zip(scenario.steps, either, strict=True)]


@pytest.fixture(scope="module")
def verdict(server: str) -> Callable[[Scenario, int], Verdict]:
    """Return the verdict on a step; its scenario is played once for all its steps."""
    played: dict[str, list[Verdict]] = {}

    def verdict(scenario: Scenario, number: int) -> Verdict:
        if scenario.name not in played:
            played[scenario.name] = _verdicts(scenario, server)
        return played[scenario.name][number - 1]

    return verdict


@pytest.mark.parametrize(("scenario", "number"), STEPS)
def test_a_step_is_answered_as_it_was_recorded(
    scenario: Scenario, number: int, verdict: Callable[[Scenario, int], Verdict]
) -> None:
    differences = verdict(scenario, number).differences
    assert not differences, "\n".join(["", *map(str, differences)])


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_real_medusa_still_answers_as_it_was_recorded(scenario: Scenario, real_medusa: str) -> None:
    # Not by the order of keys: some of its answers have them as its database came to send relations, now so, now so.
    answers = Server(real_medusa, ACCOUNT).answers(scenario)
    verdicts = judge(scenario, read_recording(HERE / "recordings", scenario), answers)
    assert not [verdict for verdict in verdicts if not verdict.equal]


def test_every_scenario_has_its_recording_and_no_recording_is_alone() -> None:
    assert sorted(path.stem for path in (HERE / "recordings").iterdir()) == sorted(s.name for s in SCENARIOS)
    assert all(scenario.path.stem == scenario.name for scenario in SCENARIOS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_was_recorded_at_work(operation: str) -> None:
    """At least once it did what it is for, and was not only refused."""
    assert (operation in _recorded_at_work()) is (operation not in NEVER_AT_WORK)


@cache
def _recorded_at_work() -> set[str | None]:
    answers = chain.from_iterable(read_recording(HERE / "recordings", scenario) for scenario in SCENARIOS)
    return {_operation(answer.request) for answer in answers if 200 <= answer.status < 300}


def _operation(request: str) -> str | None:
    """Return the operation that a request is for; where several fit, the one with the fewest variables."""
    path = request.partition("?")[0].rstrip("/")
    fitting = [known for known in OPERATIONS if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(known)), path)]
    return min(fitting, key=lambda known: known.count("{"), default=None)
