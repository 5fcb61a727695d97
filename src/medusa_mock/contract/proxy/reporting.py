"""What a proxy has found, as the judgement that every report is made of."""

from dataclasses import replace
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import Any

from medusa_mock import document as documents
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Failure, Findings, Phase, Violation
from medusa_mock.contract.judgement import Judgement, Trial, Verdict
from medusa_mock.contract.proxy.ledger import Ledger
from medusa_mock.contract.reports import files

PHASE = "traffic"


def write_reports(reports: dict[str, Path], ledger: Ledger, began: datetime, seconds: float) -> None:
    """Write reports, by their formats.

    Raises:
        Unusable: one cannot be written.
    """
    if reports:
        files.write(reports, judge(ledger, began, seconds))


def destinations(wanted: tuple[str, ...]) -> dict[str, Path]:
    """Format -> where its report goes.

    Raises:
        Unusable: there is no such format, or nothing can be written there.
    """
    if any(report.partition(":")[0] == "har" for report in wanted):
        raise Unusable("A proxy writes no HAR. --record keeps its traffic, as a scenario.")
    return files.destinations(wanted)


def judge(ledger: Ledger, began: datetime, seconds: float) -> Judgement:
    """The judgement on the operations that were met, of all APIs together."""
    bundles = {api: documents.load(api) for api in documents.APIS}
    judged = [_judge(api, bundle, ledger, began) for api, bundle in bundles.items() if _met(bundle, ledger)]
    told = reduce(_joined, judged or [_judge("admin", bundles["admin"], ledger, began)])
    errors = tuple(ledger.findings.errors)
    verdict = Verdict.VIOLATED if errors else told.verdict
    return replace(told, errors=errors, verdict=verdict, phases={PHASE: _phase(ledger, seconds)})


def _met(bundle: dict[str, Any], ledger: Ledger) -> dict[str, str]:
    """Label -> operationId of the operations of a document that were met."""
    operations = documents.operations(bundle)
    names = {f"{method.upper()} {path}": operation["operationId"] for path, method, operation in operations}
    return {label: names[label] for label in ledger.findings.answers if label in names}


def _judge(api: str, bundle: dict[str, Any], ledger: Ledger, began: datetime) -> Judgement:
    met, found = _met(bundle, ledger), ledger.findings
    findings = Findings(
        answers={label: found.answers[label] for label in met},
        seconds=found.seconds,
        violations=[violation for violation in found.violations if violation.operation in met],
        warnings=[_unknown(request, times) for request, times in ledger.undocumented.items() if _is_of(api, request)],
        complete=True,
    )
    return Trial(bundle, api, ledger.url, None, (PHASE,), tuple(met.values()), began=began).judge(findings)


def _is_of(api: str, request: str) -> bool:
    return request.partition(" ")[2].lower().startswith(f"/{api}")


def _unknown(request: str, times: int) -> Violation:
    title, message = "The document knows no such operation", f"{request} was asked for {times} times"
    return Violation(request, [Failure("documented_operation", "UnknownOperation", title, message, "low")])


def _phase(ledger: Ledger, seconds: float) -> Phase:
    return Phase("failure" if ledger.findings.violations else "success", ledger.findings.cases, seconds)


def _joined(one: Judgement, other: Judgement) -> Judgement:
    """Two judgements as one: the causes of the second are counted on from those of the first."""
    known = len(one.causes)
    operations = (
        replace(operation, causes=tuple(number + known for number in operation.causes))
        for operation in other.operations
    )
    return replace(
        one,
        title=f"{one.title} and {other.title}",
        api=f"{one.api} {other.api}",
        verdict=Verdict.VIOLATED if Verdict.VIOLATED in (one.verdict, other.verdict) else Verdict.HELD,
        operations=(*one.operations, *operations),
        causes=one.causes + other.causes,
        warnings=one.warnings + other.warnings,
    )
