"""Scenarios: requests in an order, written in YAML, that can be put to any server which claims to be Medusa.

    name: customers                               # the name of the recording; the file's own name if left out
    steps:
      - request: POST /admin/customers            # method, path and query; {name} is filled from what was saved before,
                                                  #     {email} and {password} are those of the account
        auth: admin                               # bearer token (the default); cookie; none; or the headers to send
        headers: {X-Mock-Session: one}            # further headers, filled in the same way
        body: {email: "a@example.com"}            # sent as JSON, filled in the same way
        raw: "{"                                  # or: text sent as it is ...
        type: application/json                    #     ... as this media type, application/json if left out
        files: [{name: a.txt, content: hello}]    # or: a multipart form; `field` (files) and `type` (text/plain) may be
                                                  #     said for each file
        until: {batch_job.status: completed}      # asked again until the answer says so, for half a minute at most:
                                                  #     what a server does in the background is done when it is
        save: {cid: customer.id}                  # name: dotted path into the answer; a number is an index of a list
        unordered: [customers]                    # dotted paths of lists whose order no server promises; "*" stands for
                                                  #     all lists within rows, and puts them into one order to save from
        ignore: [customer.password_hash]          # dotted paths that are not compared; $ is the whole body

Other keys beside `steps` are free: YAML anchors stand there.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from medusa_mock.contract.errors import ScenarioError, Unusable

Json: TypeAlias = Any


@dataclass(frozen=True)
class JsonBody:
    value: Json


@dataclass(frozen=True)
class RawBody:
    text: str
    type: str = "application/json"


@dataclass(frozen=True)
class Upload:
    name: str
    content: str
    field: str = "files"
    type: str = "text/plain"


@dataclass(frozen=True)
class FormBody:
    files: tuple[Upload, ...]


Body: TypeAlias = JsonBody | RawBody | FormBody | None


@dataclass(frozen=True)
class Step:
    """One request and how its answer is compared. Nothing in it is filled in yet."""

    request: str
    auth: str | Mapping[str, str] = "admin"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = None
    until: Mapping[str, str] = field(default_factory=dict)
    save: Mapping[str, str] = field(default_factory=dict)
    unordered: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    name: str
    path: Path
    steps: tuple[Step, ...]


def load_scenario(path: Path) -> Scenario:
    """Read the scenario at `path`.

    Raises:
        ScenarioError: it cannot be read, or is not written as the module says.
    """
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScenarioError(path, 0, f"cannot be read: {error}") from error
    try:
        fields = _mapping(document, "a scenario")
        name = _text(fields.get("name", path.stem), "`name`", r"\w[\w.-]*", "letters, digits, `.`, `_` and `-`")
        steps = _list(fields.get("steps"), "`steps`")
    except _Malformed as error:
        raise ScenarioError(path, 0, str(error)) from None
    return Scenario(name, path, tuple(_numbered(path, steps)))


def load_scenarios(paths: Iterable[Path]) -> list[Scenario]:
    """Read scenarios; a folder stands for the `.yaml` files in it, by name.

    Raises:
        ScenarioError: one of them is not usable.
        Unusable: a folder holds none, or two have the same name.
    """
    scenarios: dict[str, Scenario] = {}
    for file in (file for path in paths for file in _files(path)):
        scenario = load_scenario(file)
        if other := scenarios.get(scenario.name):
            raise Unusable(f"{other.path} and {file} are both named {scenario.name!r}")
        scenarios[scenario.name] = scenario
    return list(scenarios.values())


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    if not (files := sorted(path.glob("*.yaml"))):
        raise Unusable(f"{path}: holds no scenarios (*.yaml)")
    return files


class _Malformed(Exception):
    """What is wrong, in words that need no place."""


def _numbered(path: Path, steps: list[Json]) -> Iterable[Step]:
    for number, step in enumerate(steps, start=1):
        try:
            yield _step(_mapping(step, "a step"))
        except _Malformed as error:
            raise ScenarioError(path, number, str(error)) from None


def _step(fields: dict[str, Json]) -> Step:
    if unknown := fields.keys() - {
        "request",
        "auth",
        "headers",
        "body",
        "raw",
        "type",
        "files",
        "until",
        "save",
        "unordered",
        "ignore",
    }:
        raise _Malformed(f"unknown key {', '.join(f'`{key}`' for key in sorted(unknown))}")
    return Step(
        request=_text(fields.get("request"), "`request`", r"[A-Z]+ /.*", "METHOD /path"),
        auth=_auth(fields.get("auth", "admin")),
        headers=_texts(fields.get("headers", {}), "`headers`"),
        body=_body(fields),
        until=_texts(fields.get("until", {}), "`until`"),
        save=_texts(fields.get("save", {}), "`save`"),
        unordered=_paths(fields.get("unordered", []), "`unordered`"),
        ignore=_paths(fields.get("ignore", []), "`ignore`"),
    )


def _auth(value: Json) -> str | dict[str, str]:
    if isinstance(value, dict):
        return _texts(value, "`auth`")
    return _text(value, "`auth`", "admin|cookie|none", "admin, cookie, none or a mapping of headers")


def _body(fields: dict[str, Json]) -> Body:
    given = fields.keys() & {"body", "raw", "files"}
    if len(given) > 1:
        raise _Malformed(f"has {' and '.join(f'`{key}`' for key in sorted(given))}: a request has one body")
    if "type" in fields and "raw" not in fields:
        raise _Malformed("`type` goes with `raw` alone")
    if "body" in fields:
        return JsonBody(_json(fields["body"]))
    if "files" in fields:
        return FormBody(tuple(map(_upload, _list(fields["files"], "`files`"))))
    if "raw" in fields:
        return RawBody(_text(fields["raw"], "`raw`"), _text(fields.get("type", RawBody.type), "`type`"))
    return None


def _upload(value: Json) -> Upload:
    fields = _texts(value, "a file")
    if not {"name", "content"} <= fields.keys() <= {"name", "content", "field", "type"}:
        raise _Malformed("a file has `name` and `content`, and may have `field` and `type`")
    return Upload(**fields)


def _json(value: Json) -> Json:
    """Refuse what YAML can say and JSON cannot: an unquoted date, most of all."""
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError) as error:
        raise _Malformed(f"`body` is not JSON: {error}") from None


def _mapping(value: Json, what: str) -> dict[str, Json]:
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return value
    raise _Malformed(f"{what} must be a mapping, not {_short(value)}")


def _list(value: Json, what: str) -> list[Json]:
    if isinstance(value, list) and value:
        return value
    raise _Malformed(f"{what} must be a list of one or more, not {_short(value)}")


def _text(value: Json, what: str, pattern: str = r"(?s:.*)", form: str = "text") -> str:
    if isinstance(value, str) and re.fullmatch(pattern, value):
        return value
    raise _Malformed(f"{what} must be {form}, not {_short(value)}")


def _texts(value: Json, what: str) -> dict[str, str]:
    return {key: _text(text, f"`{key}` in {what}") for key, text in _mapping(value, what).items()}


def _paths(value: Json, what: str) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(path, f"each of {what}", r"\S.*", "a dotted path") for path in value)
    raise _Malformed(f"{what} must be a list of dotted paths, not {_short(value)}")


def _short(value: Json) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
