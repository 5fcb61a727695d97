"""`medusa-mock diff` and `record`: what is printed, what is written, and the exit status."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from medusa_mock.contract.parity.diff import run_diff, run_record
from tests.contract.parity.scripted import ScriptedServer

ACCOUNT: dict[str, Any] = {"email": "admin@medusa-test.com", "password": "supersecret"}
SCENARIO = """
steps:
  - {request: GET /one, auth: none, save: {id: id}}
  - {request: GET /two, auth: none}
"""


class Diff(Protocol):
    def __call__(self, left: str, right: str, **options: Any) -> tuple[int, list[str], str]:
        """Return exit status, the lines on standard output, and standard error."""
        ...


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "given.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def diff(scenario: Path, capsys: pytest.CaptureFixture[str]) -> Diff:
    def run(left: str, right: str, **options: Any) -> tuple[int, list[str], str]:
        status = run_diff([scenario], left=left, right=right, **ACCOUNT, **options)
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err

    return run


@pytest.fixture
def record(scenario: Path, tmp_path: Path) -> Callable[[ScriptedServer], str]:
    def run(scripted: ScriptedServer) -> str:
        folder = tmp_path / "recordings"
        assert run_record([scenario], url=scripted.url, folder=folder, **ACCOUNT) == 0
        return str(folder)

    return run


def _teach(*servers: ScriptedServer) -> None:
    for server in servers:
        server.says("GET /one", {"id": 1})
        server.says("GET /two", {"a": 1, "b": 2, "c": 3, "d": 4})


def test_equal_servers(scripted: ScriptedServer, another: ScriptedServer, diff: Diff) -> None:
    _teach(scripted, another)
    assert diff(scripted.url, another.url) == (
        0,
        ["given: 2/2 equal", "2/2 steps equal, 2/2 statuses equal, scenarios: 1"],
        "",
    )


def test_every_difference_is_printed_under_its_step(
    scripted: ScriptedServer, another: ScriptedServer, diff: Diff
) -> None:
    _teach(scripted, another)
    another.says("GET /two", {"b": "x" * 100, "c": 3}, 201)
    status, out, _ = diff(scripted.url, another.url)
    assert status == 1
    assert out == [
        "given: 1/2 equal",
        "  step 2 GET /two",
        "    status: want 200, got 201",
        "    $.a: want 1, got nothing",
        f'    $.b: want 2, got "{"x" * 86}...',
        "    (1 more; --verbose shows all)",
        "operation  steps  unequal  status  media type  shape  values  ",
        "GET /two   1      1        1       -           1      -       ",
        "1/2 steps equal, 1/2 statuses equal, scenarios: 1",
    ]
    _, out, _ = diff(scripted.url, another.url, verbose=True)
    assert out[4:6] == [f'    $.b: want 2, got "{"x" * 100}"', "    $.d: want 4, got nothing"]


def test_the_order_of_keys_counts_on_request(scripted: ScriptedServer, another: ScriptedServer, diff: Diff) -> None:
    _teach(scripted, another)
    another.says("GET /two", {"d": 4, "c": 3, "b": 2, "a": 1})
    assert diff(scripted.url, another.url)[0] == 0
    assert diff(scripted.url, another.url, key_order=True)[0] == 1


def test_a_recording_stands_for_the_server_it_was_made_of(
    scripted: ScriptedServer, diff: Diff, record: Callable[[ScriptedServer], str], capsys: pytest.CaptureFixture[str]
) -> None:
    _teach(scripted)
    recordings = record(scripted)
    assert capsys.readouterr().out == f"{recordings}/given.json: 2 x 200\n"
    assert diff(recordings, scripted.url)[0] == 0
    assert diff(recordings, recordings)[0] == 0
    scripted.says("GET /one", {"id": 2})
    status, out, _ = diff(scripted.url, recordings)
    assert (status, out[2]) == (1, "    $.id: want 2, got 1")


def test_what_is_not_compared_is_not_recorded(
    scenario: Path, scripted: ScriptedServer, diff: Diff, record: Callable[[ScriptedServer], str]
) -> None:
    scenario.write_text(SCENARIO.replace("GET /two,", "GET /two, ignore: [b],"), encoding="utf-8")
    _teach(scripted)
    recordings = record(scripted)
    [_, second] = json.loads(Path(recordings, "given.json").read_text(encoding="utf-8"))
    assert second["body"] == {"a": 1, "c": 3, "d": 4}
    assert diff(recordings, scripted.url)[0] == 0


def test_recording_says_what_could_not_be_saved(
    scripted: ScriptedServer, record: Callable[[ScriptedServer], str], capsys: pytest.CaptureFixture[str]
) -> None:
    recordings = record(scripted)
    assert capsys.readouterr().out.splitlines() == [
        f"{recordings}/given.json: 2 x 404",
        "  step 1 GET /one: nothing to save as id",
    ]
    [first, _] = json.loads(Path(recordings, "given.json").read_text(encoding="utf-8"))
    assert first["lost"] == ["id"]


def test_the_report_holds_every_verdict(
    scripted: ScriptedServer, another: ScriptedServer, diff: Diff, tmp_path: Path
) -> None:
    _teach(scripted, another)
    another.says("GET /one", {"id": 1, "x": "é"})
    diff(scripted.url, another.url, report=tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == {
        "left": scripted.url,
        "right": another.url,
        "operations": {
            "GET /one": {"steps": 1, "unequal": 1, "status": 0, "media type": 0, "shape": 1, "values": 0},
            "GET /two": {"steps": 1, "unequal": 0, "status": 0, "media type": 0, "shape": 0, "values": 0},
        },
        "scenarios": {
            "given": [
                {
                    "step": 1,
                    "request": "GET /one",
                    "equal": False,
                    "differences": [{"at": "$.x", "want": "nothing", "got": '"é"', "kind": "shape"}],
                },
                {"step": 2, "request": "GET /two", "equal": True, "differences": []},
            ]
        },
    }


def test_a_mock_is_reset_before_each_scenario_by_itself(
    scripted: ScriptedServer, another: ScriptedServer, diff: Diff
) -> None:
    _teach(scripted, another)
    scripted.says("GET /_mock/health", {"version": "1"})
    scripted.says("POST /_mock/reset", {})
    assert diff(scripted.url, another.url, control_token="secret")[0] == 0
    assert scripted.lines == ["GET /_mock/health", "POST /_mock/reset", "GET /one", "GET /two"]
    assert another.lines == ["GET /_mock/health", "GET /one", "GET /two"]
    assert [asked.headers.get("authorization") for asked in scripted.asked] == [
        None,
        "Bearer secret",
        None,
        None,
    ]


def test_another_request_can_go_before(scripted: ScriptedServer, another: ScriptedServer, diff: Diff) -> None:
    _teach(scripted, another)
    for side in (scripted, another):
        side.says("POST /reset?all=1", {}, 201)
    assert diff(scripted.url, another.url, before="POST /reset?all=1", control_token="secret")[0] == 0
    assert not any("authorization" in asked.headers for asked in scripted.asked)
    assert scripted.lines == another.lines == ["POST /reset?all=1", "GET /one", "GET /two"]


def test_a_reset_that_fails_is_unusable(scripted: ScriptedServer, diff: Diff) -> None:
    scripted.says("GET /_mock/health", {})
    scripted.says("POST /_mock/reset", {"message": "no"}, 500)
    assert diff(scripted.url, scripted.url) == (
        2,
        [],
        f'medusa-mock: {scripted.url}: POST /_mock/reset answered 500: {{"message": "no"}}\n',
    )


@pytest.mark.parametrize(
    ("sides", "options", "reason"),
    [
        (("nowhere", "nowhere"), {}, "nowhere: neither a URL nor a folder of recordings"),
        (("ftp://host", "ftp://host"), {}, "ftp://host: not the URL of a server"),
        (("http://127.0.0.1:1", "http://127.0.0.1:1"), {}, "http://127.0.0.1:1: GET /_mock/health: "),
        (("http://127.0.0.1:1", "http://127.0.0.1:1"), {"before": "reset"}, "'reset': not a request such as"),
        ((".", "."), {}, "given.json: No such file or directory"),
    ],
)
def test_sides_that_nothing_can_be_said_about(
    diff: Diff, sides: tuple[str, str], options: dict[str, str], reason: str
) -> None:
    status, out, err = diff(*sides, **options)
    assert (status, out) == (2, [])
    assert err.startswith(f"medusa-mock: {reason}")


@pytest.mark.parametrize(
    ("recording", "reason"),
    [
        ("{", "not a recording"),
        ("{}", "has 0 answers for 2 steps; record it again from"),
        ("[1, 2]", "not a recording"),
        ('[{"request": "GET /one"}]', "not a recording: KeyError('status')"),
        (
            json.dumps([{"request": "GET /x", "status": 200, "type": "", "body": None, "saved": {}}] * 2),
            "step 1: answers 'GET /x', not 'GET /one'; record it again from",
        ),
    ],
)
def test_a_recording_that_does_not_fit_is_unusable(diff: Diff, tmp_path: Path, recording: str, reason: str) -> None:
    (tmp_path / "given.json").write_text(recording, encoding="utf-8")
    status, _, err = diff(str(tmp_path), str(tmp_path))
    assert status == 2
    assert err.startswith(f"medusa-mock: {tmp_path}/given.json: {reason}")


def test_a_malformed_scenario_is_unusable(scenario: Path, diff: Diff) -> None:
    scenario.write_text("steps: [{}]", encoding="utf-8")
    assert diff("http://127.0.0.1:1", ".") == (
        2,
        [],
        f"medusa-mock: {scenario}: step 1: `request` must be METHOD /path, not nothing\n",
    )


def test_files_that_cannot_be_written_are_unusable(
    scripted: ScriptedServer, diff: Diff, scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff(scripted.url, scripted.url, report=scenario / "report.json")[::2] == (
        2,
        f"medusa-mock: {scenario}/report.json: Not a directory\n",
    )
    assert run_record([scenario], url=scripted.url, folder=scenario / "x", **ACCOUNT) == 2
    assert capsys.readouterr().err == f"medusa-mock: {scenario}/x: Not a directory\n"


def test_values_are_left_out_on_request(scripted: ScriptedServer, another: ScriptedServer, diff: Diff) -> None:
    _teach(scripted, another)
    another.says("GET /two", {"a": 2, "b": 3, "c": 4, "d": 5})
    assert diff(scripted.url, another.url, values=False)[0] == 0
    another.says("GET /two", {"a": 2, "b": "3", "c": 4})
    status, out, _ = diff(scripted.url, another.url, values=False)
    assert status == 1
    assert out[2:4] == ['    $.b: want 2, got "3"', "    $.d: want 4, got nothing"]


@pytest.mark.parametrize("options", [{"tags": ["Products"]}, {"read_only": True}])
def test_what_chooses_from_the_documents_goes_without_scenarios(diff: Diff, options: dict[str, Any]) -> None:
    status, _, err = diff("http://left", "http://right", **options)
    assert status == 2
    assert "choose from what the documents make" in err
