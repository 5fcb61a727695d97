"""The contract and a real Medusa: all it does is described, but for the faults that we know of.

Confined to the first groups: the faults that a real Medusa has in the others are not all known yet.
"""

import io

import pytest
from rich.console import Console

from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.runner import HELD, run_contract_tests
from tests.contract.groups import FIRST


@pytest.mark.parametrize("seed", [1, 2])
def test_a_real_medusa_keeps_the_contract(real_medusa: str, seed: int) -> None:
    said = io.StringIO()
    options = ContractOptions(url=real_medusa, baseline="medusa-1.20.11", seed=seed, operations=FIRST)
    assert run_contract_tests(options, Console(file=said, width=120)) == HELD, said.getvalue()
