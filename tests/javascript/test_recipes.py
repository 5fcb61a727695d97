"""The recipes for front-end tests run, and the page shows them as they are."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCE = HERE / "recipes"
BLOCK = re.compile(r"```js\n// (\S+)\n(.*?)```", re.DOTALL)
SHOWN = BLOCK.findall((HERE / "README.md").read_text("utf-8"))


@pytest.fixture(scope="session")
def recipes(pytestconfig: pytest.Config) -> Path:
    """A copy of the recipes, beside what they need of npm."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    version = hashlib.sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = pytestconfig.cache.mkdir(f"recipes-{version}") if pytestconfig.cache else SOURCE
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", ".next"))
    if not (folder / "node_modules" / ".package-lock.json").is_file():
        # Not `npm ci`: it wants the builds for other platforms in the lock, which npm does not always put there.
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The command `medusa-mock` is that of these tests; ports that are free, and a browser."""
    command = tmp_path / "medusa-mock"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m medusa_mock "$@"\n')
    command.chmod(0o755)
    with ExitStack() as taken:
        ports = [taken.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(2)]
    return os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "MEDUSA_PORT": str(ports[0]),
        "SHOP_PORT": str(ports[1]),
        "CHROMIUM": shutil.which("chromium") or "",
        "CI": "1",
    }


def run(folder: Path, environment: dict[str, str], *command: str) -> None:
    done = subprocess.run(
        ["npx", "--no-install", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_vitest(recipes: Path, environment: dict[str, str]) -> None:
    run(recipes, environment, "vitest", "run", "--root", "vitest")


def test_playwright(recipes: Path, environment: dict[str, str]) -> None:
    if not environment["CHROMIUM"]:
        pytest.skip("chromium is not installed")
    run(recipes, environment, "playwright", "test", "-c", "playwright")


def test_nextjs(recipes: Path, environment: dict[str, str]) -> None:
    if not environment["CHROMIUM"]:
        pytest.skip("chromium is not installed")
    run(recipes, environment, "playwright", "test", "-c", "nextjs")


@pytest.mark.parametrize(("name", "code"), SHOWN, ids=[name for name, _ in SHOWN])
def test_the_page_shows_what_runs(name: str, code: str) -> None:
    assert (SOURCE / name).read_text("utf-8") == code


def test_the_page_shows_all_that_is_to_be_copied() -> None:
    shown = {name for name, _ in SHOWN}
    helpers = {"mock.mjs", "vitest/server.mjs", "vitest/session.mjs", "playwright/fixtures.mjs", "nextjs/medusa.js"}
    assert helpers <= shown
