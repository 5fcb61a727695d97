"""The store and its currencies."""

import pytest

from medusa_mock.domain import stores
from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Json, Store
from medusa_mock.tables.settings import STORES

REMOVED_DEFAULT = "You are not allowed to remove default currency from store currencies without replacing it as well"


def codes(shop: Store) -> list[str]:
    return [currency.key for currency in stores.currencies(shop)]


def test_currencies_are_replaced_as_a_whole(shop: Store) -> None:
    saved = stores.update(shop, {"currencies": ["SEK", "usd"], "default_currency_code": "Sek"})
    assert codes(shop) == ["sek", "usd"]
    assert saved["default_currency"]["name"] == "Swedish Krona"
    assert stores.current(shop)["default_currency_code"] == "sek"


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"currencies": ["eur"]}, InvalidData, REMOVED_DEFAULT),
        ({"currencies": [], "default_currency_code": "eur"}, InvalidData, REMOVED_DEFAULT),
        ({"currencies": ["usd", "ZZZ"]}, InvalidData, "Currency with code ZZZ does not exist"),
        ({"default_currency_code": "SEK"}, InvalidData, "Store does not have currency: SEK"),
        ({"currencies": ["usd", "sek", "SEK"]}, Duplicate, "Store_currencies with store_id, currency_code .*"),
        ({"name": None}, InvalidData, "Can't insert null value in field name on insert in table store"),
    ],
)
def test_what_the_store_may_not_become(
    shop: Store, changes: dict[str, Json], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=f"^{message}$"), shop.transaction():
        stores.update(shop, changes)
    assert codes(shop) == ["usd", "eur", "gbp"]


@pytest.mark.parametrize(
    "nothing", [{"default_currency_code": ""}, {"default_currency_code": None, "currencies": None}]
)
def test_no_default_currency_is_no_change(shop: Store, nothing: dict[str, Json]) -> None:
    assert "default_currency" not in stores.update(shop, nothing)
    assert stores.current(shop)["default_currency_code"] == "usd"


def test_metadata_is_shown_as_it_was_merged_and_kept_as_the_database_sorts_it(shop: Store) -> None:
    stores.update(shop, {"metadata": {"opened": "1998", "floors": 2}})
    saved = stores.update(shop, {"metadata": {"terrace": {"seats": 14, "sun": True}, "opened": "", "a": 1}})
    assert list(saved["metadata"].items()) == [("floors", 2), ("terrace", {"seats": 14, "sun": True}), ("a", 1)]
    assert list(saved["metadata"]["terrace"]) == ["seats", "sun"]
    kept = stores.current(shop)["metadata"]
    assert (list(kept), list(kept["terrace"])) == (["a", "floors", "terrace"], ["sun", "seats"])


def test_a_currency_is_added_once(shop: Store) -> None:
    stores.add_currency(shop, "SEK")
    assert codes(shop) == ["usd", "eur", "gbp", "sek"]
    with pytest.raises(Duplicate, match=r"^Currency already added$"):
        stores.add_currency(shop, "sek")
    with pytest.raises(InvalidData, match=r"^Currency ZZZ not found$"):
        stores.add_currency(shop, "ZZZ")


def test_even_the_default_currency_can_be_removed_and_stays_the_default(shop: Store) -> None:
    stores.remove_currency(shop, "USD")
    stores.remove_currency(shop, "sek")
    assert codes(shop) == ["usd", "eur", "gbp"]
    stores.remove_currency(shop, "usd")
    assert codes(shop) == ["eur", "gbp"]
    assert stores.current(shop)["default_currency_code"] == "usd"


def test_a_world_without_a_store_says_so(shop: Store) -> None:
    shop.delete(STORES, stores.current(shop).key)
    with pytest.raises(NotFound, match=r"^Store does not exist$"):
        stores.current(shop)
