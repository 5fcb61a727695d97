"""What of the coverage phase is sent."""

import pytest
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CaseMetadata, CoverageScenario, GenerationInfo, PhaseInfo

from medusa_mock.contract.thinning import VALID, Thinning
from tests.contract.cases import case, schema, stateful

WRONG, RIGHT = GenerationMode.NEGATIVE, GenerationMode.POSITIVE


def kept(thinning: Thinning, parameter: str, *, mode: GenerationMode = WRONG, times: int = 50) -> list[int]:
    """Which of so many cases with the same parameter of the same operation are sent, by their number."""
    scenario = CoverageScenario.INCORRECT_TYPE if mode is WRONG else CoverageScenario.VALID_STRING
    phase = PhaseInfo.coverage(scenario, "", parameter=parameter, parameter_location=ParameterLocation.QUERY)
    meta = CaseMetadata(GenerationInfo(0.0, mode), {}, phase)
    one = schema()["/admin/regions"]["GET"].Case(_meta=meta)
    return [number for number in range(times) if thinning.keeps(one)]


@pytest.mark.parametrize(("mode", "count"), [(WRONG, 3), (RIGHT, 3 * VALID)])
def test_a_few_of_a_kind_are_sent_and_the_first_always(mode: GenerationMode, count: int) -> None:
    sent = kept(Thinning(seed=1, most=3), "limit", mode=mode)
    assert len(sent) == count
    assert sent[0] == 0


def test_every_place_has_its_turn() -> None:
    thinning = Thinning(seed=1, most=1)
    assert [kept(thinning, name) for name in ("limit", "offset", "q")] == [[0], [0], [0]]


def test_the_seed_decides() -> None:
    drawn = [kept(Thinning(seed, most=2), "limit") for seed in (1, 1, 2, 3, 4)]
    assert drawn[0] == drawn[1]
    assert len({tuple(numbers) for numbers in drawn}) > 1


def test_of_many_places_some_are_tried_and_the_first_always() -> None:
    thinning = Thinning(seed=1, most=1, one_in=5)
    tried = [bool(kept(thinning, f"p{number}")) for number in range(100)]
    assert tried[0]
    assert 10 < sum(tried) < 30


def test_other_phases_are_sent_whole() -> None:
    one = case("GET /admin/apps", phase=stateful())
    thinning = Thinning(seed=1, most=1)
    assert all(thinning.keeps(one) for _ in range(10))
