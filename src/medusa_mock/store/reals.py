"""Numbers as PostgreSQL's `real` keeps them: in four bytes, which is about seven digits."""

import math
import struct

from medusa_mock.errors import InvalidData

_FOUR_BYTES = struct.Struct("<f")
_ENOUGH_DIGITS = 9
_WHOLE = 2**53
"""Below this, JSON shows a whole number with all its digits."""
_LARGEST = 2.0**128 - 2.0**104
_BRINK = 2.0**128 - 2.0**103
"""Lies half way to what is too large. The database is sent its shortest decimal, which is a little less."""


def real(number: float) -> float:
    """The shortest number with the same four bytes, a whole one as an int: 33.333333333 becomes 33.333332.

    Raises InvalidData for a number that is too large.
    """
    kept = _kept(number)
    if math.isinf(kept):
        raise InvalidData(f"{number} is out of range for type real")
    if kept.is_integer() and abs(kept) < _WHOLE:
        return int(kept)
    numbers = (float(f"{kept:.{digits}g}") for digits in range(1, _ENOUGH_DIGITS + 1))
    return next(number for number in numbers if _kept(number) == kept)


def _kept(number: float) -> float:
    if abs(number) == _BRINK:
        number = math.copysign(_LARGEST, number)
    try:
        [kept] = _FOUR_BYTES.unpack(_FOUR_BYTES.pack(number))
    except OverflowError:
        return math.inf
    return float(kept)
