"""What `validate` and `bundle` print, and their exit codes."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import pytest

from medusa_mock.document import APIS, CONTROL, load, load_file
from medusa_mock.document.report import run_bundle, run_validate
from medusa_mock.document.source import Unreadable

Write = Callable[[Mapping[str, str]], Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_sound_document(write: Write, sound: dict[str, str], capsys: Capture) -> None:
    root = write(sound)
    assert run_validate(root, house_rules=False) == 0
    assert run_validate(Path(root.name), house_rules=True) == 0
    assert capsys.readouterr().out == "admin.yaml is sound.\nadmin.yaml is sound and keeps to the house rules.\n"


def test_a_document_with_findings(write: Write, sound: dict[str, str], capsys: Capture) -> None:
    files = sound | {"paths/admin/pets.yaml": sound["paths/admin/pets.yaml"].replace("'200'", "OK", 1)}
    assert run_validate(write(files), house_rules=False) == 1
    place = Path("paths", "admin", "pets.yaml")
    message = "'OK' does not belong here: other keys match ^[1-5](?:\\d{2}|XX)$"
    assert capsys.readouterr().out == (
        f"{place}:21:7 openapi {message} at paths//admin/pets/get/responses/OK\nadmin.yaml has 1 finding.\n"
    )


def test_several_findings_and_one_without_a_pointer(write: Write, sound: dict[str, str], capsys: Capture) -> None:
    files = sound | {"schemas/more.yaml": "A: {}\nB: {}\n"}
    assert run_validate(write(files), house_rules=True) == 1
    place = Path("schemas", "more.yaml")
    assert capsys.readouterr().out == (
        f"{place}:1:1 unused A is not used\n{place}:2:1 unused B is not used\nadmin.yaml has 2 findings.\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [b\n", "api.yaml:2:1: did not find expected ',' or ']'"),
        ("a: b", "api.yaml:1:1: is not an OpenAPI document"),
        ("\x00\x01", "api.yaml:1:1: is not YAML"),
        ("%PDF-1.4 garbage", "api.yaml:1:"),
    ],
)
def test_garbage(write: Write, capsys: Capture, text: str, message: str) -> None:
    assert run_validate(write({"api.yaml": text}), house_rules=False) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith(message)


def test_no_file(capsys: Capture) -> None:
    assert run_validate(Path("nothing.yaml"), house_rules=False) == 2
    assert "nothing.yaml:1:1: cannot be read: No such file or directory" in capsys.readouterr().err


def test_all_our_own_documents_by_default(capsys: Capture) -> None:
    assert run_validate(None, house_rules=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2] for line in lines] == [
        f"{api}.yaml is sound and keeps to the house rules." for api in (*APIS, CONTROL)
    ]


@pytest.mark.parametrize("format", ["json", "yaml"])
def test_a_bundle_is_the_same_document(
    write: Write, sound: dict[str, str], tmp_path: Path, format: Literal["json", "yaml"]
) -> None:
    root, output = write(sound), tmp_path / f"out.{format}"
    run_bundle(root, output, format)
    assert load_file(output) == load_file(root)


def test_a_bundle_is_printed(capsys: Capture) -> None:
    run_bundle(None, None, "json")
    assert json.loads(capsys.readouterr().out) == load()


def test_a_yaml_bundle_reads_the_same_in_both_versions_of_yaml(write: Write, tmp_path: Path) -> None:
    words = ["no", "1e3", "0o17", "1_000", "2024-01-01", "12:30", "null", "~", "", ".inf", "word", "two\nlines", "ÿ"]
    text = json.dumps(
        {"openapi": "3.0.3", "info": {}, "paths": {}, "x-words": words, "x-keys": dict.fromkeys(words, 1)}
    )
    root, output = write({"api.json": text}), tmp_path / "out.yaml"
    run_bundle(root, output, "yaml")

    assert load_file(output) == load_file(root)
    written = output.read_text("utf-8")
    assert "- 'no'\n- '1e3'\n- '0o17'\n" in written
    assert "- word\n" in written
    assert "&" not in written


def test_what_cannot_be_bundled() -> None:
    with pytest.raises(Unreadable):
        run_bundle(Path("nothing.yaml"), None, "json")
