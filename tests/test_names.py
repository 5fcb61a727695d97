"""The names of sessions and snapshots."""

import pytest

from medusa_mock.errors import InvalidData
from medusa_mock.names import check_name


@pytest.mark.parametrize("name", ["a", "default", "worker-1", "chromium.test_42", "A" * 100])
def test_names_that_are_taken(name: str) -> None:
    assert check_name("X-Mock-Session", name) == name


@pytest.mark.parametrize("name", ["", "A" * 101, "a b", "a/b", "a\n", "naïve", "a,b", "٣"])
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(InvalidData, match=r"^X-Mock-Session must be 1 to 100 letters"):
        check_name("X-Mock-Session", name)
