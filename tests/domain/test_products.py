"""What comes into being with a product, and what has to fit together."""

from typing import Any

import pytest

from medusa_mock.domain import products
from medusa_mock.domain.variants import create_variants, create_variants_as_clients_ask, delete_variant, update_variant
from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.seeds import load_seed
from medusa_mock.store import Row, Store, Table
from medusa_mock.tables.catalogue import (
    IMAGES,
    OFFERED_PRODUCTS,
    PRODUCT_IMAGES,
    PRODUCT_OPTION_VALUES,
    PRODUCT_OPTIONS,
    PRODUCT_TAGS,
    PRODUCT_TYPES,
    PRODUCT_VARIANTS,
    PRODUCTS,
    PROFILED_PRODUCTS,
    TAGGED_PRODUCTS,
)
from medusa_mock.tables.pricing import MONEY_AMOUNTS
from medusa_mock.tables.settings import SALES_CHANNELS
from medusa_mock.tables.shipping import SHIPPING_PROFILES


@pytest.fixture
def store() -> Store:
    return Store(load_seed("empty", Store).world)


def new(store: Store, **values: Any) -> Row:
    return products.create_product(store, {"title": "Cup", "profile_id": "sp_default", **values})


def cup(store: Store, *glazes: str) -> Row:
    """A cup in these glazes."""
    product = new(store, options=[{"title": "Glaze"}])
    [option] = store.select(PRODUCT_OPTIONS, product_id=product.key)
    create_variants(store, product.key, [variant(option.key, glaze) for glaze in glazes])
    return product


def variant(option_id: str, value: str, **values: Any) -> dict[str, Any]:
    options = [{"option_id": option_id, "value": value}]
    return {"title": value, "inventory_quantity": 1, "options": options, **values}


def option_of(store: Store, product: Row) -> str:
    return next(store.select(PRODUCT_OPTIONS, product_id=product.key)).key


def titles(store: Store, product: Row) -> list[str]:
    rows = store.select(PRODUCT_VARIANTS, product_id=product.key)
    return [row["title"] for row in sorted(rows, key=lambda row: row["variant_rank"])]


def values_of(store: Store, table: Table, column: str) -> list[Any]:
    return [row[column] for row in store.select(table)]


@pytest.mark.parametrize(("given", "handle"), [({}, "cup"), ({"handle": ""}, "cup"), ({"handle": "a/b c"}, "a/b c")])
def test_a_handle_is_made_of_the_title_unless_it_is_given(store: Store, given: dict[str, Any], handle: str) -> None:
    assert new(store, **given)["handle"] == handle


def test_a_deleted_product_frees_its_handle(store: Store) -> None:
    product = new(store)
    with pytest.raises(Duplicate, match=r"Product with handle cup already exists\."):
        new(store)
    products.delete_product(store, product.key)
    assert new(store)["handle"] == "cup"


def test_the_first_image_is_the_thumbnail_unless_there_is_one(store: Store) -> None:
    assert new(store, images=["a", "b"])["thumbnail"] == "a"
    assert new(store, title="Pot", images=["a"], thumbnail="t")["thumbnail"] == "t"
    bare = new(store, title="Tray")
    assert products.update_product(store, bare.key, {"images": ["c"]})["thumbnail"] == "c"
    assert products.update_product(store, bare.key, {"images": []})["thumbnail"] == "c"


def test_a_gift_card_is_not_discountable(store: Store) -> None:
    assert new(store, is_giftcard=True, discountable=True)["discountable"] is False


def test_tags_types_and_images_are_found_by_what_they_say(store: Store) -> None:
    new(store, tags=[{"id": "ptag_1", "value": "a"}, {"value": "b"}], type={"value": "T"}, images=["x"])
    new(store, title="Pot", tags=[{"value": "b"}, {"id": "ptag_2", "value": "a"}], type={"value": "T"}, images=["x"])
    assert values_of(store, PRODUCT_TAGS, "value") == ["a", "b"]
    assert values_of(store, PRODUCT_TAGS, "id")[0] == "ptag_1"
    assert values_of(store, PRODUCT_TYPES, "value") == ["T"]
    assert values_of(store, IMAGES, "url") == ["x"]


def test_an_update_replaces_what_it_names_and_leaves_the_rest(store: Store) -> None:
    product = new(store, tags=[{"value": "a"}], type={"value": "T"}, images=["x"], metadata={"a": 1, "b": 2})
    products.update_product(store, product.key, {"tags": None, "images": None, "metadata": {"a": "", "c": 3}})
    assert len(list(store.select(TAGGED_PRODUCTS))) == len(list(store.select(PRODUCT_IMAGES))) == 1
    changed = products.update_product(store, product.key, {"tags": [], "type": None, "subtitle": "s"})
    assert (changed["type_id"], changed["subtitle"], changed["metadata"]) == (None, "s", {"b": 2, "c": 3})
    assert not list(store.select(TAGGED_PRODUCTS))


def test_a_product_of_a_client_has_its_place_and_its_variants_in_their_order(store: Store) -> None:
    given = [variant("", glaze) | {"options": [{"value": glaze}]} for glaze in ("ash", "moss")]
    values = {"title": "Cup", "options": [{"title": "Glaze"}], "variants": given}
    product = products.create_product_as_clients_ask(store, values)
    assert titles(store, product) == ["ash", "moss"]
    assert values_of(store, OFFERED_PRODUCTS, "sales_channel_id") == ["sc_default"]
    assert store.first(PROFILED_PRODUCTS, product_id=product.key, profile_id="sp_default")


def test_a_product_of_a_client_goes_where_it_is_told_and_a_gift_card_to_its_own_profile(store: Store) -> None:
    stall = store.insert(SALES_CHANNELS, {"name": "Stall"}).key
    values = {"title": "Card", "is_giftcard": True, "sales_channels": [{"id": stall}]}
    card = products.create_product_as_clients_ask(store, values)
    assert values_of(store, OFFERED_PRODUCTS, "sales_channel_id") == [stall]
    [profiled] = store.select(PROFILED_PRODUCTS, product_id=card.key)
    assert store.get(SHIPPING_PROFILES, profiled["profile_id"])["type"] == "gift_card"


@pytest.mark.parametrize("channels", [[], None])
def test_an_update_can_take_a_product_out_of_all_channels(store: Store, channels: list[Any] | None) -> None:
    product = new(store, sales_channels=[{"id": "sc_default"}])
    products.update_product(store, product.key, {"sales_channels": channels})
    assert not list(store.select(OFFERED_PRODUCTS))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"collection_id": "pcol_x"}, "Product_collection with collection_id pcol_x does not exist."),
        ({"categories": [{"id": "pcat_x"}]}, "Product_category with product_category_id pcat_x does not exist."),
    ],
)
def test_what_a_product_belongs_to_has_to_be_there(store: Store, values: dict[str, Any], message: str) -> None:
    with pytest.raises(NotFound) as refusal:
        new(store, **values)
    assert str(refusal.value) == message


def test_a_variant_has_a_value_for_every_option(store: Store) -> None:
    product = cup(store, "ash")
    option_id = option_of(store, product)
    with pytest.raises(InvalidData, match="Product has 1 and variant has 0"):
        create_variants(store, product.key, [{"title": "bare"}])
    with pytest.raises(InvalidData, match="Variant options do not contain value for Glaze"):
        create_variants(store, product.key, [variant("opt_x", "moss")])
    with pytest.raises(Duplicate, match="Variant with title ash with provided options already exists"):
        create_variants(store, product.key, [variant(option_id, "ash")])


def test_variants_stand_in_the_order_of_their_ranks(store: Store) -> None:
    product = cup(store, "ash", "moss")
    option_id = option_of(store, product)
    [last] = create_variants(store, product.key, [variant(option_id, "clay")])
    assert last["variant_rank"] == 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"sku": "A"}, 'duplicate key value violates unique constraint "IDX_2ca8cfbdafb998ecfd6d340389"'),
        (
            {"inventory_quantity": None},
            'null value in column "inventory_quantity" of relation "product_variant" violates not-null constraint',
        ),
        (
            {"prices": [{"currency_code": "xxx", "amount": 1}]},
            'insert or update on table "money_amount" violates foreign key constraint "FK_e15811f81339e4bd8c440aebe1c"',
        ),
    ],
)
def test_the_database_speaks_where_a_variant_cannot_be_made(store: Store, values: dict[str, Any], told: str) -> None:
    product = cup(store, "ash")
    update_variant(store, next(store.select(PRODUCT_VARIANTS)).key, {"sku": "A"})
    with pytest.raises(InvalidData) as refusal:
        create_variants_as_clients_ask(store, product.key, [variant(option_of(store, product), "moss", **values)])
    assert str(refusal.value) == f"{told}\nCannot read properties of undefined (reading 'length')"


def test_the_variants_of_an_update_are_all_there_are(store: Store) -> None:
    product = cup(store, "ash", "moss", "clay")
    ash, _, clay = store.select(PRODUCT_VARIANTS)
    new_one = variant(option_of(store, product), "snow")
    products.settle_variants(store, product.key, [{"id": clay.key, "title": "red clay"}, new_one, {"id": ash.key}])
    assert titles(store, product) == ["red clay", "snow", "ash"]
    with pytest.raises(NotFound, match="Variants with id: variant_x are not associated with this product"):
        products.settle_variants(store, product.key, [{"id": "variant_x"}])


def test_a_variant_changes_its_values_one_by_one(store: Store) -> None:
    product = cup(store, "ash")
    [ash] = store.select(PRODUCT_VARIANTS)
    update_variant(store, ash.key, {"options": [{"option_id": option_of(store, product), "value": "grey"}]})
    assert values_of(store, PRODUCT_OPTION_VALUES, "value") == ["grey"]
    with pytest.raises(NotFound, match="Product option value not found"):
        update_variant(store, ash.key, {"options": [{"option_id": "opt_x", "value": "grey"}]})


def test_what_hangs_on_a_variant_goes_with_it(store: Store) -> None:
    product = cup(store, "ash")
    [ash] = store.select(PRODUCT_VARIANTS)
    update_variant(store, ash.key, {"prices": [{"currency_code": "eur", "amount": 1}]})
    delete_variant(store, ash.key)
    delete_variant(store, ash.key)
    assert not [
        row for table in (PRODUCT_OPTION_VALUES, MONEY_AMOUNTS, PRODUCT_VARIANTS) for row in store.select(table)
    ]
    assert store.find(PRODUCTS, product.key)


def test_a_new_option_has_a_value_to_begin_with(store: Store) -> None:
    product = cup(store, "ash", "moss")
    products.add_option(store, product.key, "Rim")
    assert values_of(store, PRODUCT_OPTION_VALUES, "value") == ["ash", "moss", "Default Value", "Default Value"]
    with pytest.raises(Duplicate, match="An option with the title: Rim already exists"):
        products.add_option(store, product.key, "Rim")


def test_an_option_goes_unless_the_variants_differ_in_it(store: Store) -> None:
    product = cup(store, "ash", "moss")
    products.add_option(store, product.key, "Rim")
    glaze, rim = store.select(PRODUCT_OPTIONS)
    products.delete_option(store, product.key, rim.key)
    products.delete_option(store, product.key, rim.key)
    assert values_of(store, PRODUCT_OPTION_VALUES, "value") == ["ash", "moss"]
    with pytest.raises(InvalidData, match="first delete all variants"):
        products.delete_option(store, product.key, glaze.key)


@pytest.mark.parametrize(
    ("option_id", "title", "message"),
    [
        ("opt_x", "GLAZE", "An option with title GLAZE already exists"),
        ("opt_x", "Rim", "Option with id: opt_x does not exist"),
    ],
)
def test_what_no_option_can_be_called(store: Store, option_id: str, title: str, message: str) -> None:
    product = cup(store)
    with pytest.raises(NotFound) as refusal:
        products.rename_option(store, product.key, option_id, title)
    assert str(refusal.value) == message


def test_tags_are_told_by_how_many_products_bear_them(store: Store) -> None:
    first = new(store, tags=[{"value": "a"}, {"value": "b"}])
    new(store, title="Pot", tags=[{"value": "b"}])
    products.delete_product(store, first.key)
    told = [(tag["value"], tag["usage_count"]) for tag in products.tag_usage(store)]
    assert told == [("b", "2"), ("a", "1")]
