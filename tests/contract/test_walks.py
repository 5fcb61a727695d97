"""Walks of the stateful phase."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from medusa_mock.contract.walks import isolate, session_names
from tests.contract.cases import case, stateful


@settings(max_examples=5, database=None)
@given(data=st.data())
def test_every_walk_has_a_state_of_its_own(data: st.DataObject) -> None:
    steps = isolate(st.builds(lambda: case("GET /admin/apps", phase=stateful())), NAMES)
    states = {data.draw(steps).headers["X-Mock-Session"] for _ in range(3)}
    assert len(states) == 1
    assert not states & SEEN
    SEEN.update(states)


NAMES = session_names("walk")
SEEN: set[Any] = set()


@given(request=isolate(st.builds(lambda: case("GET /admin/apps")), session_names("other")))
def test_other_phases_share_one_state(request: Any) -> None:
    assert "X-Mock-Session" not in request.headers
