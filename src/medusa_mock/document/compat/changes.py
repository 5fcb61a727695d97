"""What a comparison finds: first at its pointers in the two documents, then at its places in their files."""

from dataclasses import dataclass
from typing import NamedTuple

from medusa_mock.document.compat.rules import RULES, Level, Side
from medusa_mock.document.source import Place


class Found(NamedTuple):
    """A change, where it stands in the two bundles, and how to get there from where one looks."""

    rule: str
    side: Side
    message: str
    old: str
    new: str
    at: str = ""

    @property
    def level(self) -> Level:
        return RULES[self.rule].levels[self.side]


@dataclass(frozen=True)
class Change:
    """A change, told once however many operations it shows in.

    `old` and `new` are the places of what changed, or of what it was, or is now, a part of. `operations` are those
    that it shows in, such as `GET /pets`, and `at` where it shows in the first of them.
    """

    rule: str
    level: Level
    side: Side
    message: str
    at: str
    old: Place
    new: Place
    operations: tuple[str, ...]
