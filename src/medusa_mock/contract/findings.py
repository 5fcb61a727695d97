"""What a contract run found, in a form that goes from one process to another and into reports."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Self

STATUSES = ("skip", "success", "failure", "error", "interrupted")
"""Schemathesis's words for how a phase went, from good to bad."""


@dataclass
class Phase:
    """One phase: its `status` is Schemathesis's word for how it went, `seconds` how long it took."""

    status: str
    cases: int
    seconds: float

    @classmethod
    def of_parts(cls, parts: Sequence[Self]) -> Self:
        """The same phase in processes that worked side by side."""
        status = max((part.status for part in parts), key=STATUSES.index)
        return cls(status, sum(part.cases for part in parts), max(part.seconds for part in parts))


@dataclass
class Failure:
    """One check that failed on one answer.

    Args:
        check: its name, such as `response_schema_conformance`.
        kind: what it found, by the name of its class, such as `JsonSchemaError`.
        title: the same in words.
        message: what it says about this answer, in one or more lines.
        severity: `critical`, `high`, `medium` or `low`.
        signature: what tells it from others of its kind at this operation; part of an entry of a baseline.
        place: the keys that lead to the promise in the document, through references; none if it is of the operation.
        path: the keys that lead to the value in the answer.
        operation: `GET /admin/apps`; empty where no single operation is to blame.
    """

    check: str
    kind: str
    title: str
    message: str
    severity: str = "medium"
    signature: str = ""
    place: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    operation: str = ""


@dataclass
class Request:
    """A request as it was sent, without credentials. `body` is text, cut when it is long; None if there is none."""

    method: str
    url: str
    headers: dict[str, str]
    body: str | None = None


@dataclass
class Answer:
    """An answer, without credentials.

    Args:
        reason: the words of the status line.
        body: JSON with an indent, other texts as they are, cut when they are long.
        size: how many bytes the body had.
        seconds: how long it took.
    """

    status: int
    reason: str
    headers: dict[str, str]
    body: str
    size: int
    seconds: float


@dataclass
class Violation:
    """A promise of the document that the server did not keep.

    Args:
        operation: `GET /admin/apps`, or the phase where no single operation is to blame.
        failures: the checks that failed on this answer.
        request: the last of the requests that lead to it; None where it took none.
        answer: None where there was no answer.
        repeat: curl lines, the last of which meets the violation.
        phase: of `PHASES`.
    """

    operation: str
    failures: list[Failure]
    request: Request | None = None
    answer: Answer | None = None
    repeat: list[str] = field(default_factory=list)
    phase: str = ""

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """From what `asdict` made of one."""
        return cls(
            told["operation"],
            [Failure(**failure) for failure in told["failures"]],
            Request(**told["request"]) if told["request"] else None,
            Answer(**told["answer"]) if told["answer"] else None,
            told["repeat"],
            told["phase"],
        )


@dataclass
class Findings:
    """Everything that is told about a run.

    Args:
        answers: operation -> status -> how many answers were judged.
        seconds: operation -> how long its answers took, all together.
        links: link, as `GET /a -> [200] name -> POST /b` -> how many times it was followed to a success.
        violations: what the server does otherwise than the document says, be it accepted or not.
        warnings: what is worth a look, and breaks no promise.
        errors: what kept an operation from being tested.
        complete: whether the run came to its end.
    """

    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    phases: dict[str, Phase] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    warnings: list[Violation] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    complete: bool = False

    @property
    def cases(self) -> int:
        """How many requests were answered and judged."""
        return sum(sum(statuses.values()) for statuses in self.answers.values())

    @classmethod
    def of_parts(cls, parts: Sequence[Self]) -> Self:
        """What several processes found that worked side by side, each on operations of its own."""
        whole = cls(complete=all(part.complete for part in parts))
        for part in parts:
            whole.answers |= part.answers
            whole.seconds |= part.seconds
            whole.links |= part.links
            whole.violations += part.violations
            whole.warnings += part.warnings
            whole.errors += [error for error in part.errors if error not in whole.errors]
        for name in dict.fromkeys(chain(*(part.phases for part in parts))):
            whole.phases[name] = Phase.of_parts([part.phases[name] for part in parts if name in part.phases])
        return whole

    def add(self, other: Self) -> None:
        """Take up what was found on the same operations in other phases."""
        for operation, statuses in other.answers.items():
            known = self.answers.setdefault(operation, {})
            for status, count in statuses.items():
                known[status] = known.get(status, 0) + count
            self.seconds[operation] = self.seconds.get(operation, 0.0) + other.seconds.get(operation, 0.0)
        self.links |= other.links
        self.phases |= other.phases
        self.violations += other.violations
        self.warnings += other.warnings
        self.errors += other.errors
        self.complete = other.complete

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
        told["phases"] = {name: Phase(**phase) for name, phase in told["phases"].items()}
        for kind in ("violations", "warnings"):
            told[kind] = [Violation.read(violation) for violation in told[kind]]
        return cls(**told)
