"""What `compat` prints, in all its forms, of documents in files; and our own documents."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from medusa_mock.cli import main
from medusa_mock.document import APIS, root_file
from medusa_mock.document.report import run_bundle

Write = Callable[[Mapping[str, str]], Path]

OLD = """\
openapi: '3.0.3'
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema: {$ref: 'pet.yaml#/Pet'}
"""
PET = """\
Pet:
  type: object
  properties:
    name: {type: string}
    kind: {type: string, enum: [dog]}
"""


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Writes an old document, and a new one with another pet, and returns how they are called."""
    monkeypatch.chdir(tmp_path)

    def write(pet: str) -> list[str]:
        for folder, text in (("old", PET), ("new", pet)):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "api.yaml").write_text(OLD)
            (tmp_path / folder / "pet.yaml").write_text(text)
        return ["compat", "old/api.yaml", "new/api.yaml"]

    return write


Pair = Callable[[str], list[str]]
BROKEN = PET.replace("    name: {type: string}\n", "").replace("[dog]", "[]")


def test_the_gravest_comes_first_with_its_places(pair: Pair) -> None:
    result = CliRunner().invoke(main, pair(BROKEN))
    assert result.exit_code == 1
    assert result.output == (
        "breaking property-removed: is gone\n"
        "    GET /pets, answer 200 application/json.name\n"
        "    old/pet.yaml:4:5 -> new/pet.yaml:1:1\n"
        'info enum-narrowed: "dog" is no longer allowed\n'
        "    GET /pets, answer 200 application/json.kind\n"
        "    old/pet.yaml:5:26 -> new/pet.yaml:4:26\n"
        "1 breaking change, 1 other change in 1 operation.\n"
    )


def test_json(pair: Pair) -> None:
    result = CliRunner().invoke(main, [*pair(BROKEN), "--format", "json"])
    told = json.loads(result.output)
    assert told["summary"] == {"breaking": 1, "warning": 0, "info": 1}
    assert told["changes"][0] == {
        "rule": "property-removed",
        "level": "breaking",
        "side": "response",
        "message": "is gone",
        "at": "answer 200 application/json.name",
        "old": {"file": "old/pet.yaml", "line": 4, "column": 5},
        "new": {"file": "new/pet.yaml", "line": 1, "column": 1},
        "operations": ["GET /pets"],
    }


def test_markdown(pair: Pair) -> None:
    result = CliRunner().invoke(main, [*pair(BROKEN), "--format", "markdown"])
    assert result.output.startswith("**1 breaking change, 1 other change in 1 operation.**\n\n### Breaking changes\n")
    assert "| `property-removed` | is gone | GET /pets, answer 200 application/json.name |" in result.output


def test_what_is_not_breaking_fails_only_if_it_is_to(pair: Pair) -> None:
    arguments = pair(PET.replace("[dog]", "[]"))
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert CliRunner().invoke(main, [*arguments, "--fail-on", "any"]).exit_code == 1


def test_nothing_has_changed(pair: Pair) -> None:
    result = CliRunner().invoke(main, [*pair(PET), "--fail-on", "any"])
    assert (result.exit_code, result.output) == (0, "Nothing has changed that a client could tell.\n")


@pytest.mark.parametrize("text", ["a: b", "{", "openapi: '3.0.3'\npaths: {/a: {$ref: 'none.yaml'}}\n"])
def test_what_is_no_document(tmp_path: Path, text: str) -> None:
    file = tmp_path / "api.yaml"
    file.write_text(text)
    result = CliRunner().invoke(main, ["compat", str(root_file()), str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(str(file))


@pytest.mark.parametrize("api", APIS)
def test_our_own_documents_are_compatible_with_their_bundles(api: str, tmp_path: Path) -> None:
    """In many files and in one: so they are with themselves."""
    bundle = tmp_path / "bundle.json"
    run_bundle(None, bundle, "json", api)
    arguments = ["compat", str(root_file(api)), str(bundle), "--fail-on", "any"]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.output) == (0, "Nothing has changed that a client could tell.\n")
