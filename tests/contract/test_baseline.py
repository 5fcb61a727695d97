"""Accepted violations: where they are found, what they accept, and that those we ship say why."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medusa_mock import document
from medusa_mock.contract.baseline import PACKAGED, Entry, entries, find_baseline, propose, sift
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Failure, Violation

CRASH = Failure("not_a_server_error", "ServerError", "Server error", "", signature="500", operation="GET /admin/apps")
STATUS = replace(CRASH, check="status_code_conformance", kind="UndefinedStatusCode")
SLOW = replace(CRASH, check="max_response_time", kind="ResponseTimeExceeded", signature="")
ENTRY = {"operation": "GET /admin/apps", "check": CRASH.check, "failure": CRASH.kind, "signature": "500"}


def written(folder: Path, *found: dict[str, Any]) -> Path:
    file = folder / "baseline.json"
    file.write_text(json.dumps({"format_version": 1, "entries": found}))
    return file


def violation(*failures: Failure) -> Violation:
    return Violation("GET /admin/apps", list(failures))


@pytest.mark.parametrize("file", sorted(PACKAGED.glob("*.json")), ids=lambda file: file.stem)
def test_every_entry_that_we_ship_is_of_its_document_and_has_a_reason(file: Path) -> None:
    api = "store" if file.stem.endswith("-store") else "admin"
    labels = {f"{method.upper()} {path}" for path, method, _ in document.operations(document.load(api))}
    for entry in entries(file):
        assert entry.fault(labels) is None
        assert entry.reason.endswith(".")


def test_a_baseline_is_a_file_or_a_name_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.json").write_text("{}")
    assert find_baseline("mine.json") == tmp_path / "mine.json"
    assert find_baseline("medusa-1.20.11") == PACKAGED / "medusa-1.20.11.json"
    assert find_baseline("medusa-1.20.11", api="store") == PACKAGED / "medusa-1.20.11-store.json"


def test_a_baseline_that_is_not_there_is_not_made() -> None:
    with pytest.raises(Unusable, match=r"no baseline nowhere\.json.*medusa-1\.20\.11"):
        find_baseline("nowhere.json")


def test_a_baseline_of_the_package_is_not_updated() -> None:
    with pytest.raises(Unusable, match=r"belongs to the package\. Copy .*medusa-1\.20\.11-store\.json"):
        find_baseline("medusa-1.20.11", api="store", new=True)


@pytest.mark.parametrize("content", ["", "[]", '{"format_version": 99, "entries": []}', '{"format_version": 1}'])
def test_a_file_of_another_kind_is_no_baseline(tmp_path: Path, content: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(content)
    with pytest.raises(Unusable, match=r"baseline\.json is no baseline"):
        entries(file)


@pytest.mark.parametrize("wrong", [{"reason": 1}, {"issue": []}, {"expires": "soon"}])
def test_an_entry_is_made_of_texts(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(Unusable, match=r"baseline\.json is no baseline"):
        entries(written(tmp_path, ENTRY | wrong))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"reason": "It was always so."}, None),
        ({"reason": "It was always so.", "issue": "https://example.com/1"}, None),
        ({"reason": " "}, "has no reason"),
        ({}, "has no reason"),
        ({"reason": "It was always so.", "issue": "MED-1"}, "has an issue that is no address"),
        ({"reason": "It was always so.", "operation": "GET /admin/app"}, "is of no operation in the document"),
    ],
)
def test_an_entry_that_says_too_little_is_found(tmp_path: Path, said: dict[str, str], fault: str | None) -> None:
    (entry,) = entries(written(tmp_path, ENTRY | said))
    found = entry.fault({"GET /admin/apps"})
    assert found is None if fault is None else (found or "").startswith(fault)


def test_an_entry_accepts_one_failure_of_one_operation(tmp_path: Path) -> None:
    (entry,) = entries(written(tmp_path, ENTRY))
    elsewhere = replace(CRASH, operation="GET /admin/users")
    sifted = sift([violation(CRASH, STATUS), violation(CRASH), violation(elsewhere)], [entry])
    assert [each.failures for each in sifted.new] == [[STATUS], [elsewhere]]
    assert sifted.met == (entry,)


@pytest.mark.parametrize(("today", "new"), [(date(2026, 12, 31), 0), (date(2027, 1, 1), 1)])
def test_an_entry_accepts_nothing_from_the_day_after_it_expires(today: date, new: int) -> None:
    entry = replace(Entry("1", *ENTRY.values()), expires="2026-12-31")
    sifted = sift([violation(CRASH)], [entry], today)
    assert (len(sifted.new), len(sifted.met)) == (new, 1 - new)


def test_what_is_new_is_proposed_and_what_is_there_is_kept(tmp_path: Path) -> None:
    file = written(tmp_path, ENTRY | {"reason": "It was always so.", "issue": "https://example.com/1", "since": "v1"})
    assert propose(file, [violation(CRASH, STATUS, SLOW)]) == 1
    kept, proposed = json.loads(file.read_text())["entries"]
    assert kept | {"reason": "It was always so.", "issue": "https://example.com/1", "since": "v1"} == kept
    assert (proposed["check"], proposed["reason"]) == (STATUS.check, "")
    before = file.read_bytes()
    assert propose(file, [violation(CRASH, STATUS)]) == 0
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_written_is_named() -> None:
    with pytest.raises(Unusable, match=r"/dev/null/baseline\.json cannot be written"):
        propose(Path("/dev/null/baseline.json"), [violation(CRASH)])
