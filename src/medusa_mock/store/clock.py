"""Time as the store keeps it: milliseconds since 1970 inside, `2026-11-23T12:52:54.279Z` in rows."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from medusa_mock.errors import InvalidData

Clock: TypeAlias = Callable[[int], int]
"""The milliseconds since 1970 at which a world reaches the given serial (the number of changes made to it)."""

_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SERIAL_START = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp() * 1000)

EARLIEST = int(datetime(1971, 1, 1, tzinfo=UTC).timestamp() * 1000)
LATEST = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp() * 1000)
"""How far a world's time may be put: ids hold none before 1970, and rows no year of five digits."""


def system_clock(_serial: int) -> int:
    return time.time_ns() // 1_000_000


def serial_clock(serial: int) -> int:
    """A millisecond per change, from 2024 on: a restored world lives through the same times again."""
    return _SERIAL_START + serial


@lru_cache(maxsize=64)
def timestamp(milliseconds: int) -> str:
    """The time as rows hold it."""
    return _text(_EPOCH + timedelta(milliseconds=milliseconds))


def moment(value: str | float) -> str:
    """Any ISO 8601 time, or seconds since 1970, in the form that rows hold, so that times compare as text.

    A time without a zone is UTC; what is finer than a millisecond is cut off, as a JavaScript Date does.
    Source: `utils/validators/date-transform.ts`. Raises InvalidData.
    """
    try:
        if isinstance(value, str) and _YEAR_OR_MONTH.fullmatch(value):
            value = f"{value}-01-01"[:10]
        elif not isinstance(value, str) or value.isdecimal():
            return _text(_EPOCH + timedelta(seconds=float(value)))
        given = datetime.fromisoformat(value)
        return _text(given.astimezone(UTC) if given.tzinfo else given)
    except (ValueError, OverflowError) as error:
        raise InvalidData(f"{value} is not a date") from error


def milliseconds_of(value: str) -> int:
    """The milliseconds since 1970 of any ISO 8601 time. Raises InvalidData."""
    return (datetime.fromisoformat(moment(value)) - _EPOCH) // timedelta(milliseconds=1)


def _text(utc: datetime) -> str:
    return utc.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
