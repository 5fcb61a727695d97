"""Scenarios are read as they are written, and refused with file, step and reason."""

from pathlib import Path

import pytest

from medusa_mock.contract.errors import ScenarioError, Unusable
from medusa_mock.contract.parity.scenario import (
    FormBody,
    JsonBody,
    RawBody,
    Scenario,
    Step,
    Upload,
    load_scenario,
    load_scenarios,
)

EVERYTHING = """
name: customers
anchors: &body {email: a@example.com}
steps:
  - request: GET /admin/customers?q=a b
    until: {customers.0.email: a@example.com}
  - request: POST /admin/customers
    auth: cookie
    headers: {X-One: "{cid}"}
    body: *body
    save: {cid: customer.id}
    unordered: [customers]
    ignore: [$]
  - {request: POST /a, auth: {Cookie: x}, raw: "{"}
  - {request: POST /a, auth: none, raw: x, type: text/csv}
  - {request: POST /a, files: [{name: a.txt, content: hi}, {name: b, content: "", type: text/csv, field: f}]}
  - {request: POST /a, body: null}
"""


def _write(folder: Path, text: str, name: str = "given.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_that_a_scenario_can_say_is_read(tmp_path: Path) -> None:
    path = _write(tmp_path, EVERYTHING)
    files = (Upload("a.txt", "hi"), Upload("b", "", field="f", type="text/csv"))
    assert load_scenario(path) == Scenario(
        "customers",
        path,
        (
            Step("GET /admin/customers?q=a b", until={"customers.0.email": "a@example.com"}),
            Step(
                "POST /admin/customers",
                auth="cookie",
                headers={"X-One": "{cid}"},
                body=JsonBody({"email": "a@example.com"}),
                save={"cid": "customer.id"},
                unordered=("customers",),
                ignore=("$",),
            ),
            Step("POST /a", auth={"Cookie": "x"}, body=RawBody("{", "application/json")),
            Step("POST /a", auth="none", body=RawBody("x", "text/csv")),
            Step("POST /a", body=FormBody(files)),
            Step("POST /a", body=JsonBody(None)),
        ),
    )


def test_a_scenario_without_a_name_is_called_as_its_file(tmp_path: Path) -> None:
    assert load_scenario(_write(tmp_path, "steps: [{request: GET /}]")).name == "given"


@pytest.mark.parametrize(
    ("text", "step", "reason"),
    [
        ("", 0, "a scenario must be a mapping, not nothing"),
        ("[]", 0, "a scenario must be a mapping, not []"),
        ("name: x", 0, "`steps` must be a list of one or more, not nothing"),
        ("steps: []", 0, "`steps` must be a list of one or more, not []"),
        ("{name: ../x, steps: [{request: GET /}]}", 0, "`name` must be letters, digits, `.`, `_` and `-`, not '../x'"),
        ("steps: [GET /]", 1, "a step must be a mapping, not 'GET /'"),
        ("steps: [{request: GET /}, {auth: none}]", 2, "`request` must be METHOD /path, not nothing"),
        ("steps: [{request: GET}]", 1, "`request` must be METHOD /path, not 'GET'"),
        ("steps: [{request: get /}]", 1, "`request` must be METHOD /path, not 'get /'"),
        ("steps: [{request: GET /, svae: {a: b}}]", 1, "unknown key `svae`"),
        ("steps: [{request: GET /, auth: bearer}]", 1, "`auth` must be admin, cookie, none or a mapping of headers"),
        ("steps: [{request: GET /, auth: {X: 1}}]", 1, "`X` in `auth` must be text, not 1"),
        ("steps: [{request: GET /, headers: [a]}]", 1, "`headers` must be a mapping, not ['a']"),
        ("steps: [{request: POST /, body: {}, raw: x}]", 1, "has `body` and `raw`: a request has one body"),
        ("steps: [{request: POST /, body: {}, type: x/y}]", 1, "`type` goes with `raw` alone"),
        ("steps: [{request: POST /, body: {day: 2026-01-01}}]", 1, "`body` is not JSON: Object of type date"),
        ("steps: [{request: POST /, raw: 1}]", 1, "`raw` must be text, not 1"),
        ("steps: [{request: POST /, files: []}]", 1, "`files` must be a list of one or more, not []"),
        ("steps: [{request: POST /, files: [{name: a}]}]", 1, "a file has `name` and `content`"),
        ("steps: [{request: GET /, save: {id: 0}}]", 1, "`id` in `save` must be text, not 0"),
        ("steps: [{request: GET /, ignore: a.b}]", 1, "`ignore` must be a list of dotted paths, not 'a.b'"),
        ("steps: [{request: GET /, unordered: [1]}]", 1, "each of `unordered` must be a dotted path, not 1"),
    ],
)
def test_a_malformed_scenario_is_refused_with_its_place(tmp_path: Path, text: str, step: int, reason: str) -> None:
    path = _write(tmp_path, text)
    with pytest.raises(ScenarioError) as refused:
        load_scenario(path)
    assert (refused.value.path, refused.value.step) == (path, step)
    assert refused.value.reason.startswith(reason)
    assert str(refused.value).startswith(f"{path}: step {step}: " if step else f"{path}: ")


@pytest.mark.parametrize("content", [b"steps: [", b"\xff", b"a: &a\nb: *c"])
def test_what_is_not_yaml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"none\.yaml: cannot be read"):
        load_scenario(tmp_path / "none.yaml")


def test_a_folder_stands_for_its_scenarios_by_name(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        _write(tmp_path, "steps: [{request: GET /}]", name)
    assert [scenario.name for scenario in load_scenarios([tmp_path])] == ["a", "b"]


def test_a_folder_without_scenarios_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="holds no scenarios"):
        load_scenarios([tmp_path])


def test_two_scenarios_of_one_name_are_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, "steps: [{request: GET /}]")
    with pytest.raises(Unusable, match="both named 'given'"):
        load_scenarios([path, path])
