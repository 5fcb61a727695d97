"""The official client at work, and the console that shows it meanwhile."""

import os
import shutil
import subprocess
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

FLOW = Path(__file__).with_name("flow.mjs")
SHOTS = Path(__file__).parents[3] / "reports" / "console"


def test_the_console_shows_what_the_official_client_does(page: Page, shop: httpx.Client, medusa_js: Path) -> None:
    """A conflict is met on the way: the client tries again, and the console shows both."""
    shop.post("/_mock/faults", json={"operation": "update_product", "status": 409, "times": 1})
    script = medusa_js / FLOW.name
    shutil.copy(FLOW, script)
    environment = os.environ | {"BASE_URL": str(shop.base_url), "SESSION": shop.headers["X-Mock-Session"]}
    expect(page.get_by_text("Point a client at")).to_be_visible()
    flow = subprocess.run(
        ["node", str(script)], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert flow.returncode == 0, flow.stderr
    picture = page.get_by_role("img", name="update_product 2")
    expect(picture).to_be_visible()
    expect(picture).to_have_accessible_name(
        "Requests per operation: update_product 2, delete_product 1, get_store 1, get_product 1, create_product 1"
    )
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "live.png")
    verified = shop.post(
        "/_mock/verify", json={"operation": "update_product", "body": {"status": "published"}, "times": 2}
    )
    assert verified.json()["verified"] is True
