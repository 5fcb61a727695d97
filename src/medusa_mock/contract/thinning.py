"""How much of the coverage phase is sent: it makes every case it can think of, most of them like the one before."""

import random
from collections import Counter
from typing import Any

from schemathesis import Case, GenerationMode
from schemathesis.generation.meta import CoveragePhaseData, CoverageScenario

VALID = 4
"""How many times as many valid cases are sent of one kind as wrong ones: each of them may reach something else."""

WHOLE = frozenset({CoverageScenario.UNSPECIFIED_HTTP_METHOD, CoverageScenario.ENUM_VALUE})
"""Kinds of cases that are all sent, since each means something else; `schemathesis.toml` names the methods."""


class Thinning:
    """Takes of all the cases that try the same at the same place of an operation a few, the seed deciding which.

    A value of a wrong type is tried in half a dozen types, an optional property with and without each of the others.

    Args:
        most: how many wrong cases of one kind are sent at one place.
        one_in: of so many places one is tried; the first case of an operation is always sent.
    """

    def __init__(self, seed: int, most: int, one_in: int = 1) -> None:
        self._seed = seed
        self._most = most
        self._one_in = one_in
        self._met: Counter[tuple[str, ...]] = Counter()
        self._tried: set[str] = set()

    def keeps(self, case: Case[Any]) -> bool:
        """Whether the case is sent."""
        if case.meta is None or not isinstance(data := case.meta.phase.data, CoveragePhaseData):
            return True
        if data.scenario in WHOLE and self._one_in == 1:
            return True
        label = case.operation.label
        place = (label, data.scenario, str(data.parameter_location), data.parameter or "", data.location or "")
        met = self._met[place]
        self._met[place] += 1
        most = self._most * (VALID if case.meta.generation.mode is GenerationMode.POSITIVE else 1)
        return met in self._chosen(place, most) and self._is_tried(place)

    def _chosen(self, place: tuple[str, ...], most: int) -> set[int]:
        """Which of the cases of a place are sent, by their number: always the first one."""
        drawn = random.Random(f"{self._seed} {place}")  # noqa: S311
        return {0, *drawn.sample(range(1, 3 * most + 1), most - 1)}

    def _is_tried(self, place: tuple[str, ...]) -> bool:
        label, *_ = place
        if self._one_in == 1 or label not in self._tried:
            self._tried.add(label)
            return True
        return random.Random(f"{place} {self._seed}").randrange(self._one_in) == 0  # noqa: S311
