"""What is sold in a channel, and the end of one."""

from typing import Any

import pytest

from medusa_mock.domain import sales_channels
from medusa_mock.errors import NotAllowed, NotFound, UnknownReferences
from medusa_mock.store import Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.catalogue import OFFERED_PRODUCTS, PRODUCTS
from medusa_mock.tables.inventory import SALES_CHANNEL_LOCATIONS, STOCK_LOCATIONS
from medusa_mock.tables.settings import SALES_CHANNELS, STORES


@pytest.fixture
def store() -> Store:
    """A shop with a default channel, a stall that a cellar serves, and two products."""
    store = Store(World.empty(TABLES))
    for channel, name in (("sc_default", "Web"), ("sc_stall", "Stall")):
        store.insert(SALES_CHANNELS, {"id": channel, "name": name})
    store.insert(STORES, {"id": "store_1", "default_sales_channel_id": "sc_default"}, deferred=True)
    store.insert(STOCK_LOCATIONS, {"id": "sloc_cellar", "name": "Cellar"})
    store.link(SALES_CHANNEL_LOCATIONS, sales_channel_id="sc_stall", location_id="sloc_cellar")
    for product in ("prod_tea", "prod_cup"):
        store.insert(PRODUCTS, {"id": product, "title": product, "handle": product})
    return store


def offered(store: Store, channel: str = "sc_stall") -> list[str]:
    return [link["product_id"] for link in store.select(OFFERED_PRODUCTS, sales_channel_id=channel)]


def test_products_come_once_and_go_quietly(store: Store) -> None:
    sales_channels.add_products(store, "sc_stall", ["prod_tea", "prod_cup", "prod_tea"])
    sales_channels.add_products(store, "sc_stall", ["prod_cup"])
    assert offered(store) == ["prod_tea", "prod_cup"]
    assert sales_channels.remove_products(store, "sc_stall", ["prod_tea", "prod_unknown"])["name"] == "Stall"
    assert offered(store) == ["prod_cup"]


def test_unknown_products_are_told_before_an_unknown_channel(store: Store) -> None:
    with pytest.raises(UnknownReferences) as refusal:
        sales_channels.add_products(store, "sc_unknown", ["b", "prod_tea", "a"])
    assert refusal.value.errors == ("Products b, a do not exist",)


@pytest.mark.parametrize("product", [None, [], "", {}, {"sales_channels": None}, {"sales_channels": {"id": "b"}}])
def test_what_names_no_channels_names_no_unknown_ones(store: Store, product: Any) -> None:
    sales_channels.check_channels_of(store, product)


@pytest.mark.parametrize(
    ("channels", "unknown"),
    [
        ([{"id": "sc_stall"}, {"id": "b"}, {"id": "a"}], "b, a"),
        ([{"id": 5}, {"id": None}, {}, "sc_stall"], "5, , , "),
    ],
)
def test_a_product_is_sold_in_channels_that_are_there(store: Store, channels: list[Any], unknown: str) -> None:
    sales_channels.check_channels_of(store, {"sales_channels": [{"id": "sc_default"}]})
    with pytest.raises(UnknownReferences) as refusal:
        sales_channels.check_channels_of(store, {"sales_channels": channels})
    assert refusal.value.errors == (f"Sales Channels {unknown} do not exist",)


def test_a_channel_that_does_not_exist(store: Store) -> None:
    with pytest.raises(NotFound, match=r"^Sales_channel with sales_channel_id sc_unknown does not exist\.$"):
        sales_channels.add_products(store, "sc_unknown", ["prod_tea"])
    for change in (sales_channels.add_products, sales_channels.remove_products):
        with pytest.raises(NotFound, match=r"^Sales channel with id: sc_unknown was not found$"):
            change(store, "sc_unknown", [])


def test_the_default_channel_stays_open(store: Store) -> None:
    with pytest.raises(NotAllowed, match=r"^You cannot delete the default sales channel$"):
        sales_channels.close(store, "sc_default")


def test_no_location_serves_a_closed_channel(store: Store) -> None:
    sales_channels.close(store, "sc_stall")
    sales_channels.close(store, "sc_stall")
    assert store.find(SALES_CHANNELS, "sc_stall") is None
    assert store.first(SALES_CHANNEL_LOCATIONS, location_id="sloc_cellar") is None
