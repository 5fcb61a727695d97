"""Processes that work side by side: what they found, and what is told meanwhile."""

from medusa_mock.contract.findings import Findings, Phase
from medusa_mock.contract.process import Progress


def test_a_phase_is_told_of_once_all_are_through_with_it() -> None:
    told: list[str] = []
    progress = Progress(("examples", "coverage"), 2, told.append)
    progress.hear("examples 3 1.0")
    progress.hear("coverage 5 2.0")
    assert told == []
    progress.hear("examples 4 0.5")
    progress.hear("coverage 1 9.0")
    assert [line.split() for line in told] == [
        ["examples", "7", "cases", "1.0", "s"],
        ["coverage", "6", "cases", "9.0", "s"],
    ]


def test_each_step_of_a_phase_is_told_of() -> None:
    steps: list[str] = []
    progress = Progress(("examples",), 1, lambda _: None, steps.append)
    for line in ("examples", "examples", "examples 2 0.1"):
        progress.hear(line)
    assert steps == ["examples", "examples"]


def test_the_parts_make_a_whole() -> None:
    left = Findings(
        answers={"GET /a": {"200": 1}},
        seconds={"GET /a": 0.1},
        errors=["same"],
        phases={"fuzzing": Phase("success", 1, 2.0)},
        complete=True,
    )
    right = Findings(
        answers={"GET /b": {"404": 2}},
        seconds={"GET /b": 0.2},
        errors=["same", "other"],
        phases={"fuzzing": Phase("interrupted", 2, 3.0)},
    )
    whole = Findings.of_parts([left, right])
    assert whole.answers == {"GET /a": {"200": 1}, "GET /b": {"404": 2}}
    assert whole.seconds == {"GET /a": 0.1, "GET /b": 0.2}
    assert whole.errors == ["same", "other"]
    assert whole.phases == {"fuzzing": Phase("interrupted", 3, 3.0)}
    assert not whole.complete
