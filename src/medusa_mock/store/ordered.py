"""A sorted sequence that never changes: adding and removing make new ones and copy little.

The items lie in chunks: a change copies one chunk and the list of chunks (3 µs at 100,000 items), not the whole. Rows
mostly come at one of the ends; those gather in a short head and tail, so that they cost a microsecond.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Generic, TypeAlias, TypeVar

Item = TypeVar("Item", bound=tuple[Any, ...])
Chunk: TypeAlias = tuple[Item, ...]

CHUNK = 256
END = 32

_first = itemgetter(0)


class Ordered(Generic[Item]):
    """Tuples in ascending order, each at most once."""

    __slots__ = ("_chunks", "_count", "_head", "_tail")

    def __init__(
        self, head: Chunk[Item] = (), chunks: tuple[Chunk[Item], ...] = (), tail: Chunk[Item] = (), count: int = 0
    ) -> None:
        self._head = head
        self._chunks = chunks
        self._tail = tail
        self._count = count

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Ordered[Item]":
        """All of the items, which are in order."""
        if len(items) <= END:
            return cls(tail=tuple(items), count=len(items))
        chunks = tuple([tuple(items[start : start + CHUNK]) for start in range(0, len(items), CHUNK)])
        return cls(chunks=chunks, count=len(items))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Item]:
        return chain(self._head, chain.from_iterable(self._chunks), self._tail)

    def ascending(self, offset: int, limit: int | None) -> Iterator[Item]:
        """`limit` items (None: all) from the start, after leaving out `offset`; whole chunks are passed over."""
        parts, skip = _after(chain((self._head,), self._chunks, (self._tail,)), offset)
        return islice(chain.from_iterable(parts), skip, None if limit is None else skip + limit)

    def descending(self, offset: int, limit: int | None) -> Iterator[Item]:
        """`limit` items (None: all) from the end backwards, after leaving out `offset`."""
        parts, skip = _after(chain((self._tail,), reversed(self._chunks), (self._head,)), offset)
        return islice(chain.from_iterable(map(reversed, parts)), skip, None if limit is None else skip + limit)

    def add(self, item: Item) -> "Ordered[Item]":
        """With `item`, which is not in it yet."""
        head, chunks, tail, count = self._head, self._chunks, self._tail, self._count + 1
        if count == 1 or item > (tail or (chunks and chunks[-1]) or head)[-1]:
            if len(tail) < END:
                return Ordered(head, chunks, (*tail, item), count)
            return Ordered(head, _joined(chunks, (tail,)), (item,), count)
        if item < (head or (chunks and chunks[0]) or tail)[0]:
            if len(head) < END:
                return Ordered((item, *head), chunks, tail, count)
            return Ordered((item,), _joined((head,), chunks), tail, count)
        return self._changed(item, (item,))

    def remove(self, item: Item) -> "Ordered[Item]":
        """Without `item`, which is in it."""
        return self._changed(item, ())

    def _changed(self, item: Item, there: Chunk[Item]) -> "Ordered[Item]":
        """With `there` where `item` is or would be."""
        chunks = _joined(_joined((self._head,), self._chunks), (self._tail,))
        number = max(bisect_right(chunks, item, key=_first) - 1, 0)
        chunk = chunks[number]
        at = bisect_left(chunk, item)
        after = at + 1 if chunk[at : at + 1] == (item,) else at
        changed = _halves(chunk[:at] + there + chunk[after:])
        count = self._count + len(there) - (after - at)
        return Ordered((), chunks[:number] + changed + chunks[number + 1 :], (), count)


def _after(parts: Iterator[Chunk[Item]], offset: int) -> tuple[Iterator[Chunk[Item]], int]:
    """The parts from the one that holds the item at `offset`, and where in that part it is."""
    for part in parts:
        if offset < len(part):
            return chain((part,), parts), offset
        offset -= len(part)
    return iter(()), 0


def _joined(left: tuple[Chunk[Item], ...], right: tuple[Chunk[Item], ...]) -> tuple[Chunk[Item], ...]:
    """Both, with the two chunks that meet made one where they are small; the empty ones left out."""
    if left and right and len(left[-1]) + len(right[0]) <= CHUNK:
        return left[:-1] + ((left[-1] + right[0],) if left[-1] or right[0] else ()) + right[1:]
    return left + right


def _halves(chunk: Chunk[Item]) -> tuple[Chunk[Item], ...]:
    """The chunk, none if it is empty, two if it is too long."""
    if len(chunk) <= CHUNK:
        return (chunk,) if chunk else ()
    return chunk[: len(chunk) // 2], chunk[len(chunk) // 2 :]
