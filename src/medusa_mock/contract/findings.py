"""What a contract run found, in a form that goes from one process to another and into a terminal."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass
class Phase:
    """One phase: its `status` is Schemathesis's word for how it went, `seconds` how long it took."""

    status: str
    cases: int
    seconds: float


@dataclass
class Violation:
    """A promise of the document that the server did not keep.

    Args:
        operation: `GET /admin/apps`, or the phase where no single operation is to blame.
        checks: the names of the checks that failed on this answer.
        reasons: what each of them says.
        answer: the status line and the body, cut; None where there was no answer.
        repeat: curl lines, the last of which meets the violation.
    """

    operation: str
    checks: list[str]
    reasons: list[str]
    answer: str | None
    repeat: list[str]


@dataclass
class Findings:
    """Everything that is told about a run.

    Args:
        answers: operation -> status -> how many answers were judged.
        links: link, as `GET /a -> [200] name -> POST /b` -> how many times it was followed to a success.
        known: ids of entries of the baseline -> what they accept was met.
        unmet: ids of entries whose violation was not met.
        expired: ids of entries whose time is over.
        errors: what kept an operation from being tested.
        complete: whether the run came to its end.
    """

    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    phases: dict[str, Phase] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    complete: bool = False

    @property
    def cases(self) -> int:
        """How many requests were answered and judged."""
        return sum(sum(statuses.values()) for statuses in self.answers.values())

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
        told["phases"] = {name: Phase(**phase) for name, phase in told["phases"].items()}
        told["violations"] = [Violation(**violation) for violation in told["violations"]]
        return cls(**told)
