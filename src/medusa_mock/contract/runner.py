"""Contract tests: one server held against a document, from the log-in to the verdict."""

import difflib
import secrets
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from medusa_mock import document as documents
from medusa_mock.contract.baseline import entries, find_baseline
from medusa_mock.contract.engine import Engine
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Findings
from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.report import Report
from medusa_mock.contract.target import NOBODY, reach

HELD, VIOLATED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def run_contract_tests(options: ContractOptions, console: Console | None = None) -> int:
    """Judge a server and say so on the console.

    Returns:
        `HELD`, `VIOLATED`, `UNUSABLE` when there is nothing to judge (the console says what to do), or `INTERRUPTED`.
    """
    try:
        findings = _judge(options, console or Console())
    except Unusable as error:
        errors = console or Console(stderr=True)
        errors.print(f"medusa-mock: {error}", markup=False, highlight=False, soft_wrap=True)
        return UNUSABLE
    if not findings.complete:
        return INTERRUPTED
    return VIOLATED if findings.violations or findings.errors else HELD


def _judge(options: ContractOptions, console: Console) -> Findings:
    document = documents.load(options.api)
    _check_operations(document, options.operations)
    baseline = find_baseline(options.baseline, new=options.update_baseline) if options.baseline else None
    accepted = entries(baseline) if baseline else {}
    seed = secrets.randbits(32) if options.seed is None else options.seed
    with reach(options) as target, tempfile.TemporaryDirectory(prefix="medusa-mock-") as folder:
        if target.kind == NOBODY and not options.operations:
            options = replace(options, operations=_open_operations(document))
        report = Report(console, document, options.operations)
        report.say(f"Contract tests of {target.url}, seed {seed}")
        findings = Engine(document, target, options, baseline, seed, Path(folder)).judge(report.say)
    report.findings(findings, target, accepted)
    return findings


def _open_operations(document: dict[str, Any]) -> tuple[str, ...]:
    """The operations that ask nobody for credentials."""
    asked = document.get("security", [])
    return tuple(
        operation["operationId"]
        for _, _, operation in documents.operations(document)
        if {} in (security := operation.get("security", asked)) or not security
    )


def _check_operations(document: dict[str, Any], wanted: tuple[str, ...]) -> None:
    known = {operation["operationId"] for _, _, operation in documents.operations(document)}
    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            raise Unusable(f"There is no operation {name}." + (f" Did you mean {near[0]}?" if near else ""))
