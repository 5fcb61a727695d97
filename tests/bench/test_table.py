"""The table for the README, and the targets."""

import dataclasses

import pytest

from tests.bench.exchanges import PRODUCTS
from tests.bench.measure import Results
from tests.bench.table import Target, machine, markdown, ratio, targets

RESULTS = Results(
    titles={"ours": "medusa-mock 0.1.0", "starlette": "bare Starlette 1.0", "prism": "Prism 5.16.0"},
    rates={
        "list": {
            "ours": [9_000.4, 10_000.0, 4_000.0],
            "starlette": [10_000.0, 12_500.0, 4_000.0],
            "prism": [3_000.0, 3_000.0, 2_000.0],
        }
    },
    starts={
        "ours": [0.5, 0.9, 0.4],
        "demo": [0.71, 0.72, 0.5],
        "starlette": [0.2, 0.2, 0.2],
        "prism": [2.0, 2.5, 2.2],
    },
    resident={"ours": 80_000_000, "starlette": 40_400_000, "prism": 128_000_000},
)


def test_a_ratio_is_taken_within_rounds() -> None:
    assert ratio([10, 100, 30], [10, 50, 10]) == 2


def test_rounds_go_in_pairs() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio([1, 2], [1])


def test_the_table_has_a_column_for_each_contestant() -> None:
    assert markdown(RESULTS).splitlines() == [
        "|  | medusa-mock 0.1.0 | bare Starlette 1.0 | Prism 5.16.0 |",
        "| --- | --: | --: | --: |",
        "| list, per second | **9,000** | 10,000 (0.90x) | 3,000 (3.00x) |",
        "| start to first answer | 0.50 s | 0.20 s | 2.20 s |",
        "| memory after the load | 80 MB | 40 MB | 128 MB |",
    ]


def test_each_target_is_met_or_missed() -> None:
    assert targets(RESULTS) == [
        Target("list: 0.90x bare Starlette 1.0, at least 0.8x", met=True),
        Target("list: 3.00x Prism 5.16.0, at least 3x", met=True),
        Target("start: 0.50 s, at most 0.7 s", met=True),
        Target("start with the demo seed: 0.71 s, at most 0.7 s", met=False),
        Target("memory: 80 MB, at most 110 MB", met=True),
    ]


def test_a_missed_target_stands_out() -> None:
    slower = dataclasses.replace(RESULTS, rates={"list": {"ours": [100], "prism": [50]}})
    assert str(targets(slower)[0]) == "MISSED  list: 2.00x Prism 5.16.0, at least 3x"
    assert str(targets(RESULTS)[0]).startswith("met     list")


def test_the_machine_is_described() -> None:
    cores, _, rest = machine().partition(" x ")
    assert int(cores) >= 1
    assert ", " in rest


def test_a_list_of_products_has_targets_of_its_own() -> None:
    rates = {PRODUCTS.name: {"ours": [999, 1100, 900], "prism": [50, 50, 50]}}
    slow = dataclasses.replace(RESULTS, rates=rates)
    assert targets(slow)[:2] == [
        Target(f"{PRODUCTS.name}: 19.98x Prism 5.16.0, at least 20x", met=False),
        Target(f"{PRODUCTS.name}: 999 per second, at least 1,000", met=False),
    ]
