"""The fixture `medusa_contract` and its marker, as other projects use them."""

import json
from pathlib import Path

import pytest

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.contract.faulty import Answer, Ask, Asked, Faulty
from tests.testing.conftest import RunTests

ASKING = """
import pytest

@pytest.mark.medusa_contract(operations=["list_apps"], phases=["coverage"], seed=1)
def test_the_contract(medusa_contract):
    judgement = medusa_contract({arguments})
    assert judgement.answers > 5
"""


def test_a_server_that_holds_passes_and_is_told_of(run_tests: RunTests, tmp_path: Path) -> None:
    run = run_tests(ASKING.format(arguments='reports=["json:contract.json"]'))
    assert run.counts == {"passed": 1}, run.output
    assert json.loads((tmp_path / "contract.json").read_text())["verdict"] == "held"


def test_a_server_that_breaks_the_contract_fails_the_test_and_says_why(run_tests: RunTests) -> None:
    async def created(asked: Asked, ask: Ask) -> Answer:
        return (await ask(asked)).with_status(201)

    with running(Faulty(App(Options()), "GET /admin/apps", created)) as url:
        run = run_tests(ASKING.format(arguments=repr(url)))
    assert run.counts == {"failed": 1}
    assert "   status_code_conformance: " in run.output
    assert "Mend violation 1, at GET /admin/apps" in run.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("'http://127.0.0.1:9'", "http://127.0.0.1:9 does not answer"),
        ("operation=['list_apps']", "A contract run has no option operation. Did you mean operations?"),
    ],
)
def test_what_cannot_be_judged_fails_in_a_sentence(run_tests: RunTests, arguments: str, sentence: str) -> None:
    run = run_tests(ASKING.format(arguments=arguments))
    assert run.counts == {"failed": 1}
    assert sentence in run.output


def test_contract_tests_can_be_left_out(run_tests: RunTests) -> None:
    code = "def test_it(medusa_contract): assert False\ndef test_other(): pass"
    assert run_tests(code, "-m", "not medusa_contract").counts == {"passed": 1, "deselected": 1}


def test_what_is_said_nearer_to_the_test_goes_first(run_tests: RunTests) -> None:
    code = """
import pytest
pytestmark = pytest.mark.medusa_contract(seed=1, api="store")

@pytest.mark.medusa_contract(seed=2)
def test_it(medusa_contract):
    assert medusa_contract.keywords == {"seed": 2, "api": "store"}
"""
    assert run_tests(code).counts == {"passed": 1}
