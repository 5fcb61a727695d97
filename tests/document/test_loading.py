"""The project's own document: from the package, from the cache, from its files."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from medusa_mock.document import fold, load, load_file, loading, root_file
from medusa_mock.document.source import DocumentError, Unreadable

Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The roots that were folded."""
    made = []
    original = fold.fold

    def counted(root: Path, *, rename: bool = False) -> Any:
        made.append(root)
        return original(root, rename=rename)

    monkeypatch.setattr(fold, "fold", counted)
    return made


def test_a_tree_is_folded_once(write: Write, sound: dict[str, str], tmp_path: Path, folds: list[Path]) -> None:
    root = write(sound)
    first = loading.load_tree(root, tmp_path / "cache")
    assert loading.load_tree(root, tmp_path / "cache") == first
    assert folds == [root]


@pytest.mark.parametrize("name", ["admin.yaml", "schemas/pet.yaml", "schemas/new.yaml"])
def test_a_changed_tree_is_folded_again(
    write: Write, sound: dict[str, str], tmp_path: Path, folds: list[Path], name: str
) -> None:
    root = write(sound)
    loading.load_tree(root, tmp_path / "cache")
    write({name: sound.get(name, "") + "\n# more\n"})
    loading.load_tree(root, tmp_path / "cache")
    assert len(folds) == 2


def test_files_that_trade_places_are_a_change(write: Write, sound: dict[str, str], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    loading.load_tree(write(sound | {"common/a.yaml": "A: 1", "schemas/a.yaml": "B: 1"}), cache)
    loading.load_tree(write(sound | {"common/a.yaml": "B: 1", "schemas/a.yaml": "A: 1"}), cache)
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("content", [b"", b'{"paths": ', b"[]", b"\xff"])
def test_a_corrupt_cache_is_made_anew(write: Write, sound: dict[str, str], tmp_path: Path, content: bytes) -> None:
    root, cache = write(sound), tmp_path / "cache"
    document = loading.load_tree(root, cache)
    [kept] = cache.iterdir()
    kept.write_bytes(content)

    assert loading.load_tree(root, cache) == document
    assert orjson.loads(kept.read_bytes()) == document


def test_a_cache_that_cannot_be_written_is_no_error(write: Write, sound: dict[str, str], tmp_path: Path) -> None:
    root = write(sound)
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert loading.load_tree(root, blocked / "cache") == loading.load_tree(root, None)


def test_a_failed_write_leaves_nothing(
    write: Write, sound: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", refuse)
    assert loading.load_tree(write(sound), tmp_path / "cache")["paths"]
    assert list((tmp_path / "cache").iterdir()) == []


def test_old_bundles_are_forgotten(write: Write, sound: dict[str, str], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for age in range(20):
        for name in (f"admin-{age}.json", f"store-{age}.json"):
            (cache / name).write_text("{}")
            os.utime(cache / name, (age, age))
    loading.load_tree(write(sound), cache)

    names = [file.name for file in cache.iterdir()]
    assert len([name for name in names if name.startswith("store-")]) == 20
    assert len([name for name in names if name.startswith("admin-")]) == loading.KEPT
    assert "admin-19.json" in names


def test_our_own_document_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    document = load()
    assert document == load_file(root_file())
    document["paths"].clear()
    assert load()["paths"]


def test_a_package_brings_its_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folds: list[Path]) -> None:
    (tmp_path / "admin.bundle.json").write_text('{"paths": {"/packed": {}}}')
    (tmp_path / "admin.yaml").write_text("openapi: '3.0.3'")
    monkeypatch.setattr(loading, "PACKAGE", tmp_path)
    assert load() == {"paths": {"/packed": {}}}
    assert root_file() == tmp_path / "admin.yaml"
    assert folds == []


def test_without_a_home_there_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: Path("~/.cache/medusa-mock"))
    monkeypatch.chdir(tmp_path)
    assert load()["paths"]
    assert list(tmp_path.iterdir()) == []


def test_an_api_that_there_is_not() -> None:
    with pytest.raises(Unreadable, match=r"nothing\.yaml"):
        load("nothing")


def test_a_file_that_is_no_document(write: Write) -> None:
    with pytest.raises(DocumentError):
        load_file(write({"a.yaml": "a: 1"}))
