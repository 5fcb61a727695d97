"""What the terminal says while traffic goes by, and at the end."""

import time
from collections import Counter
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from medusa_mock.contract.findings import Violation
from medusa_mock.contract.proxy.ledger import Ledger

SHOWN_BODY = 300


class Live:
    """Tells of violations as they are met, with a line below them that counts, where there is a terminal."""

    def __init__(self, console: Console, ledger: Ledger) -> None:
        self._console = console
        self._ledger = ledger
        self._status = Status("", console=console)
        self._begun = time.perf_counter()

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._status.stop()

    def say(self, text: str = "") -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def update(self) -> None:
        """Count anew."""
        self._status.update(escape(self._counted()))

    def violation(self, violation: Violation) -> None:
        """Tell of one that has not been met before."""
        request, answer = violation.request, violation.answer
        assert request is not None  # noqa: S101
        status = str(answer.status) if answer else "no answer"
        self._console.print(
            f"\n[bold red]{violation.operation}[/] [dim]{escape(f'{request.method} {request.url} -> {status}')}[/]",
            highlight=False,
            soft_wrap=True,
        )
        for failure in violation.failures:
            self.say(f"  {failure.title}: {failure.message}")
        if answer and answer.body:
            self.say(f"  answered: {' '.join(answer.body.split())[:SHOWN_BODY]}")
        for line in violation.repeat:
            self.say(f"  {line}")

    def sum_up(self) -> None:
        """The operations that were met, what was not judged, and the verdict as the last line."""
        ledger = self._ledger
        if ledger.findings.answers:
            self._console.print(self._table())
        for title, counted in (
            ("The documents know no such operation", ledger.undocumented),
            ("Not judged", ledger.unjudged),
        ):
            if counted:
                self.say(f"\n{title}:")
            for text, count in counted.most_common():
                self.say(f"  {text}{_times(count)}")
        self.say(f"\n{self._counted()}")

    def _table(self) -> Table:
        table = Table("operation", "answers", "violations", box=None, header_style="bold", padding=(0, 2, 0, 0))
        broken: Counter[str] = Counter()
        for (label, *_), count in self._ledger.met.items():
            broken[label] += count
        for label, statuses in self._ledger.findings.answers.items():
            answers = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
            table.add_row(label, answers, f"[bold red]{broken[label]}[/]" if broken[label] else "-")
        return table

    def _counted(self) -> str:
        return "; ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        ledger = self._ledger
        kinds, times = len(ledger.met), ledger.met.total()
        yield f"Violations: {kinds or 'none'}{f', met {times} times' if times > kinds else ''}"
        yield f"answers judged: {ledger.findings.cases}, of operations: {len(ledger.findings.answers)}"
        if ledger.undocumented:
            yield f"for operations that the documents do not know: {ledger.undocumented.total()}"
        if ledger.passed:
            yield f"passed on unjudged: {ledger.passed}"
        yield f"{time.perf_counter() - self._begun:.0f} s"


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""
