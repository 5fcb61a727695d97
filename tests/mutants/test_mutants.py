"""A few of the mutants, of one kind each; `make mutants` hunts them all."""

import pytest

from tests.mutants.bench import hunt
from tests.mutants.catalogue import MUTANTS, Mutant
from tests.mutants.server import label_of

FEW = (
    "field dropped from a list",
    "field added",
    "limit ignored",
    "filter by a column ignored",
    "expand ignored",
    "stale read after a write",
    "delete that does not delete",
    "unknown property accepted",
    "no credentials wanted",
    "crash on an unknown id",
)


@pytest.mark.parametrize("mutant", [each for each in MUTANTS if each.name in FEW], ids=lambda each: each.name)
def test_a_mutant_is_caught_by_its_name(mutant: Mutant) -> None:
    trial = hunt(mutant)
    assert trial.is_caught, trial.found


def test_there_are_mutants_of_all_kinds() -> None:
    assert len(MUTANTS) >= 60
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert {mutant.name for mutant in MUTANTS} >= set(FEW)


@pytest.mark.parametrize(
    ("method", "path", "label"),
    [
        ("GET", "/admin/products/types", "GET /admin/products/types"),
        ("GET", "/admin/products/prod_1", "GET /admin/products/{id}"),
        ("POST", "/admin/products/prod_1", "POST /admin/products/{id}"),
        ("GET", "/admin/nowhere", None),
    ],
)
def test_the_operation_of_a_request_is_known(method: str, path: str, label: str | None) -> None:
    labels = ("GET /admin/products/{id}", "GET /admin/products/types", "POST /admin/products/{id}")
    assert label_of(labels, method, path) == label
