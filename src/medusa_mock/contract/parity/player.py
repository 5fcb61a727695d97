"""Playing a scenario: its steps go to a server one after the other, and no answer, whatever it is, ends the play."""

import copy
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from medusa_mock.contract.parity.client import Client
from medusa_mock.contract.parity.paths import Nowhere, dig
from medusa_mock.contract.parity.recording import Answer
from medusa_mock.contract.parity.reduction import EVERYWHERE, sort_within_rows
from medusa_mock.contract.parity.scenario import Body, FormBody, Json, JsonBody, RawBody, Scenario, Step

PATIENCE = 30.0
"""How long a step waits for what it is asked `until`, in seconds."""

BETWEEN = 0.05
"""The seconds from one answer that does not say it to the next request."""

_NAME = re.compile(r"\{(\w+)\}")


def play(scenario: Scenario, client: Client) -> list[Answer]:
    """Return the server's answers, one for each step.

    Raises:
        Unusable: the server did not answer, or did not let the account in.
    """
    return [*played(scenario, client)]


def played(scenario: Scenario, client: Client) -> Iterator[Answer]:
    """The same, each step played when its answer is asked for: for who looks around between two of them."""
    saved: dict[str, Json] = dict(vars(client.credentials))
    return (_play(step, client, saved) for step in scenario.steps)


def fill(value: Json, saved: Mapping[str, Json]) -> Json:
    """Put what was saved in the place of `{name}`; a string that is nothing else becomes the value itself.

    A name that was never saved stays as it is written.
    """
    if isinstance(value, str):
        if (whole := _NAME.fullmatch(value)) and whole[1] in saved:
            return saved[whole[1]]
        return _NAME.sub(lambda name: str(saved.get(name[1], name[0])), value)
    if isinstance(value, list):
        return [fill(item, saved) for item in value]
    if isinstance(value, dict):
        return {key: fill(item, saved) for key, item in value.items()}
    return value


def _play(step: Step, client: Client, saved: dict[str, Json]) -> Answer:
    method, _, path = fill(step.request, saved).partition(" ")
    headers = _proof(step, client) | {name: str(fill(value, saved)) for name, value in step.headers.items()}
    kind, content = _content(step.body, saved)
    if kind:
        headers["Content-Type"] = kind
    response = _patiently(step, lambda: client.send(method, path, headers=headers, content=content))
    body = _body(response)
    found, lost = _save(step, body)
    for name in lost:
        saved.pop(name, None)
    saved.update(found)
    media_type = response.headers.get("content-type", "").partition(";")[0]
    return Answer(step.request, response.status_code, media_type, body, found, tuple(lost))


def _patiently(step: Step, ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Ask until the answer says what the step waits for, and no longer than `PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while not _says(_body(response := ask()), step.until) and time.monotonic() < end:
        time.sleep(BETWEEN)
    return response


def _says(body: Json, awaited: Mapping[str, str]) -> bool:
    try:
        return all(dig(body, path) == value for path, value in awaited.items())
    except Nowhere:
        return False


def _proof(step: Step, client: Client) -> dict[str, str]:
    if isinstance(step.auth, str):
        return {} if step.auth == "none" else client.proof(step.auth)
    return dict(step.auth)


def _content(body: Body, saved: Mapping[str, Json]) -> tuple[str | None, bytes | None]:
    """Return the media type and the bytes of a body."""
    match body:
        case JsonBody(value):
            return "application/json", json.dumps(fill(value, saved)).encode()
        case RawBody(text, kind):
            return kind, text.encode()
        case FormBody(files):
            parts: list[tuple[str, Any]] = [(f.field, (f.name, f.content.encode(), f.type)) for f in files]
            form = httpx.Request("POST", "http://form", files=parts)
            return form.headers["content-type"], form.read()
        case None:
            return None, None


def _body(response: httpx.Response) -> Json:
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return response.content.decode("utf-8", "replace")


def _save(step: Step, body: Json) -> tuple[dict[str, Json], list[str]]:
    """Return what the step saves out of an answer, and the names for which there is nothing."""
    found: dict[str, Json] = {}
    lost: list[str] = []
    if EVERYWHERE in step.unordered:
        body = copy.deepcopy(body)
        sort_within_rows(body)
    for name, path in step.save.items():
        try:
            found[name] = dig(body, path)
        except Nowhere:
            lost.append(name)
    return found, lost
