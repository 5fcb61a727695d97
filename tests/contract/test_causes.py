"""Violations grouped by what has to be mended once, and where that promise was written."""

from pathlib import Path

import pytest

import medusa_mock
from medusa_mock.contract.causes import group
from medusa_mock.contract.findings import Failure
from medusa_mock.contract.places import Places
from tests.contract.reporting import CREATE, GET, LIST, broken, crash, violation

ROOT = Path(medusa_mock.__file__).parent.parent.parent


@pytest.fixture(scope="module")
def places() -> Places:
    return Places("admin")


def test_a_crash_is_one_cause_whatever_else_fails_by_it(places: Places) -> None:
    (cause,) = group([crash()], places)
    assert (cause.failure.check, cause.operations) == ("not_a_server_error", (LIST,))


def test_crashes_with_the_same_words_are_one_cause(places: Places) -> None:
    first, second = (
        f"column ReturnReason.{name} does not exist at character {at}" for name, at in (("a", 1), ("a", 2))
    )
    (cause,) = group([crash(LIST, first), crash(GET, second)], places)
    assert cause.operations == (LIST, GET)
    assert cause.place is None


def test_crashes_that_say_nothing_are_told_apart_by_their_operation(places: Places) -> None:
    assert len(group([crash(LIST), crash(GET), crash(GET)], places)) == 2


def test_a_promise_that_is_broken_at_several_operations_is_one_cause(places: Places) -> None:
    (cause,) = group([broken(LIST), broken(GET, 'true is not of type "string"')], places)
    assert cause.operations == (LIST, GET)
    assert cause.summary == 'Response violates schema: 1 is not of type "string"'
    assert cause.place is not None
    line = (ROOT / cause.place.file).read_text().splitlines()[cause.place.line - 1]
    assert line.strip() == "type: string"


def test_each_property_that_is_missing_is_a_cause(places: Places) -> None:
    keys = ("components", "schemas", "ReturnReason", "required")
    missing = [broken(LIST, f'"{name}" is a required property', keys) for name in ("id", "value", "id")]
    assert [len(cause.violations) for cause in group(missing, places)] == [2, 1]


def test_a_promise_of_the_operation_is_placed_there(places: Places) -> None:
    failure = Failure("ignored_auth", "IgnoredAuth", "Access without authentication", "", "critical", operation=LIST)
    (cause,) = group([violation(LIST, [failure])], places)
    assert cause.place is not None
    assert cause.place.file == "openapi/paths/admin/return_reasons.yaml"


def test_what_is_grave_and_what_is_everywhere_comes_first(places: Places) -> None:
    rare, common = broken(CREATE, place=("components", "schemas", "ReturnReason")), (broken(LIST), broken(GET))
    found = group([rare, *common, crash()], places)
    assert [len(cause.operations) for cause in found] == [1, 2, 1]
    assert [cause.failure.severity for cause in found] == ["critical", "high", "high"]
