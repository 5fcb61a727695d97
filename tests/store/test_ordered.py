"""A sorted sequence that never changes, held against a sorted list."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medusa_mock.store import ordered
from medusa_mock.store.ordered import Ordered

Items = Ordered[tuple[int]]


@pytest.fixture(autouse=True, scope="module")
def _small_chunks() -> Iterator[None]:
    """Chunks so short that a few dozen items meet every way of cutting and joining them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordered, "CHUNK", 4)
        patch.setattr(ordered, "END", 2)
        yield


def grown(numbers: list[int]) -> Items:
    items: Items = Ordered()
    for number in numbers:
        items = items.add((number,))
    return items


def in_order(items: Items) -> list[int]:
    return [number for (number,) in items]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 60)), max_size=80))
def test_adding_and_removing_keep_the_order(steps: list[tuple[bool, int]]) -> None:
    items: Items = Ordered()
    kept: set[int] = set()
    for adds, number in steps:
        if adds and number not in kept:
            items = items.add((number,))
            kept.add(number)
        elif not adds and number in kept:
            items = items.remove((number,))
            kept.remove(number)
        assert in_order(items) == sorted(kept)
        assert len(items) == len(kept)


@given(
    st.lists(st.integers(-50, 50), unique=True, max_size=60),
    st.integers(0, 70),
    st.none() | st.integers(0, 70),
)
def test_slices_from_either_end(numbers: list[int], offset: int, limit: int | None) -> None:
    items, stop = grown(numbers), None if limit is None else offset + limit
    assert [number for (number,) in items.ascending(offset, limit)] == sorted(numbers)[offset:stop]
    assert [number for (number,) in items.descending(offset, limit)] == sorted(numbers, reverse=True)[offset:stop]


@given(st.lists(st.integers(0, 40), unique=True, min_size=1, max_size=40), st.data())
def test_a_change_leaves_the_earlier_sequence_as_it_was(numbers: list[int], data: st.DataObject) -> None:
    items = grown(numbers)
    items.remove((data.draw(st.sampled_from(numbers)),))
    items.add((data.draw(st.integers(41, 50)),))
    assert in_order(items) == sorted(numbers)


def test_a_queue_does_not_fall_into_crumbs() -> None:
    items = grown(list(range(100)))
    for number in range(300):
        items = items.remove((number,)).add((number + 100,))
    assert in_order(items) == list(range(300, 400))
    assert len(items._chunks) <= 50, "chunks of 4 hold fewer than 2 on average"  # noqa: SLF001
