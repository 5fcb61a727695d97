"""Requests that ask for what a server has."""

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CaseMetadata, ComponentInfo, GenerationInfo

from medusa_mock import document
from medusa_mock.contract.supply import Supply
from tests.contract.cases import answer, schema, stateful

LISTS: dict[str, Any] = {
    "/admin/regions": {"regions": [{"id": "reg_a"}], "count": 1, "limit": 50, "offset": 0},
    "/admin/regions/reg_a": {"region": {"id": "reg_a", "payment_providers": [{"id": "manual"}]}},
}


@pytest.fixture
def supply() -> Supply:
    found = Supply(document.load(), LISTS.get, seed=1, is_reset=False)
    found.gather_once()
    return found


def provided(supply: Supply, route: str, mode: GenerationMode = GenerationMode.POSITIVE, **parts: Any) -> list[Any]:
    """Some requests to a route, such as `GET /admin/regions/{id}`, after ids were put into them."""
    method, path = route.split()
    sent = []
    for number in range(60):
        components = {ParameterLocation.PATH: ComponentInfo(mode=mode)}
        meta = CaseMetadata(GenerationInfo(0.0, mode), components, stateful())
        case = schema()[path][method].Case(_meta=meta, query={"fields": str(number)}, **deepcopy(parts))
        supply.provide(case)
        sent.append(case)
    return sent


def test_paths_lead_to_rows_that_are_there_and_sometimes_to_none(supply: Supply) -> None:
    ids = [
        case.path_parameters["id"] for case in provided(supply, "GET /admin/regions/{id}", path_parameters={"id": "x"})
    ]
    assert set(ids) == {"reg_a", "x"}
    assert ids.count("reg_a") > ids.count("x")


def test_rows_take_turns(supply: Supply) -> None:
    made = schema()["/admin/regions"]["POST"].Case(media_type="application/json")
    for number in range(4):
        supply.learn(made, answer(200, f'{{"region":{{"id":"reg_{number}"}}}}'))
    sent = provided(supply, "GET /admin/regions/{id}", path_parameters={"id": "x"})
    times = Counter(case.path_parameters["id"] for case in sent)
    times.pop("x")
    assert len(times) == 5
    assert max(times.values()) - min(times.values()) <= 1


def test_what_is_below_a_row_is_of_that_row(supply: Supply) -> None:
    route = "DELETE /admin/regions/{id}/payment-providers/{provider_id}"
    sent = provided(supply, route, path_parameters={"id": "x", "provider_id": "y"})
    assert {"id": "reg_a", "provider_id": "manual"} in [case.path_parameters for case in sent]


def test_what_was_made_wrong_stays_wrong(supply: Supply) -> None:
    sent = provided(supply, "GET /admin/regions/{id}", GenerationMode.NEGATIVE, path_parameters={"id": "x"})
    assert {case.path_parameters["id"] for case in sent} == {"x"}


def test_a_step_of_a_walk_keeps_the_ids_that_a_link_brought(supply: Supply) -> None:
    made = provided(supply, "GET /admin/regions", media_type="application/json")[0]
    made.operation = schema()["/admin/regions"]["POST"]
    made.method = "POST"
    supply.learn(made, answer(200, '{"region":{"id":"reg_new"}}'))
    assert supply.made == {"reg_new"}
    sent = provided(supply, "POST /admin/regions/{id}", path_parameters={"id": "reg_new"})
    assert {case.path_parameters["id"] for case in sent} == {"reg_new"}


def test_what_the_run_has_made_is_changed_before_all_else() -> None:
    supply = Supply(document.load(), LISTS.get, seed=1, is_reset=False)
    supply.gather_once()
    made = schema()["/admin/regions"]["POST"].Case(media_type="application/json")
    supply.learn(made, answer(200, '{"region":{"id":"reg_new"}}'))
    changed = provided(supply, "POST /admin/regions/{id}", path_parameters={"id": "x"})
    assert {case.path_parameters["id"] for case in changed} == {"reg_new", "x"}
    read = provided(supply, "GET /admin/regions/{id}", path_parameters={"id": "x"})
    assert {case.path_parameters["id"] for case in read} == {"reg_new", "reg_a", "x"}
