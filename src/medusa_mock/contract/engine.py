"""Schemathesis at work: by its command line and its own configuration, in processes of its own.

Its command line, configuration, hooks and event handlers are what it documents for others to build on. Hooks are
global to a process there, and so are the settings of Hypothesis: none of that may leak into ours.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from medusa_mock import document as documents
from medusa_mock.contract.division import divide
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Findings
from medusa_mock.contract.options import MAX_EXAMPLES, QUICK_SHARE, STATEFUL, WALKS, ContractOptions, pause
from medusa_mock.contract.process import Process, Progress
from medusa_mock.contract.run import CREDENTIAL_VARIABLE, Run
from medusa_mock.contract.selection import is_withheld
from medusa_mock.contract.target import BEARER, NOBODY, Target, is_destructive, proof

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
PLACES = 4
"""For every so many cases that an operation is given in fuzzing, coverage tries a wrong value once at each place."""


@dataclass(frozen=True)
class Engine:
    """One run over the operations of a document.

    Args:
        document: the bundle that the server is held against.
        operations: the operationIds to test.
        baseline: a file of accepted violations.
        folder: for files that are of no use afterwards.
        record: whether all requests and answers go into HAR files in the folder.
    """

    document: dict[str, Any]
    operations: tuple[str, ...]
    target: Target
    options: ContractOptions
    baseline: Path | None
    seed: int
    folder: Path
    record: bool = False

    def judge(self, progress: Callable[[str], None], step: Callable[[str], None]) -> Findings:
        """Hold the server against the document; `progress` hears of every phase that is done, `step` of all steps.

        Raises:
            Unusable: Schemathesis could not do its work.
        """
        (self.folder / "openapi.json").write_bytes(orjson.dumps(self.document))
        parts = divide(self.document, self._sent(), self._workers())
        (self.folder / "schemathesis.toml").write_text(self._configuration(len(parts)), "utf-8")
        processes = [[*self._processes(number, part)] for number, part in enumerate(parts)]
        told = Progress(self.options.wanted_phases, len(parts), progress, step)
        with ThreadPoolExecutor(len(processes)) as threads:
            found = _results([threads.submit(_in_turn, each, told.hear) for each in processes], [*chain(*processes)])
        findings = Findings.of_parts(found)
        if findings.complete and not findings.answers and not findings.errors:
            phases = ", ".join(self.options.wanted_phases)
            raise Unusable(f"There is nothing to send in the phases {phases}. Take more of them.")
        return findings

    def _sent(self) -> tuple[str, ...]:
        """The operations but for those that a run may not send."""
        withheld = {
            operation["operationId"]
            for path, method, operation in documents.operations(self.document)
            if not is_destructive(self.options, self.target) and is_withheld(method, path)
        }
        return tuple(name for name in self.operations if name not in withheld)

    def _workers(self) -> int:
        if self.options.rate_limit:
            return 1  # it is kept by each process on its own
        return self.options.workers or (2 if self.target.session else 1)

    def _configuration(self, parts: int) -> str:
        """The packaged configuration, how much is sent, and how requests are authorized, if they are."""
        examples, walks = self.options.max_examples or MAX_EXAMPLES, self.options.max_examples or WALKS
        settings = [
            CONFIGURATION.read_text("utf-8"),
            f"[phases.fuzzing.generation]\nmax-examples = {examples}",
            f'[phases.stateful.generation]\nmode = "positive"\nmax-examples = {-(-walks // parts)}',
        ]
        if self.target.kind != NOBODY:
            field = "bearer" if self.target.kind == BEARER else "api_key"
            scheme = _scheme(self.document, self.target.kind)
            settings.append(f'[auth.openapi.{scheme}]\n{field} = "${{{CREDENTIAL_VARIABLE}}}"')
        return "\n\n".join(settings) + "\n"

    def _processes(self, number: int, operations: tuple[str, ...]) -> Iterator[Process]:
        """Those that test a part of the operations one after the other.

        Walks have one of their own: after other phases in the same process, Schemathesis soon gives them up.
        """
        phases = self.options.wanted_phases
        before = tuple(phase for phase in phases if phase != STATEFUL)
        for turn in filter(None, (before, phases[len(before) :])):
            yield self._process(f"{number}-{turn[0]}", str(number), turn, operations)

    def _process(self, name: str, part: str, phases: tuple[str, ...], operations: tuple[str, ...]) -> Process:
        quick, examples = self.options.quick, self.options.max_examples or MAX_EXAMPLES
        run = Run(
            name=name,
            credential=self.target.credential,
            account=self.target.account,
            session=f"{self.target.session}-{part}" if self.target.session else "",
            findings=str(self.folder / f"findings-{name}.json"),
            seed=self.seed,
            most=1 if quick else max(1, examples // PLACES),
            one_in=QUICK_SHARE if quick else 1,
            read_only=self.options.read_only,
            destructive=is_destructive(self.options, self.target),
            url=self.target.url,
            proof=proof(self.target),
            pause=pause(self.options.rate_limit),
            timeout=self.options.timeout,
        )
        only = [word for operation in operations for word in ("--include-operation-id", operation)]
        return Process([*self._arguments(name, phases), *self._known(name), *only], run, self.folder)

    def _known(self, name: str) -> tuple[str, ...]:
        """The baseline that Schemathesis obeys: a copy, since it writes to its file in its own way."""
        if self.baseline is None:
            return ()
        return ("--baseline", str(shutil.copy(self.baseline, self.folder / f"baseline-{name}.json")))

    def _arguments(self, name: str, phases: tuple[str, ...]) -> Iterator[str]:
        options = self.options
        yield from ("--url", self.target.url, "--seed", str(self.seed), "--workers", "1")
        yield from ("--phases", ",".join(phases), "--request-timeout", str(options.timeout))
        if options.rate_limit:
            yield from ("--rate-limit", options.rate_limit)
        if self.record:
            yield from ("--report-har-path", str(self.folder / f"{name}.har"))


def _in_turn(processes: Iterable[Process], hear: Callable[[str], None]) -> Findings:
    """What processes found one after the other on the same operations, up to one that was interrupted."""
    found = Findings(complete=True)
    for process in processes:
        if found.complete:
            found.add(process.run(hear))
    return found


def _results(futures: list[Future[Findings]], processes: list[Process]) -> list[Findings]:
    """What each process found. Ctrl-C stops them all, and so does a failure of one."""
    while True:
        try:
            return [future.result() for future in futures]
        except KeyboardInterrupt:
            for process in processes:
                process.interrupt()
        except Unusable:
            for process in processes:
                process.interrupt()
            raise


def _scheme(document: Mapping[str, Any], kind: str) -> str:
    """The name of the security scheme for a credential of this kind."""
    for name, scheme in document["components"]["securitySchemes"].items():
        if kind in (scheme.get("scheme"), scheme["type"]) and scheme.get("in") != "cookie":
            return str(name)
    raise Unusable(f"The document has no security scheme for a credential of the kind {kind}.")
