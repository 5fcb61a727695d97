"""Who is measured: our own server, and others that could answer the same requests in its place."""

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from medusa_mock import __version__, document
from medusa_mock.document.references import followed
from tests.bench.asked import ASKED, EXCHANGES
from tests.bench.exchanges import API_TOKEN, WORLD, Exchange, Json
from tests.bench.packages import npm_packages, npm_version, require

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Contestant:
    """A server to be started. In `command`, `{port}` stands for the port it is to listen on.

    `api_token` is what it takes in the header `x-medusa-access-token`. One that `logs_in` makes bearer tokens; to
    the others any will do.
    """

    name: str
    title: str
    command: tuple[str, ...]
    api_token: str = API_TOKEN
    logs_in: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)


def medusa_mock(folder: Path) -> Contestant:
    """Ours, with all that it does for every request: credentials, sessions, state."""
    seed = folder / "bench.yaml"
    seed.write_text(json.dumps(WORLD), encoding="utf-8")
    return _ours("ours", f"medusa-mock {__version__}", str(seed), API_TOKEN)


def medusa_mock_demo() -> Contestant:
    """Ours as it starts when it is told nothing."""
    return _ours("demo", f"medusa-mock {__version__}, demo seed", "demo", "demo-admin-token")


def _ours(name: str, title: str, seed: str, api_token: str) -> Contestant:
    command = (sys.executable, "-m", "medusa_mock", "serve", "--port", "{port}", "--seed", seed)
    return Contestant(name, title, command, api_token, logs_in=True)


def starlette(folder: Path) -> Contestant:
    """A bare application, which has the longer answers in a file."""
    file = folder / "answers.json"
    file.write_text(json.dumps(answers_by_path()), encoding="utf-8")
    command = (sys.executable, "-m", "tests.bench.starlette_app", "{port}", str(file))
    title = f"bare Starlette {version('starlette')}"
    return Contestant("starlette", title, command, environment={"PYTHONPATH": str(ROOT)})


def answers_by_path() -> dict[str, Json]:
    """What our own server was asked for."""
    return {exchange.template: exchange.answer for exchange in ASKED}


def wiremock(folder: Path) -> Contestant:
    """WireMock with a stub for each body that is sent, as its own recorder would write them.

    It keeps no journal of requests: that would grow with every round.
    """
    require("java")
    package = npm_packages() / "wiremock"
    number = npm_version(package)
    files = folder / "wiremock"
    (files / "mappings").mkdir(parents=True)
    stubs = {"mappings": [stub for exchange in EXCHANGES for stub in _stubs(exchange)]}
    (files / "mappings" / "bench.json").write_text(json.dumps(stubs), encoding="utf-8")
    jar = package / "build" / f"wiremock-standalone-{number}.jar"
    options = ("--port", "{port}", "--root-dir", str(files), "--no-request-journal", "--disable-banner")
    return Contestant("wiremock", f"WireMock {number}", ("java", "-jar", str(jar), *options))


def _stubs(exchange: Exchange) -> list[Json]:
    path, _, query = exchange.path.partition("?")
    request: dict[str, Json] = {"method": exchange.method, "urlPath": path}
    if query:
        request["queryParameters"] = {name: {"equalTo": value} for name, value in parse_qsl(query)}
    response = {
        "status": exchange.status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(exchange.answer, separators=(",", ":")),
    }
    matches = [{"bodyPatterns": [{"equalToJson": body}]} for body in exchange.bodies] or [{}]
    return [{"request": request | match, "response": response} for match in matches]


def prism(folder: Path) -> Contestant:
    """Prism with what it needs of our document, in which the answers stand as examples; its log is silent."""
    require("node")
    package = npm_packages() / "@stoplight" / "prism-cli"
    file = folder / "prism.json"
    file.write_text(json.dumps(document_with_answers()), encoding="utf-8")
    command = ("node", str(package / "dist" / "index.js"), "mock", "-p", "{port}", "-v", "silent", str(file))
    return Contestant("prism", f"Prism {npm_version(package)}", command)


def document_with_answers() -> dict[str, Any]:
    """Of our document the operations to be measured, with the answers as examples, and without the schemas of answers.

    Prism follows all schemas to their end: with the whole document it does not start within a minute.
    """
    whole = document.load()
    paths: dict[str, dict[str, Any]] = {}
    for exchange in EXCHANGES:
        path, method = exchange.template, exchange.method.lower()
        operation = paths.setdefault(path, {}).setdefault(method, followed(whole, path, method) | {"responses": {}})
        content = {"application/json": {"examples": {"bench": {"value": exchange.answer}}}}
        operation["responses"][str(exchange.status)] = {"description": exchange.name, "content": content}
    schemas = _schemas_for(paths, whole["components"]["schemas"])
    components = {"schemas": schemas, "securitySchemes": whole["components"]["securitySchemes"]}
    return whole | {"paths": paths, "components": components}


def _schemas_for(paths: Json, schemas: Mapping[str, Json]) -> dict[str, Json]:
    """Those of the schemas that the paths lead to."""
    found: dict[str, Json] = {}
    waiting = [paths]
    while waiting:
        for name in re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(waiting.pop())):
            if name not in found:
                found[name] = schemas[name]
                waiting.append(schemas[name])
    return found


CONTESTANTS: Mapping[str, Callable[[Path], Contestant]] = {
    "ours": medusa_mock,
    "starlette": starlette,
    "wiremock": wiremock,
    "prism": prism,
}
"""By name, what makes each of them ready, with a folder for its files."""
