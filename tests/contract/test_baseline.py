"""Accepted violations: where they are found, and that those we ship say why."""

from pathlib import Path

import pytest

from medusa_mock import document
from medusa_mock.contract.baseline import PACKAGED, entries, find_baseline
from medusa_mock.contract.errors import Unusable


@pytest.mark.parametrize("file", sorted(PACKAGED.glob("*.json")), ids=lambda file: file.stem)
def test_every_entry_that_we_ship_is_of_its_document_and_has_a_reason(file: Path) -> None:
    api = "store" if file.stem.endswith("-store") else "admin"
    labels = {f"{method.upper()} {path}" for path, method, _ in document.operations(document.load(api))}
    for text in entries(file).values():
        operation, _, reason = text.partition(": ")
        assert operation.partition(",")[0] in labels
        assert reason.endswith(".")


def test_a_baseline_is_a_file_or_a_name_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.json").write_text("{}")
    assert find_baseline("mine.json") == tmp_path / "mine.json"
    assert find_baseline("medusa-1.20.11") == PACKAGED / "medusa-1.20.11.json"


def test_a_baseline_that_is_not_there_is_not_made() -> None:
    with pytest.raises(Unusable, match=r"no baseline nowhere\.json.*medusa-1\.20\.11"):
        find_baseline("nowhere.json")


@pytest.mark.parametrize("content", ["", "[]", '{"format_version": 99, "entries": []}', '{"format_version": 1}'])
def test_a_file_of_another_kind_is_no_baseline(tmp_path: Path, content: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(content)
    with pytest.raises(Unusable, match=r"baseline\.json is no baseline"):
        entries(file)
