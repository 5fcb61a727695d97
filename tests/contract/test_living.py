"""Ids of rows that a server has, in place of made-up ones."""

from random import Random
from typing import Any

import pytest

from medusa_mock.contract.living import Living
from medusa_mock.contract.naming import Row, nouns

ORDERS = "/admin/orders"
RETURNS = "/admin/returns"
ORDER = {
    "id": "order_a",
    "customer_id": "cus_a",
    "items": [{"id": "item_a", "variant_id": "variant_a"}],
    "claims": [{"id": "claim_a", "fulfillments": [{"id": "ful_a"}]}],
    "region": {"id": "reg_a", "countries": [{"id": 1, "iso_2": "de"}]},
}
OTHER = {"id": "order_b", "items": [{"id": "item_b"}], "claims": []}


def drawn(seed: int) -> Random:
    return Random(seed)  # noqa: S311


def mostly(living: Living, value: Any, scene: Row) -> Any:
    """What a value becomes more often than anything else."""
    found = [living.filled(value, "", scene, drawn(seed)) for seed in range(40)]
    return max(found, key=found.count)


@pytest.fixture
def living() -> Living:
    found = Living()
    found.learn({"orders": [ORDER, OTHER], "count": 2, "limit": 50, "offset": 0}, ORDERS)
    found.learn({"regions": [{"id": "reg_a"}, {"id": "reg_gone", "deleted_at": "2026-01-01T00:00:00.000Z"}]})
    return found


@pytest.mark.parametrize("seed", range(5))
def test_a_path_leads_to_one_row_and_to_what_is_below_it(living: Living, seed: int) -> None:
    path = f"{ORDERS}/{{id}}/claims/{{claim_id}}/fulfillments/{{fulfillment_id}}/cancel"
    names = ["id", "claim_id", "fulfillment_id"]
    placed, row = living.place(path, names, drawn(seed))
    assert placed["claim_id"] == "claim_a"
    assert row["id"] == placed["id"]


def test_a_row_is_as_the_fullest_answer_showed_it(living: Living) -> None:
    living.learn({"returns": [{"id": "ret_a", "status": "requested"}], "count": 1, "limit": 50, "offset": 0}, RETURNS)
    living.learn(
        {"order": {"id": "order_a", "returns": [{"id": "ret_a", "status": "requested", "items": [{"id": 1}]}]}}
    )
    placed, row = living.place(f"{RETURNS}/{{id}}/receive", ["id"], drawn(1))
    assert placed == {"id": "ret_a"}
    assert row["items"]


def test_rows_without_a_list_are_found_by_what_they_are_called(living: Living) -> None:
    assert living.place("/admin/regions/{id}", ["id"], drawn(1))[0] == {"id": "reg_a"}
    assert living.place("/admin/swaps/{id}", ["id"], drawn(1))[0] == {}


@pytest.mark.parametrize(
    ("value", "filled"),
    [
        ({"region_id": "x"}, {"region_id": "reg_a"}),
        ({"region_id": "reg_01HZX3B6Q7R8S9T0V1W2X3Y4Z5"}, {"region_id": "reg_a"}),
        ({"items": [{"item_id": "x", "quantity": 1}]}, {"items": [{"item_id": "item_b", "quantity": 1}]}),
        ({"item_ids": ["x"]}, {"item_ids": ["item_b"]}),
        ({"order": "item_title", "fields": "reg_id"}, {"order": "item_title", "fields": "reg_id"}),
        ({"region": "x", "type": "item"}, {"region": "x", "type": "item"}),
        ({"swap_id": "x"}, {"swap_id": "x"}),
        ({"regions": ["reg_europe", "x"]}, {"regions": ["reg_a", "x"]}),
        ({"customer_id": None}, {"customer_id": None}),
    ],
)
def test_a_body_names_what_is_there_and_mostly_what_belongs_to_the_row_of_the_path(
    living: Living, value: Any, filled: Any
) -> None:
    assert mostly(living, value, OTHER) == filled


@pytest.mark.parametrize("value", ["x", "item_01HZX3B6Q7R8S9T0V1W2X3Y4Z5"])
def test_a_column_of_the_row_of_the_path_names_others(living: Living, value: str) -> None:
    scene = {"id": "ret_a", "items": [{"return_id": "ret_a", "item_id": "item_a"}]}
    assert mostly(living, {"item_id": value}, scene) == {"item_id": "item_a"}


def test_what_is_deleted_is_not_handed_out(living: Living) -> None:
    living.forget("reg_a")
    assert not living.knows("reg_a")
    assert living.filled({"region_id": "x"}, "", {}, drawn(1)) == {"region_id": "x"}


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        ("id", "/admin/product-categories/{id}/products", ("product_category", "category")),
        ("line_item_id", "/admin/orders/{id}/line-items/{line_item_id}", ("line_item", "item")),
        ("claim_id", "", ("claim",)),
    ],
)
def test_parameters_tell_what_rows_they_stand_for(name: str, path: str, found: tuple[str, ...]) -> None:
    assert nouns(name, path) == found
