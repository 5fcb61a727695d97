"""Lists of tags and types, over what the seed brings."""

import httpx
import pytest


def test_a_page_of_tags(admin: httpx.Client) -> None:
    page = admin.get("/admin/product-tags").json()
    assert [list(tag) for tag in page["product_tags"]] == [["id", "created_at", "updated_at", "value"]]
    assert {name: page[name] for name in ("count", "offset", "limit")} == {"count": 1, "offset": 0, "limit": 10}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        ("?q=LAC", 1),
        ("?q=green", 0),
        ("?value=black", 1),
        ("?value[]=black&value[]=green", 1),
        ("?value[contains]=lac", 1),
        ("?value[starts_with]=bla", 1),
        ("?value[ends_with]=bla", 0),
        ("?value[gt]=a&value[lt]=c", 1),
        ("?id=", 0),
        ("?id=ptag_unknown", 0),
        ("?created_at[gt]=2000-01-01", 1),
        ("?created_at[lt]=2000-01-01T00:00:00%2B02:00", 0),
        ("?discount_condition_id=discon_unknown", 0),
    ],
)
def test_filters(admin: httpx.Client, query: str, count: int) -> None:
    page = admin.get(f"/admin/product-tags{query}").json()
    assert page["count"] == count
    assert len(page["product_tags"]) == count
