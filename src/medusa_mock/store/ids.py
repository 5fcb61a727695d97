"""The ULID in ids such as `usr_01HK153X00V7Z2J3Q0K1B5N8WD`.

Made with little of python-ulid, as ids are made for every row of a seed: in 1 µs, where its `ULID` class takes 6.
"""

from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import TypeAlias

from ulid import base32

Ids: TypeAlias = Callable[[int, int], str]
"""A ULID from the present time in milliseconds and the world's serial."""

_LETTERS = bytes(ord(base32.ENCODE[byte % 32]) for byte in range(256))
"""Any byte -> the letter for five of its bits."""
_chance = Random()  # noqa: S311
"""Of our own: whoever seeds that of `random`, as test frameworks do, must not get the same ids again."""


def random_ulid(milliseconds: int, _serial: int) -> str:
    """As Medusa makes them: not monotonic within a millisecond."""
    return _time(milliseconds) + _chance.randbytes(16).translate(_LETTERS).decode()


def serial_ulid(milliseconds: int, serial: int) -> str:
    """The serial takes the place of randomness: a restored world makes the same ids again."""
    return _time(milliseconds) + base32.encode_randomness(serial.to_bytes(10))


@lru_cache(maxsize=1)
def _time(milliseconds: int) -> str:
    return base32.encode_timestamp(milliseconds.to_bytes(6))
