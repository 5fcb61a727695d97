"""Sends the requests of the probes, and writes down what is wrong with the answers."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx

from medusa_mock.contract.checks import CHECKS, WARNINGS
from medusa_mock.contract.checks.conformance import nonconformities
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.findings import Failure, Findings, Violation
from medusa_mock.contract.options import PROBES
from medusa_mock.contract.probes.account import Account
from medusa_mock.contract.probes.evidence import answered, repeated, requested
from medusa_mock.contract.probes.queries import query_string
from medusa_mock.contract.probes.recording import Recording
from medusa_mock.contract.surface import JSON, Operation

KIND = "BrokenPromise"
SLOW_ENOUGH = 2
"""How many slow answers of an operation make it a slow one: any server may have to stop for breath once."""


class Unanswered(Exception):
    """No answer came: the operation cannot be probed any further."""


@dataclass
class Prober:
    """Requests to one server.

    Args:
        judged: the labels of the operations that are tested; others are asked only for what the tested ones need.
        account: who asks; the credential is struck out of all that is written down.
        slowest: how many seconds an answer may take.
        distance: how many seconds lie between two requests at least.
        recording: where all exchanges are written down, if anywhere.
    """

    client: httpx.Client
    judged: frozenset[str]
    account: Account
    slowest: float
    distance: float = 0.0
    recording: Recording | None = None
    findings: Findings = field(default_factory=Findings)
    _seen: set[tuple[str, str, str, str]] = field(default_factory=set)
    _slow: dict[str, list[Exchange]] = field(default_factory=dict)

    def ask(
        self,
        operation: Operation,
        path_parameters: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        *,
        proof: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Send a request, and hold the answer against all that is known of one answer alone.

        Args:
            query: texts, lists of them, or mappings to them.
            proof: instead of that of the account, which is shown to those only who ask for it.

        Raises:
            Unanswered: there is no answer.
        """
        if self.is_slow(operation):
            raise Unanswered
        headers = dict((self.account.proof if operation.guarded else {}) if proof is None else proof)
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            headers["Content-Type"] = JSON
        found = self._exchange(operation, dict(path_parameters or {}), query_string(operation, query), headers, content)
        if operation.label in self.judged:
            self._judge(found)
        return found

    def is_slow(self, operation: Operation) -> bool:
        """Whether the operation was found to be slow, and nobody wants to wait for it any longer."""
        return len(self._slow.get(operation.label, ())) >= SLOW_ENOUGH

    def report(
        self, check: str, faults: Iterable[Fault], *exchanges: Exchange, blamed: Operation | None = None
    ) -> None:
        """Write down what is wrong with the last of the exchanges, which the others led to.

        Args:
            blamed: the operation whose fault it is, if not that of the last of them.
        """
        label = (blamed or exchanges[-1].operation).label
        failures = (_failure(check, fault) for fault in faults)
        self._note(self.findings.violations, label, failures, exchanges)

    def accuse(self, failure: Failure, *exchanges: Exchange) -> None:
        """Write down a failure of the last of the exchanges."""
        self._note(self.findings.violations, exchanges[-1].operation.label, [failure], exchanges)

    def _exchange(
        self, operation: Operation, path_parameters: dict[str, str], query: str, headers: dict[str, str], content: Any
    ) -> Exchange:
        url = operation.path + (f"?{query}" if query else "")
        for name, value in path_parameters.items():
            url = url.replace(f"{{{name}}}", quote(value, safe=""))
        sent = {**self.account.session, **headers}
        request = self.client.build_request(operation.method, url, headers=sent, content=content)
        time.sleep(self.distance)
        begun, began = time.perf_counter(), datetime.now(UTC)

        def made(status: int, answered: Mapping[str, str], body: bytes) -> Exchange:
            found = Exchange(
                operation=operation,
                url=str(request.url),
                status=status,
                headers={name.lower(): value for name, value in answered.items()},
                content=body,
                path_parameters=path_parameters,
                request_headers=sent,
                request_body=content or b"",
                seconds=time.perf_counter() - begun,
                account=self.account.id if operation.guarded and headers.items() >= self.account.proof.items() else "",
            )
            if self.recording:
                self.recording.add(found, began)
            return found

        try:
            response = self.client.send(request)
        except httpx.HTTPError as error:
            found = made(0, {}, b"")
            told = f"{error or type(error).__name__}"
            self.accuse(Failure("answered", "NoAnswer", "No answer", told, "critical"), found)
            raise Unanswered from error
        return made(response.status_code, response.headers, response.content)

    def _judge(self, exchange: Exchange) -> None:
        label = exchange.operation.label
        statuses = self.findings.answers.setdefault(label, {})
        statuses[str(exchange.status)] = statuses.get(str(exchange.status), 0) + 1
        self.findings.seconds[label] = self.findings.seconds.get(label, 0.0) + exchange.seconds
        self._note(self.findings.violations, label, _wrong(exchange), (exchange,))
        warnings = (_failure(name, fault) for name, check in WARNINGS.items() for fault in check(exchange))
        self._note(self.findings.warnings, label, warnings, (exchange,))
        if exchange.seconds > self.slowest:
            self._note_slow(exchange)

    def _note_slow(self, exchange: Exchange) -> None:
        slow = self._slow.setdefault(exchange.operation.label, [])
        slow.append(exchange)
        if len(slow) == SLOW_ENOUGH:
            took = f"It took {exchange.seconds:.1f} s, and {slow[0].seconds:.1f} s before"
            told = f"{took}; {self.slowest:g} s is the limit."
            failure = Failure("max_response_time", "ResponseTimeExceeded", "Slow answer", told, "low")
            self.accuse(failure, exchange)

    def _note(
        self, to: list[Violation], label: str, failures: Iterable[Failure], exchanges: tuple[Exchange, ...]
    ) -> None:
        new = [replace(failure, operation=label) for failure in failures if self._is_new(label, failure)]
        if label not in self.judged or not new:
            return
        to.append(
            Violation(
                operation=label,
                failures=new,
                request=requested(exchanges[-1], self.account.credential),
                answer=answered(exchanges[-1], self.account.credential),
                repeat=[repeated(exchange, self.account.credential) for exchange in exchanges],
                phase=PROBES,
            )
        )

    def _is_new(self, label: str, failure: Failure) -> bool:
        identity = (label, failure.check, failure.kind, failure.signature)
        is_new = identity not in self._seen
        self._seen.add(identity)
        return is_new


def _wrong(exchange: Exchange) -> Iterator[Failure]:
    yield from nonconformities(exchange)
    for name, check in CHECKS.items():
        for fault in check(exchange):
            yield _failure(name, fault)


def _failure(check: str, fault: Fault) -> Failure:
    return Failure(check, KIND, fault.title, fault.message, fault.severity, fault.signature)
