"""Scenarios that documents make: what is in them, and that they tell servers apart."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from medusa_mock import document as documents
from medusa_mock.app import App, Options
from medusa_mock.contract.operations import Operations
from medusa_mock.contract.parity.client import Credentials
from medusa_mock.contract.parity.diff import run_diff, run_record
from medusa_mock.contract.parity.generated import scenarios
from medusa_mock.contract.parity.scenario import JsonBody, Scenario
from medusa_mock.contract.parity.sides import Server
from medusa_mock.serving import running
from tests.contract.faulty import Answer, Ask, Asked, Fault, Faulty
from tests.contract.parity.scripted import ScriptedServer
from tests.real_medusa.fixtures import real_medusa
from tests.world import EMAIL, PASSWORD, SEED

__all__ = ["real_medusa"]

ACCOUNT: dict[str, Any] = {"email": EMAIL, "password": PASSWORD}


def _made(api: str = "admin", *, read_only: bool = False) -> dict[str, Scenario]:
    return {each.name: each for _, each in scenarios(documents.load(api), api, read_only=read_only)}


def test_the_life_of_a_thing() -> None:
    steps = _made()["admin-return-reasons-create-return-reason"].steps
    assert [step.request for step in steps] == [
        "POST /admin/return-reasons",
        "GET /admin/return-reasons/{return_reason}",
        "GET /admin/return-reasons",
        "POST /admin/return-reasons/{return_reason}",
        "GET /admin/return-reasons/{return_reason}",
        "DELETE /admin/return-reasons/{return_reason}",
        "GET /admin/return-reasons/{return_reason}",
        "DELETE /admin/return-reasons/{return_reason}",
    ]
    assert steps[0].save == {"return_reason": "return_reason.id"}


def test_an_example_is_sent_with_ids_of_what_the_server_lists() -> None:
    steps = _made()["admin-reservations-create-reservation"].steps
    made = next(step for step in steps if step.request == "POST /admin/reservations")
    assert isinstance(made.body, JsonBody)
    assert made.body.value["location_id"] == "{stock_location}"
    assert made.body.value["inventory_item_id"] == "{inventory_item}"
    assert {"stock_location": "stock_locations.0.id"} in [step.save for step in steps]


def test_most_operations_are_asked_for() -> None:
    operations = Operations({api: documents.load(api) for api in documents.APIS})
    asked = {
        found.label
        for api in documents.APIS
        for scenario in _made(api).values()
        for step in scenario.steps
        if (found := operations.find(*step.request.partition("?")[0].split(" ")))
    }
    assert len(asked) >= 195


def test_only_what_a_scenario_has_made_is_deleted() -> None:
    for scenario in (*_made().values(), *_made("store").values()):
        made = next((step for step in scenario.steps if not step.request.startswith("GET")), None)
        for step in scenario.steps:
            if step.request.startswith("DELETE"):
                assert made is not None
                thing = next(iter(made.save))
                assert step.request.startswith(f"DELETE {made.request.removeprefix('POST ')}/{{{thing}}}")


def test_read_only_makes_nothing() -> None:
    steps = [step for scenario in _made(read_only=True).values() for step in scenario.steps]
    assert len(steps) > 50
    assert {step.request.partition(" ")[0] for step in steps} == {"GET"}


def test_every_thing_is_made_in_the_demo_shop(demo_server: str) -> None:
    """So that an example that no longer works is not taken for a refusal on both sides."""
    server = Server(demo_server, Credentials(EMAIL, PASSWORD))
    for api in documents.APIS:
        for scenario in _made(api).values():
            statuses = {answer.request: answer.status for answer in server.answers(scenario)}
            makers = [request for request in statuses if re.fullmatch(r"POST /\w+/[\w-]+", request)]
            refused = {request for request in makers if statuses[request] >= 300}
            # Every variant that is listed has an inventory item already.
            assert refused <= {"POST /admin/inventory-items"}, scenario.name


def test_two_mocks_are_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with running(App(Options())) as left, running(App(Options())) as right:
        assert run_diff([], left=left, right=right, report=tmp_path / "report.json", **ACCOUNT) == 0
    assert json.loads((tmp_path / "report.json").read_text())["operations"]["POST /admin/products"] == {
        "steps": 1,
        "unequal": 0,
        "status": 0,
        "media type": 0,
        "shape": 0,
        "values": 0,
    }
    assert "operation" not in capsys.readouterr().out


def _changed(change: Any) -> Fault:
    async def fault(asked: Asked, ask: Ask) -> Answer:
        return (await ask(asked)).with_json(change)

    return fault


async def _teapot(asked: Asked, ask: Ask) -> Answer:
    return (await ask(asked)).with_status(418)


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (_teapot, "POST /admin/return-reasons  1      1        1       -           -      -"),
        (
            _changed(lambda body: {"return_reason": {**body["return_reason"], "more": 1}}),
            "POST /admin/return-reasons  1      1        -       -           1      -",
        ),
        (
            _changed(lambda body: {"return_reason": {**body["return_reason"], "label": 1}}),
            "POST /admin/return-reasons  1      1        -       -           1      -",
        ),
        (
            _changed(lambda body: {"return_reason": {**body["return_reason"], "label": "Another"}}),
            "POST /admin/return-reasons  1      1        -       -           -      1",
        ),
    ],
)
def test_a_changed_mock_is_told(fault: Fault, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    changed = Faulty(App(Options()), "POST /admin/return-reasons", fault)
    with running(App(Options())) as left, running(changed) as right:
        assert run_diff([], left=left, right=right, tags=["return reasons"], **ACCOUNT) == 1
    assert line in [printed.rstrip() for printed in capsys.readouterr().out.splitlines()]


def test_a_mock_is_reset_once(scripted: ScriptedServer, tmp_path: Path) -> None:
    scripted.says("GET /_mock/health", {})
    scripted.says("POST /_mock/reset", {})
    assert run_record([], url=scripted.url, folder=tmp_path, tags=["Orders", "Swaps"], **ACCOUNT) == 0
    assert scripted.lines.count("POST /_mock/reset") == 1
    assert scripted.lines.count("POST /admin/auth/token") == 1
    assert {path.stem for path in tmp_path.iterdir()} == {
        "admin-orders-shown",
        "admin-swaps-shown",
        "store-orders-shown",
    }


def test_a_tag_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_diff([], left="http://left", right="http://right", tags=["Gifts"], **ACCOUNT) == 2
    assert "No scenario is about Gifts. The tags are Analytics Configs, " in capsys.readouterr().err


def test_the_mock_answers_as_a_real_medusa_does(real_medusa: str) -> None:
    with running(App(Options(seed=str(SEED)))) as mock:
        assert run_diff([], left=real_medusa, right=mock, **ACCOUNT) == 0
