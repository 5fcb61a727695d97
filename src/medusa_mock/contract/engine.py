"""Schemathesis at work: by its command line and its own configuration, in a process of its own.

Its command line, configuration, hooks and event handlers are what it documents for others to build on. Hooks are
global to a process there, and so are the settings of Hypothesis: none of that may leak into ours.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from platformdirs import user_cache_path

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Findings
from medusa_mock.contract.options import MAX_EXAMPLES, ContractOptions
from medusa_mock.contract.run import CREDENTIAL_VARIABLE, PROGRESS, Run
from medusa_mock.contract.target import BEARER, NOBODY, Target

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
HOOKS = "medusa_mock.contract.hooks"
JUDGED = {0, 1}
INTERRUPTED = {130, -signal.SIGINT}
"""The exit codes of Schemathesis after a run, and after one that was interrupted."""


@dataclass(frozen=True)
class Engine:
    """One run of Schemathesis.

    Args:
        document: the bundle that the server is held against.
        baseline: a file of accepted violations, which Schemathesis may write to.
        folder: for files that are of no use afterwards.
        record: whether all requests and answers go into HAR files in the folder.
    """

    document: Mapping[str, Any]
    target: Target
    options: ContractOptions
    baseline: Path | None
    seed: int
    folder: Path
    record: bool = False

    def judge(self, progress: Callable[[str], None]) -> Findings:
        """Hold the server against the document; `progress` hears of every phase that is done.

        Raises:
            Unusable: Schemathesis could not do its work.
        """
        findings = self.folder / "findings.json"
        run = Run(self.target.credential, self.target.account, self.target.is_mock, str(findings))
        (self.folder / "openapi.json").write_bytes(orjson.dumps(self.document))
        (self.folder / "schemathesis.toml").write_text(self._configuration(), "utf-8")
        status, said = self._execute(os.environ | run.environment() | self._settings(), progress)
        found = Findings.read(findings) if findings.exists() else Findings()
        if status in INTERRUPTED or (status in JUDGED and findings.exists()):
            return found
        if found.complete and not found.errors:
            raise Unusable(
                f"There is nothing to send in the phases {', '.join(self.options.phases)}. Take more of them."
            )
        raise Unusable(f"Schemathesis could not do its work: {said.rpartition('Error: ')[2]}")

    def _configuration(self) -> str:
        """The packaged configuration, and how requests are authorized, if they are."""
        if self.target.kind == NOBODY:
            return CONFIGURATION.read_text("utf-8")
        field = "bearer" if self.target.kind == BEARER else "api_key"
        scheme = _scheme(self.document, self.target.kind)
        authorization = f'\n[auth.openapi.{scheme}]\n{field} = "${{{CREDENTIAL_VARIABLE}}}"\n'
        return CONFIGURATION.read_text("utf-8") + authorization

    def _settings(self) -> dict[str, str]:
        settings = {"SCHEMATHESIS_HOOKS": HOOKS}
        # A `.netrc` of the user would put credentials into every request, even into those that are to have none.
        settings["NETRC"] = str(self.folder / "no-netrc")
        # Where Hypothesis keeps a table of Unicode, which takes it a second and 200 MB to make.
        cache = user_cache_path("medusa-mock") / "hypothesis"
        return {"HYPOTHESIS_STORAGE_DIRECTORY": str(cache)} | settings if cache.is_absolute() else settings

    def _execute(self, environment: Mapping[str, str], progress: Callable[[str], None]) -> tuple[int, str]:
        """The exit code of Schemathesis, and what it said."""
        output = self.folder / "output.txt"
        with (
            output.open("wb") as stdout,
            subprocess.Popen(  # noqa: S603
                self._command(), cwd=self.folder, env=environment, stdout=stdout, stderr=subprocess.PIPE
            ) as process,
        ):
            said = _listen(process, progress)
        return process.returncode, (output.read_text("utf-8", "replace") + said).strip()

    def _command(self) -> list[str]:
        options = self.options
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "--no-color"]
        command += ["run", "openapi.json", "--url", self.target.url, "--seed", str(self.seed)]
        command += ["--phases", ",".join(options.phases), "--workers", str(options.workers)]
        command += ["--request-timeout", str(options.timeout)]
        command += ["--max-examples", str(options.max_examples or MAX_EXAMPLES)]
        if self.baseline is not None:
            command += ["--baseline", str(self.baseline)]
        for operation in options.operations:
            command += ["--include-operation-id", operation]
        if self.record:
            command += ["--report-har-path", str(self.folder / "exchanges.har")]
        return command


def _scheme(document: Mapping[str, Any], kind: str) -> str:
    """The name of the security scheme for a credential of this kind."""
    for name, scheme in document["components"]["securitySchemes"].items():
        if kind in (scheme.get("scheme"), scheme["type"]) and scheme.get("in") != "cookie":
            return str(name)
    raise Unusable(f"The document has no security scheme for a credential of the kind {kind}.")


def _listen(process: subprocess.Popen[bytes], progress: Callable[[str], None]) -> str:
    """What the process says besides its progress, until it is done, be it interrupted or not."""
    assert process.stderr is not None  # noqa: S101
    said = []
    while True:
        try:
            for line in process.stderr:
                text = line.decode("utf-8", "replace").rstrip()
                if text.startswith(PROGRESS):
                    progress(text.removeprefix(PROGRESS))
                else:
                    said.append(text)
            return "\n".join(said)
        except KeyboardInterrupt:
            continue  # it was interrupted as well, and is about to tell what it has found so far
