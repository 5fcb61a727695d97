"""Reading files: YAML as OpenAPI means it, and the place of everything in it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from medusa_mock.document import pointer as pointers
from medusa_mock.document.source import Place, Unreadable, read

Write = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("true", True),
        ("2024-01-01", "2024-01-01"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("10", 10),
        ("-7", -7),
        ("0x1F", 31),
        ("0o17", 15),
        ("017", 17),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("1.20.11", "1.20.11"),
        ("-", [None]),
        ("~", None),
        ("", None),
        ("'10'", "10"),
        ("!!str 10", "10"),
        ("! 10", "10"),
        ("|\n  10\n", "10\n"),
        ("=", "="),
        ("+", "+"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(write: Write, text: str, value: Any) -> None:
    data = read(write({"a.yaml": f"key: {text}\n" if text != "-" else "key:\n  -\n"})).data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_keys_are_strings(write: Write) -> None:
    assert read(write({"a.yaml": "200: a\nno: b\n1.5: c\n? d\n: e\n"})).data == {
        "200": "a",
        "no": "b",
        "1.5": "c",
        "d": "e",
    }


def test_aliases_and_merged_mappings(write: Write) -> None:
    text = "base: &base {a: 1, b: 2}\nown: {<<: *base, b: 3}\nmany: {<<: [{c: 4}, *base], a: 5}\nsame: *base\n"
    data = read(write({"a.yaml": text})).data
    assert data["own"] == {"a": 1, "b": 3}
    assert data["many"] == {"a": 5, "b": 2, "c": 4}
    assert data["same"] == data["base"]


@pytest.mark.parametrize(
    ("name", "text", "line", "column", "message"),
    [
        ("a.yaml", "a: 1\nb: 2\na: 3\n", 3, 1, "the key 'a' stands twice"),
        ("a.yaml", "a: [1\nb: 2", 2, 2, "did not find expected ',' or ']'"),
        ("a.yaml", "a: !!binary aGk=", 1, 4, "JSON has nothing like the tag tag:yaml.org,2002:binary"),
        ("a.yaml", "a: !Thing {b: 1}", 1, 4, "JSON has nothing like the tag !Thing"),
        ("a.yaml", "a: .inf", 1, 4, "JSON has nothing like .inf"),
        ("a.yaml", "a: &x [*x]", 1, 8, "the alias *x stands for nothing, or for what it is a part of"),
        ("a.yaml", "a: *x", 1, 4, "the alias *x stands for nothing, or for what it is a part of"),
        ("a.yaml", "? [a]\n: b", 1, 3, "a key is a string"),
        ("a.yaml", "a: {<<: [1]}", 1, 9, "only mappings can be merged"),
        ("a.yaml", "a: 1\n---\nb: 2\n", 2, 1, "another document begins: a file holds one"),
        ("a.yaml", f"{'[' * 201}{']' * 201}", 1, 201, "is nested more than 200 levels deep"),
        ("a.json", '{"a": 1,\n "a": 2}', 2, 2, "the key 'a' stands twice"),
        ("a.json", '{"a": "\\ud83d\\ude00",\n "b": 1, "b": 2}', 2, 10, "the key 'b' stands twice"),
        ("a.json", '{"a": }', 1, 7, "is not JSON: Expecting value"),
        ("a.json", '{"a": NaN}', 1, 1, "is not JSON: there is no NaN"),
        ("a.json", "[" * 100_000, 1, 1, "is nested too deeply"),
    ],
)
def test_what_is_no_yaml_or_no_json_is_told_at_its_place(
    write: Write, name: str, text: str, line: int, column: int, message: str
) -> None:
    file = write({name: text})
    with pytest.raises(Unreadable) as caught:
        read(file)
    assert (caught.value.place, caught.value.message) == (Place(file, line, column), message)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: No such file or directory"):
        read(tmp_path / "nothing.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9")
    with pytest.raises(Unreadable, match="is not UTF-8"):
        read(tmp_path / "latin.yaml")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read(tmp_path / "a.json").data == {"a": 1}


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/a", 1, 1),
        ("/a/b~1c", 2, 3),
        ("/a/b~1c/0", 3, 7),
        ("/a/b~1c/1/d", 4, 8),
        ("/a/b~1c/1/nothing", 4, 7),
        ("/a/b~1c/7", 2, 3),
        ("/a/b~1c/x", 2, 3),
        ("/merged/b~1c", 2, 3),
        ("/merged/own", 5, 20),
        ("/alias/b~1c/0", 3, 7),
        ("/nowhere", 1, 1),
    ],
)
def test_places_in_yaml(write: Write, pointer: str, line: int, column: int) -> None:
    text = "a: &a\n  b/c:\n    - 1\n    - {d: 2}\nmerged: {<<: [*a], own: 3}\nalias: *a\n"
    file = write({"a.yaml": text})
    assert read(file).place(pointer) == Place(file, line, column)


def test_places_in_json(write: Write) -> None:
    file = write({"a.json": '{\n  "smile": "\\ud83d\\ude00", "a":\n    ["x", {"b": 1}]\n}'})
    assert read(file).place("/a") == Place(file, 2, 28)
    assert read(file).place("/a/1/b") == Place(file, 3, 12)


def test_a_place_is_shown_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(Place(tmp_path / "a" / "b.yaml", 3, 4)) == str(Path("a", "b.yaml")) + ":3:4"
    assert str(Place(tmp_path.parent / "b.yaml")) == f"{tmp_path.parent / 'b.yaml'}:1:1"


@pytest.mark.parametrize("keys", [[], [""], ["a"], ["a/b", "~1", "~", "{id}"], ["0", "x y%"]])
def test_pointers_there_and_back(keys: list[str]) -> None:
    pointer = pointers.join(keys)
    assert pointers.split(pointer) == keys
    assert pointers.referred(pointers.reference(pointer)) == pointer


def test_pointers_look_things_up() -> None:
    document = {"a": [{"b/c": 5}], "": 6}
    assert pointers.look_up(document, "/a/0/b~1c") == 5
    assert pointers.look_up(document, "/") == 6
    for nowhere in ("/b", "/a/1", "/a/x", "/a/0/b~1c/d", "/a/-1"):
        with pytest.raises(LookupError):
            pointers.look_up(document, nowhere)
    with pytest.raises(ValueError, match="is no JSON pointer"):
        pointers.look_up(document, "a")
