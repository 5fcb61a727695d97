"""What was worked out of a world, and is as true as before while nothing changes."""

from collections.abc import Hashable
from typing import Any

MOST_KEPT = 1000
MOST_BYTES = 4 * 2**20


class Kept(dict[Hashable, Any]):
    """Found by what it is, such as an operation and what it was asked. What is too much makes room for itself."""

    __slots__ = ("_size",)

    def __init__(self) -> None:
        super().__init__()
        self._size = 0

    def keep(self, key: Hashable, value: Any, size: int) -> None:
        """`size` is how many bytes it takes."""
        if len(self) >= MOST_KEPT or self._size + size > MOST_BYTES:
            self.clear()
            self._size = 0
        if size <= MOST_BYTES:
            self[key] = value
            self._size += size
