"""Violations that are known and accepted for a while: files in the format of Schemathesis, which obeys them as well.

An entry is one failure of one operation. Ours adds to it a `reason`, without which nothing is accepted for good, and
an `issue`: the address where the deviation is dealt with. From the day after `expires` on it accepts nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Failure, Violation

if TYPE_CHECKING:
    from schemathesis.baseline import Baseline, BaselineEntry

PACKAGED = Path(__file__).with_name("baselines")

Identity = tuple[str, str, str, str]
"""Operation, check, failure, signature: what an entry accepts."""


def find_baseline(name: str, *, api: str = "admin", new: bool = False) -> Path:
    """The file of this path, or of this name among those that the package carries, such as `medusa-1.20.11`.

    Of those there is one for each API. With `new`, it is to be written, and need not exist.

    Raises:
        Unusable: there is none, and none is to be made; or it is not the user's to write.
    """
    file = Path(name)
    packaged = {path.stem: path for path in PACKAGED.glob("*.json")}
    if name in packaged and not file.is_file():
        found = packaged.get(f"{name}-{api}", packaged[name])
        if new:
            raise Unusable(f"{name} belongs to the package. Copy {found}, and update the copy.")
        return found
    if new or file.is_file():
        return file.absolute()
    raise Unusable(f"There is no baseline {name}. Name a file, or one of the package: {', '.join(sorted(packaged))}.")


@dataclass(frozen=True)
class Entry:
    """A failure of an operation that is accepted.

    Args:
        id: what reports call it by; it follows from the next four.
        operation: `GET /admin/apps`.
        check, failure, signature: which failure: `check`, `kind` and `signature` of a `findings.Failure`.
        reason: why it is accepted; empty where nobody has said so yet.
        issue: the address where it is dealt with, if any.
        expires: the last day on which it is accepted, as `2026-12-31`; None for always.
    """

    id: str
    operation: str
    check: str
    failure: str
    signature: str
    reason: str = ""
    issue: str | None = None
    expires: str | None = None

    @property
    def identity(self) -> Identity:
        return (self.operation, self.check, self.failure, self.signature)

    def is_expired(self, today: date) -> bool:
        return self.expires is not None and date.fromisoformat(self.expires) < today

    def fault(self, operations: Collection[str]) -> str | None:
        """What is wrong with the entry itself; None if nothing is. `operations` are those of the document."""
        if self.operation and self.operation not in operations:
            return "is of no operation in the document: delete it"
        if not self.reason:
            return "has no reason: say why this is accepted"
        if self.issue is not None and urlsplit(self.issue).scheme not in ("http", "https"):
            return "has an issue that is no address: give one that begins with https://"
        return None

    def __str__(self) -> str:
        where = f"{self.operation}, {self.check}: {self.reason or 'no reason'}"
        return where + (f" ({self.issue})" if self.issue else "") + (f" Until {self.expires}." if self.expires else "")


def entries(file: Path) -> tuple[Entry, ...]:
    """What a file accepts; nothing where it is yet to be written.

    Raises:
        Unusable: the file is no baseline.
    """
    return tuple(_entry(file, entry) for entry in _load(file).entries)


def _load(file: Path) -> "Baseline":
    from schemathesis.baseline import Baseline

    try:
        return Baseline.load(file)
    except (OSError, ValueError) as error:
        raise Unusable(f"{file} is no baseline: {error}.") from None


def _entry(file: Path, entry: "BaselineEntry") -> Entry:
    reason, issue = entry.extra.get("reason", ""), entry.extra.get("issue")
    if not isinstance(reason, str) or not isinstance(issue, str | None):
        raise Unusable(f"{file} is no baseline: reason and issue of the entry {entry.id} have to be text.")
    return Entry(entry.id, *entry.identity, reason.strip(), issue, entry.expires)


@dataclass(frozen=True)
class Sifted:
    """Violations, held against a baseline.

    Args:
        new: those that are not accepted, each with the failures that are not.
        met: the entries that accept something, in the order of the file.
    """

    new: tuple[Violation, ...]
    met: tuple[Entry, ...]


def sift(violations: Iterable[Violation], accepted: Sequence[Entry], today: date | None = None) -> Sifted:
    """Part what is accepted today from what is not."""
    day = today or date.today()
    known = {entry.identity: entry for entry in accepted if not entry.is_expired(day)}
    new: list[Violation] = []
    met: set[Identity] = set()
    for violation in violations:
        met.update(identity for failure in violation.failures if (identity := _identity(failure)) in known)
        if failures := [failure for failure in violation.failures if _identity(failure) not in known]:
            new.append(replace(violation, failures=failures))
    return Sifted(tuple(new), tuple(entry for identity, entry in known.items() if identity in met))


def _identity(failure: Failure) -> Identity:
    return (failure.operation, failure.check, failure.kind, failure.signature)


def propose(file: Path, violations: Iterable[Violation]) -> int:
    """Add what violates now to a file, each with an empty reason, to be filled in by hand. Return how many are new.

    Entries that are there stay as they are. A slow answer is not added: it says more of the machine than of the server.

    Raises:
        Unusable: the file cannot be written.
    """
    from schemathesis.baseline import BaselineEntry

    baseline = _load(file)
    known = {entry.identity for entry in baseline.entries}
    failures = (failure for violation in violations for failure in violation.failures)
    found = {_identity(failure) for failure in failures if failure.kind != "ResponseTimeExceeded"}
    today = date.today().isoformat()
    for identity in sorted(found - known):
        baseline.entries.append(BaselineEntry(*identity, first_seen=today, extra={"reason": ""}))
    try:
        baseline.save(file)
    except OSError as error:
        raise Unusable(f"The baseline {file} cannot be written: {error.strerror}.") from None
    return len(found - known)
