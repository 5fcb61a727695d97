"""A strict server for all tests, and clients of it that have a state of their own."""

import uuid
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import settings

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.world import DEMO_ADMIN, EMAIL, PASSWORD, SEED

# Properties hold whatever else the machine has to do.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def own_state() -> dict[str, str]:
    return {"X-Mock-Session": uuid.uuid4().hex}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a server that lets nothing out that the document does not describe."""
    with running(App(Options(seed=str(SEED), strict=True))) as url:
        yield url


@pytest.fixture(scope="session")
def demo_server() -> Iterator[str]:
    """The URL of the same with the demo shop."""
    with running(App(Options(seed="demo", strict=True))) as url:
        yield url


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A client with a state of its own, not logged in."""
    with httpx.Client(base_url=server, headers=own_state()) as client:
        yield client


@pytest.fixture
def admin(client: httpx.Client) -> httpx.Client:
    """The same client, logged in by bearer token."""
    answer = client.post("/admin/auth/token", json={"email": EMAIL, "password": PASSWORD})
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    client.cookies.clear()
    return client


@pytest.fixture
def demo(demo_server: str) -> Iterator[httpx.Client]:
    """An admin of a demo shop, with a state of its own."""
    with httpx.Client(base_url=demo_server, headers=DEMO_ADMIN | own_state()) as client:
        yield client
