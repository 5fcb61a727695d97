"""Numbers as PostgreSQL's `real` keeps them: in four bytes, which is about seven digits."""

import struct

from medusa_mock.errors import InvalidData

_FOUR_BYTES = struct.Struct("<f")
_ENOUGH_DIGITS = 9


def real(number: float) -> float:
    """The shortest number with the same four bytes, a whole one as an int: 33.333333333 becomes 33.333332.

    Raises InvalidData for a number that is too large.
    """
    try:
        [kept] = _FOUR_BYTES.unpack(_FOUR_BYTES.pack(number))
    except OverflowError:
        raise InvalidData(f"{number} is out of range for type real") from None
    if kept.is_integer():
        return int(kept)
    texts = (f"{kept:.{digits}g}" for digits in range(1, _ENOUGH_DIGITS + 1))
    return next(float(text) for text in texts if _FOUR_BYTES.pack(float(text)) == _FOUR_BYTES.pack(kept))
