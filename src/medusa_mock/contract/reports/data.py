"""The judgement as JSON, for other programs: `version` goes up when a name or a meaning changes."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from medusa_mock.contract.baseline import Entry
from medusa_mock.contract.causes import Cause
from medusa_mock.contract.judgement import Judgement, Outcome

VERSION = 1


def render(judgement: Judgement) -> str:
    """The file: names as in `Judgement`, times in seconds, `began` in ISO 8601."""
    return json.dumps(_run(judgement), indent=2, ensure_ascii=False) + "\n"


def _run(judgement: Judgement) -> dict[str, Any]:
    return {
        "version": VERSION,
        "document": judgement.title,
        "api": judgement.api,
        "url": judgement.url,
        "seed": judgement.seed,
        "began": judgement.began.isoformat(),
        "seconds": round(judgement.seconds, 3),
        "verdict": judgement.verdict,
        "answers": judgement.answers,
        "outcomes": {outcome: judgement.count(outcome) for outcome in Outcome},
        "operations": [asdict(operation) for operation in judgement.operations],
        "causes": [_cause(cause) for cause in judgement.causes],
        "warnings": [_cause(cause) for cause in judgement.warnings],
        "baseline": _baseline(judgement),
        "errors": judgement.errors,
        "phases": {name: asdict(phase) for name, phase in judgement.phases.items()},
        "links": dict(judgement.links),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "summary": cause.summary,
        "check": cause.failure.check,
        "severity": cause.failure.severity,
        "operations": cause.operations,
        "place": asdict(cause.place) if cause.place else None,
        "violations": [asdict(violation) for violation in cause.violations],
    }


def _baseline(judgement: Judgement) -> dict[str, Any]:
    used = judgement.baseline
    return {
        "name": used.name,
        "accepted": _entries(used.accepted),
        "unmet": _entries(used.unmet),
        "expired": _entries(used.expired),
        "faulty": [asdict(entry) | {"fault": fault} for entry, fault in used.faulty],
        "unasked": used.unasked,
        "proposed": used.proposed,
    }


def _entries(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [asdict(entry) for entry in entries]
