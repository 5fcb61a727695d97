"""The header `Prefer` (RFC 7240) with what Prism made of it: `code=409, example=conflict`, and `wait=2`.

Preferences that are not known are passed over, as the RFC asks.
"""

import re
from dataclasses import dataclass

from medusa_mock.errors import InvalidData

LONGEST_WAIT = 120
"""Seconds."""

_STATUS = re.compile(r"[2-5]\d\d", re.ASCII)
_SECONDS = re.compile(r"\d{1,4}(\.\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Preference:
    """What a request asks for: a status, the name of an example of it, a delay in seconds."""

    code: int | None = None
    example: str | None = None
    wait: float = 0

    @property
    def applied(self) -> str:
        """What the header `Preference-Applied` tells; empty where nothing was asked for that we know."""
        told = [f"code={self.code}"] if self.code is not None else []
        told += [f"example={self.example}"] if self.example is not None else []
        return ", ".join([*told, *([f"wait={self.wait:g}"] if self.wait else [])])


def read_preference(header: str) -> Preference:
    """Raises InvalidData: a value is not what it has to be, or there is an example of no code."""
    given = dict(_pairs(header))
    code, example, wait = given.get("code"), given.get("example"), given.get("wait", "0")
    if code is not None and not _STATUS.fullmatch(code):
        raise InvalidData(f"Prefer: code must be a status from 200 to 599, not {code!r}")
    if example is not None and code is None:
        raise InvalidData("Prefer: example needs the code that it is an example of, such as code=200")
    if not _SECONDS.fullmatch(wait) or float(wait) > LONGEST_WAIT:
        raise InvalidData(f"Prefer: wait must be a number of seconds up to {LONGEST_WAIT}, not {wait!r}")
    return Preference(None if code is None else int(code), example, float(wait))


def _pairs(header: str) -> list[tuple[str, str]]:
    """Names in small letters with their values, the first of a name last, so that it counts."""
    parts = [part.partition("=") for part in re.split(r"[,;\s]+", header) if part]
    return [(name.strip().lower(), value.strip().strip('"')) for name, _, value in reversed(parts)]
