"""Stock locations, their addresses, and the channels that they serve."""

from typing import Any

import pytest

from medusa_mock.domain import stock_locations
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Store
from medusa_mock.tables.inventory import SALES_CHANNEL_LOCATIONS, STOCK_LOCATION_ADDRESSES, STOCK_LOCATIONS
from medusa_mock.tables.settings import SALES_CHANNELS

ADDRESS = {"address_1": "12 Mill Lane", "city": "Penryn", "country_code": "gb"}


@pytest.mark.parametrize("extra", [{}, {"address_id": None}, {"address_id": ""}])
def test_a_location_comes_with_its_address(shop: Store, extra: dict[str, Any]) -> None:
    location = stock_locations.create(shop, {"name": " Mill\t", "address": ADDRESS, **extra})
    assert location["name"] == "Mill"
    assert shop.get(STOCK_LOCATION_ADDRESSES, location["address_id"])["city"] == "Penryn"


@pytest.mark.parametrize(
    ("given", "address_id"),
    [
        ({}, None),
        ({"address_id": "laddr_nobody"}, "laddr_nobody"),
        ({"address_id": "laddr_nobody", "address": None}, "laddr_nobody"),
        ({"address_id": "laddr_nobody", "address": ADDRESS}, None),
    ],
)
def test_which_address_a_location_ends_up_with(shop: Store, given: dict[str, Any], address_id: str | None) -> None:
    before = len(list(shop.select(STOCK_LOCATION_ADDRESSES)))
    assert stock_locations.create(shop, {"name": "Mill", **given})["address_id"] == address_id
    assert len(list(shop.select(STOCK_LOCATION_ADDRESSES))) == before


@pytest.mark.parametrize("given", [{"address": None}, {"address_id": None}, {"address_id": "", "address": None}])
def test_an_address_that_is_none_is_refused(shop: Store, given: dict[str, Any]) -> None:
    message = "^Can't insert null value in field address_1 on insert in table stock_location_address$"
    with pytest.raises(InvalidData, match=message):
        stock_locations.create(shop, {"name": "Mill", **given})


def test_empty_metadata_is_not_kept(shop: Store) -> None:
    assert stock_locations.create(shop, {"name": "Mill", "metadata": {"a": "", "b": 1}})["metadata"] == {"b": 1}
    assert stock_locations.create(shop, {"name": "Mill", "metadata": {}})["metadata"] == {}


def test_an_address_is_changed_for_all_who_share_it(shop: Store) -> None:
    stock_locations.update(shop, "sloc_warehouse", {"address_id": "laddr_shop"})
    stock_locations.update(shop, "sloc_warehouse", {"address": {"address_1": "5 Harbour Lane", "country_code": "gb"}})
    address = shop.get(STOCK_LOCATION_ADDRESSES, "laddr_shop")
    assert (address["address_1"], address["city"]) == ("5 Harbour Lane", "Falmouth")


def test_a_location_without_an_address_gets_one(shop: Store) -> None:
    stock_locations.update(shop, "sloc_shop", {"address_id": None})
    location = stock_locations.update(shop, "sloc_shop", {"address": ADDRESS, "address_id": "laddr_ignored"})
    assert shop.get(STOCK_LOCATION_ADDRESSES, location["address_id"])["address_1"] == "12 Mill Lane"


def test_an_address_that_is_nowhere_cannot_be_changed(shop: Store) -> None:
    stock_locations.update(shop, "sloc_shop", {"address_id": "laddr_nobody"})
    with pytest.raises(NotFound, match=r"^StockLocation address with id laddr_nobody was not found$"):
        stock_locations.update(shop, "sloc_shop", {"address": ADDRESS})


def test_a_location_serves_a_channel_once(shop: Store) -> None:
    for _ in range(2):
        assert stock_locations.serve(shop, "sc_default", "sloc_shop")["id"] == "sc_default"
    assert stock_locations.serving(shop, ["sc_default", "sc_nope"]) == ["sloc_shop", "sloc_warehouse"]


def test_a_location_leaves_one_channel_or_all(shop: Store) -> None:
    other = shop.insert(SALES_CHANNELS, {"name": "Market stall"}).key
    stock_locations.serve(shop, other, "sloc_shop")
    stock_locations.leave(shop, "sloc_shop", other)
    assert stock_locations.serving(shop, ["sc_default"]) == ["sloc_shop", "sloc_warehouse"]
    assert stock_locations.serving(shop, [other]) == []
    stock_locations.leave(shop, "sloc_shop")
    assert [link["location_id"] for link in shop.select(SALES_CHANNEL_LOCATIONS)] == ["sloc_warehouse"]


def test_a_channel_and_a_location_have_to_be_there(shop: Store) -> None:
    with pytest.raises(NotFound, match=r"^Sales channel with id: sc_nope was not found$"):
        stock_locations.serve(shop, "sc_nope", "sloc_nope")
    with pytest.raises(NotFound, match=r"^StockLocation with id sloc_nope was not found$"):
        stock_locations.serve(shop, "sc_default", "sloc_nope")
    with pytest.raises(NotFound, match=r"^Sales channel with id: a, b was not found$"):
        stock_locations.serving(shop, ["a", "b"])
    assert shop.find(STOCK_LOCATIONS, "sloc_nope") is None
