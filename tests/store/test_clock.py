"""Times as rows hold them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medusa_mock.errors import InvalidData
from medusa_mock.store.clock import moment, serial_clock, system_clock, timestamp


@pytest.mark.parametrize(
    ("given_time", "kept"),
    [
        ("2026-11-23T12:52:54.279Z", "2026-11-23T12:52:54.279Z"),
        ("2026-11-23T12:52:54Z", "2026-11-23T12:52:54.000Z"),
        ("2026-11-23T12:52:54.279999Z", "2026-11-23T12:52:54.279Z"),
        ("2026-11-23T14:52:54.279+02:00", "2026-11-23T12:52:54.279Z"),
        ("2026-11-23T23:30:00-05:00", "2026-11-24T04:30:00.000Z"),
        ("2026-11-23T12:52", "2026-11-23T12:52:00.000Z"),
        ("2026-11-23", "2026-11-23T00:00:00.000Z"),
        ("2026-11", "2026-11-01T00:00:00.000Z"),
        ("2026", "2026-01-01T00:00:00.000Z"),
        (1_700_000_000, "2023-11-14T22:13:20.000Z"),
        (1_700_000_000.25, "2023-11-14T22:13:20.250Z"),
        ("1700000000", "2023-11-14T22:13:20.000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
    ],
)
def test_every_way_to_write_a_time_is_kept_in_one(given_time: str | float, kept: str) -> None:
    assert moment(given_time) == kept


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "2026-11-23T25:00:00Z", "9" * 30, "0001-01-01T00:00:00+02:00"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidData, match="is not a date"):
        moment(text)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -1e30])
def test_numbers_that_are_no_time_are_refused(number: float) -> None:
    with pytest.raises(InvalidData):
        moment(number)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_kept_times_compare_as_times(one: datetime, other: datetime) -> None:
    one, other = (time - timedelta(microseconds=time.microsecond % 1000) for time in (one, other))
    assert (moment(one.isoformat()) < moment(other.isoformat())) == (one < other)


def test_a_timestamp_is_a_moment() -> None:
    assert timestamp(1_764_593_574_279) == "2025-12-01T12:52:54.279Z"


def test_the_serial_clock_follows_the_changes() -> None:
    assert [timestamp(serial_clock(serial)) for serial in (0, 1, 1500)] == [
        "2024-01-01T00:00:00.000Z",
        "2024-01-01T00:00:00.001Z",
        "2024-01-01T00:00:01.500Z",
    ]


def test_the_system_clock_tells_the_time() -> None:
    told = datetime.fromtimestamp(system_clock(0) / 1000, UTC)
    assert abs(datetime.now(UTC) - told) < timedelta(minutes=1)
