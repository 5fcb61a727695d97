"""The contract and a real Medusa: all it does is described, but for the faults that we know of.

At length for the first groups only; all operations get a first look, which takes a minute or two.
"""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.runner import HELD, run_contract_tests
from tests.contract.groups import FIRST


@pytest.mark.parametrize("seed", [1, 2])
def test_a_real_medusa_keeps_the_contract(real_medusa: str, seed: int) -> None:
    _hold(ContractOptions(url=real_medusa, baseline="medusa-1.20.11", seed=seed, operations=FIRST))


@pytest.mark.parametrize(("api", "baseline"), [("admin", "medusa-1.20.11"), ("store", "medusa-1.20.11-store")])
def test_a_real_medusa_keeps_all_of_the_contract(real_medusa: str, api: str, baseline: str) -> None:
    # How fast it answers says more of the machine than of Medusa.
    few = ContractOptions(api=api, baseline=baseline, seed=1, quick=True, timeout=60, max_response_time=60)
    _hold(replace(few, url=real_medusa))


def _hold(options: ContractOptions) -> None:
    said = io.StringIO()
    assert run_contract_tests(options, Console(file=said, width=120)) == HELD, said.getvalue()
