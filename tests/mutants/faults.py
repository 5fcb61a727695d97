"""What can be wrong with a server, as changes of one request or its answer."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.contract.faulty import Answer, Ask, Asked, Fault

Change = Callable[[Any], Any]

JSON = "application/json; charset=utf-8"
CRASH = Answer(500, {"content-type": JSON}, b'{"code":"unknown_error","type":"unknown_error","message":"An error."}')


def is_success(answer: Answer) -> bool:
    return answer.status < 300


def always(asked: Asked) -> bool:
    return asked.body is not None


def answering(
    change: Callable[[Answer], Answer], of: Callable[[Answer], bool] = lambda each: each.status < 300
) -> Fault:
    """Changes the successes, or other answers."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        answer = await ask(asked)
        return change(answer) if of(answer) else answer

    return fault


def body(change: Change) -> Fault:
    """Changes the JSON of successes."""
    return answering(lambda answer: answer.with_json(change) if answer.body else answer)


def envelope(**values: Any) -> Fault:
    """Changes the values beside the rows; a callable makes a new value of the old one, `...` takes it away."""
    return body(lambda found: altered(found, values))


def rows(**values: Any) -> Fault:
    """Changes values of all rows, be it one or a list of them."""
    return body(lambda found: {name: each_row(part, lambda row: altered(row, values)) for name, part in found.items()})


def altered(row: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    changed = {
        name: value(row[name]) if callable(value) and name in row else value
        for name, value in values.items()
        if not (callable(value) and name not in row)
    }
    return {name: value for name, value in (row | changed).items() if value is not ...}


def each_row(part: Any, change: Change) -> Any:
    if isinstance(part, list):
        return [change(row) if isinstance(row, dict) else row for row in part]
    return change(part) if isinstance(part, dict) else part


def listed(change: Change) -> Fault:
    """Changes the list of rows as a whole."""
    return body(lambda found: {name: change(part) if isinstance(part, list) else part for name, part in found.items()})


def nested(relation: str, change: Change) -> Fault:
    """Changes the rows of a relation."""
    return rows(**{relation: lambda part: each_row(part, change)})


def ignoring(*names: str) -> Fault:
    """Overlooks parameters of the query string, as far as they are known."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        first = await ask(asked)
        if first.status >= 400:
            return first
        return await ask(asked.with_query(lambda name: name.partition("[")[0] not in names))

    return fault


def forgiving(repair: Callable[[Asked], Asked]) -> Fault:
    """Accepts what is to be refused: repairs a request that got a 400, and asks again."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        answer = await ask(asked)
        return answer if answer.status != 400 else await ask(repair(asked))

    return fault


def without_body(*names: str) -> Callable[[Asked], Asked]:
    """A repair: takes properties out of the body."""
    return lambda asked: asked.with_json(lambda sent: {name: part for name, part in sent.items() if name not in names})


def with_body(**values: Any) -> Callable[[Asked], Asked]:
    """A repair: gives properties values that fit, where they have none that does."""

    def fitted(sent: dict[str, Any]) -> dict[str, Any]:
        return {
            name: part if name not in values or isinstance(part, type(values[name])) else values[name]
            for name, part in (values | sent).items()
        }

    return lambda asked: asked.with_json(fitted)


def instead(**values: Any) -> Callable[[Asked], Asked]:
    """A repair: gives properties other values, where they have any."""
    return lambda asked: asked.with_json(lambda sent: sent | {name: values[name] for name in values if name in sent})


def asking(**query: str) -> Fault:
    """Takes a request that does not name a parameter for one that does."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        known = {name for name, _ in asked.query}
        more = [(name, value) for name, value in query.items() if name not in known]
        return await ask(replace(asked, query=[*asked.query, *more]))

    return fault


def unguarded(on: Callable[[Asked], bool] = always) -> Fault:
    """Lets requests in that bring no valid credentials, with those of an earlier request."""
    known: dict[str, str] = {}

    async def fault(asked: Asked, ask: Ask) -> Answer:
        answer = await ask(asked)
        if answer.status != 401:
            known.update({name: asked.headers[name] for name in ("authorization",) if name in asked.headers})
            return answer
        known.setdefault("x-medusa-access-token", "oracle-api-token")
        if not on(asked):
            return answer
        headers = {name: value for name, value in asked.headers.items() if name not in PROOFS}
        return await ask(replace(asked, headers=headers | known))

    return fault


PROOFS = ("authorization", "x-medusa-access-token", "cookie")


def stale() -> Fault:
    """Answers every request as it did the first time, within a state."""
    first: dict[tuple[str, str, str], Answer] = {}

    async def fault(asked: Asked, ask: Ask) -> Answer:
        answer = await ask(asked)
        key = asked.headers.get("x-mock-session", ""), asked.path, json.dumps(asked.query)
        if answer.status != 200:
            return first.get(key, answer) if answer.status == 404 else answer
        return first.setdefault(key, answer)

    return fault


def breaking(on: Callable[[Asked], bool], answer: Answer = CRASH) -> Fault:
    """Answers some requests in the place of the server."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        first = await ask(asked)
        return answer if first.status != 401 and on(asked) else first

    return fault


def slow(seconds: float) -> Fault:
    async def fault(asked: Asked, ask: Ask) -> Answer:
        await asyncio.sleep(seconds)
        return await ask(asked)

    return fault


def refusal(status: int, text: str = "No.") -> Answer:
    return Answer(status, {"content-type": JSON}, json.dumps({"type": "invalid_data", "message": text}).encode())


def named(name: str, value: str | None = None) -> Callable[[Asked], bool]:
    """Whether a parameter is in the query, with this value if one is given."""
    return lambda asked: any(each.partition("[")[0] == name and value in (None, given) for each, given in asked.query)


def sends(name: str) -> Callable[[Asked], bool]:
    """Whether a property is in the body."""
    return lambda asked: f'"{name}"'.encode() in asked.body


def elsewhere(change: Callable[[str], str]) -> Fault:
    """Does what was asked for at another path."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        first = await ask(asked)
        return await ask(asked.with_path(change(asked.path))) if first.status < 300 else first

    return fault


def echoing(asked: Asked, answer: Answer) -> Answer:
    """An answer that shows what was sent, whatever is there."""
    try:
        sent = json.loads(asked.body)
    except ValueError:
        return answer
    return answer.with_json(
        lambda found: {name: altered(part, sent) if isinstance(part, dict) else part for name, part in found.items()}
    )


def unwritten() -> Fault:
    """Shows a change as if it were made, and makes none."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        if "authorization" not in asked.headers:
            return await ask(asked)
        answer = await ask(asked.with_json(lambda _: {}))
        return echoing(asked, answer) if answer.status < 300 else answer

    return fault


def undeleted(told: dict[str, Any]) -> Fault:
    """Says that a row is gone, and leaves it where it is."""

    async def fault(asked: Asked, ask: Ask) -> Answer:
        if "authorization" not in asked.headers:
            return await ask(asked)
        gone = asked.path.rpartition("/")[2]
        return Answer(200, {"content-type": JSON}, json.dumps({"id": gone, **told, "deleted": True}).encode())

    return fault
