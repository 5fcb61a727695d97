"""The action for GitHub: its steps, run as GitHub runs them, and what the README says of it."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from medusa_mock.app import App, Options
from medusa_mock.cli import main
from medusa_mock.serving import running

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
INSTALL, TEST = STEPS["Install"], STEPS["Hold the server against the document"]


@dataclass(frozen=True)
class Runner:
    """A machine of GitHub's: a checkout, and folders of the runner's own."""

    folder: Path

    def run(self, step: dict[str, Any], **inputs: str) -> "subprocess.CompletedProcess[str]":
        values = {f"inputs.{name}": each["default"] for name, each in ACTION["inputs"].items()}
        values |= {f"inputs.{name}": value for name, value in inputs.items()} | {"github.action_path": str(ROOT)}
        given = {name: self._filled(text, values) for name, text in step["env"].items()}
        script = self.folder / "step.sh"
        script.write_text(step["run"])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.folder,
            env={**os.environ, **self._environment(), **given},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def _environment(self) -> dict[str, str]:
        names = {"RUNNER_TEMP": "temp", "GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary"}
        return {variable: str(self.folder / name) for variable, name in names.items()}

    @staticmethod
    def _filled(text: str, values: dict[str, str]) -> str:
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Python and the packages that ours needs are there already: nothing is fetched."""
    for name in [name for name in os.environ if name.startswith(("MEDUSA_MOCK_", "PIP_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONPATH", sysconfig.get_path("purelib"))
    for name, value in {"NO_INDEX": "1", "NO_DEPS": "1", "NO_BUILD_ISOLATION": "0"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return Runner(tmp_path)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_its_steps_install_judge_and_report(runner: Runner) -> None:
    installed = runner.run(INSTALL)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    arguments = "--operation list_apps\n--phase coverage --seed 1"
    with running(App(Options())) as url:
        held = runner.run(TEST, url=url, arguments=arguments, reports="my reports")
        assert held.returncode == 0, held.stdout + held.stderr
        shut_out = runner.run(TEST, url=url, arguments=arguments, email="nobody@example.com", reports="none")
    assert "All held" in held.stdout
    assert {file.name for file in (runner.folder / "my reports").iterdir()} == {
        "contract.html",
        "contract.json",
        "contract.md",
        "junit.xml",
    }
    assert runner.read("output").splitlines() == ["report=my reports/contract.html", "report=none/contract.html"]
    assert runner.read("summary").startswith("## ✅ Contract of Medusa Admin API")
    assert shut_out.returncode == 2
    assert "does not let nobody@example.com in" in shut_out.stderr


def test_the_readme_uses_it_as_it_is() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)]
    (steps,) = [block for block in blocks if isinstance(block, list) and any("uses" in step for step in block)]
    (used,) = [step for step in steps if "medusa-mock@" in step.get("uses", "")]
    assert used["with"].keys() <= ACTION["inputs"].keys()
    (job,) = [block["contract"] for block in blocks if isinstance(block, dict) and "contract" in block]
    (command,) = [line for line in job["script"] if line.startswith("medusa-mock test")]
    known = {name for parameter in main.commands["test"].params for name in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", command)) <= known
    assert job["artifacts"]["reports"]["junit"] == "reports/junit.xml"
