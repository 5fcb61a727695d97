"""What is to be said of a contract run, before it is decided how: every report is made of this."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from medusa_mock import document as documents
from medusa_mock.contract.baseline import Entry, sift
from medusa_mock.contract.causes import Cause, group
from medusa_mock.contract.findings import Findings, Phase
from medusa_mock.contract.options import PHASES, STATEFUL
from medusa_mock.contract.places import Places


class Verdict(StrEnum):
    """How a run ended."""

    HELD = "held"
    VIOLATED = "violated"
    INTERRUPTED = "interrupted"


class Outcome(StrEnum):
    """What is known of an operation.

    `NOT_TESTED`: an error kept it from being tested, or it was never answered 2xx, so that its success was not judged;
    or never at all but with a 401, if the document has no success for it.
    """

    VIOLATED = "violated"
    NOT_TESTED = "not tested"
    ACCEPTED = "accepted"
    PASSED = "passed"


@dataclass(frozen=True)
class Operation:
    """One operation that was to be tested.

    Args:
        id: its operationId.
        label: `GET /admin/apps`.
        group: its tag.
        answers: status -> how many answers were judged.
        seconds: how long they took, all together.
        causes: the numbers of the causes that show here, from 1.
    """

    id: str
    label: str
    group: str
    outcome: Outcome
    answers: Mapping[str, int]
    seconds: float
    causes: tuple[int, ...]


@dataclass(frozen=True)
class BaselineUse:
    """What a baseline did in a run.

    Args:
        name: as it was asked for; empty without one.
        accepted: entries whose violation was met.
        unmet: entries whose violation was not met though all phases ran over its operation: is it mended?
        expired: entries whose time is over, and which accept nothing.
        faulty: entries with something wrong in themselves, and what.
        unasked: how many entries were not put to the test, since only a part of the document or of the phases was.
        proposed: how many entries the run has added.
    """

    name: str = ""
    accepted: tuple[Entry, ...] = ()
    unmet: tuple[Entry, ...] = ()
    expired: tuple[Entry, ...] = ()
    faulty: tuple[tuple[Entry, str], ...] = ()
    unasked: int = 0
    proposed: int = 0


@dataclass(frozen=True)
class Judgement:
    """A run, judged.

    Args:
        title: of the document, with its version.
        seed: None where nothing was drawn by lot.
        began: when, in UTC.
        links: links of the document -> how many times each was followed to a success; none if none were to be.
        causes: what is wrong, the most important first.
        warnings: what is worth a look, and breaks no promise.
        errors: what kept an operation from being tested.
    """

    url: str
    api: str
    title: str
    seed: int | None
    began: datetime
    verdict: Verdict
    operations: tuple[Operation, ...]
    causes: tuple[Cause, ...] = ()
    warnings: tuple[Cause, ...] = ()
    baseline: BaselineUse = BaselineUse()
    errors: tuple[str, ...] = ()
    phases: Mapping[str, Phase] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        return sum(phase.seconds for phase in self.phases.values())

    @property
    def answers(self) -> int:
        """How many answers were judged."""
        return sum(sum(operation.answers.values()) for operation in self.operations)

    @property
    def groups(self) -> dict[str, list[Operation]]:
        """Group -> its operations, in the order of the document."""
        found: dict[str, list[Operation]] = {}
        for operation in self.operations:
            found.setdefault(operation.group, []).append(operation)
        return found

    def count(self, outcome: Outcome) -> int:
        """How many operations have this outcome."""
        return sum(operation.outcome is outcome for operation in self.operations)


@dataclass(frozen=True)
class Known:
    """The baseline of a run. `entries` as they stood before the run."""

    name: str = ""
    file: Path | None = None
    entries: Sequence[Entry] = ()


@dataclass(frozen=True)
class Trial:
    """What is known before a run begins. `tested` are the operationIds; all where there are none."""

    document: Mapping[str, Any]
    api: str
    url: str
    seed: int | None
    phases: tuple[str, ...] = PHASES
    tested: tuple[str, ...] = ()
    known: Known = Known()
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def operations(self) -> dict[str, dict[str, Any]]:
        """Label -> operation of the document, of those that are tested."""
        return {
            f"{method.upper()} {path}": operation
            for path, method, operation in documents.operations(dict(self.document))
            if not self.tested or operation["operationId"] in self.tested
        }

    def judge(self, findings: Findings, proposed: int = 0) -> Judgement:
        """Hold the findings against the document and the baseline."""
        places, sifted = Places(self.api), sift(findings.violations, self.known.entries)
        causes, baseline = group(sifted.new, places), self._baseline(sifted.met, findings.complete, proposed)
        wrong = causes or findings.errors or baseline.faulty
        verdict = Verdict.VIOLATED if wrong else Verdict.HELD
        return Judgement(
            url=self.url,
            api=self.api,
            title=f"{self.document['info']['title']} {self.document['info']['version']}",
            seed=self.seed,
            began=self.began,
            verdict=verdict if findings.complete else Verdict.INTERRUPTED,
            operations=self._judged(findings, causes, {entry.operation for entry in baseline.accepted}),
            causes=causes,
            warnings=group(findings.warnings, places),
            baseline=baseline,
            errors=tuple(findings.errors),
            phases=findings.phases,
            links=self._links(findings),
        )

    def _judged(self, findings: Findings, causes: tuple[Cause, ...], accepted: set[str]) -> tuple[Operation, ...]:
        shown: dict[str, tuple[int, ...]] = {}
        for number, cause in enumerate(causes, start=1):
            for label in cause.operations:
                shown[label] = (*shown.get(label, ()), number)
        return tuple(
            Operation(
                id=operation["operationId"],
                label=label,
                group=operation["tags"][0],
                outcome=_outcome(label, findings, shown, accepted, operation["responses"]),
                answers=findings.answers.get(label, {}),
                seconds=findings.seconds.get(label, 0.0),
                causes=shown.get(label, ()),
            )
            for label, operation in self.operations.items()
        )

    def _baseline(self, met: tuple[Entry, ...], complete: bool, proposed: int) -> BaselineUse:
        today, tested = date.today(), self.operations
        labels = {f"{method.upper()} {path}" for path, method, _ in documents.operations(dict(self.document))}
        expired = tuple(entry for entry in self.known.entries if entry.is_expired(today))
        unmet = [entry for entry in self.known.entries if entry not in met and entry not in expired]
        whole = complete and set(self.phases) == set(PHASES)
        asked = tuple(entry for entry in unmet if whole and (entry.operation in tested or not entry.operation))
        return BaselineUse(
            name=self.known.name,
            accepted=met,
            unmet=asked,
            expired=expired,
            faulty=tuple((entry, fault) for entry in self.known.entries if (fault := entry.fault(labels))),
            unasked=len(unmet) - len(asked),
            proposed=proposed,
        )

    def _links(self, findings: Findings) -> dict[str, int]:
        if STATEFUL not in findings.phases:
            return {}
        followed: dict[str, int] = {}
        for link, successes in findings.links.items():
            name = link.rpartition(" -> ")[0]
            followed[name] = followed.get(name, 0) + successes
        names = (
            f"{label} -> [{status}] {name}"
            for label, operation in self.operations.items()
            for status, response in operation["responses"].items()
            for name in response.get("links", {})
        )
        return {name: followed.get(name, 0) for name in names}


def _outcome(
    label: str, findings: Findings, shown: Mapping[str, Any], accepted: set[str], responses: Collection[str]
) -> Outcome:
    if label in shown:
        return Outcome.VIOLATED
    is_broken_off = any(error.startswith(f"{label}: ") for error in findings.errors)
    if is_broken_off or not _is_told_apart(findings.answers.get(label, ()), responses):
        return Outcome.NOT_TESTED
    return Outcome.ACCEPTED if label in accepted else Outcome.PASSED


def _is_told_apart(answers: Collection[str], responses: Collection[str]) -> bool:
    """Whether there was an answer beyond those that all operations have in common."""
    if any(status[0] in "2d" for status in responses):  # a success, or the default
        return any(status.startswith("2") for status in answers)
    return any(status in responses and status != "401" for status in answers)
