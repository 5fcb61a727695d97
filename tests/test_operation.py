"""What an operation answers, and which answers it keeps for those who ask the same."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from medusa_mock.errors import NotFound
from medusa_mock.operation import CompiledOperation, Handler
from medusa_mock.store import Sessions, Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.catalogue import PRODUCT_TAGS
from medusa_mock.validation import Inputs, Messages, Schemas
from medusa_mock.wire.logins import Logins
from medusa_mock.wire.request import Reply, Request

DECLARED = {
    "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
    "responses": {"200": {"content": {"application/json": {}}}},
}


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(World.empty(TABLES), Store)


@pytest.fixture
def asked() -> list[Any]:
    """The questions that the handlers had to work on."""
    return []


Ask = Callable[..., Reply]


@pytest.fixture
def ask(sessions: Sessions) -> Ask:
    """Ask an operation that reads."""

    def ask(operation: CompiledOperation, query_string: str = "", *, session: str = "default", **path: str) -> Reply:
        request = Request("GET", "/", query_string, {}, Logins("secret").of(None))
        request.session, request.parameters = sessions.get(session), path
        return operation._answer(request)  # noqa: SLF001

    return ask


def compiled(handler: Handler, **options: bool) -> CompiledOperation:
    def inputs() -> Inputs:
        schemas = Schemas({})
        return Inputs(schemas, Messages(schemas), DECLARED)

    return CompiledOperation(DECLARED, handler, {"tokens": "of no use"}, inputs, **options)


@pytest.fixture
def operation(asked: list[Any]) -> CompiledOperation:
    def list_tags(store: Store, **params: Any) -> list[str]:
        asked.append(params)
        return [row["value"] for row in store.select(PRODUCT_TAGS)]

    return compiled(list_tags, reads=True)


def test_the_same_question_is_worked_on_once(operation: CompiledOperation, ask: Ask, asked: list[Any]) -> None:
    answers = [ask(operation, "q=a", id="1") for _ in range(3)]
    assert [answer.body for answer in answers] == [b"[]"] * 3
    assert asked == [{"q": "a", "id": "1"}]


def test_another_question_is_worked_on(operation: CompiledOperation, ask: Ask, asked: list[Any]) -> None:
    for query_string, path in (("", {}), ("q=a", {}), ("q=b", {}), ("q=a", {"id": "1"}), ("q=a", {"id": "2"})):
        ask(operation, query_string, **path)
    assert len(asked) == 5


def test_an_answer_holds_until_something_changes(operation: CompiledOperation, ask: Ask, sessions: Sessions) -> None:
    assert ask(operation).body == b"[]"
    store = sessions.get().store
    before = store.world
    store.insert(PRODUCT_TAGS, {"value": "tea"})
    assert orjson.loads(ask(operation).body) == ["tea"]
    store.restore(before)
    assert ask(operation).body == b"[]"


def test_sessions_share_what_they_have_in_common(
    operation: CompiledOperation, ask: Ask, asked: list[Any], sessions: Sessions
) -> None:
    ask(operation)
    ask(operation, session="one")
    assert len(asked) == 1
    sessions.get("one").store.insert(PRODUCT_TAGS, {"value": "tea"})
    assert (ask(operation).body, ask(operation, session="one").body) == (b"[]", b'["tea"]')


def test_two_operations_do_not_take_each_others_answers(ask: Ask) -> None:
    assert ask(compiled(lambda: 1, reads=True)).body == b"1"
    assert ask(compiled(lambda: 2, reads=True)).body == b"2"


def test_what_hangs_on_the_clock_is_not_kept(ask: Ask, asked: list[Any]) -> None:
    def tell_the_time(store: Store) -> str:
        asked.append(store.now())
        return store.now()

    operation = compiled(tell_the_time, reads=True)
    for _ in range(2):
        ask(operation)
    assert len(asked) == 2


@pytest.mark.parametrize(
    "handler",
    [
        lambda asked: lambda request: asked.append(request),
        lambda asked: lambda tokens: asked.append(tokens),
        lambda asked: lambda store: asked.append(store.insert(PRODUCT_TAGS, {"value": "tea"})),
    ],
    ids=["asks for the request", "asks for a service", "writes"],
)
def test_what_hangs_on_more_than_the_world_is_not_kept(
    handler: Callable[[list[Any]], Handler], ask: Ask, asked: list[Any]
) -> None:
    operation = compiled(handler(asked), reads=True)
    for _ in range(2):
        ask(operation)
    assert len(asked) == 2


def test_an_operation_that_may_write_keeps_nothing(ask: Ask, asked: list[Any]) -> None:
    operation = compiled(lambda store: asked.append(store))
    for _ in range(2):
        ask(operation)
    assert len(asked) == 2


def test_a_refusal_is_not_kept(ask: Ask, asked: list[Any]) -> None:
    def refuse(store: Store) -> None:
        asked.append(store)
        raise NotFound("no")

    operation = compiled(refuse, reads=True)
    for _ in range(2):
        with pytest.raises(NotFound):
            ask(operation)
    assert len(asked) == 2
