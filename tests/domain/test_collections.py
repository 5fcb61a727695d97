"""Collections, and the products in them."""

import pytest

from medusa_mock.domain import collections
from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store import Store
from medusa_mock.tables.catalogue import PRODUCT_COLLECTIONS, PRODUCTS


def inside(shop: Store, collection: str) -> set[str]:
    return {row.key for row in shop.select(PRODUCTS, collection_id=collection)}


@pytest.mark.parametrize(("handle", "made"), [(None, "slow-days-5"), ("", "slow-days-5"), ("slow", "slow")])
def test_a_handle_is_made_of_the_title_unless_there_is_one(shop: Store, handle: str | None, made: str) -> None:
    assert collections.create_collection(shop, {"title": "Slow days, 5", "handle": handle})["handle"] == made


def test_a_handle_is_unique_among_the_living(shop: Store) -> None:
    with pytest.raises(Duplicate, match=r"^Product_collection with handle mornings already exists\.$"):
        collections.create_collection(shop, {"title": "Mornings"})
    shop.delete(PRODUCT_COLLECTIONS, "pcol_mornings")
    collections.create_collection(shop, {"title": "Mornings"})


def test_a_product_is_in_one_collection(shop: Store) -> None:
    collections.add_products(shop, "pcol_gifts", ["prod_assam", "prod_unknown"])
    assert inside(shop, "pcol_gifts") == {"prod_assam", "prod_cup"}
    assert inside(shop, "pcol_mornings") == {"prod_espresso"}


def test_products_are_taken_out_of_their_own_collection_only(shop: Store) -> None:
    collections.remove_products(shop, "pcol_mornings", ["prod_assam", "prod_cup", "prod_unknown"])
    assert inside(shop, "pcol_mornings") == {"prod_espresso"}
    assert inside(shop, "pcol_gifts") == {"prod_cup"}


def test_an_unknown_collection(shop: Store) -> None:
    with pytest.raises(NotFound, match=r"^Product collection with id: pcol_x was not found$"):
        collections.add_products(shop, "pcol_x", ["prod_cup"])
    with pytest.raises(NotFound, match=r"^Product collection with id: pcol_x was not found$"):
        collections.remove_products(shop, "pcol_x", ["prod_cup"])


def test_a_search_does_not_ask_for_a_discount_condition() -> None:
    collections.check_filters({"discount_condition_id": "discon_x", "q": ""})
    with pytest.raises(InvalidData, match=r"^discount_condition_id must stand without q$"):
        collections.check_filters({"discount_condition_id": "", "q": "tea"})
