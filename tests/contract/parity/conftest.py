"""Two servers that answer as a test tells them."""

import threading
from collections.abc import Iterator

import pytest

from tests.contract.parity.scripted import ScriptedServer


def _serve() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.closed.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def scripted() -> Iterator[ScriptedServer]:
    yield from _serve()


@pytest.fixture
def another() -> Iterator[ScriptedServer]:
    yield from _serve()
