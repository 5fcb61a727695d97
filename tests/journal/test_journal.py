"""What was asked and answered, as the control API tells it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.journal import Journal, as_curl
from medusa_mock.serving import running
from medusa_mock.wire.logins import Logins
from medusa_mock.wire.request import Request
from tests.conftest import own_state
from tests.world import EMAIL, PASSWORD, SEED

ACCOUNT = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture(scope="module")
def app() -> App:
    return App(Options(seed=str(SEED)))


@pytest.fixture(scope="module")
def url(app: App) -> Iterator[str]:
    with running(app) as url:
        yield url


@pytest.fixture
def shop(url: str) -> Iterator[httpx.Client]:
    """An admin with a session and a journal of its own."""
    with httpx.Client(base_url=url, headers=own_state() | {"x-medusa-access-token": "oracle-api-token"}) as client:
        yield client


def requests(client: httpx.Client, **query: Any) -> list[Any]:
    answer = client.get("/_mock/requests", params=query)
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["requests"]
    return found


def verified(client: httpx.Client, **wanted: Any) -> Any:
    answer = client.post("/_mock/verify", json=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_request_is_kept_with_its_answer(shop: httpx.Client) -> None:
    sent = shop.post("/admin/product-categories?fields=id", json={"name": "Mugs"})
    [told] = requests(shop)
    assert told["request"]["method"] == "POST"
    assert told["request"]["path"] == "/admin/product-categories"
    assert told["request"]["query"] == "fields=id"
    assert told["request"]["body"] == {"name": "Mugs"}
    assert told["request"]["headers"]["content-type"] == "application/json"
    assert told["response"]["status"] == sent.status_code
    assert told["response"]["body"] == sent.json()
    assert told["response"]["headers"]["etag"] == sent.headers["etag"]
    assert (told["api"], told["operation"]) == ("admin", "create_product_category")
    assert (told["fault"], told["violation"]) == (None, None)
    assert told["milliseconds"] > 0
    assert shop.get(f"/_mock/requests/{told['id']}").json() == {"request": told}


def test_the_newest_come_first_and_in_pages(shop: httpx.Client) -> None:
    for _ in range(3):
        shop.get("/admin/apps")
    shop.get("/admin/store")
    assert [one["operation"] for one in requests(shop, limit=2)] == ["get_store", "list_apps"]
    page = shop.get("/_mock/requests", params={"limit": 0, "operation": "list_apps"}).json()
    assert page == {"requests": [], "count": 3, "offset": 0, "limit": 0}


def test_requests_are_found_by_what_they_are(shop: httpx.Client) -> None:
    shop.get("/admin/apps")
    shop.get("/admin/products/prod_x")
    shop.post("/admin/products", json={})
    assert [one["operation"] for one in requests(shop, status=404)] == ["get_product"]
    assert [one["operation"] for one in requests(shop, method="POST")] == ["create_product"]
    assert [one["operation"] for one in requests(shop, path="/admin/products*")] == ["create_product", "get_product"]


def test_no_secret_is_shown(shop: httpx.Client) -> None:
    token = shop.post("/admin/auth/token", json=ACCOUNT).json()["access_token"]
    shop.get("/admin/auth", headers={"Authorization": f"Bearer {token}"})
    shop.post("/admin/auth", json=ACCOUNT)
    cookie = shop.cookies["connect.sid"]
    text = shop.get("/_mock/requests").text
    assert not [secret for secret in (token, cookie, PASSWORD, "oracle-api-token") if secret in text]
    assert EMAIL in text


def test_what_is_refused_on_its_way_is_kept_too(shop: httpx.Client) -> None:
    shop.post("/admin/products", content="{", headers={"content-type": "application/json"})
    shop.get("/nowhere")
    shop.get("/admin/apps", headers={"x-medusa-access-token": "wrong"})
    told = [(one["operation"], one["response"]["status"]) for one in requests(shop)]
    assert told == [("list_apps", 401), (None, 404), (None, 400)]


def test_a_request_of_an_impossible_session_is_kept_by_the_default_one(url: str) -> None:
    with httpx.Client(base_url=url) as client:
        client.get("/admin/apps", headers={"X-Mock-Session": "a b"})
        assert requests(client, status=400)


def test_health_preflights_and_the_control_api_are_not_kept(shop: httpx.Client) -> None:
    shop.get("/health")
    shop.options("/admin/apps", headers={"Origin": "http://localhost:7001"})
    shop.get("/_mock/health")
    shop.get("/docs/")
    assert requests(shop) == []


def test_faults_and_lost_connections_are_kept(shop: httpx.Client) -> None:
    shop.get("/admin/apps", headers={"Prefer": "code=500"})
    shop.post("/_mock/faults", json={"connection": "drop", "times": 1})
    with pytest.raises(httpx.RemoteProtocolError):
        shop.get("/admin/apps")
    dropped, preferred = requests(shop)
    assert (dropped["fault"], dropped["response"]) == ("fault_1", None)
    assert (preferred["fault"], preferred["response"]["status"]) == ("prefer", 500)


def test_an_answer_that_the_document_does_not_describe_is_marked(shop: httpx.Client) -> None:
    shop.post("/_mock/faults", json={"operation": "list_apps", "status": 200, "body": {"apps": 1}})
    shop.get("/admin/apps")
    [told] = requests(shop)
    assert told["violation"].startswith("list_apps: response 200 at /apps: 1 is not of type")


def test_bodies_that_are_no_json_are_told_as_far_as_can_be(shop: httpx.Client) -> None:
    shop.post("/admin/uploads", files={"files": ("a.png", b"\x89PNG")})
    [told] = requests(shop)
    assert told["request"]["body"] == [{"field": "files", "name": "a.png", "bytes": 4}]
    url = told["response"]["body"]["uploads"][0]["url"]
    shop.get(httpx.URL(url).path)
    assert requests(shop)[0]["response"]["body"] is None
    assert requests(shop)[0]["response"]["bytes"] == 4


def test_a_reset_and_a_delete_empty_the_journal(shop: httpx.Client) -> None:
    shop.get("/admin/apps")
    assert shop.delete("/_mock/requests").json() == {"deleted": 1}
    assert requests(shop) == []
    shop.get("/admin/apps")
    shop.post("/_mock/reset")
    assert requests(shop) == []


def test_sessions_have_journals_of_their_own_even_under_an_old_name(shop: httpx.Client) -> None:
    shop.get("/admin/apps")
    name = shop.headers["X-Mock-Session"]
    assert requests(shop, limit=1)
    assert shop.get("/_mock/requests", headers=own_state()).json()["count"] == 0
    shop.delete(f"/_mock/sessions/{name}")
    assert requests(shop) == []


def test_a_request_that_came_is_verified(shop: httpx.Client) -> None:
    shop.post("/admin/product-categories", json={"name": "Mugs", "handle": "mugs"})
    told = verified(shop, operation="create_product_category", body={"name": "Mugs"}, times=1)
    assert (told["verified"], told["count"], told["near_misses"]) == (True, 1, [])
    assert told["requests"] == [requests(shop)[0]["id"]]


def test_a_request_that_did_not_come_is_told_by_those_that_did(shop: httpx.Client) -> None:
    shop.post("/admin/product-categories", json={"name": "Cups"})
    told = verified(shop, operation="create_product_category", body={"name": "Mugs"})
    assert (told["verified"], told["count"]) == (False, 0)
    [near] = told["near_misses"]
    assert near["differences"] == ["body.name is Cups, not Mugs"]
    assert near["request"]["operation"] == "create_product_category"


@pytest.mark.parametrize(
    ("expected", "holds"),
    [
        ({}, True),
        ({"times": 2}, True),
        ({"times": 1}, False),
        ({"times": 0}, False),
        ({"at_least": 2}, True),
        ({"at_least": 3}, False),
        ({"at_most": 2}, True),
        ({"at_most": 1}, False),
        ({"at_least": 1, "at_most": 3}, True),
    ],
)
def test_a_request_comes_as_often_as_is_expected(shop: httpx.Client, expected: Any, holds: bool) -> None:
    shop.get("/admin/apps")
    shop.get("/admin/apps")
    assert verified(shop, operation="list_apps", **expected)["verified"] is holds


def test_nothing_at_all_can_be_expected(shop: httpx.Client) -> None:
    assert verified(shop, operation="list_apps", times=0)["verified"] is True
    assert verified(shop, operation="list_apps", at_most=1)["verified"] is True
    assert verified(shop, operation="list_apps")["verified"] is False


def test_a_request_can_be_sent_again_by_curl(app: App, shop: httpx.Client) -> None:
    shop.post("/admin/product-categories?expand=products", json={"name": "Jon's"})
    assert app.journal
    [entry] = app.journal.of(app.sessions.get(shop.headers["X-Mock-Session"]))
    line = as_curl(entry, "http://localhost:9000")
    assert line.startswith("curl -X POST 'http://localhost:9000/admin/product-categories?expand=products' -H ")
    assert "-H 'x-medusa-access-token: [Filtered]'" in line
    assert line.endswith("""-d '{"name": "Jon'"'"'s"}'""")


def test_a_journal_keeps_no_more_than_it_may(app: App) -> None:
    sessions = app.sessions
    few, small = Journal(sessions, most=3), Journal(sessions, most_bytes=5_000)
    request = Request("GET", "/admin/apps", "", {b"x-mock-session": b"bounded"}, Logins("secret").of(None))
    for _ in range(5):
        few.note(request, 200, [], b"x" * 1000)
        small.note(request, 200, [], b"x" * 1000)
    assert [entry.number for entry in few.of(sessions.get("bounded"))] == [5, 4, 3]
    assert [entry.number for entry in small.of(sessions.get("bounded"))] == [5]


def test_without_a_journal_nothing_is_kept() -> None:
    app = App(Options(seed="empty", journal=False))
    with running(app) as url, httpx.Client(base_url=url) as client:
        assert client.get("/store/auth").status_code == 401
        answer = client.get("/_mock/requests")
        assert client.post("/_mock/reset").status_code == 200
    assert (answer.status_code, answer.json()["type"]) == (400, "not_allowed")
    assert app.journal is None
