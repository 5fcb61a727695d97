"""A contract run from end to end: what it says, what it leaves, and how it ends."""

import asyncio
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from rich.console import Console

from medusa_mock.app import App, Options
from medusa_mock.contract.baseline import entries
from medusa_mock.contract.options import PHASES, PROBES, REPORTS, ContractOptions
from medusa_mock.contract.runner import HELD, INTERRUPTED, UNUSABLE, VIOLATED, run_contract_tests
from medusa_mock.serving import running
from tests.contract.faulty import Answer, Ask, Asked, Faulty
from tests.contract.groups import FIRST
from tests.world import API_TOKEN, EMAIL, PASSWORD, SEED

NOBODY = "http://127.0.0.1:9"


def run(**options: Any) -> tuple[int, str]:
    """The exit code of a run, and what it said."""
    said = io.StringIO()
    status = run_contract_tests(ContractOptions(**options), Console(file=said, width=120))
    return status, said.getvalue()


def test_our_own_server_keeps_the_contract() -> None:
    """A run as it is without options: all operations, all phases."""
    status, said = run(seed=1)
    assert status == HELD, said
    assert "seed 1\n" in said
    assert re.findall(r"^(\w+) +[1-9]\d* cases", said, re.MULTILINE) == list(PHASES)
    assert "All held" in said
    never = re.findall(r"^(\w+) \(.*\) never answered 2xx", said, re.MULTILINE)
    assert not set(FIRST).intersection(never)


@pytest.mark.parametrize("email", ["noor@example.com", None])
def test_our_own_server_keeps_the_contract_of_the_store_api(email: str | None) -> None:
    """Signed in as a customer or, without those operations that want one, as nobody."""
    status, said = run(api="store", email=email, seed=1, max_examples=5, phases=("examples", "coverage"))
    assert status == HELD, said
    assert ("list_customer_orders" in said) is (email is not None)
    assert "create_cart" in said


def test_our_own_server_keeps_the_contract_of_its_control_api() -> None:
    """Asked for its token everywhere but at /health; every operation and every phase."""
    status, said = run(api="control", seed=1, max_examples=3)
    assert status == HELD, said


def test_the_control_api_is_judged_with_a_token_and_without() -> None:
    options: dict[str, Any] = {"api": "control", "phases": ("examples",), "seed": 1}
    with running(App(Options(control_token="secret"))) as url:
        assert run(url=url, token="secret", **options)[0] == HELD
        status, said = run(url=url, **options)
        assert (status, "Give its token by --token" in said) == (UNUSABLE, True)
    with running(App(Options())) as url:
        assert run(url=url, **options)[0] == HELD
    assert run(url=NOBODY, **options)[0] == UNUSABLE


def test_what_the_first_groups_promise_is_tested_with_more_examples() -> None:
    status, said = run(seed=2, max_examples=25, operations=FIRST)
    assert status == HELD, said
    assert "never answered 2xx" not in said


class Recorder:
    """An application that keeps what is asked of another one."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._app = App(Options(strict=True))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.asked.append(f"{scope['method']} {scope['path']}")
        await self._app(scope, receive, send)


REGIONS = ("list_regions", "create_region", "get_region", "delete_region")
LOG_IN = {"POST /admin/auth/token", "GET /admin/auth"}


def test_a_run_that_may_only_read_sends_nothing_else() -> None:
    with running(server := Recorder()) as url:
        status, said = run(url=url, operations=REGIONS, read_only=True, seed=1)
    assert status == HELD, said
    assert {route.split()[0] for route in server.asked if route not in LOG_IN} == {"GET"}


def test_a_dry_run_tells_what_would_be_sent() -> None:
    with running(server := Recorder()) as url:
        status, said = run(url=url, operations=REGIONS, dry_run=True)
    assert (status, set(server.asked)) == (HELD, LOG_IN)
    assert "4 operations of " in said
    assert "  DELETE /admin/regions/{id}\n" in said  # in a state of its own, on a mock


def test_a_rate_that_is_none_is_refused() -> None:
    status, said = run(operations=REGIONS, rate_limit="fast")
    assert status == UNUSABLE
    assert "fast is no limit. Give one such as 5/s, 100/m or 1000/h." in said


def test_ctrl_c_ends_a_run_with_a_report_of_what_was_judged() -> None:
    command = [sys.executable, "-m", "medusa_mock", "test", "--tag", "Orders", "--seed", "1", "--phase", "examples"]
    with subprocess.Popen(
        [*command, "--phase", "coverage"], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("examples"):
                process.send_signal(signal.SIGINT)
    assert process.returncode == INTERRUPTED, "".join(said)
    assert re.search(r"^Interrupted after [1-9]\d* answers of [1-9]\d* operations", "".join(said), re.MULTILINE)


def test_the_links_of_the_document_are_followed(mock: str) -> None:
    apps = ("list_apps", "authorize_app")
    status, said = run(url=mock, operations=apps, phases=("stateful",), max_examples=20, seed=1)
    assert status == HELD, said
    assert "Links of the document that led to a success: 2 of 2\n" in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"url": NOBODY}, f"{NOBODY} does not answer: .*Is the server running there"),
        ({"url": "localhost:9000"}, "localhost:9000 is no address of a server"),
        ({"url": "http://"}, "http:// is no address of a server"),
        ({"url": NOBODY, "operations": ("list_app",)}, "no operation list_app. Did you mean list_apps"),
        ({"url": NOBODY, "baseline": "nowhere.json"}, "no baseline nowhere.json"),
        ({"url": NOBODY, "update_baseline": True}, "Which baseline is to be updated"),
        ({"url": NOBODY, "update_baseline": True, "baseline": "medusa-1.20.11"}, "belongs to the package. Copy "),
    ],
)
def test_what_cannot_be_judged_is_said(options: dict[str, Any], sentence: str) -> None:
    status, said = run(**options)
    assert status == UNUSABLE
    assert re.search(sentence, said)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"password": "wrong"}, f"does not let {EMAIL} in. Give --email and --password, or --token"),
        ({"token": "wrong"}, "accepts the token neither as a bearer token nor as an API token"),
        ({"reports": ("pdf",)}, "no report pdf. There are html, junit"),
        ({"reports": ("junit:/dev/null/report.xml",)}, "/dev/null"),
        ({"operations": ("get_session",), "phases": ("examples",)}, "nothing to send in the phases examples"),
    ],
)
def test_what_cannot_be_judged_on_a_server_that_answers_is_said(
    mock: str, options: dict[str, Any], sentence: str
) -> None:
    status, said = run(url=mock, **options)
    assert status == UNUSABLE
    assert sentence in said


def test_another_kind_of_server_is_not_judged() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        del receive
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b"Not here"})

    with running(application) as url:
        status, said = run(url=url)
    assert status == UNUSABLE
    assert "answered `404 Not here`, which tells of no account. Is this the address of a Medusa v1 backend?" in said


def test_the_account_goes_on_to_work(mock: str) -> None:
    with httpx.Client(base_url=mock) as client:
        token = client.post("/admin/auth/token", json={"email": EMAIL, "password": PASSWORD}).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        before = client.get("/admin/auth", headers=headers).json()
        status, said = run(url=mock, token=token, operations=("delete_session", "get_session"), max_examples=10, seed=1)
        assert status == HELD, said
        assert client.get("/admin/auth", headers=headers).json() == before


def test_every_report_is_written_and_none_tells_a_credential(tmp_path: Path) -> None:
    """Not even a log-in, whose answer is one."""
    reports = tuple(f"{kind}:{tmp_path / 'reports' / name}" for kind, name in REPORTS.items())
    with running(App(Options(seed=str(SEED), strict=True))) as url:
        options: dict[str, Any] = {
            "operations": ("get_session", "create_token"),
            "phases": (PROBES, "coverage"),
            "seed": 1,
        }
        status, said = run(url=url, token=API_TOKEN, reports=reports, **options)
    assert status == HELD, said
    written = {file.name: file.read_text() for file in (tmp_path / "reports").iterdir()}
    assert written.keys() == set(REPORTS.values())
    for name, text in written.items():
        assert "get_session" in text or name in ("contract.har", "contract.md"), name
        assert API_TOKEN not in text, name
        assert not re.search(r"eyJ[\w-]+\.[\w-]+\.", text), name
    entries = json.loads(written["contract.har"])["log"]["entries"]
    assert {"/admin/auth", "/admin/auth/token"} <= {urlsplit(entry["request"]["url"]).path for entry in entries}
    [answers] = re.findall(r"in ([\d,]+) answers|([\d,]+) answers of", said)[:1]
    assert len(entries) >= int("".join(answers).replace(",", "")), "all that was answered is told"


async def created(asked: Asked, ask: Ask) -> Answer:
    answer = await ask(asked)
    return answer.with_status(201) if answer.status == 200 else answer


def accepting_it(expires: str) -> str:
    """A baseline that accepts the one violation that `created` is."""
    entry = {
        "operation": "GET /admin/apps",
        "check": "status_code_conformance",
        "failure": "UndefinedStatusCode",
        "signature": "201",
        "reason": "It was always so.",
        "expires": expires,
    }
    return json.dumps({"format_version": 1, "entries": [entry]})


@pytest.mark.parametrize(
    ("expires", "status", "sentence"),
    [
        ("2999-12-31", HELD, "Accepted by the baseline:\n  It was always so."),
        (
            "2001-01-01",
            VIOLATED,
            "the entry of the baseline has expired:\n  {id} GET /admin/apps, status_code_conformance",
        ),
    ],
)
def test_a_violation_may_be_accepted_for_a_while(tmp_path: Path, expires: str, status: int, sentence: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(accepting_it(expires))
    with running(Faulty(App(Options(strict=True)), "GET /admin/apps", created)) as url:
        judged, said = run(url=url, baseline=str(file), operations=("list_apps",), phases=("fuzzing",), seed=1)
    assert judged == status, said
    assert sentence.format(id=entries(file)[0].id) in said


def test_a_baseline_is_proposed_and_holds_when_its_reasons_are_given(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    options: dict[str, Any] = {"baseline": str(file), "operations": ("list_apps",), "phases": ("fuzzing",), "seed": 1}
    with running(Faulty(App(Options(strict=True)), "GET /admin/apps", created)) as url:
        proposed, said = run(url=url, update_baseline=True, **options)
        assert "Give a reason to 1 entry that the run added" in said
        unexplained, said = run(url=url, **options)
        assert "has no reason: say why this is accepted (GET /admin/apps)" in said
        file.write_text(file.read_text().replace('"reason": ""', '"reason": "It was always so."'))
        explained, said = run(url=url, **options)
    assert (proposed, unexplained, explained) == (VIOLATED, VIOLATED, HELD), said


def test_an_entry_that_is_met_no_longer_is_named(tmp_path: Path, mock: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(accepting_it("2999-12-31"))
    options: dict[str, Any] = {"url": mock, "baseline": str(file), "operations": ("list_apps",), "seed": 1}
    status, said = run(max_examples=1, **options)
    assert status == HELD, said
    assert f"and not met in this run: delete what is mended:\n  {entries(file)[0].id} GET /admin/apps" in said
    status, said = run(phases=("coverage",), **options)
    assert status == HELD, said
    assert "1 entry of the baseline put to no test in this run." in said


def test_the_baseline_of_a_real_medusa_accepts_nothing_else() -> None:
    with running(Faulty(App(Options(strict=True)), "GET /admin/apps", created)) as url:
        options: dict[str, Any] = {"operations": ("list_apps",), "phases": ("fuzzing",), "seed": 1}
        status, said = run(url=url, baseline="medusa-1.20.11", **options)
    assert status == VIOLATED, said


def test_an_operation_that_never_succeeds_is_named() -> None:
    async def failing(asked: Asked, ask: Ask) -> Answer:
        return await ask(asked.with_header("authorization", "Bearer nobody"))

    with running(Faulty(App(Options(strict=True)), "GET /admin/apps", failing)) as url:
        status, said = run(url=url, operations=("list_apps",), phases=("fuzzing",), seed=1)
    assert status == VIOLATED  # an account that was let in is let in everywhere
    assert "list_apps (GET /admin/apps) never answered 2xx: its success was not judged." in said


@pytest.mark.parametrize("phase", ["coverage", "stateful"])
def test_a_request_that_is_never_answered_is_a_violation(tmp_path: Path, phase: str) -> None:
    waiting = asyncio.Event()

    async def silent(asked: Asked, ask: Ask) -> Answer:
        if phase == "stateful" or ("limit", "1") in asked.query:
            await waiting.wait()
        return await ask(asked)

    file = tmp_path / "baseline.json"
    route = "GET /admin/product-tags" if phase == "coverage" else "GET /admin/apps"
    operations = ("list_product_tags",) if phase == "coverage" else ("list_apps", "authorize_app")
    options: dict[str, Any] = {"operations": operations, "phases": (phase,), "seed": 1, "timeout": 0.5}
    with running(Faulty(App(Options(strict=True)), route, silent)) as url:
        status, said = run(url=url, baseline=str(file), update_baseline=True, max_examples=2, **options)
        assert status == VIOLATED
        assert re.search(rf"\({route}\)\n   answer_in_time: No answer: .*\n.*\n   curl -X GET .*{route[4:]}", said), (
            said
        )
        file.write_text(file.read_text().replace('"reason": ""', '"reason": "It always slept."'))
        status, said = run(url=url, baseline=str(file), max_examples=2, **options)
    assert status == HELD, said


def test_a_server_that_breaks_off_is_no_server_that_holds() -> None:
    async def gone(asked: Asked, ask: Ask) -> Answer:
        del asked, ask
        raise ConnectionAbortedError

    with running(Faulty(App(Options(strict=True)), "GET /admin/apps", gone)) as url:
        status, said = run(url=url, operations=("list_apps", "get_session"), phases=("fuzzing",), seed=1)
    assert status == VIOLATED, said
