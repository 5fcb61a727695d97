"""Two answers are equal, or every difference between them is named."""

from pathlib import Path
from typing import Any

import pytest

from medusa_mock.contract.parity.recording import Answer
from medusa_mock.contract.parity.scenario import Scenario, Step
from medusa_mock.contract.parity.verdict import compare, judge

ULID_1, ULID_2 = "01M847EVDKQANMPT3YZXDCFNAN", "01M847EY982NHEP2F9PTP2Z107"
JSON = "application/json"


def _differences(want: Answer, got: Answer, **fields: Any) -> list[str]:
    scenario = Scenario("given", Path("given.yaml"), (Step("GET /", **fields),))
    return [str(difference) for verdict in judge(scenario, [want], [got]) for difference in verdict.differences]


def _bodies(want: Any, got: Any, **fields: Any) -> list[str]:
    return _differences(Answer("GET /", 200, JSON, want), Answer("GET /", 200, JSON, got), **fields)


@pytest.mark.parametrize(
    ("want", "got", "differences"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": 1}, {"a": True}, ["$.a: want 1, got true"]),
        ({"a": 1}, {"a": "1"}, ['$.a: want 1, got "1"']),
        ({"a": None}, {}, ["$.a: want null, got nothing"]),
        ({}, {"a": {"b": []}}, ['$.a: want nothing, got {"b": []}']),
        ({"a": [1, {"b": "é"}]}, {"a": [1, {"b": "e"}]}, ['$.a[1].b: want "é", got "e"']),
        ([1, 2], [1], ["$: want 2 items, got 1 items"]),
        ([], {}, ["$: want [], got {}"]),
        ("Unauthorized", "Forbidden", ['$: want "Unauthorized", got "Forbidden"']),
        ({"b": 1, "a": 2}, {"a": 3, "b": 4}, ["$.a: want 2, got 3", "$.b: want 1, got 4"]),
    ],
)
def test_bodies_are_compared_key_by_key(want: Any, got: Any, differences: list[str]) -> None:
    assert _bodies(want, got) == differences


@pytest.mark.parametrize(
    ("want", "got"),
    [
        (f"usr_{ULID_1}", f"usr_{ULID_2}"),
        (f"Product with id: prod_{ULID_1} was not found", f"Product with id: prod_{ULID_2} was not found"),
        ("2026-11-23T12:52:54.279Z", "2020-01-01T00:00:00Z"),
        ("eyJhbGci.eyJ1.a-b_c", "eyJ0.eyJ2."),
        ("$argon2id$v=19$m=1024,t=1,p=1$9VR0$O1xf", "c2NyeXB0AAEAAAABAAAAAVQ5ZkHnQ1V8pX0Qf8c7kZr1JmY2b3Q0dGVzdA=="),
    ],
)
def test_what_two_servers_cannot_share_is_reduced(want: str, got: str) -> None:
    assert _bodies({"x": want}, {"x": got}) == []


@pytest.mark.parametrize(
    ("want", "got", "difference"),
    [
        (f"usr_{ULID_1}", f"prod_{ULID_1}", '$: want "<usr_id>", got "<prod_id>"'),
        ("2026-11-23T12:52:54.279Z", "2026-11-23", '$: want "<time>", got "2026-11-23"'),
        (f"usr_{ULID_1}", None, '$: want "<usr_id>", got null'),
    ],
)
def test_a_kind_is_still_compared(want: Any, got: Any, difference: str) -> None:
    assert _bodies(want, got) == [difference]


def test_a_saved_value_is_known_by_its_name() -> None:
    scenario = Scenario("given", Path("given.yaml"), (Step("GET /", save={"a": "0", "b": "1"}), Step("GET /")))

    def answers(a: str, b: str, shown: str) -> list[Answer]:
        first = Answer("GET /", 200, JSON, [a, b], {"a": a, "b": b})
        return [first, Answer("GET /", 200, JSON, [shown, f"id {b}"])]

    one, two = f"x_{ULID_1}", f"x_{ULID_2}"
    first, second = judge(scenario, answers(one, two, shown=one), answers(two, one, shown=one))
    assert first.equal
    assert [str(difference) for difference in second.differences] == ['$[0]: want "{a}", got "{b}"']
    assert (second.step, second.request) == (2, "GET /")


def test_status_and_media_type_are_compared() -> None:
    want, got = Answer("GET /", 401, "", "no"), Answer("GET /", 403, "text/plain", "no")
    assert _differences(want, got) == ["status: want 401, got 403", "media type: want nothing, got text/plain"]


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_crash_of_the_judge_is_matched_by_any_refusal(status: int) -> None:
    assert _differences(Answer("GET /", 500, JSON, {}), Answer("GET /", status, "text/plain", "no")) == []


@pytest.mark.parametrize("status", [200, 302, 503])
def test_a_crash_of_the_judge_is_not_matched_by_anything_else(status: int) -> None:
    differences = _differences(Answer("GET /", 500, JSON, {}), Answer("GET /", status, JSON, {}))
    assert differences == [f"status: want 500, got {status}"]


def test_a_crash_of_the_other_is_a_difference() -> None:
    assert _differences(Answer("GET /", 400, JSON, {}), Answer("GET /", 500, JSON, {})) == ["status: want 400, got 500"]


def test_the_body_of_an_html_page_is_not_compared() -> None:
    assert _differences(Answer("GET /", 404, "text/html", "<a>"), Answer("GET /", 404, "text/html", "<b>")) == []
    assert _differences(Answer("GET /", 404, "text/html", "<a>"), Answer("GET /", 404, JSON, {})) == [
        f"media type: want text/html, got {JSON}"
    ]


@pytest.mark.parametrize(
    ("ignore", "differences"),
    [
        (["$"], 0),
        (["rows"], 0),
        (["rows.key", "rows.more"], 0),
        (["rows.0.key", "rows.0.more"], 1),
        (["rows.key"], 1),
        (["none.at.all", "rows.7.key"], 3),
    ],
)
def test_what_is_ignored_is_not_compared(ignore: list[str], differences: int) -> None:
    want = {"rows": [{"key": 1, "more": 1}, {"key": 3}]}
    got = {"rows": [{"key": 2, "more": [2]}, {"key": 4}]}
    assert len(_bodies(want, got, ignore=tuple(ignore))) == differences


def test_a_list_without_an_order_is_compared_as_a_set() -> None:
    want, got = {"a": {"b": [{"x": 1}, {"x": 2}]}}, {"a": {"b": [{"x": 2}, {"x": 1}]}}
    assert len(_bodies(want, got)) == 2
    assert _bodies(want, got, unordered=("a.b", "a.c", "a")) == []


def test_lists_within_rows_are_compared_as_sets() -> None:
    want = [{"x": [{"id": f"a_{ULID_1}", "z": 1}, {"id": f"a_{ULID_2}", "z": 2}]}, {"x": []}]
    got = [{"x": [{"id": f"a_{ULID_1}", "z": 2}, {"id": f"a_{ULID_2}", "z": 1}]}, {"x": []}]
    assert len(_bodies({"rows": want}, {"rows": got})) == 2
    assert _bodies({"rows": want}, {"rows": got}, unordered=("*",)) == []
    assert _bodies({"rows": want}, {"rows": got[::-1]}, unordered=("*",)) != []


@pytest.mark.parametrize(
    ("want", "got", "kind"),
    [
        ({"a": 1}, {}, "shape"),
        ({"a": 1}, {"a": "1"}, "shape"),
        ({"a": []}, {"a": {}}, "shape"),
        ({"a": 1}, {"a": 2.5}, "values"),
        ({"a": "b"}, {"a": None}, "values"),
        ({"a": "nothing"}, {"a": "c"}, "values"),
        ({"a": [1]}, {"a": []}, "values"),
    ],
)
def test_what_kind_a_difference_is_of(want: Any, got: Any, kind: str) -> None:
    assert [difference.kind for difference in compare(want, got)] == [kind]


def test_the_order_of_keys_is_compared_on_request() -> None:
    want, got = {"a": [{"b": 1, "c": 2, "d": 3}]}, {"a": [{"c": 2, "e": 4, "b": 1}]}
    shown = [str(difference) for difference in compare(want, got, key_order=True)]
    assert shown == [
        "$.a[0].d: want 3, got nothing",
        "$.a[0].e: want nothing, got 4",
        "$.a[0]: want keys in the order b, c, got keys in the order c, b",
    ]
    assert len(list(compare(want, got))) == 2
