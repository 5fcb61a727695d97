"""A console over sessions that hold a single tag, reached from this machine."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from medusa_mock import document
from medusa_mock.console import Control, ServerInfo, create_console
from medusa_mock.faults import Faults
from medusa_mock.journal import Journal
from medusa_mock.store import Session, Sessions, Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.catalogue import PRODUCT_TAGS
from medusa_mock.webhooks import Webhooks

APIS = {api: document.load(api) for api in document.APIS}
CONTROL = document.load(document.CONTROL)


@pytest.fixture
def sessions() -> Sessions:
    store = Store(World.empty(TABLES))
    store.insert(PRODUCT_TAGS, {"id": "ptag_seeded", "value": "seeded"})
    return Sessions(store.world, Store)


@pytest.fixture
def control(sessions: Sessions) -> Control:
    return Control(sessions, ServerInfo("1.2.3", "demo", 42), Faults(APIS), Webhooks(sessions), APIS, Journal(sessions))


@pytest.fixture
def client_with(control: Control) -> Callable[[str | None], FlaskClient]:
    """Make a client of a console with this control token."""

    def make(control_token: str | None) -> FlaskClient:
        return create_console(control, CONTROL, control_token=control_token).test_client()

    return make


@pytest.fixture
def client(client_with: Callable[[str | None], FlaskClient]) -> FlaskClient:
    return client_with(None)


@pytest.fixture
def tag() -> Callable[[Session, str], None]:
    """Add a tag to a session's state."""

    def add(session: Session, value: str) -> None:
        session.store.insert(PRODUCT_TAGS, {"value": value})

    return add


@pytest.fixture
def tags() -> Callable[[Session], list[str]]:
    """The values of a session's tags."""

    def values(session: Session) -> list[str]:
        return [row["value"] for row in session.store.select(PRODUCT_TAGS)]

    return values
