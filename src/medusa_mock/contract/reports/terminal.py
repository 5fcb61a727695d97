"""What the terminal says about a contract run: the operations, what is wrong with them, and what to do first."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from medusa_mock.contract.baseline import Entry
from medusa_mock.contract.causes import Cause
from medusa_mock.contract.judgement import BaselineUse, Judgement, Operation, Outcome, Verdict
from medusa_mock.contract.options import STATEFUL
from medusa_mock.contract.reports.words import by_reason, count, first_steps, verdict
from medusa_mock.contract.run import TOKEN_VARIABLE
from medusa_mock.contract.target import BEARER, NOBODY, Target

BODY = 500
"""How many characters of an answer are shown."""

NAMED = 5
"""How many operations of a cause are named."""

MISSED = 10
"""How many links are named that led to no success."""

STYLES = {Outcome.VIOLATED: "bold red", Outcome.NOT_TESTED: "yellow", Outcome.ACCEPTED: "cyan", Outcome.PASSED: "green"}
VERDICTS = {Verdict.HELD: "bold green", Verdict.VIOLATED: "bold red", Verdict.INTERRUPTED: "bold yellow"}
CLASSES = ("2xx", "3xx", "4xx", "5xx")


class Terminal:
    """Tells of one run."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def say(self, text: str = "", style: str = "") -> None:
        self._console.print(Text(text, style), soft_wrap=True)

    @contextmanager
    def progress(self, operations: int) -> Iterator[Callable[[str], None]]:
        """Show how far a run is; what it gives wants the name of the phase at every step. A log shows nothing of it."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        tasks: dict[str, TaskID] = {}
        with Progress(
            *columns, console=self._console, transient=True, disable=not self._console.is_terminal
        ) as progress:

            def step(phase: str) -> None:
                if phase not in tasks:
                    total = None if phase == STATEFUL else operations  # nobody knows how many walks there will be
                    tasks[phase] = progress.add_task(f"{phase:<10}", total=total)
                progress.advance(tasks[phase])

            yield step

    def tell(self, judgement: Judgement, target: Target, written: Iterable[Path] = ()) -> None:
        """Everything: what was covered, what is known, what is wrong, and the verdict at the end.

        `written` are the files of the other reports.
        """
        self._operations(judgement)
        self._links(judgement)
        self._baseline(judgement.baseline)
        names = {operation.label: operation.id for operation in judgement.operations}
        for number, cause in enumerate(judgement.causes, start=1):
            self._cause(f"{number}.", cause, names)
        for cause in judgement.warnings:
            self._cause("Worth a look:", cause, names)
        if judgement.causes:
            self._how_to_repeat(target)
        for error in judgement.errors:
            self.say(f"\nNot tested: {error}", "red")
        if files := [str(path) for path in written]:
            self.say("\nWritten: " + ", ".join(files))
        self._verdict(judgement)

    def _operations(self, judgement: Judgement) -> None:
        names = max(len(operation.id) for operation in judgement.operations)
        labels = max(len(operation.label) for operation in judgement.operations)
        counts = "".join(f"{name:>6}" for name in CLASSES)
        self.say(f"\n{'Operation':<{names}}  {'':<{labels}}  {counts}", "bold")
        # No table of Rich's: it would be cut to the width of the terminal, and a log has none.
        for operation in judgement.operations:
            counts = "".join(f"{_answers(operation, name[0]) or '-':>6}" for name in CLASSES)
            row = Text(f"{operation.id:<{names}}  {operation.label:<{labels}}  {counts}  ")
            row.append(operation.outcome, STYLES[operation.outcome])
            self._console.print(row, soft_wrap=True)
        for operation in judgement.operations:
            if not _answers(operation, "2"):
                self.say(f"{operation.id} ({operation.label}) never answered 2xx: its success was not judged.")

    def _links(self, judgement: Judgement) -> None:
        if not judgement.links:
            return
        missed = sorted(link for link, successes in judgement.links.items() if not successes)
        total = len(judgement.links)
        self.say(f"\nLinks of the document that led to a success: {total - len(missed)} of {total}")
        for link in missed[:MISSED]:
            self.say(f"  not {link}")
        if len(missed) > MISSED:
            self.say(f"  nor {len(missed) - MISSED} more, which --report json names")

    def _baseline(self, used: BaselineUse) -> None:
        if used.accepted:
            self.say("\nAccepted by the baseline:")
        for reason, accepted in by_reason(used.accepted):
            labels = tuple(dict.fromkeys(entry.operation for entry in accepted))
            self.say(f"  {reason}")
            self.say(f"    {_listed(labels)}", "dim")
        self._entries("Accepted by the baseline, and not met in this run: delete what is mended", used.unmet)
        self._entries("No longer accepted, since the entry of the baseline has expired", used.expired)
        self._entries("To be mended in the baseline", [entry for entry, _ in used.faulty], dict(used.faulty))
        if used.unasked:
            self.say(f"\n{count(used.unasked, 'entry', 'entries')} of the baseline put to no test in this run.")

    def _entries(self, title: str, entries: Iterable[Entry], faults: dict[Entry, str] | None = None) -> None:
        for number, entry in enumerate(entries):
            if not number:
                self.say(f"\n{title}:")
            self.say(f"  {entry.id} {entry}" if not faults else f"  {entry.id} {faults[entry]} ({entry.operation})")

    def _cause(self, mark: str, cause: Cause, names: dict[str, str]) -> None:
        first, *others = cause.operations
        where = f"{names[first]} ({first})" if first in names else first
        self.say(f"\n{mark} {where}", "bold")
        if others:
            self.say(f"   and at {count(len(others), 'more operation')}: {_listed(others)}")
        failure = cause.failure
        reason = f"{failure.title}: {failure.message}" if failure.message else failure.title
        self.say(f"   {failure.check}: {indent(reason, ' ' * 6).strip()}", "red")
        if cause.place:
            self.say(f"   promised in {cause.place}")
        shown = cause.violations[0]
        if (answer := shown.answer) is not None:
            self.say(f"   answered {answer.status} {answer.reason}: {' '.join(answer.body.split())[:BODY]}")
        for line in shown.repeat:
            self.say(f"   {line}", "dim")

    def _how_to_repeat(self, target: Target) -> None:
        if target.kind != NOBODY:
            kind = "a bearer token" if target.kind == BEARER else "the API token"
            self.say(f"\nTo repeat a line, set {TOKEN_VARIABLE} to {kind} of the account that you gave.")
        if target.is_temporary:
            port = target.url.rpartition(":")[2]
            self.say(f"The mock that answered is gone; `medusa-mock serve --port {port}` starts one like it.")

    def _verdict(self, judgement: Judgement) -> None:
        self.say(f"\n{verdict(judgement)}", VERDICTS[judgement.verdict])
        steps = list(first_steps(judgement))
        if steps:
            self.say("To do first:")
        for step in steps:
            self.say(f"  - {step}")


def _answers(operation: Operation, first: str) -> int:
    return sum(times for status, times in operation.answers.items() if status.startswith(first))


def _listed(labels: Iterable[str]) -> str:
    first, rest = list(labels)[:NAMED], list(labels)[NAMED:]
    return ", ".join(first) + (f" and {len(rest)} more" if rest else "")
