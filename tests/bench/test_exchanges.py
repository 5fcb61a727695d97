"""What is measured is what was meant: our server and the bare application give the wanted answers."""

import dataclasses
import json
from collections.abc import Iterator

import httpx
import pytest

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.bench import starlette_app
from tests.bench.asked import EXCHANGES
from tests.bench.contestants import answers_by_path, document_with_answers
from tests.bench.exchanges import API_TOKEN, AUTHORIZE, LIST, WORLD, Exchange, Json, granted
from tests.bench.servers import verify
from tests.bench.wrk import Void


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    seed = tmp_path_factory.mktemp("bench") / "bench.yaml"
    seed.write_text(json.dumps(WORLD), encoding="utf-8")
    with running(App(Options(seed=str(seed)))) as url, _client(url) as client:
        yield client


@pytest.fixture(scope="module")
def bare() -> Iterator[httpx.Client]:
    with running(starlette_app.create_app(answers_by_path())) as url, _client(url) as client:
        yield client


@pytest.fixture(params=["ours", "bare"])
def client(request: pytest.FixtureRequest) -> httpx.Client:
    chosen: httpx.Client = request.getfixturevalue(request.param)
    return chosen


def _client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"x-medusa-access-token": API_TOKEN})


def ask(client: httpx.Client, exchange: Exchange, body: int = 0) -> tuple[int, Json]:
    """The answer to one of the bodies."""
    sent = exchange.bodies[body] if exchange.bodies else None
    answer = client.request(exchange.method, exchange.path, json=sent)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.name)
def test_every_answer_is_the_wanted_one(client: httpx.Client, exchange: Exchange) -> None:
    assert ask(client, exchange) == (exchange.status, exchange.answer)


def test_an_application_can_be_authorized_over_and_over(client: httpx.Client) -> None:
    for body in (0, 1, 0, 1):
        status, answer = ask(client, AUTHORIZE, body)
        assert status == 200
        assert answer["apps"]["data"] == granted(AUTHORIZE.bodies[body]["code"])


def test_every_authorization_of_ours_is_a_write(ours: httpx.Client) -> None:
    ask(ours, AUTHORIZE, 1)
    other = ask(ours, LIST)
    ask(ours, AUTHORIZE, 0)
    assert other != ask(ours, LIST) == (200, LIST.answer)


@pytest.mark.parametrize("other", [{"status": 201}, {"answer": {"apps": []}}])
def test_a_server_that_answers_otherwise_makes_the_measurement_void(
    bare: httpx.Client, monkeypatch: pytest.MonkeyPatch, other: dict[str, Json]
) -> None:
    verify("Bare", str(bare.base_url), {})
    monkeypatch.setattr("tests.bench.servers.EXCHANGES", (dataclasses.replace(LIST, **other),))
    with pytest.raises(Void, match="Bare answered “list 2 applications” with 200"):
        verify("Bare", str(bare.base_url), {})


def test_prism_finds_the_answers_in_the_document() -> None:
    paths = document_with_answers()["paths"]
    for exchange in EXCHANGES:
        assert str(exchange.status) in paths[exchange.template][exchange.method.lower()]["responses"]
    assert json.dumps(LIST.answer) in json.dumps(paths)
