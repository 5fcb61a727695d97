"""One process of Schemathesis, and what several of them tell while they work side by side."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Findings
from medusa_mock.contract.run import PROGRESS, Run

HOOKS = "medusa_mock.contract.hooks"
JUDGED = {0, 1}
INTERRUPTED = {130, -signal.SIGINT, -signal.SIGKILL}
"""The exit codes of Schemathesis after a run, and after one that was interrupted."""


class Process:
    """Schemathesis with a command line of its own.

    Args:
        folder: where it works; `openapi.json` and `schemathesis.toml` are there.
    """

    def __init__(self, arguments: Sequence[str], run: Run, folder: Path) -> None:
        self._command = [sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "--no-color"]
        self._command += ["run", "openapi.json", *arguments]
        self._run = run
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._interrupted = False

    def run(self, hear: Callable[[str], None]) -> Findings:
        """What it found; `hear` is told how far it is, in the words of the collector.

        Raises:
            Unusable: Schemathesis could not do its work.
        """
        findings = Path(self._run.findings)
        status, said = self._execute(hear)
        found = Findings.read(findings) if findings.exists() else Findings()
        is_empty = found.complete and not found.errors  # Schemathesis takes it for an error that there is nothing to do
        if status in INTERRUPTED or self._interrupted or (findings.exists() and (status in JUDGED or is_empty)):
            return found
        raise Unusable(f"Schemathesis could not do its work: {said.rpartition('Error: ')[2]}")

    def interrupt(self) -> None:
        """Have it stop and tell what it has found so far; when asked again, without telling."""
        process, again, self._interrupted = self._process, self._interrupted, True
        if process is None or process.stdin is None:
            return
        if again:
            process.kill()
        else:
            process.stdin.close()

    def _execute(self, hear: Callable[[str], None]) -> tuple[int, str]:
        """The exit code of Schemathesis, and what it said."""
        output = self._folder / f"{self._run.name}.txt"
        with (
            output.open("wb") as stdout,
            subprocess.Popen(  # noqa: S603
                self._command,
                cwd=self._folder,
                env=os.environ | self._run.environment() | self._settings(),
                stdin=subprocess.PIPE,
                stdout=stdout,
                stderr=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C comes to us alone, and goes on to it once
            ) as process,
        ):
            self._process = process
            if self._interrupted:
                process.kill()
            said = _listen(process, hear)
        return process.returncode, (output.read_text("utf-8", "replace") + said).strip()

    def _settings(self) -> dict[str, str]:
        settings = {"SCHEMATHESIS_HOOKS": HOOKS}
        # A `.netrc` of the user would put credentials into every request, even into those that are to have none.
        settings["NETRC"] = str(self._folder / "no-netrc")
        # Where Hypothesis keeps a table of Unicode, which takes it a second and 200 MB to make.
        cache = user_cache_path("medusa-mock") / "hypothesis"
        return {"HYPOTHESIS_STORAGE_DIRECTORY": str(cache)} | settings if cache.is_absolute() else settings


def _listen(process: subprocess.Popen[bytes], hear: Callable[[str], None]) -> str:
    """What the process says besides its progress, until it is done."""
    assert process.stderr is not None  # noqa: S101
    said = []
    for line in process.stderr:
        text = line.decode("utf-8", "replace").rstrip()
        if text.startswith(PROGRESS):
            hear(text.removeprefix(PROGRESS))
        else:
            said.append(text)
    return "\n".join(said)


@dataclass
class Progress:
    """Tells of a phase once all processes are through with it, and with those before it.

    Args:
        phases: those that run, in their order.
        parts: how many processes there are.
        step: hears the name of its phase whenever something is done: an operation, or a walk from one to the next.
    """

    phases: Sequence[str]
    parts: int
    tell: Callable[[str], None]
    step: Callable[[str], None] = lambda _: None
    _done: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    _told: int = 0
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, line: str) -> None:
        """Of a step, by its phase; or of a phase that is done: its name, how many cases it had, and its seconds."""
        phase, *done = line.split()
        if not done:
            self.step(phase)
            return
        cases, seconds = done
        with self._turn:
            self._done.setdefault(phase, []).append((int(cases), float(seconds)))
            while self._told < len(self.phases) and len(self._done.get(self.phases[self._told], ())) == self.parts:
                self._say(self.phases[self._told])
                self._told += 1

    def _say(self, phase: str) -> None:
        done = self._done[phase]
        cases, seconds = sum(cases for cases, _ in done), max(seconds for _, seconds in done)
        self.tell(f"{phase:<10} {cases:>6} cases {seconds:>7.1f} s")
