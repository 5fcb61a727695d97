"""Durations as ISO 8601 writes them, and the moment that lies one ahead.

Written here instead of taken from `isodate`, because JavaScript's dates reckon differently: a month after 31 January
is 3 March to them and 28 February to everybody else. Source: the package `iso8601-duration`.
"""

import re
from datetime import datetime, timedelta

from medusa_mock.errors import InvalidData

_PARTS = re.compile(
    r"P(?:(?P<weeks>\d+)W|(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?)",
    re.ASCII,
)


def after(duration: str, start: datetime) -> datetime:
    """The moment that lies the duration after `start`.

    Weeks stand alone: in `P2W3D` the days are overlooked, in `P1Y2W` the weeks. Raises InvalidData where the moment is
    beyond the year 9999.
    """
    found = _PARTS.match(duration)
    if found is None:
        raise InvalidData(f"{duration} is no ISO 8601 duration")
    parts = {name: int(number or 0) for name, number in found.groupdict().items()}
    try:
        moved = _months_after(_months_after(start, 12 * parts.pop("years")), parts.pop("months"))
        return moved + timedelta(**parts)
    except (ValueError, OverflowError) as error:
        raise InvalidData(f"{duration} from now is beyond the year 9999") from error


def _months_after(start: datetime, months: int) -> datetime:
    """The same day of a later month; where that month is too short, as many days into the next as it lacks."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return start.replace(year=year, month=month + 1, day=1) + timedelta(days=start.day - 1)
