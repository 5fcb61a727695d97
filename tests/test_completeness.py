"""What somebody may forget: each test names the step that is missing."""

import ast
import inspect
from pathlib import Path
from typing import Any

import pytest

import medusa_mock
from medusa_mock import document
from medusa_mock.api import find_handler
from medusa_mock.app import App, Options
from medusa_mock.document.references import followed
from medusa_mock.store import Row, Table
from medusa_mock.tables import TABLES
from medusa_mock.validation import Schemas
from tests.world import SEED

DOCUMENTS = {api: document.load(api) for api in document.APIS}
DOCUMENT = DOCUMENTS["admin"]
OPERATIONS = {
    (api, operation["operationId"]): (path, method)
    for api, each in DOCUMENTS.items()
    for path, method, operation in document.operations(each)
}
HANDLERS = Path(medusa_mock.__file__).parent / "handlers"

# Which schema shows the rows of a table. A table that no operation shows yet stands in UNSHOWN; links are never shown.
SHOWN = {
    "addresses": "Address",
    "analytics_configs": "AnalyticsConfig",
    "batch_jobs": "BatchJob",
    "carts": "Cart",
    "claim_images": "ClaimImage",
    "claim_items": "ClaimItem",
    "claim_tags": "ClaimTag",
    "claims": "Claim",
    "countries": "Country",
    "currencies": "Currency",
    "customer_groups": "CustomerGroup",
    "customers": "Customer",
    "discount_conditions": "DiscountCondition",
    "discount_rules": "DiscountRule",
    "discounts": "Discount",
    "draft_orders": "DraftOrder",
    "fulfillment_items": "FulfillmentItem",
    "fulfillment_providers": "FulfillmentProvider",
    "fulfillments": "Fulfillment",
    "gift_card_transactions": "GiftCardTransaction",
    "gift_cards": "GiftCard",
    "images": "Image",
    "inventory_items": "InventoryItem",
    "inventory_levels": "InventoryLevel",
    "invites": "Invite",
    "line_item_adjustments": "LineItemAdjustment",
    "line_item_tax_lines": "LineItemTaxLine",
    "line_items": "LineItem",
    "money_amounts": "MoneyAmount",
    "notes": "Note",
    "notification_providers": "NotificationProvider",
    "notifications": "Notification",
    "oauth_apps": "OAuthApp",
    "order_edits": "OrderEdit",
    "order_item_changes": "OrderItemChange",
    "orders": "Order",
    "payment_collections": "PaymentCollection",
    "payment_providers": "PaymentProvider",
    "payment_sessions": "PaymentSession",
    "payments": "Payment",
    "price_lists": "PriceList",
    "product_categories": "ProductCategory",
    "product_collections": "ProductCollection",
    "product_option_values": "ProductOptionValue",
    "product_options": "ProductOption",
    "product_tags": "ProductTag",
    "product_types": "ProductType",
    "product_variants": "ProductVariant",
    "products": "Product",
    "publishable_api_keys": "PublishableApiKey",
    "refunds": "Refund",
    "regions": "Region",
    "reservations": "Reservation",
    "return_items": "ReturnItem",
    "return_reasons": "ReturnReason",
    "returns": "Return",
    "sales_channel_locations": "SalesChannelLocation",
    "sales_channels": "SalesChannel",
    "shipping_method_tax_lines": "ShippingMethodTaxLine",
    "shipping_methods": "ShippingMethod",
    "shipping_option_requirements": "ShippingOptionRequirement",
    "shipping_options": "ShippingOption",
    "shipping_profiles": "ShippingProfile",
    "stock_location_addresses": "StockLocationAddress",
    "stock_locations": "StockLocation",
    "stores": "Store",
    "swaps": "Swap",
    "tax_providers": "TaxProvider",
    "tax_rates": "TaxRate",
    "tracking_links": "TrackingLink",
    "users": "User",
}
UNSHOWN = {
    "files": "they are served back as they are, and operations tell of their keys alone",
    "custom_shipping_options": "what a cart's shipping options cost at prices of its own; seen in its shipping methods",
    "idempotency_keys": "what requests were answered; a key is seen in the header of an answer",
    "outbox": "a table of the mock alone, which the control API shows",
    "staged_jobs": "events that nobody has heard of yet; seen in what comes of them",
    "sequences": "a table of the mock alone: the numbers that orders were given",
}

# What the lists of the real server leave out although the rows have it.
LEFT_OUT = {
    "product_tags": {"deleted_at", "metadata"},
    "product_types": {"deleted_at", "metadata"},
}

# What is shown of some rows and not of others: on a related row, say.
SOMETIMES = {
    **{
        name: {*TABLES[name].columns} - {"id"}
        for name in (
            "claim_items",
            "claims",
            "order_edits",
            "order_item_changes",
            "orders",
            "payment_collections",
            "payments",
            "swaps",
        )
    },
    "draft_orders": {"completed_at", "idempotency_key"},
    "gift_cards": {"order_id"},
    **{
        name: {"id", "created_at", "updated_at", "metadata"}
        for name in ("line_item_tax_lines", "shipping_method_tax_lines")
    },
    "notifications": {*TABLES["notifications"].columns} - {"id"},
    "product_variants": {*TABLES["product_variants"].columns} - {"id"},
    "products": {*TABLES["products"].columns} - {"id"},
    "return_reasons": {"metadata"},
    **{
        name: {*TABLES[name].columns} - {"id"}
        for name in ("inventory_items", "inventory_levels", "reservations", "stock_locations")
    },
    "shipping_options": {*TABLES["shipping_options"].columns} - {"id"},
    "tax_rates": {*TABLES["tax_rates"].columns} - {"id"},
}

# What answers show of a row beside its columns and relations.
TOTALS = {"subtotal", "discount_total", "total", "tax_total"}
WORKED_OUT = {
    "batch_jobs": {"status"},
    "carts": TOTALS
    | {"payment_session", "shipping_total", "item_tax_total", "shipping_tax_total", "raw_discount_total"}
    | {"gift_card_total", "gift_card_tax_total"},
    "line_items": TOTALS | {"refundable", "original_total", "original_tax_total", "raw_discount_total"},
    "order_edits": TOTALS | {"status", "shipping_total", "gift_card_total", "gift_card_tax_total", "difference_due"},
    "orders": TOTALS
    | {"shipping_total", "item_tax_total", "shipping_tax_total", "gift_card_total", "gift_card_tax_total"}
    | {"refunded_total", "paid_total", "refundable_amount", "returnable_items"},
    "reservations": {"line_item"},
    "shipping_methods": {"original_total", "total", "subtotal", "original_tax_total", "tax_total"},
    "money_amounts": {"variant", "variant_id"},
    "product_variants": {
        "original_price",
        "calculated_price",
        "calculated_price_type",
        "original_price_includes_tax",
        "calculated_price_includes_tax",
        "original_price_incl_tax",
        "calculated_price_incl_tax",
        "original_tax",
        "calculated_tax",
        "tax_rates",
        "purchasable",
    },
    "products": {"profile", "profile_id"},
}


@pytest.mark.parametrize(("api", "operation_id"), OPERATIONS)
def test_every_operation_has_a_handler_that_takes_its_inputs(api: str, operation_id: str) -> None:
    path, method = OPERATIONS[api, operation_id]
    operation = followed(DOCUMENTS[api], path, method)
    parameters = inspect.signature(find_handler(api, operation)).parameters
    wanted = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] in ("path", "query")}
    if "requestBody" in operation:
        wanted.add("body")
    takes_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    assert takes_any or wanted <= parameters.keys()


@pytest.mark.parametrize("api", DOCUMENTS)
def test_every_public_function_of_a_handler_module_is_an_operation(api: str) -> None:
    for module in (HANDLERS / api).glob("[a-z]*.py"):
        tree = ast.parse(module.read_text("utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}
        assert {(api, name) for name in functions} <= OPERATIONS.keys(), f"{module.name} has others than operations"


@pytest.mark.parametrize("api", DOCUMENTS)
def test_every_tag_has_a_handler_module_and_the_reverse(api: str) -> None:
    tags = {tag["name"].lower().replace(" ", "_") for tag in DOCUMENTS[api]["tags"]}
    assert {module.stem for module in (HANDLERS / api).glob("[a-z]*.py")} == tags


def test_every_table_is_shown_by_a_schema_or_says_why_not() -> None:
    links = {name for name, table in TABLES.items() if table.prefix == "link"}
    assert SHOWN.keys() | UNSHOWN.keys() == TABLES.keys() - links
    assert not SHOWN.keys() & UNSHOWN.keys()


@pytest.mark.parametrize("name", SHOWN)
def test_a_table_has_the_columns_of_its_schema_in_their_order(name: str) -> None:
    table, schema = TABLES[name], Schemas(DOCUMENT).flat(DOCUMENT["components"]["schemas"][SHOWN[name]])
    visible = [column for column in table.visible if column not in LEFT_OUT.get(name, ())]
    beside = table.relations.keys() | WORKED_OUT.get(name, set())
    own = [column for column in schema["properties"] if column not in beside]
    assert visible == own
    assert set(visible) - SOMETIMES.get(name, set()) <= set(schema["required"])


@pytest.mark.parametrize("name", SHOWN)
def test_the_defaults_of_a_table_are_those_of_its_schema(name: str) -> None:
    properties = Schemas(DOCUMENT).flat(DOCUMENT["components"]["schemas"][SHOWN[name]])["properties"]
    defaults = {column: schema["default"] for column, schema in properties.items() if "default" in schema}
    assert {column: TABLES[name].columns[column] for column in defaults} == defaults


def rows(seed: str) -> list[tuple[Table, dict[str, Any]]]:
    """The rows that a seed brings to the tables that are shown."""
    store = App(Options(seed=seed)).sessions.get().store
    return [(TABLES[name], shown(row)) for name in SHOWN for row in store.select(TABLES[name])]


def shown(row: Row) -> dict[str, Any]:
    """A row as it is shown anywhere: with what its columns tell besides."""
    columns = row.shown()
    return columns | dict(row.table.computed(columns)) if row.table.computed else columns


@pytest.mark.parametrize("seed", ["demo", "shop", "empty", str(SEED)])
def test_every_row_of_a_seed_fits_its_schema(seed: str) -> None:
    schemas = Schemas(DOCUMENT)
    validators = {name: schemas.compile(DOCUMENT["components"]["schemas"][schema]) for name, schema in SHOWN.items()}
    for table, row in rows(seed):
        validators[table.name].validate(row)


# What comes of requests, and of nothing that happens in a shop.
OF_REQUESTS = {"idempotency_keys", "staged_jobs"}


def test_the_demo_shop_has_something_in_every_table() -> None:
    store = App(Options(seed="demo")).sessions.get().store
    bare = {table.name for table in TABLES.values() if store.first(table) is None}
    assert bare == OF_REQUESTS


def test_the_readme_counts_what_is_served() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    admin, store = ([operation for *_, operation in document.operations(DOCUMENTS[api])] for api in document.APIS)
    documented = [operation for operation in admin if "x-undocumented" not in operation]
    groups = {tag for operation in documented for tag in operation["tags"]}
    assert f"all {len(documented)} documented operations of the Admin API, in {len(groups)} groups" in readme
    assert f"of the Store API {len(store)}:" in readme
