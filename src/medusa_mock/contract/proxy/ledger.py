"""What has been found in the traffic up to now: each kind of violation once, and how often it was met."""

import re
from collections import Counter
from dataclasses import dataclass, field

from medusa_mock.contract.findings import Failure, Findings, Violation
from medusa_mock.contract.operations import Operation, Operations
from medusa_mock.contract.proxy.evidence import violation_of
from medusa_mock.contract.proxy.judge import judge_answer, judge_request
from medusa_mock.contract.proxy.overheard import Overheard, Unreadable
from medusa_mock.masking import masked_text

_VARYING = re.compile(r"""\d+|"[^"]*"|'[^']*'|\b[a-z]+_[0-9A-Z]{26}\b""")
"""What differs from one message to the next of the same cause: numbers, quotations, ids."""


@dataclass
class Ledger:
    """The verdicts on all exchanges.

    Args:
        url: of the server, for the lines that repeat a violation.
        met: operation, check and message without what varies -> how often a violation was met.
        undocumented: method and path -> how many requests were for them, which the documents do not know.
        unjudged: what could not be judged, and why -> how often.
        passed: how many exchanges were about nothing that the documents could speak of.
    """

    operations: Operations
    url: str
    findings: Findings = field(default_factory=Findings)
    met: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    undocumented: Counter[str] = field(default_factory=Counter)
    unjudged: Counter[str] = field(default_factory=Counter)
    passed: int = 0

    async def enter(self, heard: Overheard) -> Violation | None:
        """Judge an exchange. Return what is wrong with it, if that has not been met before."""
        request = heard.request
        if not self.operations.could_have(request.method, request.path):
            self.passed += 1
            return None
        operation = self.operations.find(request.method, request.path)
        if operation is None:
            self.undocumented[f"{request.method} {masked_text(request.path)}"] += 1
            return None
        self._count(operation.label, heard)
        new = [each for each in await self._failures(operation, heard) if self._is_new(operation.label, each)]
        if not new:
            return None
        violation = violation_of(operation.label, new, heard, self.url)
        self.findings.violations.append(violation)
        return violation

    def _count(self, label: str, heard: Overheard) -> None:
        statuses = self.findings.answers.setdefault(label, {})
        if heard.answer:
            statuses[str(heard.answer.status)] = statuses.get(str(heard.answer.status), 0) + 1
            self.findings.seconds[label] = self.findings.seconds.get(label, 0.0) + heard.seconds

    async def _failures(self, operation: Operation, heard: Overheard) -> list[Failure]:
        failures: list[Failure] = []
        try:
            failures += await judge_request(operation, heard)
        except Unreadable as reason:
            self.unjudged[f"{operation.label}: the request has {reason}"] += 1
        try:
            failures += judge_answer(operation, heard)
        except Unreadable as reason:
            self.unjudged[f"{operation.label}: the answer has {reason}"] += 1
        return failures

    def _is_new(self, label: str, failure: Failure) -> bool:
        identity = label, failure.check, _VARYING.sub("…", failure.message)
        self.met[identity] += 1
        return self.met[identity] == 1
