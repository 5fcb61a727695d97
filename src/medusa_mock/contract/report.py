"""What the terminal says about a contract run."""

from collections.abc import Mapping
from textwrap import indent
from typing import Any

from rich.console import Console

from medusa_mock import document as documents
from medusa_mock.contract.findings import Findings, Violation
from medusa_mock.contract.run import TOKEN_VARIABLE
from medusa_mock.contract.target import BEARER, NOBODY, Target

CLASSES = ("2xx", "3xx", "4xx", "5xx")

BODY = 500
"""How many characters of an answer are shown."""


class Report:
    """Tells of one run over the operations of a document."""

    def __init__(self, console: Console, document: Mapping[str, Any], tested: tuple[str, ...]) -> None:
        self._console = console
        self._operations = {
            f"{method.upper()} {path}": operation["operationId"]
            for path, method, operation in documents.operations(dict(document))
            if not tested or operation["operationId"] in tested
        }
        self._links = {
            f"{method.upper()} {path} -> [{status}] {name}"
            for path, method, operation in documents.operations(dict(document))
            for status, response in operation["responses"].items()
            for name in response.get("links", {})
            if f"{method.upper()} {path}" in self._operations
        }

    def say(self, text: str = "") -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def findings(self, findings: Findings, target: Target, accepted: Mapping[str, str]) -> None:
        """Everything: what was covered, what is known, what is wrong, and the verdict as the last line."""
        self._coverage(findings)
        self._links_followed(findings)
        self._baseline(findings, accepted)
        for number, violation in enumerate(findings.violations, start=1):
            self._violation(number, violation)
        if findings.violations:
            self._how_to_repeat(target)
        for error in findings.errors:
            self.say(f"\nNot tested: {error}")
        self.say(f"\n{self._verdict(findings)}")

    def _coverage(self, findings: Findings) -> None:
        rows: list[tuple[str, str, tuple[str, ...]]] = [("Operation", "", CLASSES)]
        for label, name in self._operations.items():
            statuses = findings.answers.get(label, {})
            rows.append((name, label, tuple(str(_answers(statuses, first[0]) or "-") for first in CLASSES)))
        names, labels = (max(len(row[column]) for row in rows) for column in (0, 1))
        self.say()
        for name, label, counts in rows:
            self.say(f"{name:<{names}}  {label:<{labels}}  " + "".join(f"{count:>6}" for count in counts))
        for label, name in self._operations.items():
            if not _answers(findings.answers.get(label, {}), "2"):
                self.say(f"{name} ({label}) never answered 2xx: its success was not judged.")

    def _links_followed(self, findings: Findings) -> None:
        if "stateful" not in findings.phases:
            return
        followed = {link.rpartition(" -> ")[0] for link, successes in findings.links.items() if successes}
        self.say(f"\nLinks of the document that led to a success: {len(followed & self._links)} of {len(self._links)}")
        for link in sorted(self._links - followed):
            self.say(f"  not {link}")

    def _baseline(self, findings: Findings, accepted: Mapping[str, str]) -> None:
        for title, entries in (
            ("Accepted by the baseline", findings.known),
            ("Accepted by the baseline, and not met", findings.unmet),
            ("No longer accepted, since the entry of the baseline has expired", findings.expired),
        ):
            if entries:
                self.say(f"\n{title}:")
            for entry in entries:
                self.say(f"  {entry} {accepted[entry]}")

    def _violation(self, number: int, violation: Violation) -> None:
        name = self._operations.get(violation.operation)
        self.say(f"\n{number}. {name} ({violation.operation})" if name else f"\n{number}. {violation.operation}")
        for failure in violation.failures:
            reason = f"{failure.title}: {failure.message}" if failure.message else failure.title
            self.say(f"   {failure.check}: {indent(reason, ' ' * 6).strip()}")
        if (answer := violation.answer) is not None:
            self.say(f"   answered {answer.status} {answer.reason}: {' '.join(answer.body.split())[:BODY]}")
        for line in violation.repeat:
            self.say(f"   {line}")

    def _how_to_repeat(self, target: Target) -> None:
        if target.kind != NOBODY:
            kind = "a bearer token" if target.kind == BEARER else "the API token"
            self.say(f"\nTo repeat a line, set {TOKEN_VARIABLE} to {kind} of the account that you gave.")
        if target.is_temporary:
            port = target.url.rpartition(":")[2]
            self.say(f"The mock that answered is gone; `medusa-mock serve --port {port}` starts one like it.")

    def _verdict(self, findings: Findings) -> str:
        seconds = sum(phase.seconds for phase in findings.phases.values())
        judged = f"{findings.cases} answers of {len(findings.answers)} operations in {seconds:.1f} s"
        if not findings.complete:
            return f"Interrupted after {judged}."
        if findings.violations or findings.errors:
            return f"{len(findings.violations)} violations, {len(findings.errors)} errors in {judged}."
        return f"All held: {judged}."


def _answers(statuses: Mapping[str, int], first: str) -> int:
    return sum(count for status, count in statuses.items() if status.startswith(first))
