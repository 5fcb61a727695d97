"""What the terminal says: the operations, what is wrong with them, and what to do first."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from medusa_mock.contract.judgement import Judgement
from medusa_mock.contract.reports.terminal import Terminal
from medusa_mock.contract.target import BEARER, Target
from tests.contract.reporting import GET, LIST, URL, broken, crash, judged

TARGET = Target(URL, BEARER, "secret", "usr_1", is_mock=True)


def told(judgement: Judgement, *, width: int = 60) -> str:
    said = io.StringIO()
    Terminal(Console(file=said, width=width)).tell(judgement, TARGET)
    return said.getvalue()


def test_every_operation_has_its_row_in_a_log_of_any_width() -> None:
    said = told(judged(crash()))
    assert re.search(rf"^list_return_reasons +{LIST} +40 +- +20 +-  violated$", said, re.MULTILINE)
    assert "delete_return_reason (DELETE /admin/return-reasons/{id}) never answered 2xx" in said


def test_a_cause_says_where_why_and_how_to_repeat_it() -> None:
    said = told(judged(broken(LIST), broken(GET)))
    assert f"\n1. list_return_reasons ({LIST})\n   and at 1 more operation: {GET}\n" in said
    assert '\n   response_schema_conformance: Response violates schema: 1 is not of type "string"\n' in said
    assert "\n   promised in openapi/schemas/return_reason.yaml:" in said
    assert '\n   answered 200 OK: {"value": 1}\n' in said
    assert f"\n   curl -X GET {URL}/admin/return-reasons\n" in said
    assert "set MEDUSA_MOCK_TOKEN to a bearer token" in said


def test_of_links_that_led_nowhere_a_few_are_named() -> None:
    links = {f"POST /a -> [200] {number:02}": 0 for number in range(12)} | {"POST /b -> [200] get": 1}
    said = told(replace(judged(), links=links))
    assert "\nLinks of the document that led to a success: 1 of 13\n  not POST /a -> [200] 00\n" in said
    assert "  not POST /a -> [200] 09\n  nor 2 more, which --report json names\n" in said


def test_the_end_says_what_to_do_first() -> None:
    *_, end = told(judged(crash(GET), broken(LIST), errors=["GET /admin/apps: Network Error"])).split("\n\n")
    assert end.splitlines() == [
        "2 violations, 1 error in 84 answers of 4 operations in 10.0 s.",
        "To do first:",
        f"  - Mend violation 1, at {GET}: Server error",
        f'  - Mend violation 2, at {LIST}: Response violates schema: 1 is not of type "string"',
        "  - See what kept 1 operation from being tested: GET /admin/apps: Network Error",
        "  - Give the server the data to answer 2xx to 1 operation, now not tested: delete_return_reason",
    ]


@pytest.mark.parametrize("width", [20, 60, 200])
def test_lines_to_copy_are_never_broken(width: int) -> None:
    assert f"curl -X GET {URL}/admin/return-reasons\n" in told(judged(broken()), width=width)


def test_progress_is_shown_to_people_and_not_to_logs() -> None:
    for is_terminal in (True, False):
        said = io.StringIO()
        with Terminal(Console(file=said, width=80, force_terminal=is_terminal)).progress(4) as step:
            for phase in ("coverage", "coverage", "stateful"):
                step(phase)
        assert ("2/4" in said.getvalue()) is is_terminal
        assert ("1/?" in said.getvalue()) is is_terminal
