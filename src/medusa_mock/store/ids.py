"""The ULID in ids such as `usr_01HK153X00V7Z2J3Q0K1B5N8WD`.

Made with python-ulid's codec rather than its `ULID` class, as ids are made for every row of a seed: 2 µs instead of 6.
"""

import os
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from ulid import base32

Ids: TypeAlias = Callable[[int, int], str]
"""A ULID from the present time in milliseconds and the world's serial."""


def random_ulid(milliseconds: int, _serial: int) -> str:
    """As Medusa makes them: not monotonic within a millisecond."""
    return _time(milliseconds) + base32.encode_randomness(os.urandom(10))


def serial_ulid(milliseconds: int, serial: int) -> str:
    """The serial takes the place of randomness: a restored world makes the same ids again."""
    return _time(milliseconds) + base32.encode_randomness(serial.to_bytes(10))


@lru_cache(maxsize=1)
def _time(milliseconds: int) -> str:
    return base32.encode_timestamp(milliseconds.to_bytes(6))
