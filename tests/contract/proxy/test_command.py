"""`medusa-mock proxy` from the command line: what it prints and writes, and how it ends."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from medusa_mock.cli import main
from medusa_mock.serving import listen, url_of
from tests.world import DEMO_ADMIN


def test_a_run_from_its_first_line_to_the_verdict(demo_server: str, tmp_path: Path) -> None:
    files = ["--record", str(tmp_path / "visit.yaml"), "--report", f"json:{tmp_path / 'found.json'}"]
    command = [sys.executable, "-m", "medusa_mock", "proxy", "--upstream", demo_server, *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[0]
        httpx.get(f"{url}/admin/products?limt=2", headers=DEMO_ADMIN)
        process.send_signal(signal.SIGINT)
        output = process.stdout.read()
    assert process.returncode == 1
    assert "property limt should not exist" in output
    assert "Violations: 1; answers judged: 1, of operations: 1; " in output
    assert "visit.yaml: 1 steps" in output
    found = json.loads((tmp_path / "found.json").read_text())
    assert (found["url"], found["verdict"], found["answers"]) == (demo_server, "violated", 1)
    assert [operation["label"] for operation in found["operations"]] == ["GET /admin/products"]
    assert found["causes"][0]["summary"].startswith("The request is not what the document says: property limt")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("localhost:9000", "localhost:9000 is no address of a server. "),
        ("ftp://localhost", "ftp://localhost is no address of a server. "),
        ("http://localhost:9000/store", "http://localhost:9000/store is more than a server. "),
        ("http://localhost:x", "http://localhost:x is no address of a server. "),
    ],
)
def test_what_is_no_server(url: str, reason: str) -> None:
    result = CliRunner().invoke(main, ["proxy", "--upstream", url])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"medusa-mock: {reason}")


def test_a_server_that_is_not_there() -> None:
    with listen("127.0.0.1", 0) as bound:  # bound, and not listening
        url = url_of(bound)
        result = CliRunner().invoke(main, ["proxy", "--upstream", url])
    assert result.exit_code == 2
    assert f"{url} cannot be reached: " in result.stderr
    assert "Is the server running there?" in result.stderr


def test_an_address_that_is_taken(demo_server: str) -> None:
    result = CliRunner().invoke(main, ["proxy", "--upstream", demo_server, "--port", demo_server.rpartition(":")[2]])
    assert result.exit_code == 2
    assert "--port 0 takes a free port" in result.stderr


def test_no_traffic_is_no_verdict(demo_server: str) -> None:
    command = [sys.executable, "-m", "medusa_mock", "proxy", "--upstream", demo_server]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        _, complaint = process.communicate()
    assert process.returncode == 2
    assert "Nothing was judged" in complaint


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        ("har", "A proxy writes no HAR"),
        ("pdf", "There is no report pdf"),
        ("html:/dev", "No report can be written"),
    ],
)
def test_a_report_that_cannot_be_written(demo_server: str, report: str, reason: str) -> None:
    result = CliRunner().invoke(main, ["proxy", "--upstream", demo_server, "--report", report])
    assert result.exit_code == 2
    assert reason in result.stderr
