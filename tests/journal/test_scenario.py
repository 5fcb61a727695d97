"""Requests as a scenario that can be played again."""

from pathlib import Path

import httpx
import yaml

from medusa_mock.app import App, Options
from medusa_mock.contract.parity.client import Credentials
from medusa_mock.contract.parity.scenario import load_scenarios
from medusa_mock.contract.parity.sides import Server
from medusa_mock.journal import as_scenario
from medusa_mock.serving import running
from tests.world import EMAIL, PASSWORD, SEED


def test_what_was_asked_is_played_again(tmp_path: Path) -> None:
    with running(App(Options(seed=str(SEED)))) as url, httpx.Client(base_url=url) as client:
        headers = {"x-medusa-access-token": "oracle-api-token"}
        made = client.post("/admin/product-categories", json={"name": "Mugs"}, headers=headers).json()
        parent = made["product_category"]["id"]
        child = {"name": "Cups", "parent_category_id": parent}
        client.post("/admin/product-categories", json=child, headers=headers)
        client.get(f"/admin/product-categories/{parent}", headers=headers)
        client.cookies.clear()
        client.get("/admin/apps")
        client.post("/admin/uploads", files={"files": ("a.txt", b"a")}, headers=headers)
        file = tmp_path / "played.yaml"
        file.write_text(client.get("/_mock/scenario").text, "utf-8")
        steps = yaml.safe_load(file.read_text("utf-8"))["steps"]
        assert steps == [
            {
                "request": "POST /admin/product-categories",
                "body": {"name": "Mugs"},
                "save": {"id_1": "product_category.id"},
            },
            {"request": "POST /admin/product-categories", "body": {"name": "Cups", "parent_category_id": "{id_1}"}},
            {"request": "GET /admin/product-categories/{id_1}"},
            {"request": "GET /admin/apps", "auth": "none"},
        ]
        client.post("/_mock/reset")
        [scenario] = load_scenarios([file])
        answers = Server(url, Credentials(EMAIL, PASSWORD)).answers(scenario)
        assert [answer.status for answer in answers] == [200, 200, 200, 401]


def test_nothing_makes_a_scenario_without_steps() -> None:
    assert yaml.safe_load(as_scenario([], "default")) == {"name": "default", "steps": []}
