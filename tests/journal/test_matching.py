"""Which requests are meant."""

from typing import Any

import pytest

from medusa_mock.journal import Wanted, verify
from medusa_mock.journal.entries import Entry, Trail

BODY = {"title": "Mug", "tags": [{"value": "a"}], "weight": 1, "is_giftcard": True, "password": "p4ss"}


def entry(number: int = 1, **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "method": "POST",
        "path": "/admin/Products/",
        "query": "fields=id&created_at[gt]=2026",
        "headers": {b"x-a": b"1", b"cookie": b"s3cret"},
        "body": BODY,
        "operation": ("admin", "create_product"),
        "status": 200,
        **changes,
    }
    return Entry(
        number=number, trail=Trail("default"), began=0, seconds=0, cause=None, reply_headers=(), reply_body=b"", size=0,
        **values,
    )  # fmt: skip


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"operation": "create_product"},
        {"method": "POST", "path": "/admin/products", "status": 200},
        {"path": "/admin/*"},
        {"query": {"fields": "id"}},
        {"query": {"created_at": {"gt": "2026"}}},
        {"headers": {"X-A": "1"}},
        {"body": {"title": "Mug"}},
        {"body": {"tags": [{"value": "a"}]}},
        {"body": BODY},
        {"body": {}},
    ],
)
def test_what_is_named_is_found(wanted: Any) -> None:
    assert [*Wanted(**wanted).differences(entry())] == []


@pytest.mark.parametrize(
    ("wanted", "difference"),
    [
        ({"operation": "list_products"}, "operation is create_product, not list_products"),
        ({"method": "GET"}, "method is POST, not GET"),
        ({"status": 201}, "status is 200, not 201"),
        ({"path": "/store/*"}, "path is /admin/Products/, not /store/*"),
        ({"query": {"limit": "1"}}, "query.limit is missing"),
        ({"headers": {"X-B": "1"}}, "the header X-B is missing"),
        ({"headers": {"Cookie": "other"}}, "the header Cookie has another value"),
        ({"body": {"title": "Cup"}}, "body.title is Mug, not Cup"),
        ({"body": {"tags": [{"value": "b"}]}}, "body.tags[0].value is a, not b"),
        ({"body": {"tags": []}}, "body.tags is [{'value': 'a'}], not []"),
        ({"body": {"is_giftcard": 1}}, "body.is_giftcard is True, not 1"),
        ({"body": {"weight": True}}, "body.weight is 1, not True"),
        ({"body": {"password": "other"}}, "body.password is [Filtered], not [Filtered]"),
        ({"body": []}, "body is "),
    ],
)
def test_what_is_not_so_is_told_without_secrets(wanted: Any, difference: str) -> None:
    [told] = Wanted(**wanted).differences(entry())
    assert told.startswith(difference)
    assert "p4ss" not in told
    assert "s3cret" not in told


def test_those_that_come_nearest_are_told_first() -> None:
    entries = [entry(1, method="GET", status=404), entry(2, status=404), entry(3), entry(4, method="GET", status=500)]
    found, near = verify(Wanted(method="POST", status=200), entries)
    assert [one.number for one in found] == [3]
    assert [(one.number, len(differences)) for one, differences in near] == [(2, 1), (1, 2), (4, 2)]
