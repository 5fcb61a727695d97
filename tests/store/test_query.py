"""Which rows a list shows, and in which order."""

import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query, page
from medusa_mock.store.world import Rows
from tests.store.shop import COLLECTIONS, PRODUCTS, PRODUCTS_TAGS, TAGS, VARIANTS, new_shop


def found(shop: Store, table: Any = PRODUCTS, **params: Json) -> list[Row]:
    return page(shop, table, Query.parse(shop, table, params, listed=True))[0]


def titles(shop: Store, **params: Json) -> list[Any]:
    return [row["title"] for row in found(shop, **params)]


@pytest.fixture
def teas(shop: Store) -> Store:
    """Four teas, each made a second after the one before."""
    shop.insert(PRODUCTS, {"title": "Assam", "handle": "assam", "weight": 250, "starts_at": "2026-01-01"})
    shop.insert(PRODUCTS, {"title": "Sencha", "handle": "sencha", "weight": None, "status": "published"})
    shop.insert(PRODUCTS, {"title": "mate", "handle": "mate", "weight": 100, "starts_at": "2026-03-01T00:00+01:00"})
    shop.insert(PRODUCTS, {"title": None, "handle": "blend", "weight": 250, "status": "published"})
    return shop


# Order


@pytest.mark.parametrize(
    ("order", "handles"),
    [
        (None, ["blend", "mate", "sencha", "assam"]),
        ("", ["blend", "mate", "sencha", "assam"]),
        ("created_at", ["assam", "sencha", "mate", "blend"]),
        ("-created_at", ["blend", "mate", "sencha", "assam"]),
        ("title", ["assam", "sencha", "mate", "blend"]),
        ("-title", ["blend", "mate", "sencha", "assam"]),
        ("weight", ["mate", "assam", "blend", "sencha"]),
        ("-weight", ["sencha", "assam", "blend", "mate"]),
    ],
)
def test_rows_come_in_the_order_asked_for_with_nulls_high_and_equals_as_inserted(
    teas: Store, order: str | None, handles: list[str]
) -> None:
    assert [row["handle"] for row in found(teas, order=order)] == handles


def test_the_text_null_in_a_filter_stands_for_null(teas: Store) -> None:
    light = [row["handle"] for row in found(teas, weight=None)]
    assert light
    assert [row["handle"] for row in found(teas, weight="null")] == light


def test_the_newest_come_first_even_if_they_were_inserted_first(shop: Store) -> None:
    times = {"old": "2020-01-01", "new": "2030-01-01T01:00:00+01:00", "twin": "2030-01-01", "middle": "2025-01-01"}
    for title, created_at in times.items():
        shop.insert(PRODUCTS, {"title": title, "created_at": created_at})
    assert titles(shop) == titles(shop, order="-created_at") == ["new", "twin", "middle", "old"]


def test_rows_of_one_transaction_come_as_inserted(shop: Store) -> None:
    for titles_made in (("A", "B"), ("C", "D")):
        with shop.transaction():
            for title in titles_made:
                shop.insert(PRODUCTS, {"title": title})
    assert titles(shop) == ["C", "D", "A", "B"]


def test_a_table_without_an_order_comes_as_inserted(shop: Store) -> None:
    for value in "cab":
        shop.insert(TAGS, {"value": value})
    assert [row.key for row in found(shop, TAGS)] == ["c", "a", "b"]
    assert [row.key for row in found(shop, TAGS, offset=1, limit=1)] == ["a"]


def test_a_table_in_the_order_of_two_columns(shop: Store) -> None:
    table = replace(PRODUCTS, order="-weight,title")
    for title, weight in (("C", 1), ("B", 2), ("A", 1), ("D", None)):
        shop.insert(PRODUCTS, {"title": title, "weight": weight})
    query = Query.parse(shop, table, {})
    assert [row["title"] for row in page(shop, PRODUCTS, query)[0]] == ["D", "B", "A", "C"]


@pytest.mark.parametrize("order", ["nope", "-nope", "cost", "variants", "--title", "-", "title,weight"])
def test_an_order_by_what_is_no_visible_column_is_refused(teas: Store, order: str) -> None:
    with pytest.raises(InvalidData, match=r"^Order field .* is not valid$"):
        found(teas, order=order)


def test_objects_come_by_their_number_of_pairs_then_by_names_and_values(shop: Store) -> None:
    values: list[Json] = ["b", 2, 10, True, (3,), (1, 2), {}]
    ranked: list[Json] = [{}, *({"n": value} for value in values), {"o": 0}, {"a": 0, "b": 0}]
    for metadata in reversed(ranked):
        shop.insert(PRODUCTS, {"metadata": metadata})
    assert [row["metadata"] for row in found(shop, order="metadata") if row["metadata"] is not None] == ranked


# Pages


@pytest.mark.parametrize(
    ("offset", "limit", "handles"),
    [
        (0, 2, ["blend", "mate"]),
        (1, 2, ["mate", "sencha"]),
        (3, 2, ["assam"]),
        (4, 2, []),
        (0, 0, ["blend", "mate", "sencha", "assam"]),
        (2, 0, ["sencha", "assam"]),
        (0, 1.5, ["blend", "mate"]),
        (0, 0.4, []),
        (0.5, 1, ["mate"]),
    ],
)
@pytest.mark.parametrize("filters", [{}, {"q": "a"}], ids=["all", "filtered"])
def test_a_page_is_cut_out_of_the_rows_and_the_count_is_of_all(
    teas: Store, offset: float, limit: float, handles: list[str], filters: dict[str, Json]
) -> None:
    teas.update(PRODUCTS, found(teas, handle="blend")[0].key, {"title": "a blend"})
    query = Query.parse(teas, PRODUCTS, {"offset": offset, "limit": limit, **filters})
    rows, count = page(teas, PRODUCTS, query)
    assert [row["handle"] for row in rows] == handles
    assert count == 4
    assert (query.offset, query.limit) == (offset, limit)


def test_without_parameters_a_page_has_50_rows(shop: Store) -> None:
    for _ in range(60):
        shop.insert(PRODUCTS, {})
    assert len(found(shop)) == 50
    assert page(shop, PRODUCTS, Query.parse(shop, PRODUCTS, {}))[1] == 60


def test_deleted_rows_neither_show_nor_count(teas: Store) -> None:
    teas.delete(PRODUCTS, found(teas)[0].key)
    rows, count = page(teas, PRODUCTS, Query.parse(teas, PRODUCTS, {}))
    assert [row["handle"] for row in rows] == ["mate", "sencha", "assam"]
    assert count == 3


@pytest.mark.parametrize("params", [{}, {"offset": 900}, {"order": "-created_at"}], ids=str)
def test_a_page_in_the_default_order_looks_at_its_own_rows_only(
    monkeypatch: pytest.MonkeyPatch, params: dict[str, Json]
) -> None:
    shop = new_shop()
    for _ in range(1000):
        shop.insert(PRODUCTS, {})
    looked_at = 0
    at: Callable[..., Any] = Rows.at

    def counted(rows: Rows, places: Any) -> Any:
        nonlocal looked_at
        for row in at(rows, places):
            looked_at += 1
            yield row

    monkeypatch.setattr(Rows, "at", counted)
    assert len(found(shop, **params)) == looked_at == 50


# Filters


@pytest.mark.parametrize(
    ("filters", "handles"),
    [
        ({"status": "published"}, ["blend", "sencha"]),
        ({"handle": "mate"}, ["mate"]),
        ({"handle": "nope"}, []),
        ({"status": "published", "weight": 250}, ["blend"]),
        ({"weight": [100, 250]}, ["blend", "mate", "assam"]),
        ({"weight": [100, None]}, ["mate"]),
        ({"weight": []}, []),
        ({"weight": None}, ["sencha"]),
        ({"weight": {"gt": 100}}, ["blend", "assam"]),
        ({"weight": {"gte": 100, "lt": 250}}, ["mate"]),
        ({"weight": {"lte": 100.5}}, ["mate"]),
        ({"weight": {}}, ["blend", "mate", "sencha", "assam"]),
        ({"title": {"contains": "SS"}}, ["assam"]),
        ({"title": {"starts_with": "s"}}, ["sencha"]),
        ({"title": {"ends_with": "E"}}, ["mate"]),
        ({"title": {"gt": "M"}}, ["mate", "sencha"]),
        ({"starts_at": "2026-01-01T01:00:00+01:00"}, ["assam"]),
        ({"starts_at": ["2026-02-28T23:00:00.000Z", "2020-01-01"]}, ["mate"]),
        ({"starts_at": {"gt": "2026-01-01"}}, ["mate"]),
        ({"starts_at": {"gte": "2026-01-01", "lt": "2026-03-01"}}, ["mate", "assam"]),
        ({"starts_at": None}, ["blend", "sencha"]),
        ({"created_at": {"gt": 1_700_000_001}}, ["blend", "mate"]),
        ({"created_at": {"lte": "2023-11-14T22:13:21.0009Z"}}, ["sencha", "assam"]),
        ({"created_at": {"lt": "2023-11-14T23:13:21.001+01:00"}}, ["sencha", "assam"]),
    ],
)
def test_filters(teas: Store, filters: dict[str, Json], handles: list[str]) -> None:
    assert [row["handle"] for row in found(teas, **filters)] == handles


def test_filters_may_name_related_rows(teas: Store) -> None:
    for value in ("green", "black"):
        teas.insert(TAGS, {"value": value})
    ids = {row["handle"]: row.key for row in teas.select(PRODUCTS)}
    collection = teas.insert(COLLECTIONS, {"title": "Teas"})
    teas.update(PRODUCTS, ids["assam"], {"collection_id": collection.key})
    for handle, tag in (("assam", "black"), ("sencha", "green"), ("blend", "green"), ("blend", "black")):
        teas.link(PRODUCTS_TAGS, product_id=ids[handle], tag_value=tag)
    assert [row["handle"] for row in found(teas, tags=["green"])] == ["blend", "sencha"]
    assert [row["handle"] for row in found(teas, tags="black")] == ["blend", "assam"]
    assert [row["handle"] for row in found(teas, collection=[collection.key])] == ["assam"]
    assert not found(teas, tags=["unknown"])
    assert [row["handle"] for row in found(teas, collection={"title": "Teas"})] == ["assam"]
    assert not found(teas, collection={"title": "Teas", "id": "unknown"})


def test_a_filter_on_deleted_at_brings_deleted_rows(teas: Store) -> None:
    teas.delete(PRODUCTS, found(teas, handle="mate")[0].key)
    handles = ["blend", "mate", "sencha", "assam"]
    assert [row["handle"] for row in found(teas, deleted_at={})] == handles
    assert [row["handle"] for row in found(teas, deleted_at={"gt": "2020"})] == ["mate"]
    assert [row["handle"] for row in found(teas, deleted_at={"gt": "2020"}, handle="mate")] == ["mate"]
    assert not found(teas, deleted_at={}, handle="nope")


@pytest.mark.parametrize("filters", [{"created_at": {"gt": "soon"}}, {"created_at": "x"}, {"created_at": ["x"]}])
def test_a_bound_that_is_no_date_is_refused(teas: Store, filters: dict[str, Json]) -> None:
    with pytest.raises(InvalidData, match="is not a date"):
        found(teas, **filters)


@pytest.mark.parametrize("filters", [{"weight": {"gt": "heavy"}}, {"weight": {"contains": "2"}}, {"title": {"lt": 5}}])
def test_what_cannot_be_compared_is_refused(teas: Store, filters: dict[str, Json]) -> None:
    with pytest.raises(InvalidData, match="cannot be compared with"):
        found(teas, **filters)


def test_a_filter_that_nobody_understands_is_a_mistake_of_the_caller(teas: Store) -> None:
    with pytest.raises(TypeError, match="Lists of products have no filter colour"):
        found(teas, colour="green")


# q


@pytest.mark.parametrize(
    ("q", "handles"),
    [
        ("A", ["mate", "sencha", "assam"]),
        ("sen", ["sencha"]),
        ("sku-7", ["assam"]),
        ("none", []),
        ("", ["blend", "mate", "sencha", "assam"]),
        ("%", ["mate", "sencha", "assam"]),
        ("s%_%A", ["sencha", "assam"]),
        ("_ate", ["mate"]),
        ("_mate", []),
        (r"\%", []),
        ("\\", []),
    ],
)
def test_q_looks_into_the_columns_of_the_table_and_of_related_rows(teas: Store, q: str, handles: list[str]) -> None:
    assam = found(teas, handle="assam")[0]
    teas.insert(VARIANTS, {"sku": "SKU-7", "product_id": assam.key})
    teas.insert(VARIANTS, {"sku": None, "product_id": assam.key})
    assert [row["handle"] for row in found(teas, q=q)] == handles


def test_q_and_filters_hold_together(teas: Store) -> None:
    assert titles(teas, q="a", status="published") == ["Sencha"]


# Against a naive filter and sort

COLUMN_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "weight": st.none() | st.integers(-2, 2) | st.sampled_from([0.5, 1.0]),
    "status": st.sampled_from(["draft", "published"]),
    "collection_id": st.none() | st.sampled_from(["a", "B", "ab", "é", ""]),
    "created_at": st.sampled_from(["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"]),
}
BOUNDS = {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}


@given(
    rows=st.lists(st.fixed_dictionaries(COLUMN_VALUES), max_size=12),
    one=st.sampled_from([None, "draft"]),
    some=st.none() | st.lists(st.sampled_from(["a", "B", "unknown"]), max_size=2),
    bounds=st.dictionaries(st.sampled_from(list(BOUNDS)), st.integers(-2, 2)),
    order=st.tuples(st.sampled_from(["", "-"]), st.sampled_from(list(COLUMN_VALUES))),
    offset=st.integers(0, 5),
    limit=st.integers(0, 5),
)
def test_a_page_is_what_a_naive_filter_and_sort_make(
    rows: list[dict[str, Any]],
    one: str | None,
    some: list[str] | None,
    bounds: dict[str, int],
    order: tuple[str, str],
    offset: int,
    limit: int,
) -> None:
    shop = new_shop()
    for number, row in enumerate(rows):
        shop.insert(PRODUCTS, {"id": str(number), **row})
    params: dict[str, Json] = {"weight": bounds, "offset": offset, "limit": limit, "order": "".join(order)}
    params |= {"status": one} if one else {}
    params |= {"collection_id": some} if some is not None else {}
    expected = [
        (number, row)
        for number, row in enumerate(rows)
        if (one is None or row["status"] == one)
        and (some is None or row["collection_id"] in some)
        and (not bounds or row["weight"] is not None)
        and all(BOUNDS[sign](row["weight"], bound) for sign, bound in bounds.items())
    ]
    direction, column = order
    nulls = [item for item in expected if item[1][column] is None]
    others = [item for item in expected if item[1][column] is not None]
    others.sort(key=lambda item: item[1][column], reverse=bool(direction))
    expected = nulls + others if direction else others + nulls
    shown, count = page(shop, PRODUCTS, Query.parse(shop, PRODUCTS, params))
    stop = offset + limit if limit else None
    assert [row.key for row in shown] == [str(number) for number, _ in expected][offset:stop]
    assert count == len(expected)
