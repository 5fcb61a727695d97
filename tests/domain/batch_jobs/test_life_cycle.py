"""What may happen to a batch job, and what does by itself."""

from dataclasses import replace
from typing import Any

import pytest

from medusa_mock.domain.batch_jobs import life_cycle
from medusa_mock.domain.batch_jobs.life_cycle import DELAY, STRATEGIES, catch_up, status_of
from medusa_mock.domain.batch_jobs.strategies import Findings
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.store import Row, Store
from medusa_mock.store.clock import timestamp
from medusa_mock.tables.jobs import BATCH_JOBS
from tests.domain.batch_jobs.conftest import USER, Settled, Start, errors, later


@pytest.fixture
def job(start: Start) -> Row:
    return start("product-export", dry_run=True)


def test_a_job_goes_on_by_itself_to_the_end(settled: Settled) -> None:
    job = settled("product-export")
    assert status_of(job) == "completed"
    times = [job[f"{status}_at"] for status in ("pre_processed", "confirmed", "processing", "completed")]
    assert times == sorted(times)
    assert (job["canceled_at"], job["failed_at"]) == (None, None)


def test_a_step_is_of_the_time_at_which_it_was_due(shop: Store, start: Start) -> None:
    job = start("product-export")
    settled = later(shop, job)
    times = [settled["pre_processed_at"], settled["confirmed_at"], settled["processing_at"], settled["completed_at"]]
    assert times == [timestamp(job["due"] + delay) for delay in (0, 0, DELAY, DELAY)]


def test_a_dry_run_waits_to_be_confirmed(shop: Store, settled: Settled) -> None:
    job = settled("product-export", dry_run=True)
    assert status_of(job) == "pre_processed"
    assert status_of(life_cycle.confirm(shop, job)) == "confirmed"
    assert status_of(later(shop, job)) == "completed"


def test_nothing_happens_before_it_is_due(shop: Store, job: Row) -> None:
    shop.advance(DELAY - 20)
    catch_up(shop)
    assert shop.get(BATCH_JOBS, job.key) == job


def test_a_state_that_is_put_back_has_its_work_before_it_again(shop: Store, job: Row) -> None:
    before = shop.world
    assert status_of(later(shop, job)) == "pre_processed"
    shop.restore(before)
    assert status_of(shop.get(BATCH_JOBS, job.key)) == "created"
    assert status_of(later(shop, job)) == "pre_processed"


def test_jobs_are_done_in_the_order_in_which_they_are_due(shop: Store, start: Start) -> None:
    first = start("product-export")
    shop.advance(10)
    second = later(shop, start("product-export"))
    assert shop.get(BATCH_JOBS, first.key)["processing_at"] < second["processing_at"]


@pytest.mark.parametrize(
    ("times", "status"),
    [
        ({}, "created"),
        ({"pre_processed_at": "now"}, "pre_processed"),
        ({"pre_processed_at": "now", "confirmed_at": "now", "processing_at": None}, "confirmed"),
        ({"confirmed_at": "now", "canceled_at": "now"}, "canceled"),
        ({"canceled_at": "now", "failed_at": "now"}, "failed"),
    ],
)
def test_the_last_of_the_times_tells_the_status(times: dict[str, Any], status: str) -> None:
    assert status_of(times) == status


def test_only_what_is_pre_processed_can_be_confirmed(shop: Store, job: Row, settled: Settled) -> None:
    for other in (job, settled("order-export")):
        with pytest.raises(NotAllowed, match="Cannot confirm processing for a batch job that is not pre processed"):
            life_cycle.confirm(shop, other)


def test_everything_but_a_completed_job_can_be_canceled(shop: Store, job: Row, settled: Settled) -> None:
    assert status_of(life_cycle.cancel(shop, job)) == "canceled"
    with pytest.raises(NotAllowed, match="Cannot cancel completed batch job"):
        life_cycle.cancel(shop, settled("order-export"))


def test_a_canceled_job_fails_when_the_server_comes_to_it(shop: Store, job: Row) -> None:
    canceled = later(shop, life_cycle.cancel(shop, job))
    assert status_of(canceled) == "failed"
    assert errors(canceled) == ["Cannot mark a batch job as pre processed if it is not in created status"]
    assert status_of(life_cycle.cancel(shop, canceled)) == "failed"


def test_a_job_canceled_after_it_was_confirmed_fails_as_well(shop: Store, job: Row) -> None:
    confirmed = life_cycle.confirm(shop, later(shop, job))
    canceled = later(shop, life_cycle.cancel(shop, confirmed))
    expected = "Cannot mark a batch job as processing if the status is different that confirmed"
    assert (status_of(canceled), errors(canceled)) == ("failed", [expected])


def test_a_job_is_its_users_own(shop: Store, job: Row) -> None:
    assert life_cycle.own_job(shop, job.key, USER) is job
    with pytest.raises(NotAllowed, match="does not belong to the logged in user"):
        life_cycle.own_job(shop, job.key, "usr_mira")
    with pytest.raises(NotFound, match="Batch job with id nope was not found"):
        life_cycle.own_job(shop, "nope", USER)


def test_a_type_that_nobody_knows_is_not_found(start: Start) -> None:
    with pytest.raises(NotFound, match="Unable to find a BatchJob strategy with the type nope"):
        start("nope")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The export of products has a fault of its own."""

    def fail(*_: object) -> Findings:
        raise KeyError("a mistake of ours")

    strategies = {**STRATEGIES, "product-export": replace(STRATEGIES["product-export"], pre_process=fail)}
    monkeypatch.setattr(life_cycle, "STRATEGIES", strategies)


@pytest.mark.usefixtures("broken")
def test_a_fault_fails_the_job_and_nothing_else(settled: Settled, caplog: pytest.LogCaptureFixture) -> None:
    job = settled("product-export")
    assert (status_of(job), errors(job)) == ("failed", ["An unknown error occurred."])
    assert "a mistake of ours" in caplog.text
    assert status_of(settled("order-export")) == "completed"
