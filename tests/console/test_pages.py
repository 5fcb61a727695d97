"""The pages for people: what they show, and to whom."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from medusa_mock.console import Control
from medusa_mock.domain import events
from medusa_mock.store import Sessions
from medusa_mock.tables.catalogue import PRODUCT_TAGS
from medusa_mock.tables.messages import OUTBOX
from medusa_mock.wire.logins import Logins
from medusa_mock.wire.request import Request

PAGES = ["/_mock/", *(f"/_mock/ui/{name}" for name in "requests state faults sessions worlds outbox".split())]


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/html"
    return answer.text


def ask(control: Control, path: str = "/admin/apps", status: int = 200) -> None:
    """Have a request in the journal."""
    request = Request("GET", path, "token=s3cret", {b"x-a": b"1"}, Logins("secret").of(None))
    request.session = control.sessions.get()
    assert control.journal
    control.journal.note(request, status, [(b"content-type", b"application/json")], b'{"a": "<b>"}')


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_runs_no_script_within(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r'(src|href)="(https?:)?//', answer.text)
    assert not re.search(r"<script(?! src)|<style| style=| on\w+=", answer.text)


def test_what_pages_load_is_served(client: FlaskClient) -> None:
    files = {*re.findall(r'"(/_mock/ui/static/[^"]+)"', page(client, "/_mock/"))}
    assert {file.rpartition("/")[2] for file in files} == {"console.css", "console.js", "icon.svg"}
    for file in files:
        with client.get(file) as answer:
            assert answer.status_code == 200


def test_the_state_is_walked_by_clicks(client: FlaskClient) -> None:
    assert 'href="/_mock/ui/state/product_tags"' in page(client, "/_mock/ui/state")
    assert 'href="/_mock/ui/state/product_tags/ptag_seeded"' in page(client, "/_mock/ui/state/product_tags")
    assert "seeded" in page(client, "/_mock/ui/state/product_tags/ptag_seeded")


@pytest.mark.parametrize("path", ["state/nope", "state/product_tags/nope", "requests/req_9", "state/users?column=x"])
def test_what_is_not_there_is_told_on_a_page(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/_mock/ui/{path}")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Not found" in answer.text


def test_a_session_is_chosen_and_remembered(client: FlaskClient, sessions: Sessions) -> None:
    sessions.get("one").store.insert(PRODUCT_TAGS, {"id": "ptag_one", "value": "of one"})
    assert "ptag_one" not in page(client, "/_mock/ui/state/product_tags")
    assert "ptag_one" in page(client, "/_mock/ui/state/product_tags?session=one")
    assert "ptag_one" in page(client, "/_mock/ui/state/product_tags")


def test_looking_makes_no_session(client: FlaskClient, sessions: Sessions) -> None:
    assert "Session default" in page(client, "/_mock/?session=nobody")
    assert [*sessions.names] == ["default"]


def test_a_request_is_shown_beside_its_answer_without_secrets(client: FlaskClient, control: Control) -> None:
    ask(control)
    assert "/admin/apps" in page(client, "/_mock/ui/requests")
    shown = page(client, "/_mock/ui/requests/req_1")
    assert "&#34;a&#34;: &#34;&lt;b&gt;&#34;" in shown
    assert "curl -X GET &#39;http://localhost/admin/apps?token=[Filtered]&#39;" in shown
    assert "s3cret" not in shown


def test_requests_are_found_by_what_they_are(client: FlaskClient, control: Control) -> None:
    ask(control, "/admin/apps")
    ask(control, "/store/carts", status=404)
    assert "/admin/apps" not in page(client, "/_mock/ui/requests?path=/store/*&operation=&status=")
    assert "/store/carts" not in page(client, "/_mock/ui/requests?status=200")


def test_the_picture_counts_requests_by_operation(client: FlaskClient, control: Control) -> None:
    for status in (200, 404, 500):
        ask(control, status=status)
    shown = page(client, "/_mock/")
    assert 'aria-label="Requests per operation: no operation 3"' in shown
    assert [*re.findall(r'<rect class="(\w+)"', shown)] == ["good", "warn", "bad"]


def test_scenarios_and_worlds_are_downloaded(client: FlaskClient, control: Control) -> None:
    ask(control)
    scenario, world = client.get("/_mock/ui/scenario.yaml"), client.get("/_mock/ui/world.yaml")
    assert '"GET /admin/apps?token=[Filtered]"' in scenario.text
    assert "ptag_seeded" in world.text
    assert all("attachment" in answer.headers["Content-Disposition"] for answer in (scenario, world))


def test_the_outbox_shows_events_and_who_is_told_of_them(
    client: FlaskClient, control: Control, sessions: Sessions
) -> None:
    store = sessions.get().store
    assert "Nothing happened yet" in page(client, "/_mock/ui/outbox")
    events.emit(store, "order.placed", {"id": "order_1"}, to="ines@example.com")
    control.webhooks.add(sessions.get(), {"url": "http://me:pass@example.com/hooks", "events": ["order.*"]})
    shown = page(client, "/_mock/ui/outbox")
    assert 'order.placed <span class="quiet">to ines@example.com</span>' in shown
    assert "http://[Filtered]@example.com/hooks" in shown
    (hook,) = control.webhooks.of(sessions.get())
    hook.take(events.told(store)[0])
    assert '<span class="pill warn">waiting</span>' in page(client, "/_mock/ui/outbox")


def test_what_a_visitor_wrote_is_no_markup(client: FlaskClient, sessions: Sessions) -> None:
    store = sessions.get().store
    store.insert(PRODUCT_TAGS, {"id": "ptag_<i>", "value": "<script>alert(1)</script>"})
    store.insert(OUTBOX, {"to": "<b>", "data": {"a": "</pre><script>"}})
    for path in ("state/product_tags", "state/product_tags/ptag_%3Ci%3E", "outbox"):
        assert not re.search(r"<script>|<i>|<b>", page(client, f"/_mock/ui/{path}"))


def test_with_a_token_people_log_in(client_with: Callable[[str | None], FlaskClient]) -> None:
    client = client_with("open sesame")
    for path in [*PAGES, "/_mock/ui/world.yaml"]:
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (302, "/_mock/ui/login")
    assert client.post("/_mock/ui/login", data={"token": "wrong"}).status_code == 401
    assert client.get("/_mock/").status_code == 302
    answer = client.post("/_mock/ui/login", data={"token": "open sesame"})
    assert (answer.status_code, answer.location) == (302, "/_mock/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "open" not in cookie
    assert client.get("/_mock/").status_code == 200
    assert client.get("/_mock/state").status_code == 200


@pytest.mark.parametrize("cookie", ["", "open sesame", "x" * 64, "ö"])
def test_a_made_up_cookie_opens_nothing(client_with: Callable[[str | None], FlaskClient], cookie: str) -> None:
    client = client_with("open sesame")
    client.set_cookie("medusa_mock_control", cookie, path="/_mock")
    assert client.get("/_mock/").status_code == 302
    assert client.get("/_mock/state").status_code == 401


def test_pages_of_other_sites_change_nothing_even_with_the_cookie(
    client_with: Callable[[str | None], FlaskClient],
) -> None:
    client = client_with("open sesame")
    client.post("/_mock/ui/login", data={"token": "open sesame"})
    assert client.post("/_mock/reset", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/_mock/reset", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_pages_are_for_names_of_this_machine_alone_where_there_is_no_token(client: FlaskClient) -> None:
    assert client.get("/_mock/", headers={"Host": "evil.example"}).status_code == 403
