"""What imports make of a file."""

from collections.abc import Mapping
from typing import Any

import pytest

from medusa_mock.domain.batch_jobs import life_cycle
from medusa_mock.domain.batch_jobs.life_cycle import status_of
from medusa_mock.domain.files import read_file, save_file
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.store.relations import values
from medusa_mock.tables.catalogue import PRODUCT_OPTION_VALUES, PRODUCT_VARIANTS, PRODUCTS
from medusa_mock.tables.files import FILES
from medusa_mock.tables.pricing import MONEY_AMOUNTS
from tests.domain.batch_jobs.conftest import Settled, Start, errors, later

HEADER = "Product Handle;Product Title;Variant Title;Variant Inventory Quantity"


def only(store: Store, table: Table, **equal: Json) -> Row:
    [row] = store.select(table, **equal)
    return row


def held(store: Store, row: Row, *paths: str) -> dict[str, list[Json]]:
    return {path: list(values(store.world, row, path)) for path in paths}


def prices(store: Store, **equal: Json) -> set[tuple[Json, ...]]:
    return {(row["currency_code"], row["region_id"], row["amount"]) for row in store.select(MONEY_AMOUNTS, **equal)}


def told(line: Mapping[str, str], reason: str) -> str:
    names = {"product id": "undefined", "product handle": "a", "variant id": "undefined", "variant sku": "undefined"}
    words = ",\n      ".join(f"({name}: {value})" for name, value in {**names, **line}.items())
    return f"Error while processing row with\n      [{words}]: \n      {reason}"


# Products


def test_a_product_is_made_with_its_variants(shop: Store, imported: Settled) -> None:
    more = "Option 1 Name;Option 1 Value;Price EUR;Price JPY;Price United Kingdom [GBP];Product Tags;Product Type"
    job = imported(
        "product-import",
        f"{HEADER};{more};Image 1 Url;Variant SKU;Sales Channel 1 Name",
        "a;A;Small;5;Size;S;1.5;100;2;red,blue;bowl;http://a.example/a.png;007;Webshop",
        "a;ignored;Large;;Size;L;;;;;;;;",
    )
    assert status_of(job) == "failed"  # the second variant has no quantity
    assert shop.first(PRODUCTS, handle="a") is None
    job = imported(
        "product-import",
        f"{HEADER};{more};Image 1 Url;Variant SKU;Sales Channel 1 Name",
        "a;A;Small;5;Size;S;1.5;100;2;red,blue;bowl;http://a.example/a.png;007;Webshop",
        "a;ignored;Large;6;Size;L;;;;;;;;",
    )
    assert (status_of(job), job["result"]["advancement_count"]) == ("completed", 3)
    product = only(shop, PRODUCTS, handle="a")
    assert (product["title"], product["status"], product["thumbnail"]) == ("A", "draft", "http://a.example/a.png")
    assert held(shop, product, "tags.value", "type.value", "variants.title", "variants.options.value") == {
        "tags.value": ["red", "blue"],
        "type.value": ["bowl"],
        "variants.title": ["Small", "Large"],
        "variants.options.value": ["S", "L"],
    }
    small = only(shop, PRODUCT_VARIANTS, sku="7")
    assert prices(shop, variant_id=small.key) == {("eur", None, 150), ("jpy", None, 100), ("gbp", "reg_uk", 200)}


def test_what_is_known_is_changed(shop: Store, imported: Settled) -> None:
    job = imported(
        "product-import",
        f"Product Id;{HEADER};Variant Id;Option 1 Name;Option 1 Value;Price EUR",
        "prod_cup;stoneware-cup;Cup of stoneware;Ashen;4;variant_cup_ash;Glaze;Ashes;16",
        "prod_cup;stoneware-cup;;Sand;2;;Glaze;Sand;15",
    )
    assert status_of(job) == "completed", job["result"]
    assert job["result"]["operations"] == {
        "PRODUCT_CREATE": 0,
        "PRODUCT_UPDATE": 1,
        "VARIANT_CREATE": 1,
        "VARIANT_UPDATE": 1,
    }
    cup = shop.get(PRODUCTS, "prod_cup")
    assert (cup["title"], cup["handle"]) == ("Cup of stoneware", "stoneware-cup")
    assert held(shop, cup, "variants.title", "variants.options.value")["variants.title"] == ["Ashen", "Moss", "Sand"]
    assert only(shop, PRODUCT_OPTION_VALUES, variant_id="variant_cup_ash")["value"] == "Ashes"
    assert ("eur", None, 1600) in prices(shop, variant_id="variant_cup_ash")


def test_an_export_can_be_imported_again(shop: Store, settled: Settled) -> None:
    shop.update(PRODUCTS, "prod_cup", {"description": "Without commas: they would be taken for what parts the columns"})
    before = {row.key: dict(row) for row in shop.select(PRODUCTS)}
    key = settled("product-export", filterable_fields={"id": ["prod_cup"]})["result"]["file_key"]
    job = settled("product-import", fileKey=key)
    assert status_of(job) == "completed", job["result"]
    unlike = {"updated_at", "thumbnail"}
    for row in shop.select(PRODUCTS):
        assert {name for name, value in row.items() if before[row.key][name] != value} <= unlike


def test_an_option_that_there_is_not_stands_for_the_first(shop: Store, imported: Settled) -> None:
    header = f"Product Id;{HEADER};Variant Id;Option 1 Name;Option 1 Value"
    job = imported("product-import", header, "prod_cup;stoneware-cup;Cup;Ash;4;variant_cup_ash;Nope;Ashes")
    assert status_of(job) == "completed", job["result"]
    assert only(shop, PRODUCT_OPTION_VALUES, variant_id="variant_cup_ash")["value"] == "Ashes"


def test_the_file_is_gone_afterwards_and_so_are_the_operations(shop: Store, start: Start) -> None:
    before = len(list(shop.select(FILES)))
    key = save_file(shop, "a.csv", f"{HEADER}\na;A;V;1\n".encode())
    job = later(shop, start("product-import", fileKey=key, dry_run=True))
    [made, variants] = job["result"]["files"].values()
    assert made.startswith("imports/products/ops/")
    assert made.endswith(f"-{job.key}-PRODUCT_CREATE.json")
    assert b'"product.handle":"a"' in read_file(shop, variants)
    assert shop.first(PRODUCTS, handle="a") is None
    life_cycle.confirm(shop, job)
    assert status_of(later(shop, job)) == "completed"
    assert len(list(shop.select(FILES))) == before


def test_a_job_says_what_it_would_do(imported: Settled) -> None:
    job = imported("product-import", HEADER, "a;A;V;1", "a;A;W;1", "b;B;V;1", dry_run=True)
    assert job["result"]["count"] == 5
    assert job["result"]["stat_descriptors"][0]["message"] == (
        "There will be 2 products created (0  updated).\n             3 variants will be created and 0 updated"
    )


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        (["Product Title;Variant Title;Product Status", "a;b;draft"], 'Missing column(s) "Product Handle" from'),
        ([HEADER, ";A;V;1"], 'No value found for target column "Product Handle" in line 1 of the given csv file'),
        ([f"{HEADER};Taste", "a;A;V;1;x"], "Unable to treat column Taste from the csv file."),
        ([HEADER, "a;A;V;1;x"], "Unable to treat column __parsed_extra from the csv file."),
    ],
)
def test_a_file_that_does_not_fit_is_refused(imported: Settled, lines: list[str], refusal: str) -> None:
    job = imported("product-import", *lines)
    [error] = errors(job)
    assert status_of(job) == "failed"
    assert error.startswith(f"The csv file parsing failed due to: {refusal}")


def test_a_region_that_there_is_not_is_found_out_at_first(imported: Settled) -> None:
    job = imported("product-import", f"{HEADER};Price Nowhere [EUR]", "a;A;V;1;5")
    assert errors(job) == ["Trying to set a price for a region Nowhere that doesn't exist"]
    assert job["pre_processed_at"] is None


@pytest.mark.parametrize(
    ("context", "refusal"),
    [
        ({}, "context.fileKey must be a string"),
        ({"fileKey": 5}, "context.fileKey must be a string"),
        ({"fileKey": "never-there.csv"}, "File with key: never-there.csv was not found"),
    ],
)
def test_a_file_that_is_not_there_fails_the_job(settled: Settled, context: dict[str, Any], refusal: str) -> None:
    job = settled("product-import", **context)
    assert (status_of(job), errors(job)) == ("failed", [refusal])


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Product Weight", "heavy", 'invalid input syntax for type integer: "heavy"'),
        ("Variant Weight", "1.5", 'invalid input syntax for type integer: "1.5"'),
        ("Product Status", "lost", 'invalid input value for enum product_status_enum: "lost"'),
        ("Product Status", "", 'null value in column "status" of relation "product" violates not-null constraint'),
        ("Product Collection Handle", "nope", "Product collection with handle: nope was not found"),
        ("Product Category 1 Handle", "nope", "ProductCategory with handle: nope was not found"),
        (
            "Price XXX",
            "5",
            'insert or update on table "money_amount" violates foreign key constraint "FK_e15811f81339e4bd8c440aebe1c"',
        ),
        (
            "Price EUR",
            "much",
            'null value in column "amount" of relation "money_amount" violates not-null constraint',
        ),
    ],
)
def test_a_line_that_cannot_be_done_fails_the_job(
    shop: Store, imported: Settled, column: str, cell: str, reason: str
) -> None:
    before = shop.world.rows["products"]
    job = imported("product-import", f"{HEADER};{column}", f"a;A;V;1;{cell}")
    assert (status_of(job), errors(job)) == ("failed", [told({}, reason)])
    assert shop.world.rows["products"] is before


def test_the_line_that_failed_is_told_by_its_cells(imported: Settled) -> None:
    job = imported("product-import", f"Product Id;{HEADER};Variant SKU", "prod_nope;a;A;V;1;")
    line = {"product id": "prod_nope", "variant sku": "null"}
    assert errors(job) == [told(line, "Product with id: prod_nope was not found")]


def test_a_handle_is_taken_once(imported: Settled) -> None:
    job = imported("product-import", HEADER, "stoneware-cup;A;V;1")
    reason = 'duplicate key value violates unique constraint "IDX_cf9cc6c3f2e6414b992223fff1"'
    assert errors(job) == [told({"product handle": "stoneware-cup"}, reason)]


def test_a_sales_channel_is_found_by_id_or_by_name_and_once(shop: Store, imported: Settled) -> None:
    header = f"{HEADER};Sales Channel 1 Id;Sales Channel 1 Name;Sales Channel 1 Description"
    imported("product-import", header, "a;A;V;1;nope;Nope;x")
    assert held(shop, only(shop, PRODUCTS, handle="a"), "sales_channels.id") == {"sales_channels.id": []}
    job = imported("product-import", header, "b;B;V;1;sc_default;Default Sales Channel;")
    assert "duplicate key value violates unique constraint" in errors(job)[0]


def test_a_flag_is_true_or_else_false(shop: Store, imported: Settled) -> None:
    imported("product-import", f"{HEADER};Variant Manage Inventory;Variant Barcode", "a;A;V;1;maybe;00123")
    variant = only(shop, PRODUCT_VARIANTS, barcode="123")
    assert (variant["manage_inventory"], variant["allow_backorder"]) == (False, False)


# Price lists

PRICES = "Product Variant ID;SKU;Price EUR;Price United Kingdom [GBP]"


def test_the_prices_of_a_list_are_replaced(shop: Store, imported: Settled) -> None:
    lines = [PRICES, "variant_cup_moss;;11;12.5", ";ASSAM-100;7.25;"]
    job = imported("price-list-import", *lines, price_list_id="pl_winter")
    assert status_of(job) == "completed", job["result"]
    assert prices(shop, price_list_id="pl_winter") == {("eur", None, 1100), ("gbp", "reg_uk", 1250), ("eur", None, 725)}
    assert prices(shop, price_list_id="pl_winter", variant_id="variant_assam_100") == {("eur", None, 725)}
    assert job["result"]["stat_descriptors"][0]["message"] == "2 prices will be added"
    assert (job["result"]["count"], job["result"]["advancement_count"]) == (2, 2)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            ";;1;",
            "Error while processing row with:\n      variant ID: null,\n      variant SKU: null,\n"
            "      SKU or ID is required",
        ),
        ("variant_nope;;1;", "Variant with id: variant_nope was not found"),
        (";NOPE;1;", "Variant with sku: NOPE was not found"),
        (
            ";ASSAM-100;dear;",
            "Error while processing row with:\n      variant ID: undefined,\n      variant SKU: undefined,\n"
            '      null value in column "amount" of relation "money_amount" violates not-null constraint',
        ),
    ],
)
def test_a_price_that_cannot_be_set_fails_the_job(shop: Store, imported: Settled, line: str, reason: str) -> None:
    job = imported("price-list-import", PRICES, line, price_list_id="pl_winter")
    assert (status_of(job), errors(job)) == ("failed", [reason])
    assert prices(shop, price_list_id="pl_winter") == {("eur", None, 1200)}


def test_prices_are_imported_into_a_list_that_there_is(start: Start) -> None:
    with pytest.raises(InvalidData, match="Price list id is required"):
        start("price-list-import", fileKey="a.csv")
    with pytest.raises(NotFound, match="Price list with id: nope was not found"):
        start("price-list-import", fileKey="a.csv", price_list_id="nope")
