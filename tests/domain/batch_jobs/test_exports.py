"""What exports write, and what they refuse."""

import csv
from typing import Any

import pytest

from medusa_mock.domain.batch_jobs.life_cycle import status_of
from medusa_mock.domain.files import read_file
from medusa_mock.errors import InvalidData
from medusa_mock.store import Row, Store
from medusa_mock.tables.catalogue import PRODUCTS
from medusa_mock.tables.pricing import MONEY_AMOUNTS
from tests.domain.batch_jobs.conftest import Settled, Start, errors


def exported(store: Store, job: Row) -> list[dict[str, str]]:
    assert status_of(job) == "completed", job["result"]
    content = read_file(store, job["result"]["file_key"])
    assert job["result"]["file_size"] == len(content)
    return list(csv.DictReader(content.decode().splitlines(keepends=True), delimiter=";"))


def test_products_are_exported_a_line_for_each_variant(shop: Store, settled: Settled) -> None:
    job = settled("product-export", filterable_fields={"id": ["prod_assam"]})
    [small, large] = exported(shop, job)
    assert (small["Product Id"], small["Product Status"]) == ("prod_assam", "published")
    assert (small["Variant SKU"], small["Option 1 Name"], small["Option 1 Value"]) == ("ASSAM-100", "Bag", "100 g")
    assert (small["Price EUR"], large["Price EUR"], large["Price GBP"]) == ("7.2", "29", "24.9")
    assert (small["Product External Id"], small["Product Discountable"]) == ("", "true")
    assert (small["Variant Weight"], small["Variant Inventory Quantity"]) == ("100", "40")


def test_the_result_tells_how_far_the_export_is(settled: Settled) -> None:
    job = settled("product-export", filterable_fields={"title": "Nothing"})
    assert set(job["result"]) == {"file_key", "file_size", "stat_descriptors"}
    job = settled("product-export", limit=1, offset=1)
    assert (job["result"]["count"], job["result"]["advancement_count"]) == (4, 3)
    assert job["result"]["progress"] == 0.75


def test_a_price_of_a_region_has_a_column_of_its_own(shop: Store, settled: Settled) -> None:
    here = {"variant_id": "variant_cup_moss", "region_id": "reg_north_america", "currency_code": "usd"}
    shop.insert(MONEY_AMOUNTS, {**here, "amount": 1600})
    [_, moss] = exported(shop, settled("product-export", filterable_fields={"id": "prod_cup"}))
    assert (moss["Price North America [USD]"], moss["Price USD"]) == ("16", "16")


def test_options_are_told_in_the_order_of_the_product(shop: Store, settled: Settled) -> None:
    [beans, _] = exported(shop, settled("product-export", filterable_fields={"id": ["prod_espresso"]}))
    assert [beans[f"Option {number} {what}"] for number in (1, 2) for what in ("Name", "Value")] == [
        "Bag",
        "250 g",
        "Grind",
        "beans",
    ]


def test_columns_that_were_not_asked_for_are_empty(shop: Store, settled: Settled) -> None:
    lines = exported(
        shop, settled("product-export", fields="handle,variants.sku", filterable_fields={"id": "prod_cup"})
    )
    assert {(line["Product Handle"], line["Product Title"], line["Variant Title"]) for line in lines} == {
        ("stoneware-cup", "", "")
    }
    assert [line["Variant SKU"] for line in lines] == ["CUP-ASH", "CUP-MOSS"]


def test_the_order_is_the_one_that_was_asked_for(shop: Store, settled: Settled) -> None:
    def titles(order: str) -> list[str]:
        lines = exported(shop, settled("product-export", order=order))
        return list(dict.fromkeys(line["Product Title"] for line in lines))

    assert titles("-title") == titles("title")[::-1]


def test_a_search_counts_and_is_forgotten(settled: Settled) -> None:
    job = settled("product-export", filterable_fields={"q": "nothing", "status": ["published"]})
    assert job["result"]["stat_descriptors"][0]["message"] == "There will be 0 products exported by this action"
    assert job["context"]["filterable_fields"] == {"status": ("published",)}
    assert job["result"]["count"] > 0


@pytest.mark.parametrize("filters", [{"status": ["draft"]}, {"is_giftcard": "true"}, {"collection_id": ["nope"]}])
def test_filters_leave_products_out(shop: Store, settled: Settled, filters: dict[str, Any]) -> None:
    everything = len(list(shop.select(PRODUCTS)))
    count = settled("product-export", filterable_fields=filters)["result"].get("count", 0)
    assert count < everything


@pytest.mark.parametrize(
    ("context", "refusal"),
    [
        (
            {"filterable_fields": {"foo": 1}},
            'Property "foo" was not found in "Product". Make sure your query is correct.',
        ),
        ({"filterable_fields": {"status": ["lost"]}}, 'invalid input value for enum product_status_enum: "lost"'),
        ({"filterable_fields": "x"}, "Cannot use 'in' operator to search for 'q' in x"),
        ({"fields": "nope"}, "column product.nope does not exist"),
        ({"order": "nope"}, "column product.nope does not exist"),
        ({"expand": "nope"}, "Relation with property path nope in entity was not found."),
        ({"offset": "x"}, 'Provided "offset" value is not a number. Please provide a numeric value.'),
        ({"limit": "x"}, 'Provided "limit" value is not a number. Please provide a numeric value.'),
        ({"batch_size": "x"}, "context.batch_size must be a number"),
    ],
)
def test_what_cannot_be_listed_fails_the_job(settled: Settled, context: dict[str, Any], refusal: str) -> None:
    job = settled("product-export", **context)
    assert (status_of(job), errors(job), job["pre_processed_at"]) == ("failed", [refusal], None)


@pytest.mark.parametrize(
    ("expand", "refusal"),
    [
        ("variants", "Cannot read properties of undefined (reading 'map')"),
        ("tags", "undefined is not iterable (cannot read property Symbol(Symbol.iterator))"),
    ],
)
def test_an_export_without_what_it_needs_tells_it_twice(settled: Settled, expand: str, refusal: str) -> None:
    job = settled("product-export", expand=expand)
    assert status_of(job) == "failed"
    assert errors(job) == [{"err": {}, "code": "unknown", "message": refusal}, refusal]
    assert (job["processing_at"], "file_key" in job["result"]) == (None, False)


def test_more_than_there_are_can_be_asked_for(settled: Settled) -> None:
    job = settled("product-export", batch_size=100)
    assert (job["result"]["count"], job["result"]["advancement_count"]) == (100, 4)
    assert settled("product-export", batch_size=2)["result"]["progress"] == 1


@pytest.mark.parametrize("name", ["order", "fields", "expand"])
def test_names_have_to_be_a_text(start: Start, name: str) -> None:
    with pytest.raises(InvalidData, match=f"context.{name} must be a string"):
        start("product-export", **{name: ["title"]})


@pytest.mark.parametrize(
    ("fields", "select"),
    [
        ("title,variants.sku", ["title", "variants.sku", "created_at", "id"]),
        ("", ["created_at", "id"]),
        ("+title,*tags", ["title", "created_at", "id"]),
    ],
)
def test_what_to_list_is_kept_with_the_job(start: Start, fields: str, select: list[str]) -> None:
    config = start("product-export", fields=fields)["context"]["list_config"]
    assert list(config["select"]) == select


def test_orders_of_a_shop_without_any_are_a_header(shop: Store, settled: Settled) -> None:
    job = settled("order-export", fields="id,total", expand="customer")
    assert read_file(shop, job["result"]["file_key"]).decode() == (
        "Order_ID;Date;Customer First name;Customer Last name;Customer Email;Customer ID;Total\r\n"
    )
