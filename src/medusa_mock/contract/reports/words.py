"""Sentences that more than one report says."""

from collections.abc import Iterable, Iterator

from medusa_mock.contract.baseline import Entry
from medusa_mock.contract.judgement import Judgement, Outcome, Verdict

STEPS = 3
"""How many causes are named among what is to be done first."""

NAMED = 3
"""How many operations are named in a sentence."""


def count(number: int, one: str, many: str = "") -> str:
    """`1 operation`, `2 operations`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def verdict(judgement: Judgement) -> str:
    """How the run ended, in a sentence."""
    tested = sum(1 for operation in judgement.operations if operation.answers)
    judged = f"{count(judgement.answers, 'answer')} of {count(tested, 'operation')} in {judgement.seconds:.1f} s"
    wrong = f"{count(len(judgement.causes), 'violation')}, {count(len(judgement.errors), 'error')}"
    if judgement.verdict is Verdict.INTERRUPTED:
        return f"Interrupted after {judged}: {wrong} so far."
    if judgement.verdict is Verdict.HELD:
        return f"All held: {judged}."
    return f"{wrong} in {judged}."


def first_steps(judgement: Judgement) -> Iterator[str]:
    """The few things to do next, the most important first."""
    for number, cause in enumerate(judgement.causes[:STEPS], start=1):
        at = cause.operations[0] if len(cause.operations) == 1 else count(len(cause.operations), "operation")
        yield f"Mend violation {number}, at {at}: {cause.summary}"
    if judgement.errors:
        yield f"See what kept {count(len(judgement.errors), 'operation')} from being tested: {judgement.errors[0]}"
    yield from _of_the_baseline(judgement)
    untested = [operation.id for operation in judgement.operations if operation.outcome is Outcome.NOT_TESTED]
    if untested and judgement.verdict is not Verdict.INTERRUPTED:
        named = ", ".join(untested[:NAMED]) + (" …" if len(untested) > NAMED else "")
        yield f"Give the server the data to answer 2xx to {count(len(untested), 'operation')}, now not tested: {named}"


def _of_the_baseline(judgement: Judgement) -> Iterator[str]:
    used = judgement.baseline
    if used.proposed:
        yield f"Give a reason to {count(used.proposed, 'entry', 'entries')} that the run added to {used.name}."
    elif used.faulty:
        entry, fault = used.faulty[0]
        yield f"Mend {count(len(used.faulty), 'entry', 'entries')} of {used.name}: {entry.id} {fault}."
    if used.expired:
        yield f"Decide anew on {count(len(used.expired), 'entry', 'entries')} of {used.name}: their time is over."
    if used.unmet:
        unmet = count(len(used.unmet), "entry was", "entries were")
        yield f"See what is mended, and can go from {used.name}: {unmet} not met."


def by_reason(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Why something is accepted, with the address of its issue, and the entries that say so."""
    found: dict[tuple[str, str | None], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.reason or "no reason", entry.issue), []).append(entry)
    for (reason, issue), accepted in found.items():
        yield f"{reason} ({issue})" if issue else reason, accepted
