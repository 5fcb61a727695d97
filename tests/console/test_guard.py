"""Who gets to use the control API."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from medusa_mock import document

ClientWith = Callable[[str | None], FlaskClient]

ROUTES = [
    (method.upper(), re.sub("{.*?}", "a", path))
    for path, method, operation in document.operations(document.load(document.CONTROL))
    if operation["operationId"] != "get_health"
]
CHANGES = [(method, path) for method, path in ROUTES if method != "GET"]


@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer", "Bearer ", "Bearer wrong", "Bearer token2", "Basic token", "token", "Bearer tök€n"],
)
def test_with_a_token_everything_asks_for_it(client_with: ClientWith, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.encode().decode("latin-1")}
    client = client_with("token")
    for method, path in [*ROUTES, ("GET", "/_mock/nope")]:
        answer = client.open(path, method=method, headers=headers)
        assert answer.status_code == 401, path
        assert answer.get_json()["type"] == "unauthorized"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("authorization", ["Bearer token", "bearer  token"])
def test_the_token_opens(client_with: ClientWith, authorization: str) -> None:
    answer = client_with("token").post("/_mock/reset", headers={"Authorization": authorization})
    assert answer.status_code == 200


def test_health_is_open(client_with: ClientWith) -> None:
    assert client_with("token").get("/_mock/health", headers={"Host": "mock.example:9000"}).status_code == 200


def test_with_a_token_any_name_of_the_server_will_do(client_with: ClientWith) -> None:
    headers = {"Authorization": "Bearer token", "Host": "mock.example:9000"}
    assert client_with("token").post("/_mock/reset", headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9000", "127.0.0.1:9000", "127.8.9.1", "[::1]:9000", "[::1]"])
def test_without_a_token_this_machine_is_let_in(client: FlaskClient, host: str) -> None:
    assert client.post("/_mock/reset", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:9000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example@localhost.example",
        "10.0.0.1:9000",
        "0.0.0.0:9000",
        "[::2]:9000",
        "[::1",
        "",
    ],
)
def test_without_a_token_names_of_other_machines_are_refused(client: FlaskClient, host: str) -> None:
    for method, path in [*ROUTES, ("GET", "/_mock/health")]:
        answer = client.open(path, method=method, headers={"Host": host})
        assert answer.status_code == 403, path
        assert answer.get_json()["type"] == "not_allowed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://127.0.0.1:9000"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://[::1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
@pytest.mark.parametrize("token", [None, "token"])
def test_pages_of_other_sites_change_nothing(
    client_with: ClientWith, headers: dict[str, str], token: str | None
) -> None:
    client = client_with(token)
    for method, path in CHANGES:
        answer = client.open(path, method=method, headers={**headers, "Authorization": "Bearer token"})
        assert answer.status_code == 403, path
        assert answer.get_json() == {
            "type": "not_allowed",
            "message": "The control API takes no changes from pages of other sites",
        }


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost:9000", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost:7001", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
def test_pages_of_this_host_may_change_things(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/_mock/reset", headers=headers).status_code == 200


def test_no_answer_is_shared_with_other_origins(client: FlaskClient) -> None:
    answer = client.get("/_mock/health", headers={"Origin": "https://evil.example"})
    preflight = client.options("/_mock/reset", headers={"Origin": "https://evil.example"})
    for headers in (answer.headers, preflight.headers):
        assert not [name for name, _ in headers if name.lower().startswith("access-control-")]
