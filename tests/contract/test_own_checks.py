"""Our own checks, each on an answer that breaks the promise and on one that does not."""

from typing import Any

import pytest

from medusa_mock.contract.checks import CHECKS, WARNINGS
from medusa_mock.contract.checks.conformance import nonconformities
from tests.contract.exchanges import exchange

REGIONS = "GET /admin/regions"
REGION = "GET /admin/regions/{id}"
DELETE_REGION = "DELETE /admin/regions/{id}"
TAGS = "GET /admin/product-tags"
ORDER = "GET /admin/orders/{id}"
ME = "GET /admin/auth"
EARLY, LATE = "2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"


def row(name: str, **values: Any) -> dict[str, Any]:
    return {"id": f"reg_{name}", "name": name, "created_at": EARLY, "updated_at": LATE, **values}


def page(*rows: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"regions": list(rows), "count": len(rows), "offset": 0, "limit": 50, **values}


def deleted(name: str) -> dict[str, Any]:
    return {"id": f"reg_{name}", "object": "region", "deleted": True}


ALL = {**CHECKS, **WARNINGS}
TWO = (row("b", created_at=LATE), row("a"))

BROKEN = [
    ("list_envelope", "Wrong count", REGIONS, page(*TWO, count=1), "", {}),
    ("list_envelope", "Wrong count", REGIONS, page(*TWO, count=3), "", {}),
    ("list_envelope", "Wrong limit", REGIONS, page(*TWO, limit=10), "limit=20", {}),
    ("list_envelope", "Wrong offset", REGIONS, page(*TWO, count=9, limit=2), "offset=1&limit=2", {}),
    ("list_envelope", "Limit not honoured", REGIONS, page(*TWO, limit=1), "limit=1", {}),
    ("list_envelope", "Row listed twice", REGIONS, page(row("a"), row("a")), "", {}),
    ("order_honoured", "Wrong order", REGIONS, page(*TWO), "order=name", {}),
    ("order_honoured", "Wrong order", REGIONS, page(*reversed(TWO)), "order=-created_at", {}),
    ("filters_honoured", "Filter not honoured", REGIONS, page(*TWO), "created_at[gt]=2026-01-01T00:00:00.002Z", {}),
    ("filters_honoured", "Filter not honoured", TAGS, {"product_tags": [row("a", value="x")]}, "value=y", {}),
    ("expand_honoured", "Relation not shown", REGIONS, page(row("a")), "expand=countries", {}),
    ("fields_honoured", "Column not shown", REGIONS, page(row("a")), "fields=tax_rate", {}),
    ("no_deleted_rows", "Deleted row listed", REGIONS, page(row("a", deleted_at=LATE)), "", {}),
    ("right_row", "Another row", REGION, {"region": row("a")}, "", {"path_parameters": {"id": "reg_b"}}),
    ("right_row", "Another account", ME, {"user": row("a")}, "", {"account": "usr_me"}),
    ("deletion_told", "Another row", DELETE_REGION, deleted("a"), "", {"path_parameters": {"id": "reg_b"}}),
    (
        "written_before_changed",
        "Changed before it was made",
        REGION,
        {"region": row("a", created_at="2026-03-01")},
        "",
        {},
    ),
    (
        "totals_add_up",
        "Total does not add up",
        ORDER,
        {
            "order": {
                "subtotal": 9,
                "shipping_total": 1,
                "tax_total": 1,
                "discount_total": 0,
                "gift_card_total": 0,
                "total": 9,
            }
        },
        "",
        {},
    ),
    ("no_leak", "The answer leaks", REGION, {"region": row("a", password_hash="x")}, "", {}),
    ("no_leak", "The answer leaks", REGION, {"message": "at run (/srv/node_modules/x.js:1:2)"}, "", {"status": 500}),
    (
        "refusal_is_json",
        "Refusal is no JSON",
        REGIONS,
        b"<pre>No</pre>",
        "",
        {"status": 400, "headers": {"content-type": "text/html"}},
    ),
    ("documented_properties", "Undocumented property", REGION, {"region": row("a", colour="red")}, "", {}),
]

KEPT = [
    ("list_envelope", REGIONS, page(*TWO, count=9, limit=2), "limit=2"),
    ("list_envelope", REGIONS, page(count=9, offset=20), "offset=20"),
    ("list_envelope", REGIONS, page(*TWO, limit=2.5, count=5), "limit=2.5"),
    ("order_honoured", REGIONS, page(row("B"), row("a")), "order=name"),  # as bytes sort; languages differ
    ("order_honoured", REGIONS, page(row("a"), row("a_"), row("b")), "order=name"),
    ("filters_honoured", REGIONS, page(*TWO), f"created_at[gte]={EARLY}&created_at[lt]=2027-01-01"),
    (
        "filters_honoured",
        REGIONS,
        page(row("a")),
        "created_at[gt]=2026-01-01T00:00:00.000300Z",
    ),  # cut off in the answer
    ("expand_honoured", REGIONS, page(row("a", countries=[])), "expand=countries"),
    ("expand_honoured", REGIONS, page(row("a")), "expand=nonsense"),
    ("fields_honoured", REGIONS, page(row("a", tax_rate=0)), "fields=tax_rate"),
    ("no_deleted_rows", REGIONS, page(row("a", deleted_at=LATE)), "deleted_at[gt]=2026-01-01"),
    ("documented_properties", REGION, {"region": row("a", metadata={"colour": "red"})}, ""),
    ("no_leak", REGION, {"region": row("a", metadata={"token": "mine"})}, ""),
]


@pytest.mark.parametrize(
    ("check", "title", "route", "body", "query", "parts"), BROKEN, ids=[f"{each[0]}: {each[1]}" for each in BROKEN]
)
def test_a_broken_promise_is_told(
    check: str, title: str, route: str, body: Any, query: str, parts: dict[str, Any]
) -> None:
    faults = list(ALL[check](exchange(route, body, query=query, **parts)))
    assert [fault.title for fault in faults] == [title]
    assert "\n" not in faults[0].message


@pytest.mark.parametrize(("check", "route", "body", "query"), KEPT)
def test_a_kept_promise_is_not(check: str, route: str, body: Any, query: str) -> None:
    assert list(ALL[check](exchange(route, body, query=query))) == []


@pytest.mark.parametrize(
    ("check", "status", "body", "headers"),
    [
        ("not_a_server_error", 500, {"message": "An error."}, {"content-type": "application/json"}),
        ("status_code_conformance", 418, {}, {"content-type": "application/json"}),
        ("content_type_conformance", 200, {"region": row("a")}, {"content-type": "text/html"}),
        ("content_type_conformance", 200, {"region": row("a")}, {}),
        ("response_schema_conformance", 200, {"region": row("a", id=1)}, {"content-type": "application/json"}),
        ("response_schema_conformance", 200, b"{", {"content-type": "application/json"}),
    ],
)
def test_an_answer_that_is_not_in_the_document(check: str, status: int, body: Any, headers: dict[str, str]) -> None:
    found = list(nonconformities(exchange(REGION, body, status=status, headers=headers)))
    assert check in [failure.check for failure in found]


def test_the_place_of_a_broken_schema_is_that_of_the_document() -> None:
    (failure,) = nonconformities(exchange(REGION, {"region": row("a", countries=[{"id": "x"}])}))
    assert failure.place[:3] == ["components", "schemas", "Country"]
    assert failure.path[:3] == ["region", "countries", "0"]
