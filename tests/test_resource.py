"""The operations that most resources have, beyond what the recordings show of them."""

import orjson
import pytest

from medusa_mock.resource import Resource
from medusa_mock.store import Json, Store
from tests.store.shop import PRODUCTS, new_shop

products = Resource(PRODUCTS, one="product", many="products")


@pytest.fixture
def shop() -> Store:
    return new_shop()


@pytest.mark.parametrize("keys", [("rows", "count", "offset", "limit"), ("count", "limit", "offset", "rows")])
def test_a_list_has_its_keys_in_the_order_of_the_resource(shop: Store, keys: tuple[str, str, str, str]) -> None:
    page = Resource(PRODUCTS, one="product", many="products", keys=keys).list(shop, limit=5)
    assert list(page) == ["products" if key == "rows" else key for key in keys]


def test_a_page_is_shown_as_the_caller_shows_its_rows(shop: Store) -> None:
    shop.insert(PRODUCTS, {"title": "Tea"})
    page = products.list(shop, limit=5)
    assert orjson.loads(orjson.dumps(page))["products"][0]["title"] == "Tea"


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (
            {"weight": 5, "title": "Tea"},
            "title weight id deleted_at handle cost starts_at collection_id metadata created_at updated_at status",
        ),
        (
            {"cost": 3, "metadata": {"b": {"long": 1, "a": 2}, "a": 1}, "status": "draft"},
            "status cost metadata id deleted_at title handle weight starts_at collection_id created_at updated_at",
        ),
    ],
)
def test_a_saved_row_shows_first_what_it_was_given_as_it_was_given(shop: Store, values: Json, names: str) -> None:
    saved = products.save(shop, values)["product"]
    assert list(saved) == names.split()
    assert saved == shop.get(PRODUCTS, saved["id"])
    assert orjson.dumps(saved.get("metadata")) == orjson.dumps(values.get("metadata"))
