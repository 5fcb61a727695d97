"""The image, as far as it can be had without an engine: its file, and what it starts."""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from tests.test_cli import COMMAND, clean

ROOT = Path(__file__).parents[1]
INSTRUCTIONS = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8")).splitlines()
BIN = Path(sys.executable).parent


def instruction(name: str) -> str:
    """What the last instruction of this name says: that of the image, not of the stage that builds the wheel."""
    return [line.removeprefix(name).strip() for line in INSTRUCTIONS if line.startswith(f"{name} ")][-1]


def command(text: str) -> list[str]:
    """A command in exec form, run by the installation of the tests."""
    words: list[str] = json.loads(text[text.index("[") :])
    return {"medusa-mock": COMMAND, "python": [sys.executable]}[words[0]] + words[1:]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What the image sets, and a port that is free here."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = dict(each.split("=", 1) for each in shlex.split(instruction("ENV")))
    del told["PATH"]
    return clean({**told, "PORT": str(port), "HOME": str(tmp_path)})


@pytest.fixture
def container(environment: dict[str, str], tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The process that a container would be."""
    words = command(instruction("ENTRYPOINT")) + json.loads(instruction("CMD"))
    process = subprocess.Popen(words, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    while "Ctrl-C" not in process.stdout.readline():
        assert process.poll() is None
    yield process
    process.kill()
    process.communicate()


def test_a_container_answers_is_healthy_and_ends_when_it_is_told_to(
    container: "subprocess.Popen[str]", environment: dict[str, str]
) -> None:
    healthy = command(instruction("HEALTHCHECK"))
    assert httpx.get(f"http://127.0.0.1:{environment['PORT']}/health").text == "OK"
    assert subprocess.run(healthy, env=environment, check=False).returncode == 0
    container.send_signal(signal.SIGTERM)
    assert container.wait(timeout=10) == 0
    assert subprocess.run(healthy, env=environment, stderr=subprocess.DEVNULL, check=False).returncode == 1


def test_others_reach_a_container_and_need_its_control_token(
    container: "subprocess.Popen[str]", environment: dict[str, str]
) -> None:
    assert container.poll() is None
    assert instruction("EXPOSE") == "9000"
    assert environment["MEDUSA_MOCK_HOST"] == "0.0.0.0"  # noqa: S104
    assert httpx.post(f"http://127.0.0.1:{environment['PORT']}/_mock/reset").status_code == 401


def test_it_does_not_run_as_root() -> None:
    user = instruction("USER")
    assert int(user) > 0
    assert f"--uid {user} " in instruction("RUN")
    assert INSTRUCTIONS.index(f"USER {user}") < INSTRUCTIONS.index('ENTRYPOINT ["medusa-mock"]')


def test_the_image_gets_what_the_wheel_is_made_of() -> None:
    taken = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {name for line in INSTRUCTIONS if re.match(r"COPY (?!--from)", line) for name in line.split()[1:-1]}
    assert taken == copied
    assert all((ROOT / name).exists() for name in taken)


def test_the_file_is_clean() -> None:
    hadolint = shutil.which("hadolint", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    run = subprocess.run([hadolint, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_compose_sets_what_the_server_knows() -> None:
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["medusa"]
    shown = subprocess.run([*COMMAND, "serve", "--help"], capture_output=True, text=True, check=True).stdout
    assert all(name in shown.replace("\n", "") for name in service["environment"])
    assert service["ports"] == [f"127.0.0.1:9000:{instruction('EXPOSE')}"]
    assert [each.split(":")[1] for each in service["volumes"]] == [instruction("WORKDIR")]
