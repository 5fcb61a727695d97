"""OAuth applications, beyond what the recordings show."""

import json
from pathlib import Path

import httpx

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.world import API_TOKEN

STATE = {"application_name": "echo", "state": "oracle-state"}


def test_a_failing_application_answers_500_and_keeps_its_state(admin: httpx.Client) -> None:
    answer = admin.post("/admin/apps/authorizations", json=STATE | {"code": "explode"})
    assert (answer.status_code, answer.json()["type"]) == (500, "unknown_error")
    assert admin.get("/admin/apps").json()["apps"][0]["data"] == {"state": "oracle-state"}


def test_the_code_explode_is_only_tried_after_the_state(admin: httpx.Client) -> None:
    body = {"application_name": "echo", "state": "wrong", "code": "explode"}
    assert admin.post("/admin/apps/authorizations", json=body).json()["type"] == "not_allowed"


def test_a_seed_may_say_what_an_application_answers(tmp_path: Path) -> None:
    app = {
        "display_name": "Bank",
        "application_name": "bank",
        "install_url": "http://bank.example",
        "uninstall_url": None,
        "data": {"state": "s"},
        "answer": {"state": "s", "token": "bank-{code}", "scopes": ["read-{code}"]},
    }
    user = {"email": "a@b.co", "password": "p", "api_token": API_TOKEN}
    file = tmp_path / "seed.json"
    file.write_text(json.dumps({"users": [user], "apps": [app]}))
    with (
        running(App(Options(seed=str(file), strict=True))) as url,
        httpx.Client(base_url=url, headers={"x-medusa-access-token": API_TOKEN}) as client,
    ):
        for code in ("first", "second"):
            body = {"application_name": "bank", "state": "s", "code": code}
            data = client.post("/admin/apps/authorizations", json=body).json()["apps"]["data"]
            assert data == {"state": "s", "token": f"bank-{code}", "scopes": [f"read-{code}"]}
