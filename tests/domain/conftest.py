"""A shop to try the rules of commerce on."""

import pytest

from medusa_mock.app import App, Options
from medusa_mock.store import Store


@pytest.fixture
def shop() -> Store:
    """The demo shop, each test's own."""
    return App(Options(seed="shop")).sessions.get().store
