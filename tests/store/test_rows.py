"""Rows do not change, whatever is done with them."""

import copy
from typing import Any

import orjson
import pytest

from medusa_mock.store import Row, Store
from medusa_mock.store.rows import FrozenDict, freeze
from tests.store.shop import PRODUCTS, TAGS

GIVEN = {"title": "Tea", "metadata": {"sizes": [1, {"of": ["box"]}]}}


@pytest.fixture
def row(shop: Store) -> Row:
    return shop.insert(PRODUCTS, GIVEN)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.__setitem__("title", "x"),
        lambda row: row.__delitem__("title"),
        lambda row: row.update(title="x"),
        lambda row: row.pop("title"),
        lambda row: row.popitem(),
        lambda row: row.clear(),
        lambda row: row.setdefault("new", 1),
        lambda row: row.__ior__({"title": "x"}),
        lambda row: row["metadata"].update(sizes=[]),
        lambda row: row["metadata"]["sizes"].append(2),
        lambda row: row["metadata"]["sizes"][1].update(of=None),
        lambda row: row["metadata"]["sizes"][1]["of"].sort(),
    ],
)
def test_a_row_refuses_every_change(row: Row, change: Any) -> None:
    before = repr(row)
    with pytest.raises((TypeError, AttributeError)):
        change(row)
    assert repr(row) == before


def test_what_a_caller_keeps_of_its_values_does_not_reach_the_row(shop: Store) -> None:
    metadata: dict[str, Any] = {"list": [1], "object": {"a": 1}}
    row = shop.insert(PRODUCTS, {"metadata": metadata})
    metadata["list"].append(2)
    metadata["object"]["b"] = 2
    metadata["new"] = 3
    assert row["metadata"] == {"list": (1,), "object": {"a": 1}}


def test_a_copy_of_a_row_is_the_row(row: Row) -> None:
    assert copy.copy(row) is row
    assert copy.deepcopy(row) is row


def test_a_dict_made_of_a_row_can_be_changed(row: Row) -> None:
    made = {**row, "title": "Coffee"} | {"status": "published"}
    made["title"] = "Cocoa"
    assert (row["title"], row["status"]) == ("Tea", "draft")


def test_the_json_of_a_row_has_its_visible_columns_in_order(row: Row) -> None:
    shown = orjson.loads(row.json)
    assert list(shown) == [name for name in PRODUCTS.columns if name != "cost"]
    assert shown["metadata"] == GIVEN["metadata"]
    assert shown == orjson.loads(orjson.dumps(row.shown()))


def test_the_json_of_a_row_is_made_once(row: Row) -> None:
    assert row.json is row.json


def test_a_row_knows_its_place(shop: Store) -> None:
    first, second = shop.insert(TAGS, {"value": "a"}), shop.insert(TAGS, {"value": "b"})
    assert (first.key, second.key) == ("a", "b")
    assert first.ordinal < second.ordinal
    assert shop.update(TAGS, "a", {"colour": "red"}).ordinal == first.ordinal


@pytest.mark.parametrize("value", [{1, 2}, object(), b"bytes", {"deep": [{3}]}])
def test_only_json_can_be_frozen(value: object) -> None:
    with pytest.raises(TypeError, match="is not JSON"):
        freeze(value)


def test_what_is_frozen_is_not_frozen_again() -> None:
    frozen = freeze({"a": [1]})
    assert isinstance(frozen, FrozenDict)
    assert freeze(frozen) is frozen
