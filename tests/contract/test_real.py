"""The contract and a real Medusa: all it does is described, but for the faults that we know of."""

import io

import pytest
from rich.console import Console

from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.runner import HELD, run_contract_tests


@pytest.mark.parametrize("seed", [1, 2])
def test_a_real_medusa_keeps_the_contract(real_medusa: str, seed: int) -> None:
    said = io.StringIO()
    options = ContractOptions(url=real_medusa, baseline="medusa-1.20.11", seed=seed)
    assert run_contract_tests(options, Console(file=said, width=120)) == HELD, said.getvalue()
