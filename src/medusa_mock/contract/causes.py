"""Violations grouped by their cause: what has to be changed once, on however many operations it shows."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from medusa_mock.contract.findings import Answer, Failure, Violation
from medusa_mock.contract.places import Place, Places

SEVERITIES = ("critical", "high", "medium", "low")

CRASH = "not_a_server_error"
FOLLOWING_A_CRASH = frozenset(
    "status_code_conformance content_type_conformance response_schema_conformance response_headers_conformance"
    " positive_data_acceptance negative_data_rejection".split()
)
"""Checks that fail, too, where a server crashes: not worth a word of their own."""

TOLD_BY_THE_ANSWER = frozenset({CRASH, "positive_data_acceptance"})
"""Checks that fail for reasons which only the answer tells."""

_VARYING = re.compile(r"""\d+|"[^"]*"|'[^']*'|\b[a-z]+_[0-9A-Z]{26}\b""")
"""What differs from one message to the next of the same cause: numbers, quotations, ids."""


@dataclass(frozen=True)
class Cause:
    """One thing that is wrong, and all that it shows in.

    Args:
        failure: as it was met first.
        place: the promise that is broken; None where it is not one of a single place.
        violations: in the order in which they were met.
    """

    failure: Failure
    place: Place | None
    violations: tuple[Violation, ...]

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that it was met at, each once."""
        return tuple(dict.fromkeys(violation.operation for violation in self.violations))

    @property
    def summary(self) -> str:
        """What is wrong, in one line."""
        first = self.failure.message.partition("\n")[0]
        return f"{self.failure.title}: {first}" if first else self.failure.title


def group(violations: Iterable[Violation], places: Places) -> tuple[Cause, ...]:
    """The causes of violations, the most important first: by severity, then by how many operations they show in."""
    found: dict[tuple[str, ...], tuple[Failure, list[Violation]]] = {}
    for violation in violations:
        for failure in _own_failures(violation):
            found.setdefault(_identity(failure, violation), (failure, []))[1].append(violation)
    causes = [Cause(failure, _place(failure, shown, places), tuple(shown)) for failure, shown in found.values()]
    return tuple(sorted(causes, key=_importance))


def _own_failures(violation: Violation) -> Iterator[Failure]:
    """The failures of an answer that do not merely follow from another one of the same answer."""
    crashed = any(failure.check == CRASH for failure in violation.failures)
    for failure in violation.failures:
        if not (crashed and failure.check in FOLLOWING_A_CRASH):
            yield failure


def _identity(failure: Failure, violation: Violation) -> tuple[str, ...]:
    """Equal for failures of the same cause."""
    kind = (failure.check, failure.kind)
    first = failure.message.partition("\n")[0]
    if failure.kind == "JsonSchemaError":
        # The promise is the same wherever it is broken; only of what is missing or too much can there be several.
        return (*kind, *failure.place, first if failure.place[-1:] in (["required"], ["additionalProperties"]) else "")
    if failure.check in TOLD_BY_THE_ANSWER:
        return (*kind, failure.signature, _complaint(violation.answer) or violation.operation)
    component = [line for line in failure.message.splitlines() if line.startswith("Invalid component")]
    return (*kind, failure.signature, *(_VARYING.sub("…", line) for line in (first, *component)))


def _complaint(answer: Answer | None) -> str:
    """What a server says of its own crash, the same for all requests that meet it."""
    try:
        told = json.loads(answer.body) if answer else None
    except ValueError:
        return ""
    message = told.get("message") if isinstance(told, dict) else None
    return _VARYING.sub("…", message) if isinstance(message, str) and message != "An unknown error occurred." else ""


def _place(failure: Failure, shown: list[Violation], places: Places) -> Place | None:
    """The broken promise. There is none where it is another one at each operation."""
    method, _, path = failure.operation.partition(" ")
    keys = failure.place or (["paths", path, method.lower()] if path else [])
    several = len({violation.operation for violation in shown}) > 1
    return None if not keys or (several and failure.kind != "JsonSchemaError") else places.find(keys)


def _importance(cause: Cause) -> tuple[int, int]:
    return SEVERITIES.index(cause.failure.severity), -len(cause.operations)
