"""The reports of a proxy: on all operations that were met, of whichever API, and on nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from medusa_mock.contract.judgement import Judgement, Outcome, Verdict
from medusa_mock.contract.proxy.reporting import destinations, judge, write_reports
from tests.contract.proxy.harness import RunningProxy, proxying
from tests.world import DEMO_ADMIN, EMAIL, PASSWORD

BEGAN = datetime(2026, 11, 23, tzinfo=UTC)
Visit = Callable[[httpx.Client], object]


def _listen(server: str, *visits: Visit) -> RunningProxy:
    with proxying(server) as proxy:
        for visit in visits:
            with httpx.Client(base_url=proxy.url) as client:
                visit(client)
    return proxy


def _judge(server: str, *visits: Visit) -> Judgement:
    return judge(_listen(server, *visits).proxy.ledger, BEGAN, 2.0)


def _admin(client: httpx.Client) -> None:
    client.get("/admin/products?limt=1", headers=DEMO_ADMIN)
    client.get("/admin/products", headers=DEMO_ADMIN)
    client.get("/admin/auth")
    client.get("/admin/wishlists", headers=DEMO_ADMIN)


def _customer(client: httpx.Client) -> None:
    client.post("/store/carts", json={"region_id": 5})
    client.get("/store/auth")


def test_the_operations_of_both_apis_are_told(demo_server: str) -> None:
    told = _judge(demo_server, _customer, _admin)
    assert {operation.label: (operation.outcome, operation.causes) for operation in told.operations} == {
        "GET /admin/auth": (Outcome.NOT_TESTED, ()),
        "GET /admin/products": (Outcome.VIOLATED, (1,)),
        "POST /store/carts": (Outcome.VIOLATED, (2,)),
        "GET /store/auth": (Outcome.NOT_TESTED, ()),
    }
    assert [cause.operations for cause in told.causes] == [("GET /admin/products",), ("POST /store/carts",)]
    assert [str(cause.place).partition(":")[0] for cause in told.causes] == [
        "openapi/paths/admin/products.yaml",
        "openapi/paths/store/carts.yaml",
    ]
    assert [cause.operations for cause in told.warnings] == [("GET /admin/wishlists",)]
    assert (told.verdict, told.answers, told.seconds, told.seed) == (Verdict.VIOLATED, 5, 2.0, None)


def test_one_api_is_told_alone(demo_server: str) -> None:
    told = _judge(demo_server, lambda client: client.get("/store/auth"))
    assert (told.api, told.verdict) == ("store", Verdict.HELD)
    assert [operation.label for operation in told.operations] == ["GET /store/auth"]


def test_what_could_not_be_passed_on_is_told(demo_server: str) -> None:
    ledger = _listen(demo_server, lambda client: client.get("/store/auth")).proxy.ledger
    ledger.findings.errors.append("http://server cannot be reached")
    told = judge(ledger, BEGAN, 2.0)
    assert (told.verdict, told.errors) == (Verdict.VIOLATED, ("http://server cannot be reached",))


@pytest.mark.parametrize("kind", ["html", "junit", "json", "markdown"])
def test_every_report_is_written_and_tells_no_secret(demo_server: str, tmp_path: Path, kind: str) -> None:
    account = {"email": EMAIL, "password": PASSWORD, "remember": True}
    proxy = _listen(demo_server, _admin, lambda client: client.post("/admin/auth", json=account))
    write_reports(destinations((f"{kind}:{tmp_path / 'report'}",)), proxy.proxy.ledger, BEGAN, 2.0)
    text = (tmp_path / "report").read_text("utf-8")
    assert "property remember should not exist" in text
    assert PASSWORD not in text
    assert DEMO_ADMIN["x-medusa-access-token"] not in text
