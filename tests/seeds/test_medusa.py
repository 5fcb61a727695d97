"""Medusa's own seed format."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from medusa_mock.domain.publishable_api_keys import sales_channel_ids
from medusa_mock.passwords import verify_password
from medusa_mock.seeds import Seed
from medusa_mock.seeds.shape import FORMAT_WORDS, SCHEMA, TYPES
from medusa_mock.store import Store
from medusa_mock.tables.apps import OAUTH_APPS
from medusa_mock.tables.catalogue import (
    CATEGORIZED_PRODUCTS,
    OFFERED_PRODUCTS,
    PRODUCT_CATEGORIES,
    PRODUCT_OPTION_VALUES,
    PRODUCT_TAGS,
    PRODUCT_TYPES,
    PRODUCT_VARIANTS,
    PRODUCTS,
    PROFILED_PRODUCTS,
)
from medusa_mock.tables.people import USERS
from medusa_mock.tables.pricing import MONEY_AMOUNTS
from medusa_mock.tables.publishable_api_keys import PUBLISHABLE_API_KEYS
from medusa_mock.tables.settings import (
    COUNTRIES,
    CURRENCIES,
    REGION_FULFILLMENT_PROVIDERS,
    REGION_PAYMENT_PROVIDERS,
    REGIONS,
    SALES_CHANNELS,
    STORE_CURRENCIES,
    STORES,
)
from medusa_mock.tables.shipping import SHIPPING_OPTIONS, SHIPPING_PROFILES

LoadText = Callable[[str, str], Seed]
RefuseText = Callable[[str, str], str]

SHOP = {
    "store": {"name": "Bakery", "currencies": ["eur", "USD"], "default_currency_code": "EUR"},
    "users": [
        {"email": "Baker@Example.com", "password": "sourdough", "api_token": "token", "role": "admin"},
        {"id": "usr_b", "email": "b@example.com"},
    ],
    "regions": [
        {
            "id": "test-region",
            "name": "Europe",
            "currency_code": "eur",
            "tax_rate": 7,
            "payment_providers": ["manual"],
            "fulfillment_providers": ["manual"],
            "countries": ["de", "fr"],
        }
    ],
    "shipping_options": [
        {
            "name": "By bicycle",
            "region_id": "test-region",
            "provider_id": "manual",
            "data": {"id": "manual-fulfillment"},
            "price_type": "flat_rate",
            "amount": 300,
            "is_return": True,
        }
    ],
    "categories": [{"id": "pcat_bread", "name": "Bread", "category_children": [{"name": "Rye", "handle": "rye"}]}],
    "product_collections": [{"title": "Mornings", "handle": "mornings", "metadata": {}}],
    "products": [
        {
            "title": "Rye loaf",
            "subtitle": None,
            "images": [],
            "type": {"value": "Bread"},
            "tags": [{"id": "ptag_rye", "value": "rye"}, {"value": "dark"}],
            "categories": [{"id": "pcat_bread"}],
            "options": [{"title": "Size", "values": []}],
            "variants": [
                {
                    "title": "1 kg",
                    "prices": [{"currency_code": "eur", "amount": 450, "variants": []}],
                    "options": [{"value": "1 kg"}],
                    "inventory_quantity": 20,
                    "manage_inventory": True,
                }
            ],
        },
        {"title": "Rye roll", "type": {"value": "Bread"}, "tags": [{"value": "rye"}]},
        {"title": "Voucher", "is_giftcard": True, "type": None},
    ],
    "publishable_api_keys": [{"title": "Web"}],
    "apps": [
        {
            "id": "oauth_oven",
            "display_name": "Oven",
            "application_name": "oven",
            "install_url": "http://127.0.0.1/oven",
            "data": {"state": "hot"},
            "answer": {"token": "t-{code}"},
        }
    ],
}


@pytest.fixture
def shop(load_text: LoadText) -> Seed:
    return load_text("seed.json", json.dumps(SHOP))


def test_the_one_store_is_updated(shop: Seed) -> None:
    store = Store(shop.world)
    [row] = store.select(STORES)
    assert (row["name"], row["default_currency_code"]) == ("Bakery", "eur")
    assert [link["currency_code"] for link in store.select(STORE_CURRENCIES)] == ["eur", "usd"]
    [channel] = store.select(SALES_CHANNELS)
    assert row["default_sales_channel_id"] == channel["id"]
    assert len(list(store.select(CURRENCIES))) == 120


def test_the_ids_of_the_empty_shop_are_like_any_others(shop: Seed) -> None:
    store = Store(shop.world)
    ids = [row["id"] for table in (STORES, SALES_CHANNELS, SHIPPING_PROFILES) for row in store.select(table)]
    assert [each.partition("_")[0] for each in ids] == ["store", "sc", "sp", "sp"]
    assert all(len(each.rpartition("_")[2]) == 26 for each in ids)


def test_users_stand_in_for_the_admin_user(shop: Seed) -> None:
    baker, other = Store(shop.world).select(USERS)
    assert (baker["email"], baker["api_token"], baker["role"]) == ("baker@example.com", "token", "admin")
    assert baker["id"].startswith("usr_0")
    assert verify_password(baker["password_hash"], "sourdough")
    assert (other["id"], other["password_hash"]) == ("usr_b", None)
    assert str(shop.credentials) == "Baker@Example.com / sourdough"


@pytest.mark.parametrize("text", ["{}", '{"users": []}'])
def test_without_users_the_admin_user_stays(load_text: LoadText, text: str) -> None:
    seed = load_text("seed.json", text)
    assert [user["email"] for user in Store(seed.world).select(USERS)] == ["admin@medusa-test.com"]
    assert str(seed.credentials) == "admin@medusa-test.com / supersecret"
    assert seed.notes == ()


def test_applications_are_rows(shop: Seed) -> None:
    [app] = Store(shop.world).select(OAUTH_APPS)
    assert app["data"] == {"state": "hot"}
    assert app["answer"] == {"token": "t-{code}"}
    assert app["uninstall_url"] is None


def test_regions_have_their_countries_and_providers(shop: Seed) -> None:
    store = Store(shop.world)
    [europe] = store.select(REGIONS)
    assert europe["id"].startswith("reg_0")
    assert (europe["name"], europe["currency_code"], europe["tax_rate"]) == ("Europe", "eur", 7)
    assert [row["iso_2"] for row in store.select(COUNTRIES, region_id=europe["id"])] == ["fr", "de"]
    for links in (REGION_PAYMENT_PROVIDERS, REGION_FULFILLMENT_PROVIDERS):
        assert [link["provider_id"] for link in store.select(links, region_id=europe["id"])] == ["manual"]


def test_a_region_keeps_an_id_of_the_real_form(load_text: LoadText) -> None:
    region = {"id": "reg_north", "name": "North", "currency_code": "USD", "tax_rate": 0}
    seed = load_text("seed.json", json.dumps({"regions": [region]}))
    assert [(row["id"], row["currency_code"]) for row in Store(seed.world).select(REGIONS)] == [("reg_north", "usd")]


def test_products_bring_their_tags_and_types_each_value_once(shop: Seed) -> None:
    store = Store(shop.world)
    rye, dark = store.select(PRODUCT_TAGS)
    assert (rye["id"], rye["value"], dark["value"]) == ("ptag_rye", "rye", "dark")
    assert [row["value"] for row in store.select(PRODUCT_TYPES)] == ["Bread"]


def test_products_come_with_all_that_hangs_on_them(shop: Seed) -> None:
    store = Store(shop.world)
    loaf, roll, voucher = store.select(PRODUCTS)
    assert [row["handle"] for row in (loaf, roll, voucher)] == ["rye-loaf", "rye-roll", "voucher"]
    assert (loaf["status"], voucher["discountable"]) == ("published", False)
    [variant] = store.select(PRODUCT_VARIANTS)
    assert (variant["product_id"], variant["inventory_quantity"]) == (loaf.key, 20)
    [value], [price] = store.select(PRODUCT_OPTION_VALUES), store.select(MONEY_AMOUNTS)
    assert (value["value"], value["variant_id"]) == ("1 kg", variant.key)
    assert (price["amount"], price["currency_code"], price["variant_id"]) == (450, "eur", variant.key)
    profiles = [store.get(SHIPPING_PROFILES, link["profile_id"]) for link in store.select(PROFILED_PRODUCTS)]
    assert [profile["type"] for profile in profiles] == ["default", "default", "gift_card"]
    [channel] = store.select(SALES_CHANNELS)
    assert {link["sales_channel_id"] for link in store.select(OFFERED_PRODUCTS)} == {channel.key}
    [link] = store.select(CATEGORIZED_PRODUCTS)
    assert link["product_category_id"] == "pcat_bread"


def test_categories_are_a_tree_of_active_ones(shop: Seed) -> None:
    bread, rye = Store(shop.world).select(PRODUCT_CATEGORIES)
    assert (bread["handle"], bread["parent_category_id"], bread["is_active"]) == ("bread", None, True)
    assert (rye["handle"], rye["parent_category_id"], rye["is_active"]) == ("rye", "pcat_bread", True)


def test_shipping_options_go_to_the_region_that_the_file_calls_so(shop: Seed) -> None:
    store = Store(shop.world)
    [region], [option] = store.select(REGIONS), store.select(SHIPPING_OPTIONS)
    assert (option["region_id"], option["is_return"], option["amount"]) == (region.key, True, 300)
    assert store.get(SHIPPING_PROFILES, option["profile_id"])["type"] == "default"


def test_keys_are_made_by_nobody_for_the_default_channel(shop: Seed) -> None:
    store = Store(shop.world)
    [key], [channel] = store.select(PUBLISHABLE_API_KEYS), store.select(SALES_CHANNELS)
    assert (key["title"], key["created_by"], key["revoked_at"]) == ("Web", "", None)
    assert sales_channel_ids(store, key.key) == [channel.key]


def test_what_is_left_out_is_told(shop: Seed, load_text: LoadText) -> None:
    assert shop.notes == ()
    rules = {"rule_types": [{"name": "Region", "rule_attribute": "region_id"}]}
    left_out = load_text("seed.json", json.dumps(SHOP | rules))
    assert left_out.notes == ("rule_types: left out, as a Medusa without the pricing module does",)


def test_escaped_characters_are_read_as_json_means_them(load_text: LoadText) -> None:
    seed = load_text("seed.json", '{"store": {"name": "\\ud83c\\udf75 Tea"}}')
    assert next(Store(seed.world).select(STORES))["name"] == "\U0001f375 Tea"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "seed.json:1:1: must be an object"),
        ('{"users": [\n}', "seed.json:2:1: is not JSON: Expecting value"),
        ('{"users": [],\n"users": []}', "seed.json:2:1: the key 'users' stands twice"),
        ('{\n"user": []}', "seed.json:2:1: user is unknown, did you mean users?"),
        ('{"users": [\n{\n"email":\n"nobody"}]}', "seed.json:3:1: users[0].email must be an email"),
        ('{"users": [\n{"email": "a@localhost"}]}', "seed.json:2:2: users[0].email must be an email"),
        ('{"users": [\n{"password": "x"}]}', "seed.json:2:1: users[0] has no email"),
        (
            '{"users": [{"email": "a@b.example", "pasword": "x"}]}',
            "users[0].pasword is unknown, did you mean password?",
        ),
        ('{"users": [{"email": "a@b.example", "password": ""}]}', "users[0].password must not be empty"),
        (
            '{"users": [{"email": "a@b.example", "role": "owner"}]}',
            "users[0].role must be one of admin, member, developer",
        ),
        ('{"users": [{"email": "a@b.example", "api_token": 5}]}', "users[0].api_token must be null or a text"),
        (
            '{"users": [{"email": "a@b.example"},\n{"email": "A@b.example"}]}',
            "seed.json:2:2: users[1].email is taken: User with email a@b.example already exists.",
        ),
        ('{"store": {"currencies": ["usd", "xxq"]}}', "store.currencies[1] is xxq: there is no such currency"),
        ('{"store": {"currencies": ["eur"]}}', "store.currencies must hold the default currency, which is usd"),
        (
            '{"store": {"default_currency_code": "eur"}}',
            "store.currencies must hold the default currency, which is eur",
        ),
        ('{"store": {"curencies": ["eur"]}}', "store.curencies is unknown, did you mean currencies?"),
        (
            '{"regions": [{"name": "x", "currency_code": "eur", "tax_rate": 101}]}',
            "regions[0].tax_rate must not be more than 100",
        ),
        (
            '{"regions": [{"name": "x", "currency_code": "eur", "tax_rate": -1}]}',
            "regions[0].tax_rate must not be less than 0",
        ),
        (
            '{"regions": [\n{"name": "x", "currency_code": "eur", "tax_rate": 1}]}',
            "seed.json:2:1: regions[0] is refused: Invalid currency code",
        ),
        (
            '{"regions": [{"name": "x", "currency_code": "usd", "tax_rate": 1, "countries": ["xx"]}]}',
            "regions[0] is refused: Invalid country code",
        ),
        (
            '{"regions": [{"name": "x", "currency_code": "usd", "tax_rate": 1, "payment_providers": ["coins"]}]}',
            "regions[0] is refused: Payment provider not found",
        ),
        (
            '{"shipping_options": [\n{"name": "x", "region_id": "y", "provider_id": "z", "price_type": "flat_rate"}]}',
            "seed.json:2:1: shipping_options[0] is refused: Shipping options of type `flat_rate` must have an `amount`",
        ),
        ('{"products": [{"title": "x", "tags": [{"vaule": "x"}]}]}', "tags[0].vaule is unknown, did you mean value?"),
        ('{"products": [{"title": "x", "tags": [{}]}]}', "products[0].tags[0] has no value"),
        (
            '{"products": [{"title": "x", "tags": [{"value": "x", "ix": 1}]}]}',
            "tags[0].ix is unknown: there are id, value",
        ),
        (
            '{"products": [{"title": "x", "tags": [{"id": "a", "value": "x"}, {"id": "a", "value": "y"}]}]}',
            "products[0].tags[1].id is taken: ",
        ),
        (
            '{"products": [{"title": "x"},\n{"title": "X"}]}',
            "seed.json:2:1: products[1].handle is taken: Product with handle x already exists.",
        ),
        (
            '{"products": [{"title": "x", "variants": [{"title": "y"}]}]}',
            "products[0].variants[0] is refused: Can't insert null value in field inventory_quantity",
        ),
        (
            '{"products": [{"title": "x", "variants": [\n{"title": "y", "options": [{"value": "z"}]}]}]}',
            "seed.json:2:1: products[0].variants[0] is refused: Product options length does not match",
        ),
        (
            '{"products": [{"title": "x", "categories": [{"id": "pcat_x"}]}]}',
            "products[0] is refused: Product_category with product_category_id pcat_x does not exist.",
        ),
        (
            '{"categories": [{"name": "a", "category_children": [{"nam": "b"}]}]}',
            "[0].nam is unknown, did you mean name?",
        ),
        ('{"apps": [{"display_name": "Oven"}]}', "apps[0] has no application_name"),
        ('{"notification_providers": [{}]}', "notification_providers[0] has no id"),
        (
            '{"apps": [{"display_name": "Oven", "application_name": "oven", "install_url": "oven"}]}',
            "apps[0].install_url must be a URL",
        ),
        ('{"store": {"name": "\\ud800"}}', "seed.json: str is not valid UTF-8: surrogates not allowed"),
    ],
)
def test_what_a_seed_may_not_be(refuse_text: RefuseText, text: str, message: str) -> None:
    assert message in refuse_text("seed.json", text)


def test_the_first_fault_of_the_file_is_told(refuse_text: RefuseText) -> None:
    text = '{"users": [{"email": 1}],\n"store": {"name": 1}, "apps": [{}]}'
    assert refuse_text("seed.json", text) == "seed.json:1:13: users[0].email must be a text"


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    yield schema
    for part in (*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()):
        yield from parts(part)
    if "items" in schema:
        yield from parts(schema["items"])


def test_the_schema_says_nothing_that_has_no_words() -> None:
    silent = {"$schema", "$ref", "$defs", "title", "description", "properties", "items"}
    worded = {"additionalProperties", "enum", "format", "maximum", "minLength", "minimum", "required", "type"}
    for part in parts(json.loads(SCHEMA.read_text("utf-8"))):
        types = part.get("type", [])
        assert part.keys() <= silent | worded
        assert set([types] if isinstance(types, str) else types) <= TYPES.keys()
        assert part.get("minLength", 1) == 1
        assert part.get("format", "email") in FORMAT_WORDS


def test_every_object_of_the_schema_knows_its_names() -> None:
    for part in parts(json.loads(SCHEMA.read_text("utf-8"))):
        assert part.get("additionalProperties", "properties" not in part) is ("properties" not in part)
