"""Runs of pytest in a project of its own that has the plugin."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Run:
    """What a run of pytest came to: how many tests passed, failed and so on, and what it said."""

    counts: dict[str, int]
    output: str


RunTests = Callable[..., Run]


@pytest.fixture
def run_tests(tmp_path: Path) -> RunTests:
    """Write a test module into a folder of its own, and run it as people do, warnings being errors."""

    def run(code: str, *arguments: str) -> Run:
        (tmp_path / "test_shop.py").write_text(code)
        plugins = ["-p", "medusa_mock.pytest_plugin", "-p", "xdist.plugin", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *plugins, "-W", "error", "--rootdir", str(tmp_path), *arguments],
            cwd=tmp_path,
            # By name and not by their entry points: the package may be run from a folder that is not installed.
            env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        output = done.stdout + done.stderr
        summary = re.findall(r"^=*((?: ?\d+ [a-z]+,?)+) in [\d.]+s", done.stdout, re.MULTILINE)[-1]
        return Run({word: int(count) for count, word in re.findall(r"(\d+) ([a-z]+)", summary)}, output)

    return run
