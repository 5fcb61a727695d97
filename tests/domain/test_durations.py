"""Durations, against what JavaScript's dates made of them (`iso8601-duration` 1.3.0 in UTC)."""

from datetime import UTC, datetime

import pytest

from medusa_mock.domain.durations import after
from medusa_mock.errors import InvalidData


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-11-23T18:20:42.321", "P3M", "2027-02-23T18:20:42.321"),
        ("2026-11-23T18:20:42.321", "PT36H", "2026-11-25T06:20:42.321"),
        ("2026-11-23T18:20:42.321", "PT5M7S", "2026-11-23T18:25:49.321"),
        ("2026-11-23T18:20:42.321", "P3Y6M4DT12H", "2030-05-28T06:20:42.321"),
        ("2026-11-23T18:20:42.321", "P0D", "2026-11-23T18:20:42.321"),
        ("2026-11-23T00:00:00", "P2W", "2026-12-07T00:00:00"),
        ("2026-11-23T00:00:00", "P2W3D", "2026-12-07T00:00:00"),
        ("2026-11-23T00:00:00", "P1Y2W", "2027-11-23T00:00:00"),
        ("2026-11-23T00:00:00", "P1M2WT5H", "2026-12-23T00:00:00"),
        ("2026-01-31T10:00:00", "P1M", "2026-03-03T10:00:00"),
        ("2028-02-29T10:00:00", "P1Y1M", "2029-04-01T10:00:00"),
        ("2026-08-31T00:00:00", "P18MT36H", "2028-03-03T12:00:00"),
    ],
)
def test_the_moment_that_lies_a_duration_ahead(start: str, duration: str, end: str) -> None:
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert after(duration, moment) == datetime.fromisoformat(end).replace(tzinfo=UTC)


@pytest.mark.parametrize("duration", ["P99999Y", "P99999999999D", "PT99999999999999999999S"])
def test_a_moment_beyond_the_calendar_is_refused(duration: str) -> None:
    with pytest.raises(InvalidData, match=f"^{duration} from now is beyond the year 9999$"):
        after(duration, datetime(2026, 1, 1, tzinfo=UTC))


def test_what_is_no_duration_is_refused() -> None:
    with pytest.raises(InvalidData, match=r"^three days is no ISO 8601 duration$"):
        after("three days", datetime(2026, 1, 1, tzinfo=UTC))
