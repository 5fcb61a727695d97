"""Changes in bulk, held against the same ones made one by one."""

from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medusa_mock.errors import MockError, NotFound
from medusa_mock.store import Store, Table, World
from tests.store.shop import COLLECTIONS, PRODUCTS, TAGS, VARIANTS, new_shop

Step: TypeAlias = tuple[str, Table, dict[str, Any], int]

few = st.sampled_from
EARLY, LATE = "2020-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000Z"
columns = {
    "id": few(["a", "b", "c", "d", "e"]),
    "handle": few(["tea", "mate", None]),
    "title": few(["Tea", "Mate", None]),
    "status": few(["draft", "published", None]),
    "collection_id": few(["a", "b", None]),
    "product_id": few(["a", "b", None]),
    "sku": few(["A", "B", "C", None]),
    "value": few(["red", "green", "blue"]),
    "created_at": few([EARLY, LATE]),
    "deleted_at": few([None, None, LATE]),
    "metadata": few([None, {"a": 1}]),
}
TABLES = (COLLECTIONS, PRODUCTS, VARIANTS, TAGS)
steps: st.SearchStrategy[Step] = few(TABLES).flatmap(
    lambda table: st.tuples(
        few(["insert", "insert", "insert", "update", "delete", "remove"]),
        st.just(table),
        st.fixed_dictionaries({}, optional={name: columns[name] for name in table.columns.keys() & columns.keys()}),
        st.integers(0, 9),
    )
)


def do(store: Store, step: Step) -> Any:
    """The row or the refusal that a step leads to."""
    kind, table, values, number = step
    keys = [row.key for row in store.select(table)]
    key = keys[number % len(keys)] if keys else "nobody"
    try:
        if kind == "insert":
            return store.insert(table, {"value": "red", **values} if table is TAGS else values)
        if kind == "update":
            return store.update(table, key, {name: value for name, value in values.items() if name != table.key})
        return store.delete(table, key) if kind == "delete" else store.remove(table, key)
    except MockError as error:
        return type(error), str(error)


def filed(world: World) -> dict[str, Any]:
    """All that a world holds, and where."""
    return {
        name: {
            "rows": {key: (row, row.place) for key, row in rows.by_key.items()},
            "living": [*rows.indexes.living],
            "deleted": [*rows.indexes.deleted],
            "dated": [*rows.indexes.dated],
            "holders": {names: dict(index.items()) for names, index in rows.indexes.holders.items()},
            "buckets": {
                column: {value: [*places] for value, places in index.items()}
                for column, index in rows.indexes.buckets.items()
            },
        }
        for name, rows in world.rows.items()
    }


def outcomes(store: Store, first: list[Step], many: list[Step], last: list[Step], *, bulk: bool) -> list[Any]:
    before = [do(store, step) for step in first]
    with store.transaction(bulk=bulk):
        amid = [do(store, step) for step in many]
    return [*before, *amid, *(do(store, step) for step in last)]


@given(st.lists(steps, max_size=20), st.lists(steps, max_size=40), st.lists(steps, max_size=10))
def test_a_bulk_of_changes_leads_where_the_same_changes_lead_one_by_one(
    first: list[Step], many: list[Step], last: list[Step]
) -> None:
    one_by_one, in_bulk = new_shop(), new_shop()
    assert outcomes(in_bulk, first, many, last, bulk=True) == outcomes(one_by_one, first, many, last, bulk=False)
    assert filed(in_bulk.world) == filed(one_by_one.world)
    assert (in_bulk.world.serial, in_bulk.world.written) == (one_by_one.world.serial, one_by_one.world.written)


@given(st.lists(steps, max_size=20), st.lists(steps, max_size=20))
def test_a_world_taken_amid_a_bulk_does_not_change(some: list[Step], more: list[Step]) -> None:
    store = new_shop()
    with store.transaction(bulk=True):
        for step in some:
            do(store, step)
        taken = store.world
        before = filed(taken)
        for step in more:
            do(store, step)
        assert filed(taken) == before


def test_a_bulk_that_fails_leaves_no_trace() -> None:
    store = new_shop()
    store.insert(TAGS, {"value": "red"})
    before = store.world
    with pytest.raises(NotFound), store.transaction(bulk=True):  # noqa: PT012
        store.insert(TAGS, {"value": "green"})
        store.remove(TAGS, "red")
        store.get(TAGS, "red")
    assert store.world is before


def test_what_is_selected_stays_the_same_while_a_bulk_of_rows_comes_and_goes() -> None:
    store = new_shop()
    with store.transaction(bulk=True):
        for sku in "ABC":
            store.insert(VARIANTS, {"sku": sku, "product_id": "a"})
        everything, of_product = store.select(VARIANTS), store.select(VARIANTS, product_id="a")
        for row in store.select(VARIANTS):
            store.delete(VARIANTS, row.key)
            store.insert(VARIANTS, {"product_id": "a"})
        assert [row["sku"] for row in everything] == [row["sku"] for row in of_product] == ["A", "B", "C"]


def test_a_bulk_of_thousands_is_one_world() -> None:
    store = new_shop()
    with store.transaction(bulk=True):
        for number in range(2000):
            store.insert(VARIANTS, {"sku": str(number), "product_id": "a"})
    rows = store.world.rows[VARIANTS.name]
    assert [row["sku"] for row in rows.holding("product_id", "a")] == [str(number) for number in range(2000)]
    assert [row["sku"] for row in rows.at(rows.indexes.dated.descending(1990, 5))] == [
        str(number) for number in range(1990, 1995)
    ]
