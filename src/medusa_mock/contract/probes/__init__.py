"""A phase of its own: a few requests to each operation, whose answers are held against each other.

The document alone says what is asked for. Nothing is drawn by lot: the same server is asked the same every time.
"""

import secrets
import time
from collections.abc import Callable, Collection
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any

import httpx

from medusa_mock.contract.findings import Findings, Phase
from medusa_mock.contract.options import PROBES, ContractOptions, pause
from medusa_mock.contract.probes.account import account_of
from medusa_mock.contract.probes.prober import Prober, Unanswered
from medusa_mock.contract.probes.reads import read
from medusa_mock.contract.probes.recording import Recording
from medusa_mock.contract.probes.refusals import refuse_strangers, refuse_unknown, survive
from medusa_mock.contract.probes.rows import Rows
from medusa_mock.contract.probes.writes import Tour
from medusa_mock.contract.surface import Operation, Surface
from medusa_mock.contract.target import Target

Step = Callable[[Prober, Rows, Operation], None]
STEPS: tuple[Step, ...] = (read, refuse_strangers, refuse_unknown, survive)


def probe(
    document: dict[str, Any],
    operations: Collection[str],
    target: Target,
    options: ContractOptions,
    record: Path | None = None,
) -> Findings:
    """Probe the operations with these operationIds; `record` is a HAR file to be written."""
    surface = Surface(document)
    judged = [each for each in surface if each.id in operations and (each.method == "GET" or not options.read_only)]
    begun = time.perf_counter()
    with _client(target, options) as client:
        account = account_of(client, target, surface, options)
        prober = Prober(
            client,
            frozenset(operation.label for operation in judged if account.proof or not operation.guarded),
            account,
            options.max_response_time,
            pause(options.rate_limit),
            Recording(account.credential) if record else None,
        )
        try:
            _run(prober, surface, judged, free=bool(account.session))
            prober.findings.complete = True
        except KeyboardInterrupt:
            pass  # what was found so far is told
    if record and prober.recording:
        prober.recording.write(record)
    return _told(prober.findings, time.perf_counter() - begun)


def _client(target: Target, options: ContractOptions) -> httpx.Client:
    """Remembers nothing between requests, and obeys nothing but the options."""
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    return httpx.Client(base_url=target.url, timeout=options.timeout, trust_env=False, cookies=no_cookies)


def _run(prober: Prober, surface: Surface, operations: list[Operation], *, free: bool) -> None:
    rows = Rows(prober, surface)
    for operation in operations:
        for step in STEPS:
            try:
                step(prober, rows, operation)
            except Unanswered:
                break
    tour = Tour(prober, surface, rows, free, secrets.token_hex(3))
    tour.run([operation for operation in operations if operation.method != "GET"])


def _told(findings: Findings, seconds: float) -> Findings:
    status = "failure" if findings.violations else "success"
    findings.phases[PROBES] = Phase(status if findings.complete else "interrupted", findings.cases, seconds)
    return findings
