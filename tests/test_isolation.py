"""States on one server that do not see each other, and failures that leave no trace."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.handlers.admin import apps_oauth
from medusa_mock.serving import running
from medusa_mock.store import Json, Store
from medusa_mock.tables.apps import OAUTH_APPS
from tests.world import API_TOKEN, EMAIL, PASSWORD, SEED

STATE = {"application_name": "echo", "state": "oracle-state"}
BY_TOKEN = {"x-medusa-access-token": API_TOKEN}


def authorize(server: str, session: str, code: str) -> tuple[int, str]:
    """Authorize the application in a session, and read back the token that its list shows."""
    with httpx.Client(base_url=server, headers={"X-Mock-Session": session, **BY_TOKEN}) as client:
        status = client.post("/admin/apps/authorizations", json=STATE | {"code": code}).status_code
        return status, client.get("/admin/apps").json()["apps"][0]["data"]["access_token"]


def test_64_sessions_at_once_do_not_see_each_other(server: str) -> None:
    names = [uuid.uuid4().hex for _ in range(64)]
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda name: authorize(server, name, name), names))
    assert found == [(200, f"access-{name}") for name in names]


def test_a_reset_takes_back_one_session_alone(server: str) -> None:
    mine, theirs = uuid.uuid4().hex, uuid.uuid4().hex
    authorize(server, mine, "a")
    authorize(server, theirs, "b")
    httpx.post(f"{server}/_mock/reset", headers={"X-Mock-Session": mine})
    apps = [
        httpx.get(f"{server}/admin/apps", headers={"X-Mock-Session": name, **BY_TOKEN}).json()["apps"][0]["data"]
        for name in (mine, theirs)
    ]
    assert apps[0] == {"state": "oracle-state"}
    assert apps[1]["access_token"] == "access-b"


def test_a_login_by_cookie_holds_in_its_own_session_only(client: httpx.Client) -> None:
    client.post("/admin/auth", json={"email": EMAIL, "password": PASSWORD})
    assert client.get("/admin/auth").status_code == 200
    assert client.get("/admin/auth", headers={"X-Mock-Session": uuid.uuid4().hex}).status_code == 401


def test_a_name_too_long_for_a_session_is_refused(client: httpx.Client) -> None:
    answer = client.get("/admin/apps", headers={"X-Mock-Session": "x" * 101})
    assert answer.status_code == 400
    assert answer.json()["type"] == "invalid_data"


def test_a_failure_in_a_handler_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(store: Store, body: Json) -> Json:
        app = store.first(OAUTH_APPS, application_name=body["application_name"])
        assert app is not None
        store.update(OAUTH_APPS, app["id"], {"data": {"half": "done"}})
        raise RuntimeError("in the middle of it")

    monkeypatch.setattr(apps_oauth, "authorize_app", broken)
    with running(App(Options(seed=str(SEED)))) as url, httpx.Client(base_url=url, headers=BY_TOKEN) as client:
        answer = client.post("/admin/apps/authorizations", json=STATE | {"code": "c"})
        assert answer.status_code == 500
        assert answer.json() == {
            "code": "unknown_error",
            "type": "unknown_error",
            "message": "An unknown error occurred.",
        }
        assert client.get("/admin/apps").json()["apps"][0]["data"] == {"state": "oracle-state"}
    assert "in the middle of it" in caplog.text
