"""Gathers the findings of a run while it is made, as one of the event handlers of Schemathesis's command line."""

import sys
from pathlib import Path
from typing import Any

import requests
from schemathesis.cli import EventHandler, ExecutionContext
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.engine import Status, StopReason, events
from schemathesis.engine.errors import UnresponsiveOperationError
from schemathesis.engine.recorder import CheckFailureInfo, CheckNode, Request, ScenarioRecorder
from schemathesis.errors import NoLinksFound

from medusa_mock.contract.checks import WARNINGS
from medusa_mock.contract.checks.adapter import BrokenPromise, Exchanges
from medusa_mock.contract.evidence import answer_of, failure_of, no_answer, request_of
from medusa_mock.contract.findings import Findings, Phase, Violation
from medusa_mock.contract.options import PHASES
from medusa_mock.contract.repetition import curl
from medusa_mock.contract.run import PROGRESS, Run


class Collector(EventHandler[ExecutionContext]):
    """Writes the findings to the file that the run names, however the run ends."""

    def __init__(self, *_arguments: Any, **_parameters: Any) -> None:
        self._run = Run.current()
        self._findings = Findings()
        self._begun = 0.0
        self._seen: set[tuple[str, Failure]] = set()
        self._exchanges = Exchanges(self._run.account)
        self._unanswering: set[str] = set()

    def handle_event(self, ctx: ExecutionContext, event: events.EngineEvent) -> None:
        del ctx
        match event:
            case events.PhaseStarted() if event.phase.name.value in PHASES:
                self._begun = event.timestamp
            case events.ScenarioFinished() if event.phase.value in PHASES:
                self._judge(event)
                _tell(event.phase.value)
            case events.PhaseFinished() if event.phase.name.value in PHASES and event.phase.is_enabled:
                self._finish_phase(event)
            case events.NonFatalError():
                self._trouble(event)
            case events.FatalError():
                self._error(str(event.exception))
            case events.EngineFinished():
                self._findings.complete = event.stop_reason is not StopReason.INTERRUPTED

    def shutdown(self, ctx: ExecutionContext) -> None:
        del ctx
        self._findings.write(Path(self._run.findings))

    def _finish_phase(self, event: events.PhaseFinished) -> None:
        phase = self._phase(event.phase.name.value)
        phase.status, phase.seconds = event.status.value, event.timestamp - self._begun
        _tell(f"{event.phase.name.value} {phase.cases} {phase.seconds}")

    def _phase(self, name: str) -> Phase:
        return self._findings.phases.setdefault(name, Phase(status="skip", cases=0, seconds=0.0))

    def _trouble(self, event: events.NonFatalError) -> None:
        """Something that kept the operation from being tested: an error, unless a server does not answer to it."""
        match event.value:
            case NoLinksFound() | UnresponsiveOperationError():
                pass  # there is nothing to walk along; or the timeouts that lead to this have been told
            case requests.Timeout(request=requests.PreparedRequest() as sent):
                self._unanswered(event, Request.from_prepared_request(sent))
            case _:
                self._error(f"{event.label}: {event.info.title}: {event.info.message}")

    def _unanswered(self, event: events.NonFatalError, sent: Request) -> None:
        if event.label in self._unanswering:
            return
        self._unanswering.add(event.label)
        credential = self._run.credential
        violation = Violation(
            operation=event.label,
            failures=[no_answer(event.label, event.info.message)],
            request=request_of(sent, credential),
            repeat=[curl(sent, credential)],
            phase=event.phase.value if event.phase else "",
        )
        self._findings.violations.append(violation)

    def _error(self, text: str) -> None:
        if text not in self._findings.errors:
            self._findings.errors.append(text)

    def _judge(self, event: events.ScenarioFinished) -> None:
        recorder = event.recorder
        for case_id, checks in recorder.checks.items():
            response = recorder.find_response(case_id=case_id)
            if response is None:
                continue
            self._count(recorder, case_id, response)
            self._phase(event.phase.value).cases += 1
            if failed := self._new_failures(checks):
                violation = self._violation(recorder, response, failed, event.phase.value)
                self._findings.violations.append(violation)
            self._warn(recorder, case_id, response, event.phase.value)

    def _count(self, recorder: ScenarioRecorder, case_id: str, response: Response) -> None:
        node = recorder.cases[case_id]
        statuses = self._findings.answers.setdefault(node.value.operation.label, {})
        status = str(response.status_code)
        statuses[status] = statuses.get(status, 0) + 1
        label = node.value.operation.label
        self._findings.seconds[label] = self._findings.seconds.get(label, 0.0) + response.elapsed
        if node.transition is not None and node.is_transition_applied and not node.transition.is_inferred:
            followed = self._findings.links.setdefault(node.transition.id, 0)
            self._findings.links[node.transition.id] = followed + (response.status_code < 300)

    def _warn(self, recorder: ScenarioRecorder, case_id: str, response: Response, phase: str) -> None:
        """Say once of each operation what is worth a look."""
        exchange = self._exchanges.of(response, recorder.cases[case_id].value)
        if exchange is None:
            return
        request, credential = recorder.interactions[case_id].request, self._run.credential
        for name, check in WARNINGS.items():
            failures = [BrokenPromise(exchange.operation.label, fault) for fault in check(exchange)]
            new = [failure for failure in failures if (name, failure) not in self._seen]
            self._seen.update((name, failure) for failure in new)
            if new:
                self._findings.warnings.append(
                    Violation(
                        operation=exchange.operation.label,
                        failures=[failure_of(name, failure, response, credential) for failure in new],
                        request=request_of(request, credential),
                        answer=answer_of(response, credential),
                        repeat=[curl(request, credential)],
                        phase=phase,
                    )
                )

    def _new_failures(self, checks: list[CheckNode]) -> list[tuple[str, CheckFailureInfo]]:
        """What failed for the first time."""
        new = []
        for check in checks:
            if check.status is not Status.FAILURE or check.failure_info is None:
                continue
            failure = check.failure_info.failure
            if (check.name, failure) not in self._seen:
                self._seen.add((check.name, failure))
                new.append((check.name, check.failure_info))
        return new

    def _violation(
        self,
        recorder: ScenarioRecorder,
        response: Response,
        failed: list[tuple[str, CheckFailureInfo]],
        phase: str,
    ) -> Violation:
        credential = self._run.credential
        requests = [recorder.interactions[step.case_id].request for step in failed[0][1].steps]
        return Violation(
            operation=failed[0][1].failure.operation or recorder.label,
            failures=[failure_of(name, info.failure, response, credential) for name, info in failed],
            request=request_of(requests[-1], credential) if requests else None,
            answer=answer_of(response, credential),
            repeat=[curl(request, credential) for request in requests],
            phase=phase,
        )


def _tell(text: str) -> None:
    """Say to the process that started this one how far the run is."""
    sys.stderr.write(f"{PROGRESS}{text}\n")
    sys.stderr.flush()
