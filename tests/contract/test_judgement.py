"""A run, judged: how it ended, what is known of each operation, and what its baseline did."""

import pytest

from medusa_mock.contract.baseline import Entry
from medusa_mock.contract.judgement import Known, Outcome, Verdict
from medusa_mock.contract.options import PHASES
from tests.contract.reporting import CREATE, DELETE, GET, LIST, crash, findings, judged, trial

ACCEPTED = (
    Entry("1", LIST, "not_a_server_error", "ServerError", "500", "It always crashed."),
    Entry("2", LIST, "status_code_conformance", "UndefinedStatusCode", "500", "It always crashed."),
)


def test_operations_without_a_success_are_not_tested_and_do_not_pass() -> None:
    judgement = judged(crash(GET))
    assert {operation.label: operation.outcome for operation in judgement.operations} == {
        LIST: Outcome.PASSED,
        GET: Outcome.VIOLATED,
        CREATE: Outcome.PASSED,
        DELETE: Outcome.NOT_TESTED,
    }
    assert judgement.count(Outcome.PASSED) == 2
    assert (judgement.answers, judgement.seconds) == (84, 2.0 * len(PHASES))


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"400": 3, "401": 2}, Outcome.PASSED),
        ({"401": 2}, Outcome.NOT_TESTED),
        ({"418": 2}, Outcome.NOT_TESTED),
    ],
)
def test_an_operation_that_can_only_refuse_is_tested_by_its_refusals(answers: dict[str, int], outcome: Outcome) -> None:
    label = "POST /admin/orders/{id}/line-items/{line_item_id}/reserve"
    [operation] = trial(tested=("reserve_order_line_item",)).judge(findings(answers={label: answers})).operations
    assert operation.outcome is outcome


def test_an_operation_that_an_error_kept_from_being_tested_does_not_pass() -> None:
    judgement = judged(errors=[f"{LIST}: Network Error: Connection refused"])
    assert judgement.operations[0].outcome is Outcome.NOT_TESTED


@pytest.mark.parametrize(
    ("judgement", "verdict"),
    [
        (judged(), Verdict.HELD),
        (judged(crash()), Verdict.VIOLATED),
        (judged(errors=["GET /admin/apps: Network Error"]), Verdict.VIOLATED),
        (judged(crash(), complete=False), Verdict.INTERRUPTED),
    ],
)
def test_how_a_run_ended(judgement: object, verdict: Verdict) -> None:
    assert getattr(judgement, "verdict", None) is verdict


def test_what_is_accepted_is_no_violation() -> None:
    judgement = trial(known=Known("mine.json", None, ACCEPTED)).judge(findings(crash()))
    assert (judgement.verdict, judgement.causes) == (Verdict.HELD, ())
    assert judgement.baseline.accepted == ACCEPTED
    assert judgement.operations[0].outcome is Outcome.ACCEPTED


def test_a_baseline_that_does_not_fit_the_document_fails_a_run() -> None:
    entry = Entry("3", "GET /admin/nothing", "not_a_server_error", "ServerError", "500", "It is gone.")
    judgement = trial(known=Known("mine.json", None, (entry,))).judge(findings())
    assert judgement.verdict is Verdict.VIOLATED
    assert judgement.baseline.faulty == ((entry, "is of no operation in the document: delete it"),)


def test_an_entry_is_unused_only_where_it_was_put_to_the_test() -> None:
    known = Known("mine.json", None, ACCEPTED)
    assert trial(known=known).judge(findings()).baseline.unmet == ACCEPTED
    for part, found in (
        (trial(known=known, phases=("examples",)), findings()),
        (trial(known=known, tested=("get_return_reason",)), findings()),
        (trial(known=known), findings(complete=False)),
    ):
        used = part.judge(found).baseline
        assert (used.unmet, used.unasked) == ((), 2)


def test_links_are_told_only_where_they_were_to_be_followed() -> None:
    links = judged().links
    assert links[f"{CREATE} -> [200] get"] == sum(links.values()) == 3
    assert judged(phases={}).links == {}
