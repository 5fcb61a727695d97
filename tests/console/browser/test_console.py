"""The console as people use it."""

import json
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, expect

SHOTS = Path(__file__).parents[3] / "reports" / "console"
"""Where the screenshots go, to be looked at."""
PAGES = {
    "dashboard": "/_mock/",
    "requests": "/_mock/ui/requests",
    "tables": "/_mock/ui/state",
    "table": "/_mock/ui/state/orders",
    "row": "/_mock/ui/state/orders/order_cafe",
    "faults": "/_mock/ui/faults",
    "sessions": "/_mock/ui/sessions",
    "worlds": "/_mock/ui/worlds",
    "outbox": "/_mock/ui/outbox",
    "missing": "/_mock/ui/state/nope",
}


def some_trade(shop: httpx.Client) -> None:
    shop.get("/admin/products?limit=3&expand=variants")
    shop.get("/admin/orders/order_x")
    shop.post("/_mock/webhooks", json={"url": "http://127.0.0.1:9/hooks", "events": ["product-category.*"]})
    shop.post("/admin/product-categories", json={"name": "Mugs"})
    shop.post("/_mock/faults", json={"operation": "list_apps", "status": 200, "body": {"apps": 1}})
    shop.post("/_mock/faults", json={"path": "/admin/*", "probability": 0.1, "latency": [5, 20]})
    shop.get("/admin/apps")
    shop.get("/admin/regions", headers={"Prefer": "code=500"})
    shop.post("/_mock/snapshots", json={"name": "before-checkout"})


def accept(dialog: Dialog) -> None:
    dialog.accept()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_for_everybody(page: Page, shop: httpx.Client, scheme: str) -> None:
    """Held against the rules of axe, and kept as a picture."""
    some_trade(shop)
    request = shop.get("/_mock/requests", params={"operation": "list_apps"}).json()["requests"][0]
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = {}
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name, path in {**PAGES, "request": f"/_mock/ui/requests/{request['id']}"}.items():
        page.goto(path)
        page.screenshot(path=SHOTS / f"{name}-{scheme}.png", full_page=True)
        results = Axe().run(page)
        if results.violations_count:
            found[name] = results.generate_report()
    assert not found, "\n".join(found.values())


def test_a_page_fits_a_small_screen(page: Page, shop: httpx.Client) -> None:
    some_trade(shop)
    page.set_viewport_size({"width": 400, "height": 800})
    for name, path in PAGES.items():
        page.goto(path)
        page.screenshot(path=SHOTS / f"{name}-small.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, name


def test_what_is_asked_shows_up_by_itself(page: Page, shop: httpx.Client) -> None:
    expect(page.get_by_text("Point a client at")).to_be_visible()
    shop.get("/admin/apps")
    expect(page.get_by_role("img", name="list_apps 1")).to_be_visible()
    expect(page.get_by_role("link", name="GET /admin/apps")).to_be_visible()


def test_a_live_view_is_held(page: Page, shop: httpx.Client) -> None:
    page.goto("/_mock/ui/requests")
    page.get_by_role("button", name="Hold").click()
    shop.get("/admin/apps")
    page.wait_for_timeout(1500)
    expect(page.get_by_role("link", name="GET /admin/apps")).not_to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("link", name="GET /admin/apps")).to_be_visible()


def test_a_violation_is_marked_and_explained(page: Page, shop: httpx.Client) -> None:
    some_trade(shop)
    page.goto("/_mock/ui/requests?operation=list_apps")
    expect(page.get_by_text("violation")).to_be_visible()
    page.get_by_role("link", name="GET /admin/apps").click()
    expect(page.get_by_text("The document does not describe this answer.")).to_be_visible()
    page.get_by_role("button", name="Copy as curl").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"curl -X GET {str(shop.base_url).rstrip('/')}/admin/apps")


def test_the_keyboard_does_it_all(page: Page, shop: httpx.Client) -> None:
    shop.get("/admin/apps")
    shop.get("/admin/store")
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/ui/requests")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="GET /admin/apps")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="GET /admin/store")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="/admin/store")).to_be_visible()
    page.wait_for_load_state()  # keys are heard once the page is there as a whole
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/ui/state")
    page.keyboard.press("/")
    page.keyboard.type("product_ta")
    expect(page.get_by_role("link", name="product_tags", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="orders", exact=True)).not_to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_the_state_is_walked_and_changed(page: Page, shop: httpx.Client) -> None:
    page.goto("/_mock/ui/state/orders/order_cafe")
    page.get_by_role("link", name="cus_greta").first.click()
    expect(page.get_by_role("heading", name="cus_greta")).to_be_visible()
    page.get_by_text("Edit", exact=True).click()
    page.get_by_label("Columns to change").fill(json.dumps({"first_name": "Margarethe"}))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Margarethe", exact=True)).to_be_visible()
    assert shop.get("/admin/customers/cus_greta").json()["customer"]["first_name"] == "Margarethe"


def test_what_is_refused_is_told_where_it_was_asked(page: Page) -> None:
    page.goto("/_mock/ui/state/customers/cus_greta")
    page.get_by_text("Edit", exact=True).click()
    page.get_by_label("Columns to change").fill('{"frist_name": "x"}')
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("frist_name is no column of customers, did you mean first_name?")


def test_a_row_is_deleted_and_brought_back(page: Page, shop: httpx.Client) -> None:
    page.goto("/_mock/ui/state/product_tags")
    page.locator("tbody a").first.click()
    page.wait_for_url("**/ui/state/product_tags/*")
    path = page.url
    page.once("dialog", accept)
    page.get_by_role("button", name="Delete").click()
    page.wait_for_url("**/ui/state/product_tags")
    page.goto(path)
    expect(page.get_by_text("deleted", exact=True)).to_be_visible()
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_text("deleted", exact=True)).not_to_be_visible()
    assert shop.get("/_mock/state/product_tags?deleted=only").json()["count"] == 0


def test_a_fault_is_made_and_deleted(page: Page, shop: httpx.Client) -> None:
    page.goto("/_mock/ui/faults")
    page.get_by_label("Operation").fill("list_apps")
    page.get_by_label("Status").fill("409")
    page.get_by_label("Times").fill("1")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("cell", name="list_apps")).to_be_visible()
    assert [shop.get("/admin/apps").status_code for _ in range(2)] == [409, 200]
    page.get_by_role("button", name="Delete fault_1").click()
    expect(page.get_by_text("Nothing goes wrong on purpose.")).to_be_visible()


def test_the_clock_is_set_and_time_goes_by(page: Page, shop: httpx.Client) -> None:
    page.goto("/_mock/ui/sessions")
    page.get_by_label("Show").fill("2030-01-01T00:00:00Z")
    page.get_by_label("and stand still").check()
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text("2030-01-01T00:00:00.000Z")).to_be_visible()
    page.get_by_role("button", name="Advance").click()
    expect(page.get_by_text("2030-01-02T00:00:00.000Z")).to_be_visible()
    assert shop.get("/_mock/clock").json() == {"now": "2030-01-02T00:00:00.000Z", "frozen": True}


def test_a_session_is_made_chosen_and_ended(page: Page, shop: httpx.Client) -> None:
    name = f"{shop.headers['X-Mock-Session']}-2"
    page.goto("/_mock/ui/sessions")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Begins with").select_option(shop.headers["X-Mock-Session"])
    with page.expect_navigation():  # a choice is heard once the page is there as a whole
        page.get_by_role("button", name="Create").click()
    page.get_by_label("Session", exact=True).select_option(name)
    expect(page.get_by_role("button", name=f"Reset {name}")).to_be_visible()
    page.get_by_role("button", name=f"Delete {name}").click()
    expect(page.get_by_role("link", name=name)).not_to_be_visible()


def test_snapshots_and_seeds_take_the_state_back(page: Page, shop: httpx.Client, tmp_path: Path) -> None:
    page.on("dialog", accept)
    page.goto("/_mock/ui/worlds")
    page.get_by_label("Name").fill("before")
    page.get_by_role("button", name="Take a snapshot").click()
    expect(page.get_by_text("before", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    download.value.save_as(tmp_path / "world.yaml")
    with page.expect_navigation():
        page.get_by_role("button", name="Load empty").click()
    assert shop.get("/_mock/state/orders").json()["count"] == 0
    page.get_by_label("A file of yours").set_input_files(tmp_path / "world.yaml")
    with page.expect_navigation():
        page.get_by_role("button", name="Load", exact=True).click()
    assert shop.get("/_mock/state/orders").json()["count"] > 0
    shop.post("/_mock/state/product_tags", json={"value": "later"})
    with page.expect_navigation():
        page.get_by_role("button", name="Restore before").click()
    assert shop.get("/_mock/state/product_tags?q=later").json()["count"] == 0


def test_the_docs_tell_of_the_control_api(page: Page) -> None:
    page.get_by_role("link", name="API docs").click()
    expect(page.get_by_label("Select a definition")).to_contain_text("Control API")
