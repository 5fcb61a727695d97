"""The operations that most resources have."""

from typing import Any

import orjson
import pytest

from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.resource import Resource
from medusa_mock.store import Json, Store
from tests.store.shop import PRODUCTS, TAGS, VARIANTS, new_shop

products = Resource(PRODUCTS, one="product", many="products")
by_relation = Resource(
    PRODUCTS, one="product", many="products", filters={"variant_id": "variants"}, overruled=frozenset({"title"})
)
tags = Resource(TAGS, one="tag", many="tags", fields=("value",), object="product-tag")


@pytest.fixture
def shop() -> Store:
    return new_shop()


def read(body: Json) -> Any:
    """What a client reads."""
    return orjson.loads(orjson.dumps(body))


def test_create_shows_the_new_row_with_its_default_relations(shop: Store) -> None:
    body = read(products.create(shop, {"title": "Tea"}))
    assert body.keys() == {"product"}
    assert body["product"]["title"] == "Tea"
    assert (body["product"]["collection"], body["product"]["variants"]) == (None, [])
    assert shop.get(PRODUCTS, body["product"]["id"])["title"] == "Tea"


def test_a_list_without_pages_shows_every_row_that_holds_the_values(shop: Store) -> None:
    for number in range(60):
        shop.insert(PRODUCTS, {"weight": number % 2})
    assert len(read(products.all(shop))["products"]) == 60
    assert products.all(shop).keys() == {"products"}
    assert {row["weight"] for row in read(products.all(shop, weight=1))["products"]} == {1}


def test_a_filter_may_be_about_a_relation_of_another_name(shop: Store) -> None:
    tea, _ = (shop.insert(PRODUCTS, {"title": title}) for title in ("Tea", "Milk"))
    leaf = shop.insert(VARIANTS, {"sku": "A", "product_id": tea.key})
    found = read(by_relation.list(shop, variant_id=leaf.key))["products"]
    assert [product["title"] for product in found] == ["Tea"]


def test_a_search_overrules_the_filters_that_say_so(shop: Store) -> None:
    shop.insert(PRODUCTS, {"title": "Tea"})
    assert read(by_relation.list(shop, q="tea", title="Milk"))["count"] == 1
    assert read(by_relation.list(shop, q="", title="Milk"))["count"] == 0


def test_create_refuses_a_duplicate(shop: Store) -> None:
    products.create(shop, {"handle": "tea"})
    with pytest.raises(Duplicate):
        products.create(shop, {"handle": "tea"})


def test_retrieve_shows_a_row_as_asked(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Tea"})
    shop.insert(VARIANTS, {"sku": "A", "product_id": row.key})
    shown = read(products.retrieve(shop, row.key, fields="title", expand="variants"))["product"]
    assert list(shown) == ["id", "title", "variants"]
    assert [variant["sku"] for variant in shown["variants"]] == ["A"]


@pytest.mark.parametrize(
    "use",
    [
        lambda shop: products.retrieve(shop, "nope"),
        lambda shop: products.update(shop, "nope", {"title": "Tea"}),
        lambda shop: products.delete(shop, "nope"),
    ],
)
def test_a_row_that_is_not_there_is_not_found(shop: Store, use: Any) -> None:
    with pytest.raises(NotFound, match="Product with id: nope was not found"):
        use(shop)


def test_update_shows_the_changed_row(shop: Store) -> None:
    row = shop.insert(PRODUCTS, {"title": "Tea"})
    shown = read(products.update(shop, row.key, {"title": "Mate"}, expand=""))["product"]
    assert shown["title"] == "Mate"
    assert "variants" not in shown


def test_a_list_is_a_page_in_its_envelope(shop: Store) -> None:
    for title in ("A", "B", "C"):
        shop.insert(PRODUCTS, {"title": title})
    body = read(products.list(shop, offset=1, limit=1, fields="title", expand=""))
    assert list(body) == ["products", "count", "offset", "limit"]
    assert (body["count"], body["offset"], body["limit"]) == (3, 1, 1)
    (only,) = body["products"]
    assert list(only) == ["id", "created_at", "title"]
    assert only["title"] == "B"


def test_an_empty_list(shop: Store) -> None:
    assert products.list(shop) == {"products": [], "count": 0, "offset": 0, "limit": 50}


def test_a_list_takes_filters(shop: Store) -> None:
    for title in ("A", "B"):
        shop.insert(PRODUCTS, {"title": title})
    assert [row["title"] for row in read(products.list(shop, title=["B"]))["products"]] == ["B"]


def test_a_list_refuses_what_it_does_not_know_even_if_it_is_empty(shop: Store) -> None:
    for params in ({"expand": "nope"}, {"fields": "nope"}, {"order": "nope"}):
        with pytest.raises(InvalidData):
            products.list(shop, **params)


def test_a_resource_may_show_some_columns_only(shop: Store) -> None:
    shop.insert(TAGS, {"value": "green", "colour": "green"})
    assert read(tags.list(shop))["tags"] == [{"value": "green"}]
    assert read(tags.list(shop, fields="+colour"))["tags"] == [{"value": "green", "colour": "green"}]
    assert read(tags.retrieve(shop, "green")) == {"tag": {"value": "green"}}


def test_a_deleted_row_is_gone_and_named(shop: Store) -> None:
    for resource, key, name in ((products, "prod_1", "product"), (tags, "green", "product-tag")):
        shop.insert(resource.table, {resource.table.key: key})
        assert resource.delete(shop, key) == {"id": key, "object": name, "deleted": True}
        assert shop.find(resource.table, key) is None


def test_discard_deletes_what_is_there_and_does_not_mind_what_is_not(shop: Store) -> None:
    shop.insert(PRODUCTS, {"id": "prod_1"})
    for _ in range(2):
        assert products.discard(shop, "prod_1") == {"id": "prod_1", "object": "product", "deleted": True}
    assert shop.find(PRODUCTS, "prod_1") is None


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
