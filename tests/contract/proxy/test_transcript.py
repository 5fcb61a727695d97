"""Traffic becomes a scenario that says the same to another server, and tells no secret."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from medusa_mock.app import App, Options
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.parity.diff import run_diff
from medusa_mock.contract.parity.scenario import load_scenario
from medusa_mock.contract.proxy.overheard import Answer, Overheard, Request
from medusa_mock.contract.proxy.transcript import Transcript
from medusa_mock.serving import running
from tests.contract.proxy.harness import proxying
from tests.world import EMAIL, PASSWORD

JSON = ("Content-Type", "application/json")


def _message(kind: Any, body: Any, headers: list[tuple[str, str]], **more: Any) -> Any:
    message = kind(headers=[*headers, *([JSON] if isinstance(body, dict) else [])], complete=True, **more)
    message.add(json.dumps(body).encode() if isinstance(body, dict) else body)
    return message


def _heard(line: str, body: Any = b"", answer: Any = b"", *headers: tuple[str, str], status: int = 200) -> Overheard:
    method, target = line.split(" ")
    request: Request = _message(Request, body, list(headers), method=method, target=target)
    return Overheard(request, _message(Answer, answer, [], status=status), 0.0)


def _written(*exchanges: Overheard) -> list[dict[str, Any]]:
    transcript = Transcript("http://server")
    for exchange in exchanges:
        transcript.add(exchange)
    steps: list[dict[str, Any]] = yaml.safe_load(transcript.text())["steps"]
    return steps


BEARER = ("authorization", "Bearer abc")
COOKIE = ("Cookie", "connect.sid=s%3Aabc")


@pytest.mark.parametrize(
    ("line", "header", "status", "auth"),
    [
        ("GET /admin/apps", BEARER, 200, {}),
        ("GET /admin/apps", ("x-medusa-access-token", "abc"), 200, {}),
        ("GET /admin/apps", COOKIE, 200, {"auth": "cookie"}),
        ("GET /admin/apps", COOKIE, 401, {"auth": "none"}),
        ("GET /admin/apps", ("Accept", "*/*"), 401, {"auth": "none"}),
        ("GET /store/carts/1", COOKIE, 200, {"auth": "none"}),
        ("GET /store/carts/1", BEARER, 200, {"auth": "none"}),
    ],
)
def test_who_asks(line: str, header: tuple[str, str], status: int, auth: dict[str, str]) -> None:
    assert _written(_heard(line, b"", b"", header, status=status)) == [{"request": line} | auth]


def test_what_a_request_takes_from_an_answer_is_saved_there() -> None:
    first = {"products": [{"id": "prod_1", "title": "prod_1"}, {"id": "prod_2", "collection_id": "pcol_1"}]}
    assert _written(
        _heard("GET /admin/products", b"", first, BEARER),
        _heard("POST /admin/x/prod_2?y[]=pcol_1", {"a": ["prod_2"], "b": "not prod_2", "c": "prod_9"}, b"", BEARER),
    ) == [
        {
            "request": "GET /admin/products",
            "save": {"product": "products.1.id", "collection": "products.1.collection_id"},
        },
        {
            "request": "POST /admin/x/{product}?y[]={collection}",
            "body": {"a": ["{product}"], "b": "not prod_2", "c": "prod_9"},
        },
    ]


def test_names_are_told_apart() -> None:
    rows = {"products": [{"id": "prod_1"}, {"id": "prod_2"}]}
    first, *_ = _written(
        _heard("GET /admin/products", b"", rows),
        _heard("GET /admin/products/prod_1"),
        _heard("GET /admin/products/prod_2"),
    )
    assert first["save"] == {"product": "products.0.id", "product_2": "products.1.id"}


def test_passwords_are_told_apart_and_not_told() -> None:
    written = _written(
        _heard("POST /admin/auth", {"email": "a@b.c", "password": "wrong"}, status=401),
        _heard("POST /admin/auth", {"email": "a@b.c", "password": "right"}),
        _heard("POST /admin/users", {"email": "d@e.f", "password": "right"}, b"", BEARER),
        _heard("POST /admin/x?token=abcdef", {"client_secret": "s", "note": "eyJa.b.c"}, b"", BEARER),
    )
    assert [step.get("body") for step in written] == [
        {"email": "a@b.c", "password": "{password}-2"},
        {"email": "{email}", "password": "{password}"},
        {"email": "d@e.f", "password": "{password}"},
        {"client_secret": "[Filtered]", "note": "[Filtered]"},
    ]
    assert written[3]["request"] == "POST /admin/x?token=[Filtered]"


def test_a_customer_signs_in_for_a_token_as_well() -> None:
    account = {"email": "a@b.c", "password": "secret"}
    masked = {"email": "a@b.c", "password": "{password}-2"}
    assert _written(
        _heard("POST /store/auth", account),
        _heard("GET /store/customers/me", b"", b"", COOKIE),
        _heard("DELETE /store/auth", b"", b"", COOKIE),
        _heard("GET /store/carts/1", b"", b"", COOKIE),
    ) == [
        {"request": "POST /store/auth", "auth": "none", "body": masked},
        {"request": "POST /store/auth/token", "auth": "none", "body": masked, "save": {"customer": "access_token"}},
        {"request": "GET /store/customers/me", "auth": "none", "headers": {"Authorization": "Bearer {customer}"}},
        {"request": "DELETE /store/auth", "auth": "none", "headers": {"Authorization": "Bearer {customer}"}},
        {"request": "GET /store/carts/1", "auth": "none"},
    ]


def test_a_key_that_came_twice_is_written_down() -> None:
    once, twice = ("Idempotency-Key", "1"), ("Idempotency-Key", "2")
    written = _written(*(_heard("POST /store/carts", b"", b"", key) for key in (once, twice, twice)))
    assert [step.get("headers") for step in written] == [None, {"Idempotency-Key": "2"}, {"Idempotency-Key": "2"}]


def test_bodies_that_are_no_json() -> None:
    plain, form = ("Content-Type", "text/plain"), ("Content-Type", "multipart/form-data; boundary=b")
    head = b'Content-Disposition: form-data; name="files"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    file = b"--b\r\n" + head + b"1,2\n\r\n--b--"
    assert [
        {name: value for name, value in step.items() if name not in ("request", "auth")}
        for step in _written(
            _heard("POST /admin/x", b"hello", b"", plain),
            _heard("POST /admin/x", b"{", b"", JSON),
            _heard("POST /admin/uploads", file, b"", form),
        )
    ] == [
        {"raw": "hello", "type": "text/plain"},
        {"raw": "{", "type": "application/json"},
        {"files": [{"name": "a.csv", "field": "files", "type": "text/csv", "content": "1,2\n"}]},
    ]


def test_what_cannot_be_written_down_is_said() -> None:
    transcript = Transcript("http://server")
    transcript.add(_heard("POST /admin/x", b"\xff", b"", ("Content-Type", "image/png")))
    assert transcript.skipped == ["POST /admin/x: a scenario holds texts alone, and this body is none"]
    with pytest.raises(Unusable, match="Nothing was written down"):
        transcript.text()


def test_the_scenario_says_the_same_to_another_server(tmp_path: Path) -> None:
    file = tmp_path / "visit.yaml"
    with running(App(Options())) as server, proxying(server) as proxy:
        _visit(proxy.url)
        proxy.proxy.transcript.write(file)
        assert proxy.messages == []
        with running(App(Options())) as other:
            assert run_diff([file], left=server, right=other, email=EMAIL, password=PASSWORD) == 0
    assert len(load_scenario(file).steps) == 11


def _visit(url: str) -> None:
    """What an admin and then a customer do."""
    with httpx.Client(base_url=url) as admin:
        admin.get("/admin/auth")
        admin.post("/admin/auth", json={"email": EMAIL, "password": PASSWORD}).raise_for_status()
        region = admin.get("/admin/regions").json()["regions"][0]["id"]
        made = admin.post("/admin/return-reasons", json={"value": "dull", "label": "Dull"}).json()["return_reason"][
            "id"
        ]
        admin.post(f"/admin/return-reasons/{made}", json={"label": "Too dull"}).raise_for_status()
        admin.delete(f"/admin/return-reasons/{made}").raise_for_status()
    with httpx.Client(base_url=url) as customer:
        account = {"first_name": "A", "last_name": "B", "email": "a@example.com", "password": "a-secret"}
        customer.post("/store/customers", json=account).raise_for_status()
        customer.get("/store/auth").raise_for_status()
        cart = customer.post("/store/carts", json={"region_id": region}).json()["cart"]["id"]
        customer.get(f"/store/carts/{cart}").raise_for_status()
