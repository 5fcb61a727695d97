"""Regions: who has which country, and what a region is made of."""

import pytest

from medusa_mock.domain import regions
from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Json, Store
from medusa_mock.tables.settings import COUNTRIES, REGION_PAYMENT_PROVIDERS, REGIONS

NORTH: dict[str, Json] = {
    "name": "North",
    "currency_code": "EUR",
    "tax_rate": 24.5,
    "payment_providers": ["manual"],
    "fulfillment_providers": ["manual"],
    "countries": ["SE", "fi"],
}


def countries(shop: Store, id: str) -> set[str]:
    return {country.key for country in shop.select(COUNTRIES, region_id=id)}


def payment_providers(shop: Store, id: str) -> list[str]:
    return [link["provider_id"] for link in shop.select(REGION_PAYMENT_PROVIDERS, region_id=id)]


def test_a_region_sells_in_a_currency_of_the_shop_and_in_free_countries(shop: Store) -> None:
    north = regions.create(shop, NORTH)
    assert (north["currency_code"], north["tax_rate"]) == ("eur", 24.5)
    assert countries(shop, north.key) == {"se", "fi"}
    assert payment_providers(shop, north.key) == ["manual"]


@pytest.mark.parametrize(
    ("given", "kept"), [(None, None), ({}, {}), ({"depot": ""}, {}), ({"depot": None}, {"depot": None})]
)
def test_metadata_is_kept_without_empty_texts(shop: Store, given: Json, kept: Json) -> None:
    assert regions.create(shop, {**NORTH, "metadata": given})["metadata"] == kept


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        ({"tax_rate": 100.5, "countries": ["xx"]}, InvalidData, "The tax_rate must be between 0 and 1"),
        ({"tax_rate": -1}, InvalidData, "The tax_rate must be between 0 and 1"),
        ({"countries": ["xx", "de"]}, InvalidData, "Invalid country code"),
        ({"countries": ["DE", "xx"]}, Duplicate, "Germany already exists in region reg_europe"),
        ({"tax_provider_id": "abacus", "currency_code": "zzz"}, InvalidData, "Tax provider not found"),
        ({"payment_providers": ["cheque"]}, InvalidData, "Payment provider not found"),
        ({"fulfillment_providers": ["manual", "pigeon"]}, InvalidData, "Fulfillment provider not found"),
        ({"currency_code": "dkk"}, InvalidData, "Invalid currency code"),
    ],
)
def test_what_no_region_may_be(shop: Store, fault: dict[str, Json], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=f"^{message}$"):
        regions.create(shop, {**NORTH, **fault})
    with pytest.raises(error, match=f"^{message}$"):
        regions.update(shop, "reg_uk", fault)


def test_countries_and_providers_take_the_place_of_those_before(shop: Store) -> None:
    regions.update(shop, "reg_uk", {"countries": ["GB", "im"], "payment_providers": ["stripe"]})
    assert countries(shop, "reg_uk") == {"gb", "im"}
    assert payment_providers(shop, "reg_uk") == ["stripe"]
    regions.update(shop, "reg_uk", {"countries": ["im"], "payment_providers": None})
    assert countries(shop, "reg_uk") == {"im"}
    assert payment_providers(shop, "reg_uk") == []
    regions.update(shop, "reg_europe", {"countries": ["gb"]})
    assert countries(shop, "reg_europe") == {"gb"}


def test_an_update_leaves_what_it_does_not_name(shop: Store) -> None:
    before = shop.get(REGIONS, "reg_uk")
    assert regions.update(shop, "reg_uk", {"currency_code": None, "countries": ["gb"]}) == before
    assert payment_providers(shop, "reg_uk") == ["manual"]


def test_a_deleted_region_frees_its_countries(shop: Store) -> None:
    regions.delete(shop, "reg_europe")
    assert countries(shop, "reg_europe") == set()
    regions.add_country(shop, "reg_uk", "IE")
    assert countries(shop, "reg_uk") == {"gb", "ie"}
    with pytest.raises(NotFound, match=r"^Region with reg_europe was not found$"):
        regions.delete(shop, "reg_europe")


def test_a_country_is_looked_at_before_the_region(shop: Store) -> None:
    with pytest.raises(Duplicate, match=r"^Germany already exists in region reg_europe$"):
        regions.add_country(shop, "reg_uk", "de")
    with pytest.raises(InvalidData):
        regions.add_country(shop, "reg_nowhere", "xx")
    with pytest.raises(NotFound):
        regions.add_country(shop, "reg_nowhere", "no")


@pytest.mark.parametrize("code", ["DE", "gb", "xx"])
def test_a_country_that_the_region_has_not_may_be_removed(shop: Store, code: str) -> None:
    regions.remove_country(shop, "reg_europe", code)
    assert len(countries(shop, "reg_europe")) == 6
    assert countries(shop, "reg_uk") == {"gb"}


def test_providers_come_and_go_once(shop: Store) -> None:
    for _ in range(2):
        regions.add_provider(shop, "reg_uk", "payment_providers", "stripe")
    assert payment_providers(shop, "reg_uk") == ["manual", "stripe"]
    for _ in range(2):
        regions.remove_provider(shop, "reg_uk", "payment_providers", "manual")
    assert payment_providers(shop, "reg_uk") == ["stripe"]
    with pytest.raises(NotFound, match=r"^Fulfillment provider pigeon was not found$"):
        regions.add_provider(shop, "reg_uk", "fulfillment_providers", "pigeon")


def test_fulfillment_options_are_those_of_the_providers(shop: Store) -> None:
    assert regions.fulfillment_options(shop, "reg_uk") == [
        {
            "provider_id": "manual",
            "options": [{"id": "manual-fulfillment"}, {"id": "manual-fulfillment-return", "is_return": True}],
        }
    ]
    regions.remove_provider(shop, "reg_uk", "fulfillment_providers", "manual")
    assert regions.fulfillment_options(shop, "reg_uk") == []
