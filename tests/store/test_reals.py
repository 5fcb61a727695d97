"""Numbers of four bytes. What is expected is what PostgreSQL shows of them."""

import pytest

from medusa_mock.errors import InvalidData
from medusa_mock.store.reals import real


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (0, 0),
        (25.0, 25),
        (24.5, 24.5),
        (12.34, 12.34),
        (33.333333333, 33.333332),
        (0.1, 0.1),
        (-7.125, -7.125),
        (16777217, 16777216),
        (1.0000001, 1.0000001),
        (47881713, 47881712),
        (1e30, 1e30),
        (3.4028234e38, 3.4028235e38),
        (3.4028235677973366e38, 3.4028235e38),
        (-3.4028235677973366e38, -3.4028235e38),
    ],
)
def test_a_number_is_kept_with_about_seven_digits(number: float, kept: float) -> None:
    assert real(number) == kept
    assert type(real(number)) is type(kept)


def test_a_number_may_be_too_large() -> None:
    with pytest.raises(InvalidData, match=r"^1e\+39 is out of range for type real$"):
        real(1e39)
