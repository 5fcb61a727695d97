"""What a proxy finds wrong with what front ends ask and servers answer, and what it is quiet about."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.contract.faulty import Answer, Ask, Asked, Fault, Faulty
from tests.contract.proxy.harness import RunningProxy, proxying
from tests.world import DEMO_ADMIN, EMAIL, PASSWORD

Send = Callable[[httpx.Client], httpx.Response]
APPS = "GET /admin/apps"


@pytest.fixture
def proxy(demo_server: str) -> Iterator[RunningProxy]:
    with proxying(demo_server) as running_proxy:
        yield running_proxy


@pytest.fixture
def client(proxy: RunningProxy) -> Iterator[httpx.Client]:
    """A client that talks to the mock through the proxy, as an admin."""
    with httpx.Client(base_url=proxy.url, headers=DEMO_ADMIN | {"X-Mock-Session": "proxy"}) as client:
        yield client


def _after(change: Callable[[Answer], Answer]) -> Fault:
    async def fault(asked: Asked, ask: Ask) -> Answer:
        return change(await ask(asked))

    return fault


def _in_first_app(change: Callable[[dict[str, Any]], Any]) -> Fault:
    def changed(body: dict[str, Any]) -> dict[str, Any]:
        change(body["apps"][0])
        return body

    return _after(lambda answer: answer.with_json(changed))


BEGIN = f"{APPS}: "
UNFIT = f"{BEGIN}The answer does not fit its schema: "


@pytest.mark.parametrize(
    ("fault", "messages"),
    [
        (
            _in_first_app(lambda app: app.pop("display_name")),
            [f'{UNFIT}response 200 at /apps/0: "display_name" is a required property'],
        ),
        (
            _in_first_app(lambda app: app.update(display_name=5, install_url=[])),
            [
                f'{UNFIT}response 200 at /apps/0/display_name: 5 is not of type "string"',
                f'{UNFIT}response 200 at /apps/0/install_url: the value is not of types "null", "string"',
            ],
        ),
        (_after(lambda answer: answer.with_body(b"{")), [f"{UNFIT}response 200 is no application/json: "]),
        (
            _after(lambda answer: answer.with_status(418)),
            [f"{BEGIN}Undocumented status: the document knows no response 418"],
        ),
        (_after(lambda answer: answer.with_status(503)), [f"{BEGIN}Server error: the document knows no response 503"]),
        (
            _after(lambda answer: answer.with_type("text/html")),
            [f"{BEGIN}Undocumented media type: the document knows no text/html for response 200"],
        ),
    ],
)
def test_a_fault_of_a_server(fault: Fault, messages: list[str]) -> None:
    with running(Faulty(App(Options()), APPS, fault)) as server, proxying(server) as proxy:
        for _ in range(3):
            httpx.get(f"{proxy.url}/admin/apps", headers=DEMO_ADMIN)
    assert [found.startswith(message) for found, message in zip(proxy.messages, messages, strict=True)] == [
        True for _ in messages
    ], proxy.messages
    assert set(proxy.proxy.ledger.met.values()) == {3}
    assert proxy.proxy.status == 1
    shown = [proxy.output.count(f"\n  {message.removeprefix(BEGIN)}") for message in messages]
    assert shown == [1 for _ in messages], proxy.output


def test_a_promise_that_no_schema_tells() -> None:
    fault = _after(lambda answer: answer.with_json(lambda body: body | {"count": body["count"] + 1, "limit": 7}))
    with running(Faulty(App(Options()), "GET /admin/products", fault)) as server, proxying(server) as proxy:
        httpx.get(f"{proxy.url}/admin/products?limit=2", headers=DEMO_ADMIN)
    assert [message for message in proxy.messages if message.startswith("GET /admin/products: ")]
    assert {check for _, check, _ in proxy.proxy.ledger.met} == {"list_envelope"}


def test_an_answer_to_nobody() -> None:
    async def fault(asked: Asked, ask: Ask) -> Answer:
        return await ask(asked.with_header("x-medusa-access-token", DEMO_ADMIN["x-medusa-access-token"]))

    with running(Faulty(App(Options()), APPS, fault)) as server, proxying(server) as proxy:
        httpx.get(f"{proxy.url}/admin/apps")
    assert proxy.messages == [
        f"{BEGIN}Answered without credentials: answered 200 to a request without credentials",
    ]


REFUSED = "The request is not what the document says: "


@pytest.mark.parametrize(
    ("send", "message"),
    [
        (
            lambda client: client.get("/admin/products?limt=2"),
            f"GET /admin/products: {REFUSED}property limt should not exist, answered 400",
        ),
        (
            lambda client: client.post("/admin/return-reasons", json={"value": "a", "label": 5, "more": 1}),
            f"POST /admin/return-reasons: {REFUSED}property more should not exist, label must be a string, answered",
        ),
        (
            lambda client: client.post("/admin/return-reasons", data={"value": "a"}),
            f"POST /admin/return-reasons: {REFUSED}the body is of the type application/x-www-form-urlencoded, "
            "and would have to be application/json, answered 400",
        ),
        (
            lambda client: client.post(
                "/admin/return-reasons", content="{", headers={"Content-Type": "application/json"}
            ),
            f"POST /admin/return-reasons: {REFUSED}SyntaxError: ",
        ),
        (
            lambda client: client.post("/admin/uploads", files={"file": b"a"}),
            f"POST /admin/uploads: {REFUSED}Unexpected field, answered 400",
        ),
        (
            lambda client: client.post("/admin/uploads", json={}),
            f"POST /admin/uploads: {REFUSED}the body must be multipart/form-data, answered 400",
        ),
    ],
)
def test_a_fault_of_a_front_end(proxy: RunningProxy, client: httpx.Client, send: Send, message: str) -> None:
    assert send(client).status_code == 400
    [found] = proxy.messages
    assert found.startswith(message)
    assert proxy.proxy.status == 1


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/ADMIN/Products/?limit=2&status[]=published&created_at[gt]=2001-01-01"),
        lambda client: client.head("/admin/products"),
        lambda client: client.get(
            "/admin/products", headers={"If-None-Match": client.get("/admin/products").headers["etag"]}
        ),
        lambda client: client.get("/admin/auth", headers={"x-medusa-access-token": ""}),
        lambda client: client.get("/admin/products/prod_nowhere"),
        lambda client: client.delete("/admin/return-reasons/rr_nowhere"),
        lambda client: client.request("DELETE", "/admin/return-reasons/rr_nowhere", json={}),
        lambda client: client.post("/admin/uploads", files={"files": b"\xff\0"}),
        lambda client: client.post("/store/carts"),
    ],
)
def test_what_is_right(proxy: RunningProxy, client: httpx.Client, send: Send) -> None:
    send(client)
    assert proxy.messages == []
    assert proxy.proxy.status == 0


@pytest.mark.parametrize(
    "send",
    [
        lambda client: client.get("/health"),
        lambda client: client.options("/admin/products", headers={"Origin": "http://localhost:7000"}),
        lambda client: client.get("/_mock/health"),
    ],
)
def test_what_the_documents_do_not_speak_of_is_passed_on(proxy: RunningProxy, client: httpx.Client, send: Send) -> None:
    assert send(client).is_success
    assert (proxy.messages, proxy.proxy.ledger.passed, proxy.proxy.status) == ([], 1, 2)


def test_an_operation_that_the_documents_do_not_know_is_told_of(proxy: RunningProxy, client: httpx.Client) -> None:
    client.get("/admin/wishlists/1?a=b")
    client.get("/admin/wishlists/1")
    assert proxy.proxy.ledger.undocumented == {"GET /admin/wishlists/1": 2}
    assert proxy.messages == []
    proxy.proxy.live.sum_up()
    assert "The documents know no such operation:\n  GET /admin/wishlists/1 (2 times)\n" in proxy.output


def test_cookies_and_redirects_are_the_front_ends(proxy: RunningProxy, demo_server: str) -> None:
    with httpx.Client(base_url=proxy.url) as client:
        direct = httpx.post(f"{demo_server}/admin/auth", json={"email": EMAIL, "password": PASSWORD})
        passed = client.post("/admin/auth", json={"email": EMAIL, "password": PASSWORD})
        names = [name for name, _ in passed.headers.raw]
        assert names == [name for name, _ in direct.headers.raw]
        assert passed.cookies.keys() == direct.cookies.keys()
        assert client.get("/admin/auth").status_code == 200
        assert client.get("/docs").status_code == httpx.get(f"{demo_server}/docs").status_code


def test_no_secret_is_shown(proxy: RunningProxy) -> None:
    secrets = [PASSWORD, DEMO_ADMIN["x-medusa-access-token"]]
    with httpx.Client(base_url=proxy.url) as client:
        token = client.post("/admin/auth/token", json={"email": EMAIL, "password": PASSWORD}).json()["access_token"]
        client.post("/admin/auth", json={"email": EMAIL, "password": PASSWORD, "remember": True})
        client.get("/admin/products?limt=1&token=a-secret", headers=DEMO_ADMIN)
        client.get("/admin/products?limt=1", headers={"Authorization": f"Bearer {token}"})
        client.post("/admin/auth", json={"email": EMAIL, "password": PASSWORD})
        client.get("/admin/products?offst=1")
        session = client.cookies["connect.sid"]
    shown = proxy.output + str(proxy.proxy.ledger) + proxy.proxy.transcript.text()
    assert len(proxy.messages) == 4
    assert [secret for secret in (*secrets, token, session, "a-secret") if secret in shown] == []
