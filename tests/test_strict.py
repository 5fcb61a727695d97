"""`--strict`: no reply leaves that the document does not describe."""

from collections.abc import Iterator

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.handlers.admin import apps_oauth
from medusa_mock.serving import running
from tests.world import API_TOKEN, SEED

HEADERS = {"x-medusa-access-token": API_TOKEN}


@pytest.fixture(params=[{}, {"apps": [{"id": 1}]}, {"apps": None}, []])
def faulty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of applications that is not what the document says."""
    monkeypatch.setattr(apps_oauth, "list_apps", lambda: request.param)


@pytest.fixture
def strict() -> Iterator[str]:
    with running(App(Options(seed=str(SEED), strict=True))) as url:
        yield url


@pytest.mark.usefixtures("faulty")
def test_a_reply_that_does_not_fit_becomes_a_500_with_the_reason(strict: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = httpx.get(f"{strict}/admin/apps", headers=HEADERS)
    assert answer.status_code == 500
    assert answer.json()["type"] == "unexpected_state"
    assert answer.json()["message"].startswith("list_apps: response 200 at /")
    assert "GET /admin/apps" in caplog.text


@pytest.mark.usefixtures("faulty")
def test_without_it_the_reply_leaves() -> None:
    with running(App(Options(seed=str(SEED)))) as url:
        assert httpx.get(f"{url}/admin/apps", headers=HEADERS).status_code == 200
