"""The ULIDs in ids."""

import pytest
from ulid import ULID

from medusa_mock.store.ids import Ids, random_ulid, serial_ulid

NOW = 1_700_000_000_123


@pytest.mark.parametrize("ids", [random_ulid, serial_ulid])
def test_an_id_is_a_ulid_of_its_time(ids: Ids) -> None:
    made = ids(NOW, 7)
    assert len(made) == 26
    assert ULID.from_str(made).milliseconds == NOW


@pytest.mark.parametrize("ids", [random_ulid, serial_ulid])
def test_ids_differ_within_a_millisecond_and_sort_by_time(ids: Ids) -> None:
    assert len({ids(NOW, serial) for serial in range(1000)}) == 1000
    assert ids(NOW, 9) < ids(NOW + 1, 0)


def test_serial_ids_repeat_and_random_ones_do_not() -> None:
    assert serial_ulid(NOW, 5) == serial_ulid(NOW, 5)
    assert random_ulid(NOW, 5) != random_ulid(NOW, 5)
