"""Clients of a server, of which some things go wrong on purpose."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

AddFault = Callable[..., dict[str, Any]]


@pytest.fixture
def fault(client: httpx.Client) -> AddFault:
    """Add a rule to the client's session."""

    def add(**rule: Any) -> dict[str, Any]:
        answer = client.post("/_mock/faults", json=rule)
        assert answer.status_code == 201, answer.text
        added: dict[str, Any] = answer.json()["fault"]
        return added

    return add
