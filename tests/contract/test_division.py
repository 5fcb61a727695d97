"""The operations of a document, divided among processes."""

from typing import Any

from medusa_mock import document
from medusa_mock.contract.division import divide

ADMIN = document.load()
ALL = tuple(operation["operationId"] for _, _, operation in document.operations(ADMIN))


def linked(source: str) -> set[str]:
    """The operations that links lead to from one."""
    operation: dict[str, Any] = next(each for _, _, each in document.operations(ADMIN) if each["operationId"] == source)
    return {
        link["operationId"] for answer in operation["responses"].values() for link in answer.get("links", {}).values()
    }


def test_each_operation_is_in_one_part() -> None:
    parts = divide(ADMIN, ALL, 2)
    assert len(parts) == 2
    assert sorted(name for part in parts for name in part) == sorted(ALL)


def test_parts_keep_the_order_of_the_document() -> None:
    for part in divide(ADMIN, reversed(ALL), 2):
        assert list(part) == [name for name in ALL if name in part]


def test_what_links_connect_stays_together() -> None:
    for part in divide(ADMIN, ALL, 4):
        for name in part:
            assert linked(name) <= set(part)


def test_a_few_operations_are_worth_one_process() -> None:
    assert divide(ADMIN, ("list_apps", "authorize_app"), 8) == [("list_apps", "authorize_app")]
