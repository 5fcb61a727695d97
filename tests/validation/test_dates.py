"""Points in time as JavaScript reads them."""

from typing import Any

import pytest

from medusa_mock.store.clock import moment
from medusa_mock.validation.coercion import date

DAY = "1990-11-23T00:00:00.000Z"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("", "1970-01-01T00:00:00.000Z"),
        (" 60 ", "1970-01-01T00:01:00.000Z"),
        ("-1.5", "1969-12-31T23:59:58.500Z"),
        ("1e3", "1970-01-01T00:16:40.000Z"),
        ("2001", "1970-01-01T00:33:21.000Z"),
        ("1600000000000", "9999-12-31T23:59:59.999Z"),
        ("-1600000000000", "0001-01-01T00:00:00.000Z"),
        (DAY, DAY),
        ("1990-11-23", DAY),
        ("1990-11-23T01:00:00+01:00", DAY),
        ("11/23/1990", DAY),
        ("Nov 23, 1990", DAY),
        ("23 Nov 1990", DAY),
        ("1990-02-31", "1990-03-03T00:00:00.000Z"),
        ("Fri Nov 23 1990 01:00:00 GMT+0100 (Central European Standard Time)", DAY),
        ("Fri, 23 Nov 1990 00:00:00 GMT", DAY),
        (["1990-11-23"], DAY),
    ],
)
def test_a_bound_of_a_filter_is_a_point_in_time(sent: Any, meant: str) -> None:
    assert moment(date(sent)) == meant


@pytest.mark.parametrize("sent", ["soon", "null", "1990-13-23", "1e20", "19901123T000000Z", ["1", "2"], {"a": "1"}])
def test_what_is_no_date_stays_as_it_is(sent: Any) -> None:
    assert date(sent) == sent
