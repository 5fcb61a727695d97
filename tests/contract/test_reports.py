"""The reports that programs read: JUnit, JSON, HAR and Markdown."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from medusa_mock.contract.baseline import Entry
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.findings import Answer
from medusa_mock.contract.judgement import Known
from medusa_mock.contract.reports import data, har, junit, summary
from medusa_mock.contract.reports.files import destinations
from tests.contract.reporting import DELETE, GET, LIST, REASONS, broken, crash, findings, judged, trial

ACCEPTING = Entry("1", LIST, "response_schema_conformance", "JsonSchemaError", "/value/type", "It was so.")


def test_junit_has_a_case_for_every_operation() -> None:
    root = Xml.fromstring(junit.render(judged(crash(GET), errors=["GET /admin/apps: Network Error"])))
    suite, other = root
    cases = {case.get("name"): case for case in suite}
    assert {case.get("classname") for case in suite} == set(REASONS)
    assert cases[LIST].attrib == {"name": LIST, "classname": "list_return_reasons", "time": "1.500"}
    assert list(cases[LIST]) == []
    assert [part.tag for part in cases[DELETE]] == ["skipped"]
    (failure,) = cases[GET]
    assert failure.get("message") == "not_a_server_error: Server error"
    assert "Promised in openapi/paths/admin/return_reasons.yaml:" in (failure.text or "")
    assert "Answered 500 Internal Server Error" in (failure.text or "")
    assert "curl -X GET" in (failure.text or "")
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped", "time")}
    assert counts == {"tests": "4", "failures": "1", "errors": "0", "skipped": "1", "time": "2.375"}
    assert (other.get("name"), other.get("errors")) == ("The run", "1")


def test_junit_says_what_the_baseline_accepts_and_what_is_wrong_with_it() -> None:
    faulty = replace(ACCEPTING, id="2", operation="GET /admin/nothing")
    judgement = trial(known=Known("mine.json", None, (ACCEPTING, faulty))).judge(findings(broken(LIST)))
    suite, other = Xml.fromstring(junit.render(judgement))
    (accepted,) = next(case for case in suite if case.get("name") == LIST)
    assert (accepted.tag, accepted.text) == ("system-out", f"Accepted: {ACCEPTING}")
    assert [case.get("name") for case in other] == ["Baseline entry 2"]


def test_junit_holds_whatever_a_server_answers() -> None:
    odd = crash(GET)
    odd.answer = Answer(500, "\x00", {}, "\x1b[0m ]]> <&> \ud800 \U0001f600", 1, 0.1)
    assert "]]> <&> \ufffd \U0001f600" in "".join(Xml.fromstring(junit.render(judged(odd))).itertext())


def test_json_tells_everything() -> None:
    told = json.loads(data.render(judged(broken(LIST), broken(GET))))
    assert (told["version"], told["verdict"], told["seed"], told["answers"]) == (1, "violated", 7, 84)
    assert told["outcomes"] == {"violated": 2, "not tested": 1, "accepted": 0, "passed": 1}
    assert told["operations"][0]["answers"] == {"200": 40, "400": 20}
    (cause,) = told["causes"]
    assert cause["operations"] == [LIST, GET]
    assert cause["place"]["file"] == "openapi/schemas/return_reason.yaml"
    assert cause["violations"][0]["repeat"] == ["curl -X GET http://127.0.0.1:9000/admin/return-reasons"]


def test_markdown_is_short_and_cannot_be_broken_out_of() -> None:
    odd = broken(LIST, "<img src=x> | ``` is not of type")
    odd.answer = Answer(200, "OK", {}, "```\n</details><script>", 1, 0.1)
    text = summary.render(judged(odd, *[broken(GET, f'"{n}" missing', ("paths", str(n))) for n in range(30)]))
    assert text.startswith("## ❌ Contract of Medusa Admin API 1.20.11\n\n**31 violations, 0 errors in 84 answers")
    assert "<img" not in text
    assert "````http\n200 OK\n\n```\n</details><script>\n````\n" in text
    assert text.endswith("… and 11 more.\n")


def test_har_files_become_one_in_the_order_of_time(tmp_path: Path) -> None:
    for number, second in enumerate((2, 1)):
        entry = {
            "startedDateTime": f"2026-01-01T00:00:0{second}Z",
            "request": {"url": 'http://a/?t=my-"token'},
            "response": {"content": {"text": '{"api_token": "other", "id": "my-\\"token"}'}},
        }
        (tmp_path / f"{number}.har").write_text(json.dumps({"log": {"entries": [entry]}}))
    text = har.merge(sorted(tmp_path.iterdir()), 'my-"token')
    assert [entry["startedDateTime"][-3:] for entry in json.loads(text)["log"]["entries"]] == ["01Z", "02Z"]
    entry = json.loads(text)["log"]["entries"][0]
    assert entry["request"]["url"] == "http://a/?t=[Filtered]"
    assert json.loads(entry["response"]["content"]["text"]) == {"api_token": "[Filtered]", "id": "[Filtered]"}


def test_where_reports_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert destinations(("junit", "html:mine/page.html")) == {
        "junit": tmp_path / "reports" / "junit.xml",
        "html": tmp_path / "mine" / "page.html",
    }
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["mine", "reports"]


def test_a_report_that_cannot_be_written_is_refused_before_the_run(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="No report can be written to "):
        destinations((f"html:{tmp_path}",))
