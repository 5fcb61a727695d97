"""A player sends what a scenario says, exactly, and keeps what comes back."""

import json
from pathlib import Path
from typing import Any

import pytest

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.parity import player
from medusa_mock.contract.parity.client import Client, Credentials
from medusa_mock.contract.parity.player import fill, play
from medusa_mock.contract.parity.recording import Answer
from medusa_mock.contract.parity.scenario import FormBody, JsonBody, RawBody, Scenario, Step, Upload
from tests.contract.parity.scripted import ScriptedServer

ACCOUNT = Credentials("admin@medusa-test.com", "supersecret")


def _play(url: str, *steps: Step, timeout: float = 10.0) -> list[Answer]:
    with Client(url, ACCOUNT, timeout=timeout) as client:
        return play(Scenario("given", Path("given.yaml"), steps), client)


def _get(target: str, **fields: Any) -> Step:
    return Step(f"GET {target}", **{"auth": "none"} | fields)


@pytest.mark.parametrize(
    "target",
    [
        "/admin/shipping-profiles/",
        "//admin//apps",
        "/admin/../apps/./x",
        "/admin/products/%zz",
        "/admin/products/%2F%2f%41",
        "/admin/products?created_at[gte]=2026&status[]=draft&&a",
        "/admin/products?q=a%20b+c;d#e",
        "/a?b=c?d|",
    ],
)
def test_a_path_goes_out_as_it_is_written(scripted: ScriptedServer, target: str) -> None:
    _play(scripted.url, _get(target))
    assert scripted.lines == [f"GET {target.replace('|', '%7C')}"]


def test_what_http_cannot_carry_is_encoded(scripted: ScriptedServer) -> None:
    _play(scripted.url, _get('/té a\n?q="<>'))
    assert scripted.lines == ["GET /t%C3%A9%20a%0A?q=%22%3C%3E"]


@pytest.mark.parametrize("prefix", ["/shop", "/shop/"])
def test_the_path_of_the_base_url_stands_before_every_path(scripted: ScriptedServer, prefix: str) -> None:
    scripted.says("POST /shop/admin/auth/token", {"access_token": "t"})
    scripted.says("POST /shop/admin/auth", {})
    _play(scripted.url + prefix, Step("GET /admin/apps?x=1"))
    assert scripted.lines == ["POST /shop/admin/auth/token", "POST /shop/admin/auth", "GET /shop/admin/apps?x=1"]


def test_the_account_can_be_named_and_not_told(scripted: ScriptedServer) -> None:
    body = JsonBody({"email": "{email}", "password": "{password}-2"})
    _play(scripted.url, Step("POST /store/auth", auth="none", body=body))
    assert json.loads(scripted.asked[0].content) == {"email": ACCOUNT.email, "password": f"{ACCOUNT.password}-2"}


def test_the_account_is_logged_in_once_and_only_when_needed(scripted: ScriptedServer) -> None:
    steps = [
        _get("/1"),
        _get("/2", auth="admin"),
        _get("/3", auth="cookie"),
        _get("/4", auth={"x-token": "t"}),
        _get("/5"),
    ]
    _play(scripted.url, *steps)
    assert scripted.lines == [
        "GET /1",
        "POST /admin/auth/token",
        "POST /admin/auth",
        "GET /2",
        "GET /3",
        "GET /4",
        "GET /5",
    ]
    proofs = [
        {name: asked.headers[name] for name in ("authorization", "cookie", "x-token") if name in asked.headers}
        for asked in scripted.asked
        if asked.line.startswith("GET")
    ]
    assert proofs == [{}, {"authorization": "Bearer a.b.c"}, {"cookie": "connect.sid=s"}, {"x-token": "t"}, {}]
    assert json.loads(scripted.asked[1].content) == {"email": "admin@medusa-test.com", "password": "supersecret"}


def test_cookies_are_not_kept_unasked(scripted: ScriptedServer) -> None:
    scripted.says("GET /1", {}, headers={"Set-Cookie": "connect.sid=mine; Path=/"})
    _play(scripted.url, _get("/1"), _get("/2"))
    assert "cookie" not in scripted.asked[1].headers


def test_no_header_is_sent_that_the_step_does_not_ask_for(scripted: ScriptedServer) -> None:
    _play(scripted.url, _get("/1"), _get("/1", headers={"User-Agent": "mine"}))
    sent = [asked.headers for asked in scripted.asked]
    assert sent == [{"host": sent[0]["host"]}, {"host": sent[0]["host"], "user-agent": "mine"}]


def test_redirects_are_answers(scripted: ScriptedServer) -> None:
    scripted.says("GET /1", "moved", 302, {"Location": "/2"})
    assert [answer.status for answer in _play(scripted.url, _get("/1"))] == [302]
    assert scripted.lines == ["GET /1"]


def test_the_proxies_of_the_environment_are_not_obeyed(
    scripted: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    scripted.says("GET /1", {})
    assert _play(scripted.url, _get("/1"))[0].status == 200


@pytest.mark.parametrize(
    ("step", "content_type", "content"),
    [
        (Step("POST /", auth="none", body=JsonBody({"a": [1, None]})), "application/json", b'{"a": [1, null]}'),
        (Step("POST /", auth="none", body=JsonBody(None)), "application/json", b"null"),
        (Step("POST /", auth="none", body=RawBody("{é", "text/x")), "text/x", "{é".encode()),
        (Step("DELETE /", auth="none"), None, b""),
        (Step("POST /", auth="none"), None, b""),
        (Step("GET /", auth="none", body=JsonBody({})), "application/json", b"{}"),
    ],
)
def test_bodies(scripted: ScriptedServer, step: Step, content_type: str | None, content: bytes) -> None:
    _play(scripted.url, step)
    assert (scripted.asked[0].headers.get("content-type"), scripted.asked[0].content) == (content_type, content)


def test_files_are_sent_as_a_form(scripted: ScriptedServer) -> None:
    files = (Upload("a.txt", "hello"), Upload("b.csv", "1,2", field="other", type="text/csv"))
    _play(scripted.url, Step("POST /admin/uploads", auth="none", body=FormBody(files)))
    kind, _, boundary = scripted.asked[0].headers["content-type"].partition("; boundary=")
    assert kind == "multipart/form-data"
    disposition = "\r\nContent-Disposition: form-data;"
    assert scripted.asked[0].content.decode().split(f"--{boundary}") == [
        "",
        f'{disposition} name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n',
        f'{disposition} name="other"; filename="b.csv"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n',
        "--\r\n",
    ]


def test_what_was_saved_is_filled_in(scripted: ScriptedServer) -> None:
    scripted.says("GET /1", {"rows": [{"id": "a_1", "count": 3}]})
    _play(
        scripted.url,
        _get("/1", save={"id": "rows.0.id", "n": "rows.0.count"}),
        Step(
            "POST /{id}/{n}?x={other}",
            auth="none",
            headers={"X": "<{n}>"},
            body=JsonBody({"a": "{n}", "b": ["{id}{n}"]}),
        ),
    )
    asked = scripted.asked[1]
    assert (asked.line, asked.headers["x"]) == ("POST /a_1/3?x={other}", "<3>")
    assert json.loads(asked.content) == {"a": 3, "b": ["a_13"]}


def test_what_cannot_be_saved_is_lost_and_forgotten(scripted: ScriptedServer) -> None:
    scripted.says("GET /1", {"id": "one", "list": []})
    first, second, _ = _play(
        scripted.url,
        _get("/1", save={"id": "id"}),
        _get("/1", save={"id": "list.0.id", "x": "id.id", "y": "id"}),
        _get("/{id}/{y}"),
    )
    assert (first.saved, first.lost) == ({"id": "one"}, ())
    assert (second.saved, second.lost) == ({"y": "one"}, ("id", "x"))
    assert scripted.lines[-1] == "GET /{id}/one"


def test_a_step_is_asked_again_until_it_says_what_is_awaited(
    scripted: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "BETWEEN", 0)
    scripted.says_first("GET /job", {"job": {"status": "created"}}, {}, [])
    scripted.says("GET /job", {"job": {"id": "j", "status": "done"}})
    (answer,) = _play(scripted.url, _get("/job", until={"job.status": "done"}, save={"id": "job.id"}))
    assert (answer.body["job"]["status"], answer.saved) == ("done", {"id": "j"})
    assert scripted.lines == ["GET /job"] * 4


def test_what_never_comes_is_not_awaited_for_ever(scripted: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "PATIENCE", 0)
    scripted.says("GET /job", {"job": {"status": "created"}})
    (answer,) = _play(scripted.url, _get("/job", until={"job.status": "done"}))
    assert answer.body == {"job": {"status": "created"}}


def test_an_answer_is_its_status_media_type_and_body(scripted: ScriptedServer) -> None:
    scripted.says("GET /1", {"a": 1})
    assert _play(scripted.url, _get("/1"), _get("/2")) == [
        Answer("GET /1", 200, "application/json", {"a": 1}),
        Answer("GET /2", 404, "text/html", "nothing here"),
    ]


def test_fill_leaves_other_values_alone() -> None:
    assert fill({"a": [1, None, True, "x"]}, {"x": 1}) == {"a": [1, None, True, "x"]}


def test_a_server_that_does_not_answer_in_time_is_unusable(scripted: ScriptedServer) -> None:
    scripted.keeps_silent("GET /1")
    with pytest.raises(Unusable, match="GET /1: no answer in time"):
        _play(scripted.url, _get("/1"), timeout=0.1)


def test_a_server_that_is_not_there_is_unusable() -> None:
    with pytest.raises(Unusable, match=r"127\.0\.0\.1:1: GET /1: .*refused"):
        _play("http://127.0.0.1:1", _get("/1"))


def test_an_account_that_is_not_let_in_is_unusable(scripted: ScriptedServer) -> None:
    scripted.says("POST /admin/auth/token", "Unauthorized", 401)
    with pytest.raises(Unusable, match=r"POST /admin/auth/token as admin@medusa-test\.com answered 401"):
        _play(scripted.url, Step("GET /1"))


@pytest.mark.parametrize("body", [{}, [], "token"])
def test_a_log_in_without_a_token_is_unusable(scripted: ScriptedServer, body: Any) -> None:
    scripted.says("POST /admin/auth/token", body)
    with pytest.raises(Unusable, match="answered no access_token"):
        _play(scripted.url, Step("GET /1"))


@pytest.mark.parametrize("url", ["127.0.0.1:9000", "ftp://host", "http://", "http://host/?a=b", "http://host:port", ""])
def test_what_is_not_the_url_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(Unusable):
        Client(url, ACCOUNT)
