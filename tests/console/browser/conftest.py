"""The console of a demo shop in a browser, and a client of that shop; each test has a session of its own."""

import uuid
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.browser import browser
from tests.clients.conftest import medusa_js
from tests.world import DEMO_ADMIN

__all__ = ["browser", "medusa_js"]

expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def mock() -> Iterator[str]:
    """The URL of a server with the demo shop."""
    with running(App(Options())) as url:
        yield url


@pytest.fixture
def shop(mock: str) -> Iterator[httpx.Client]:
    """An admin of the shop."""
    session = {"X-Mock-Session": uuid.uuid4().hex}
    with httpx.Client(base_url=mock, headers=DEMO_ADMIN | session) as client:
        client.post("/_mock/reset")
        yield client


@pytest.fixture
def page(browser: Browser, shop: httpx.Client) -> Iterator[Page]:
    """The dashboard of the same session. Nothing may go wrong in it."""
    context = browser.new_context(base_url=str(shop.base_url), viewport={"width": 1360, "height": 860})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"/_mock/?session={shop.headers['X-Mock-Session']}")
    yield page
    context.close()
    assert wrong == []
