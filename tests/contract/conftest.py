"""A real Medusa, and one server for the tests that do not mind what the others did to it."""

from collections.abc import Iterator

import pytest

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.real_medusa.fixtures import real_medusa

__all__ = ["real_medusa"]


@pytest.fixture(scope="package")
def mock() -> Iterator[str]:
    """The URL of a strict server with the seed `demo`."""
    with running(App(Options(strict=True))) as url:
        yield url
