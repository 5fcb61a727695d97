"""The worlds that come with the package."""

from collections.abc import Callable

import pytest

from medusa_mock.passwords import verify_password
from medusa_mock.seeds import Seed
from medusa_mock.store import Store
from medusa_mock.tables.apps import OAUTH_APPS
from medusa_mock.tables.catalogue import PRODUCT_TAGS, PRODUCT_TYPES
from medusa_mock.tables.people import USERS
from medusa_mock.tables.settings import COUNTRIES, CURRENCIES, SALES_CHANNELS, STORE_CURRENCIES, STORES
from medusa_mock.tables.shipping import SHIPPING_PROFILES


@pytest.mark.parametrize("name", ["empty", "shop", "demo"])
def test_credentials_open_the_door(load: Callable[[str], Seed], name: str) -> None:
    seed = load(name)
    admin = Store(seed.world).first(USERS, email="admin@medusa-test.com")
    assert str(seed.credentials) == "admin@medusa-test.com / supersecret"
    assert admin is not None
    assert verify_password(admin["password_hash"], "supersecret")


@pytest.mark.parametrize("name", ["empty", "shop", "demo"])
def test_everything_of_a_built_in_world_is_loaded(load: Callable[[str], Seed], name: str) -> None:
    assert load(name).notes == ()


def test_empty_is_a_freshly_migrated_medusa(load: Callable[[str], Seed]) -> None:
    store = Store(load("empty").world)
    [shop] = store.select(STORES)
    [channel] = store.select(SALES_CHANNELS)
    assert shop["name"] == "Medusa Store"
    assert shop["default_currency_code"] == "usd"
    assert shop["default_sales_channel_id"] == channel["id"]
    assert channel["name"] == "Default Sales Channel"
    assert [row["currency_code"] for row in store.select(STORE_CURRENCIES)] == ["usd"]
    assert [row["type"] for row in store.select(SHIPPING_PROFILES)] == ["default", "gift_card"]
    assert [row["role"] for row in store.select(USERS)] == ["member"]
    for table in (OAUTH_APPS, PRODUCT_TAGS, PRODUCT_TYPES):
        assert not list(store.select(table))


def test_every_currency_and_country_is_there(load: Callable[[str], Seed]) -> None:
    store = Store(load("empty").world)
    currencies, countries = list(store.select(CURRENCIES)), list(store.select(COUNTRIES))
    assert len(currencies) == 120
    assert len(countries) == 250
    assert [row["code"] for row in currencies[:3]] == ["usd", "cad", "eur"]
    assert dict(store.get(CURRENCIES, "aed")) == {
        "code": "aed",
        "symbol": "AED",
        "symbol_native": "د.إ.\u200f",
        "name": "United Arab Emirates Dirham",
        "includes_tax": False,
    }
    assert store.get(COUNTRIES, "de")["num_code"] == 276
    assert all(row["name"] == row["display_name"].upper() for row in countries)


def test_demo_stands_on_empty(load: Callable[[str], Seed]) -> None:
    store = Store(load("demo").world)
    [shop] = store.select(STORES)
    admin = store.get(USERS, "usr_admin")
    assert shop["name"] != "Medusa Store"
    assert shop["default_sales_channel_id"] == "sc_default"
    assert (admin["email"], admin["first_name"], admin["role"]) == ("admin@medusa-test.com", "Ada", "admin")
    assert len(list(store.select(USERS))) == 3
    assert len(list(store.select(CURRENCIES))) == 120


def test_demo_has_an_application_to_authorize_and_one_that_was(load: Callable[[str], Seed]) -> None:
    waiting, authorized = Store(load("demo").world).select(OAUTH_APPS)
    assert waiting["id"] == "example_app"
    assert waiting["application_name"] == "example"
    assert waiting["data"] == {"state": "example-state"}
    assert set(authorized["data"]) == {"access_token", "refresh_token", "token_type", "expires_in"}


@pytest.mark.parametrize("table", [PRODUCT_TAGS, PRODUCT_TYPES], ids=lambda table: table.name)
def test_values_of_the_demo_assortment_stand_once(load: Callable[[str], Seed], table: object) -> None:
    store = Store(load("demo").world)
    values = [row["value"] for row in store.select(table)]  # type: ignore[arg-type]
    assert len(values) == len(set(values)) > 3


def test_rows_bear_the_time_of_the_stores_clock(load: Callable[[str], Seed]) -> None:
    admin = Store(load("empty").world).get(USERS, "usr_admin")
    assert admin["created_at"] == admin["updated_at"] == "2024-01-01T00:00:00.000Z"
