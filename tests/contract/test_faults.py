"""The contract tests are not blind: a server with a single fault is found out, and the fault is named."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from rich.console import Console

from medusa_mock.app import App, Options
from medusa_mock.contract.options import ContractOptions
from medusa_mock.contract.runner import VIOLATED, run_contract_tests
from medusa_mock.serving import running
from tests.contract.faulty import Answer, Ask, Asked, Fault, Faulty

TAGS = "GET /admin/product-tags"
SESSION = "GET /admin/auth"
LOG_IN = "POST /admin/auth"
TOKEN = "POST /admin/auth/token"
APPS = "GET /admin/apps"
AUTHORIZE = "POST /admin/apps/authorizations"
NO_ROUTE = "PUT /admin/apps"
LABELS = {
    TAGS: f"list_product_tags ({TAGS})",
    SESSION: f"get_session ({SESSION})",
    LOG_IN: f"create_session ({LOG_IN})",
    TOKEN: f"create_token ({TOKEN})",
    APPS: f"list_apps ({APPS})",
    AUTHORIZE: f"authorize_app ({AUTHORIZE})",
    NO_ROUTE: f"list_apps ({APPS})",
}
TAGS_PARAMETERS = "limit offset id q value created_at updated_at order discount_condition_id".split()


@dataclass(frozen=True)
class Case:
    """A fault of one route, and the check that is to see it."""

    name: str
    route: str
    check: str
    fault: Fault
    phase: str = "fuzzing"
    also: tuple[str, ...] = ()
    """Further operations that take part in the run."""

    @property
    def label(self) -> str:
        """What the report is to call the operation."""
        return LABELS[self.route]


# ---- what a fault is made of


def answering(
    change: Callable[[Answer], Answer], of: Callable[[Answer], bool] = lambda answer: answer.status < 300
) -> Fault:
    """Changes the successes, or other answers."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        answer = await ask(asked)
        return change(answer) if of(answer) else answer

    return fault


def showing(change: Callable[[Any], Any]) -> Fault:
    """Changes the JSON of successes."""
    return answering(lambda answer: answer.with_json(change))


def tags(**values: Any) -> Fault:
    """Changes values of all rows; those that are `...` are left out."""
    return showing(lambda body: body | {"product_tags": [_altered(row, values) for row in body["product_tags"]]})


def user(**values: Any) -> Fault:
    return showing(lambda body: {"user": _altered(body["user"], values)})


def _altered(row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (row | values).items() if value is not ...}


def refusing(change: Callable[[Answer], Answer]) -> Fault:
    """Changes the 400s."""
    return answering(change, lambda answer: answer.status == 400)


def forgiving(repair: Callable[[Asked], Asked]) -> Fault:
    """Accepts what is to be refused: repairs a request that got a 4xx, and asks again."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        answer = await ask(asked)
        return answer if answer.status < 400 else await ask(repair(asked))

    return fault


def breaking(on: Callable[[Asked], bool], answer: Answer) -> Fault:
    """Answers some requests in the place of the server."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        return answer if on(asked) else await ask(asked)

    return fault


def unguarded(on: Callable[[Asked], bool]) -> Fault:
    """Lets some requests in that bring no valid credentials, with those of an earlier request."""
    known: list[str] = []

    async def fault(asked: Asked, ask: Ask) -> Answer:
        answer = await ask(asked)
        if answer.status == 200:
            known.append(asked.headers["authorization"])
        if answer.status != 401 or not known or not on(asked):
            return answer
        return await ask(asked.with_header("authorization", known[0]))

    return fault


def forgetful() -> Fault:
    """Answers every time what it answered the first time, within a state."""
    first: dict[str, Answer] = {}

    async def fault(asked: Asked, ask: Ask) -> Answer:
        state = asked.headers.get("x-mock-session", "")
        if state not in first:
            answer = await ask(asked)
            if answer.status != 200:
                return answer
            first[state] = answer
        return first[state] if "authorization" in asked.headers else await ask(asked)

    return fault


# ---- requests and answers


def always(asked: Asked) -> bool:
    return asked.body is not None


def named(name: str, value: str | None = None) -> Callable[[Asked], bool]:
    """Whether a parameter is in the query, with this value if one is given."""
    return lambda asked: any(each == name and value in (None, given) for each, given in asked.query)


def is_unknown(asked: Asked) -> bool:
    return known_parameters(asked).query != asked.query


def known_parameters(asked: Asked) -> Asked:
    return asked.with_query(lambda name: name.partition("[")[0] in TAGS_PARAMETERS)


def query_without(name: str) -> Callable[[Asked], Asked]:
    return lambda asked: asked.with_query(name.__ne__)


def body_to(change: Callable[[Any], Any]) -> Callable[[Asked], Asked]:
    return lambda asked: asked.with_json(change)


def known_properties(body: Any) -> Any:
    return {name: body[name] for name in GOOD}


def texts(body: Any) -> Any:
    return {name: body[name] if isinstance(body[name], str) else good for name, good in GOOD.items()}


def refusal(status: int) -> Answer:
    return Answer(status, {"content-type": JSON}, b'{"type":"invalid_data","message":"No."}')


def to_json(answer: Answer) -> Answer:
    return answer.with_type(JSON).with_body(b'"Unauthorized"')


GOOD = {"email": "admin@medusa-test.com", "password": "supersecret"}
JSON = "application/json; charset=utf-8"
CRASH = Answer(500, {"content-type": JSON}, b'{"code":"unknown_error","type":"unknown_error","message":"An error."}')

SCHEMA = "response_schema_conformance"
TYPE = "content_type_conformance"
STATUS = "status_code_conformance"
REJECTION = "negative_data_rejection"
ACCEPTANCE = "positive_data_acceptance"

CASES = [
    # what is answered
    Case("field dropped", TAGS, SCHEMA, tags(value=...)),
    Case("field renamed", TAGS, SCHEMA, tags(updated_at=..., updatedAt="2026-01-05T09:30:00.000Z")),
    Case("null where there is none", TAGS, SCHEMA, tags(value=None)),
    Case("wrong type", TAGS, SCHEMA, tags(id=1)),
    Case("wrong format of a date", TAGS, SCHEMA, tags(created_at="23.11.2026")),
    Case("wrong type of the count", TAGS, SCHEMA, showing(lambda body: body | {"count": "1"})),
    Case("no envelope", TAGS, SCHEMA, showing(lambda body: body["product_tags"])),
    Case("wrong enum value", SESSION, SCHEMA, user(role="superuser")),
    Case("wrong format of an address", SESSION, SCHEMA, user(email="nobody")),
    Case("list for an object", AUTHORIZE, SCHEMA, showing(lambda body: {"apps": [body["apps"]]}), "examples"),
    Case("broken JSON", APPS, SCHEMA, answering(lambda answer: answer.with_body(answer.body[:-1]))),
    Case("wrong media type", APPS, TYPE, answering(lambda answer: answer.with_type("text/html"))),
    Case("wrong status of a success", APPS, STATUS, answering(lambda answer: answer.with_status(201))),
    Case("wrong status of a refusal", TAGS, STATUS, refusing(lambda answer: answer.with_status(422)), "coverage"),
    Case("undocumented status", TAGS, STATUS, breaking(named("q"), refusal(403))),
    Case(
        "refusal of another shape",
        TAGS,
        SCHEMA,
        refusing(lambda answer: answer.with_body(b'{"error":"No."}')),
        "coverage",
    ),
    Case("refused log-in as JSON", LOG_IN, TYPE, answering(to_json, lambda answer: answer.status == 401)),
    Case("undeclared method answered", NO_ROUTE, "unsupported_method", breaking(always, refusal(200)), "coverage"),
    # what is let in
    Case("no credentials wanted", APPS, "ignored_auth", unguarded(always)),
    Case(
        "any bearer token will do", SESSION, "ignored_auth", unguarded(lambda asked: "authorization" in asked.headers)
    ),
    Case("unknown property accepted", TOKEN, REJECTION, forgiving(body_to(known_properties)), "coverage"),
    Case("missing property accepted", TOKEN, REJECTION, forgiving(body_to(lambda body: GOOD | body)), "coverage"),
    Case("wrong type accepted", TOKEN, REJECTION, forgiving(body_to(texts)), "coverage"),
    Case("no number accepted", TAGS, REJECTION, forgiving(query_without("limit")), "coverage"),
    Case("no enum value accepted", TAGS, REJECTION, forgiving(query_without("order")), "coverage"),
    Case("unknown parameter accepted", TAGS, "unknown_parameter_rejection", forgiving(known_parameters), "coverage"),
    Case("valid request refused", TAGS, ACCEPTANCE, breaking(named("order", "-value"), refusal(400)), "coverage"),
    Case("account shut out", TAGS, ACCEPTANCE, breaking(named("q"), refusal(401))),
    # what breaks
    Case("crash on an odd value", TAGS, "not_a_server_error", breaking(named("limit", "0"), CRASH), "coverage"),
    Case("crash on an unknown parameter", TAGS, "not_a_server_error", breaking(is_unknown, CRASH), "coverage"),
    # what is forgotten
    Case("stale read after a write", APPS, "ReadAfterWrite", forgetful(), "stateful", also=("authorize_app",)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_found_and_named(case: Case) -> None:
    operation = case.label.partition(" ")[0]
    said = io.StringIO()
    with running(Faulty(App(Options(strict=True)), case.route, case.fault)) as url:
        options = ContractOptions(
            url=url, phases=(case.phase,), operations=(operation, *case.also), seed=1, max_examples=20
        )
        status = run_contract_tests(options, Console(file=said, width=120))
    assert status == VIOLATED, said.getvalue()
    assert f". {case.label}\n" in said.getvalue()
    assert f" {case.check}: " in said.getvalue()
