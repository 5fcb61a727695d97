"""Points in time as JavaScript reads them.

Source: `utils/validators/date-transform.ts`, by which the bounds of most filters are read: a number is one of seconds,
everything else goes to `new Date`.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from medusa_mock.validation.formats import is_date_time

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 8.64e12
"""How many seconds from the epoch JavaScript's dates reach, either way."""

WRITTEN = ("%a %b %d %Y", "%b %d %Y", "%d %b %Y", "%a %d %b %Y", "%m/%d/%Y", "%Y/%m/%d", "%Y-%m-%d")
"""The days that `new Date` reads besides those of ISO 8601, of which there are many more."""
OVER_THE_END = re.compile(r"(?P<month>\d{4}-(?:02|04|06|09|11))-(?P<day>29|30|31)")
"""A day that a short month does not have: it is one of the next."""
CLOCK = re.compile(r"(?P<day>.*?)(?: (?P<time>\d\d:\d\d:\d\d))?(?: ?(?:GMT|UTC|Z)(?P<zone>[+-]\d{4})?)?(?: \(.*\))?")


def seconds(number: float) -> str | None:
    """So many seconds after 1970, kept within the years that ISO 8601 writes in four digits; None for no date."""
    if not -LARGEST <= number <= LARGEST:
        return None
    try:
        return (EPOCH + timedelta(seconds=number)).isoformat()
    except OverflowError:
        return "9999-12-31T23:59:59.999Z" if number > 0 else "0001-01-01T00:00:00.000Z"


def written(text: str) -> str | None:
    """What `new Date` makes of a text, in ISO 8601; None for no date. The server's zone is UTC."""
    if is_date_time(text):
        return text
    if over := OVER_THE_END.fullmatch(text):
        return (datetime.fromisoformat(f"{over['month']}-28") + timedelta(int(over["day"]) - 28)).isoformat()
    if (found := CLOCK.fullmatch(" ".join(text.replace(",", " ").split()))) is None:
        return None
    for form in WRITTEN:
        if moment := _read(f"{found['day']} {found['time'] or '00:00:00'} {found['zone'] or '+0000'}", form):
            return moment.isoformat()
    return None


def _read(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, f"{form} %H:%M:%S %z")
    except ValueError:
        return None


def bound(value: Any, number: Callable[[Any], Any]) -> Any:
    """A bound of a filter in ISO 8601; what is no date stays as it is. `number` is JavaScript's `Number`."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]  # as JavaScript writes a list
    if not isinstance(value, str):
        return value
    counted = number(value)
    found = written(value) if isinstance(counted, str) else seconds(counted)
    return value if found is None else found
