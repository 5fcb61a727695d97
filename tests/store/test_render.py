"""Rows as clients see them."""

from typing import Any

import orjson
import pytest

from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document, render
from tests.store.shop import COLLECTIONS, PRODUCTS, PRODUCTS_TAGS, TAGS, VARIANTS


@pytest.fixture
def tea(shop: Store) -> Row:
    shop.insert(COLLECTIONS, {"id": "pcol_1", "title": "Teas"})
    tea = shop.insert(PRODUCTS, {"id": "prod_1", "title": "Tea", "collection_id": "pcol_1", "cost": 7})
    for sku in ("B", "A"):
        shop.insert(VARIANTS, {"id": sku, "sku": sku, "product_id": tea.key, "secret": "secret"})
    for value in ("green", "black"):
        shop.insert(TAGS, {"value": value})
        shop.link(PRODUCTS_TAGS, product_id=tea.key, tag_value=value)
    return tea


def shown(shop: Store, row: Row, **params: Json) -> Any:
    """What a client reads."""
    return orjson.loads(orjson.dumps(render(shop, row, Query.parse(shop, row.table, params))))


def test_columns_come_first_in_their_order_then_relations(shop: Store, tea: Row) -> None:
    everything = shown(shop, tea, expand="variants,tags,collection")
    columns = [name for name in PRODUCTS.columns if name != "cost"]
    assert list(everything) == [*columns, "collection", "tags", "variants"]


def test_every_kind_of_relation(shop: Store, tea: Row) -> None:
    everything = shown(shop, tea, expand="variants,tags,collection")
    assert everything["collection"]["title"] == "Teas"
    assert [variant["sku"] for variant in everything["variants"]] == ["B", "A"]
    assert everything["tags"] == [{"value": "green", "colour": None}, {"value": "black", "colour": None}]


def test_relations_that_lead_to_nothing(shop: Store) -> None:
    lonely = shop.insert(PRODUCTS, {"collection_id": "pcol_unknown"})
    everything = shown(shop, lonely, expand="variants,tags,collection")
    assert (everything["collection"], everything["variants"], everything["tags"]) == (None, [], [])
    assert shown(shop, shop.insert(PRODUCTS, {}))["collection"] is None


def test_deleted_rows_are_related_to_nothing(shop: Store, tea: Row) -> None:
    shop.delete(VARIANTS, "B")
    shop.delete(TAGS, "green")
    everything = shown(shop, tea, expand="variants,tags")
    assert [variant["sku"] for variant in everything["variants"]] == ["A"]
    assert [tag["value"] for tag in everything["tags"]] == ["black"]
    shop.delete(PRODUCTS, tea.key)
    assert shown(shop, shop.get(VARIANTS, "A"), expand="product")["product"] is None


def test_relations_are_followed_as_far_as_asked_and_no_further(shop: Store, tea: Row) -> None:
    there_and_back = shown(shop, tea, expand="variants.product.variants")
    product = there_and_back["variants"][0]["product"]
    assert [variant["sku"] for variant in product["variants"]] == ["B", "A"]
    assert "product" not in product["variants"][0]
    assert "collection" not in there_and_back


@pytest.mark.parametrize("expand", ["", "variants", "variants.product"])
def test_hidden_columns_never_show(shop: Store, tea: Row, expand: str) -> None:
    text = orjson.dumps(render(shop, tea, Query.parse(shop, PRODUCTS, {"expand": expand}))).decode()
    assert "cost" not in text
    assert "secret" not in text


def test_a_row_without_relations_is_shown_by_the_json_kept_beside_it(shop: Store, tea: Row) -> None:
    rendered = render(shop, tea, Query.parse(shop, PRODUCTS, {"expand": ""}))
    assert isinstance(rendered, orjson.Fragment)
    assert orjson.dumps(rendered) == tea.json


def test_a_document_is_a_dict_to_add_to(shop: Store, tea: Row) -> None:
    plain = document(shop, tea, Query.parse(shop, PRODUCTS, {"expand": ""}))
    plain["total"] = 790
    assert orjson.loads(orjson.dumps(plain)) == orjson.loads(tea.json) | {"total": 790}
    assert "total" not in tea


def test_only_the_fields_asked_for_are_shown(shop: Store, tea: Row) -> None:
    assert shown(shop, tea, fields="title,variants.sku", expand="variants") == {
        "id": "prod_1",
        "title": "Tea",
        "variants": [{"sku": "B"}, {"sku": "A"}],
    }
