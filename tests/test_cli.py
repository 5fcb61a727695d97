"""The command as people run it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from medusa_mock import __version__, cli
from medusa_mock.cli import main
from medusa_mock.contract import options
from tests.world import SEED

COMMAND = [sys.executable, "-m", "medusa_mock"]


@dataclass(frozen=True)
class Served:
    """A server in a process of its own: what it said when it started, where it is, and the process."""

    banner: str
    url: str
    process: "subprocess.Popen[str]"


@contextmanager
def served(folder: Path, *arguments: str, **variables: str) -> Iterator[Served]:
    """Start `medusa-mock serve` in a folder, and kill it if it is still there at the end."""
    process = subprocess.Popen(
        [*COMMAND, "serve", *arguments],
        cwd=folder,
        env=clean(variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        banner = ""
        while "Ctrl-C" not in banner:
            line = process.stdout.readline()
            assert line, f"ended early: {banner}"
            banner += line
        yield Served(banner, banner.split("answers on ")[1].split()[0], process)
    finally:
        process.kill()
        process.communicate()


def clean(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MEDUSA_MOCK_") and name != "PORT"}
    return {**kept, "PYTHONUNBUFFERED": "1", **variables}


def run(folder: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a command that ends by itself."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=clean(variables),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_the_banner_says_where_and_how(tmp_path: Path) -> None:
    with served(tmp_path, "--port", "0") as server:
        assert httpx.get(f"{server.url}/health").text == "OK"
        for part in (
            __version__,
            "admin@medusa-test.com / supersecret",
            "/docs",
            "/_mock/",
            "operations",
            "demo",
        ):
            assert part in server.banner
        assert "control token" not in server.banner


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_a_clean_stop(tmp_path: Path, number: signal.Signals) -> None:
    with served(tmp_path, "--port", "0", "--seed", "empty") as server:
        with httpx.Client(base_url=server.url) as client:  # a connection that is kept open does not keep the server
            assert client.get("/health").status_code == 200
            server.process.send_signal(number)
            assert server.process.wait(timeout=10) == 0
        assert server.process.stderr
        assert server.process.stderr.read() == ""


def seed_of(server: Served) -> str:
    seed: str = httpx.get(f"{server.url}/_mock/health").json()["seed"]
    return seed


def test_a_flag_goes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.medusa-mock.serve]\nport = 0\nseed = "empty"\n')
    with served(tmp_path) as server:
        assert seed_of(server) == "empty"
    with served(tmp_path, MEDUSA_MOCK_SEED=str(SEED)) as server:
        assert seed_of(server) == str(SEED)
    with served(tmp_path, "--seed", "demo", MEDUSA_MOCK_SEED="empty") as server:
        assert seed_of(server) == "demo"
    (tmp_path / "medusa-mock.toml").write_text(f'[serve]\nport = 0\nseed = "{SEED}"\n')
    with served(tmp_path) as server:
        assert seed_of(server) == str(SEED)


def test_the_variables_of_medusa_count(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with served(tmp_path, PORT=str(port), ADMIN_CORS="http://shop.example", STORE_CORS="") as server:
        assert server.url == f"http://127.0.0.1:{port}"
        headers = httpx.get(f"{server.url}/admin/apps", headers={"Origin": "http://shop.example"}).headers
        assert headers["access-control-allow-origin"] == "http://shop.example"


def test_where_others_can_reach_it_the_control_api_asks_for_a_token(tmp_path: Path) -> None:
    with served(tmp_path, "--host", "0.0.0.0", "--port", "0") as server:  # noqa: S104
        token = server.banner.split("control token")[1].split()[0]
        assert httpx.post(f"{server.url}/_mock/reset").status_code == 401
        assert httpx.post(f"{server.url}/_mock/reset", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert httpx.get(f"{server.url}/docs/").status_code == 200


def test_deterministic_runs_are_the_same(tmp_path: Path) -> None:
    found = []
    for _ in range(2):
        with served(tmp_path, "--port", "0", "--deterministic") as server:
            body = {"email": "admin@medusa-test.com", "password": "supersecret"}
            found.append(httpx.post(f"{server.url}/admin/auth", json=body).json())
    assert found[0] == found[1]


def test_the_state_goes_on_after_a_restart(tmp_path: Path) -> None:
    for before in ([], ["kept"]):
        with served(tmp_path, "--port", "0", "--seed", "empty", "--state", "shop.db") as server:
            rows = f"{server.url}/_mock/state/product_tags"
            assert "shop.db" in server.banner
            assert [row["value"] for row in httpx.get(rows).json()["rows"]] == before
            httpx.post(rows, json={"value": "kept"}).raise_for_status()
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(timeout=10) == 0
    (tmp_path / "shop.db").write_text("no database")
    result = run(tmp_path, "serve", "--port", "0", "--state", "shop.db")
    assert result.returncode == 2
    assert result.stderr == "medusa-mock: shop.db: file is not a database\n"


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("medusa-mock.toml", "[serve", "medusa-mock.toml"),
        ("medusa-mock.toml", "port = 1", "must be a table named after a command"),
        ("medusa-mock.toml", "[server]\nport = 1", "did you mean serve?"),
        ("medusa-mock.toml", "[serve]\nprot = 1", "[serve] has no setting prot, did you mean port?"),
        ("pyproject.toml", "[tool.medusa-mock.serve]\nstrickt = true", "did you mean strict?"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path: Path, file: str, content: str, message: str) -> None:
    (tmp_path / file).write_text(content)
    result = run(tmp_path, "serve", "--port", "0")
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_seed_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "seed.json").write_text(json.dumps({"users": [{"email": "nobody"}]}))
    result = run(tmp_path, "serve", "--port", "0", "--seed", "seed.json")
    assert result.returncode == 2
    assert result.stderr == "medusa-mock: seed.json:1:13: users[0].email must be an email\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--seed", "dmo"], "did you mean demo?"),
        (["--seed", "missing.json"], "missing.json"),
        (["--admin-cors", "/(/"], "not a regular expression"),
        (["--host", "no.such.host.invalid"], "cannot listen on no.such.host.invalid"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = run(tmp_path, "serve", "--port", "0", *arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_port_in_use_is_said_in_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert result.returncode == 2
    assert "--port 0" in result.stderr


def test_the_document_of_the_project_is_sound(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["validate"])
    assert result.exit_code == 0, result.output
    bundled = tmp_path / "bundle.yaml"
    assert CliRunner().invoke(main, ["bundle", "-o", str(bundled)]).exit_code == 0
    assert CliRunner().invoke(main, ["validate", str(bundled)]).exit_code == 0
    assert CliRunner().invoke(main, ["bundle", str(tmp_path / "missing.yaml")]).exit_code == 2


def test_recordings_are_compared_from_the_command_line() -> None:
    folder = SEED.parent
    sides = ["--left", str(folder / "recordings"), "--right", str(folder / "recordings")]
    result = CliRunner().invoke(main, ["diff", *sides, str(folder / "scenarios")])
    assert result.exit_code == 0
    assert "equal" in result.output


def test_every_phase_can_be_asked_for() -> None:
    assert cli.PHASES == options.PHASES
