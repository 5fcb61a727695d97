"""An empty shop for each test."""

import pytest

from medusa_mock.store import Store
from tests.store.shop import new_shop


@pytest.fixture
def shop() -> Store:
    return new_shop()
