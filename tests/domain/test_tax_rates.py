"""What tax rates apply to."""

import pytest

from medusa_mock.domain import tax_rates, taxes
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Row, Store, World
from medusa_mock.tables import TABLES
from medusa_mock.tables.catalogue import PRODUCT_TYPES, PRODUCTS
from medusa_mock.tables.settings import REGIONS
from medusa_mock.tables.shipping import PRODUCT_TAX_RATES, SHIPPING_OPTIONS, TAX_RATES

RATE = {"name": "Reduced", "code": "RED", "region_id": "reg_1"}


@pytest.fixture
def store() -> Store:
    """A shop with two regions, a shipping option in each, two products and a type."""
    store = Store(World.empty(TABLES))
    for number in ("1", "2"):
        region = {"name": f"Region {number}", "currency_code": "eur", "tax_rate": 8}
        option = {"name": "Mule", "provider_id": "manual", "profile_id": "sp_1", "price_type": "flat_rate", "data": {}}
        store.insert(REGIONS, {**region, "id": f"reg_{number}"}, deferred=True)
        store.insert(SHIPPING_OPTIONS, {**option, "id": f"so_{number}", "region_id": f"reg_{number}"}, deferred=True)
        store.insert(PRODUCTS, {"id": f"prod_{number}", "title": "Tea"})
    store.insert(PRODUCT_TYPES, {"id": "ptyp_1", "value": "Food"})
    return store


@pytest.fixture
def rate(store: Store) -> Row:
    applied = {"products": ["prod_1"], "product_types": ["ptyp_1"], "shipping_options": ["so_1"]}
    return tax_rates.create(store, RATE | applied)


def applied(store: Store, rate: Row) -> list[list[str]]:
    """The ids of what the rate applies to: products, product types, shipping options."""
    return [
        [link[taxed.column] for link in store.select(taxed.links, rate_id=rate.key)]
        for taxed in tax_rates.TAXED.values()
    ]


def test_a_rate_applies_to_what_it_was_made_for(store: Store, rate: Row) -> None:
    assert applied(store, rate) == [["prod_1"], ["ptyp_1"], ["so_1"]]


def test_more_can_be_added_and_some_taken_away(store: Store, rate: Row) -> None:
    tax_rates.add(store, rate.key, "products", ["prod_2", "prod_1"])
    tax_rates.remove(store, rate.key, "product_types", ["ptyp_1", "ptyp_unknown", 0, [{}]])
    assert applied(store, rate) == [["prod_1", "prod_2"], [], ["so_1"]]


def test_an_update_replaces(store: Store, rate: Row) -> None:
    tax_rates.update(store, rate.key, {"products": ["prod_2"], "shipping_options": []})
    assert applied(store, rate) == [["prod_2"], ["ptyp_1"], []]


def test_the_unknown_is_named_unless_the_rate_is_new(store: Store, rate: Row) -> None:
    with pytest.raises(NotFound, match=r"^Product with id: prod_x was not found$"):
        tax_rates.add(store, rate.key, "products", ["prod_1", "prod_x"])
    with pytest.raises(NotFound, match=r"^Shipping Option with so_x was not found$"):
        tax_rates.update(store, rate.key, {"shipping_options": ["so_x"]})
    with pytest.raises(NotFound, match=r"^TaxRate with txr_\w+ was not found$"):
        tax_rates.create(store, RATE | {"products": ["prod_x"]})
    with pytest.raises(NotFound, match=r"^TaxRate with txr_x was not found$"):
        tax_rates.remove(store, "txr_x", "products", ["prod_x"])


def test_a_shipping_option_has_to_be_of_the_rates_region(store: Store, rate: Row) -> None:
    with pytest.raises(NotAllowed, match=r"with id: so_2 belongs to Region with id: reg_2 and Tax Rate with id: txr_"):
        tax_rates.add(store, rate.key, "shipping_options", ["so_2"])
    tax_rates.update(store, rate.key, {"region_id": "reg_2", "shipping_options": ["so_2"]})


def test_null_stands_for_no_ids(store: Store) -> None:
    with pytest.raises(InvalidData, match="product_types must be an array"):
        tax_rates.create(store, RATE | {"product_types": None})


def test_a_deleted_rate_applies_to_nothing(store: Store, rate: Row) -> None:
    tax_rates.delete(store, rate.key)
    assert store.find(TAX_RATES, rate.key) is None
    assert not list(store.select(PRODUCT_TAX_RATES))
    tax_rates.delete(store, rate.key)


def test_the_rates_of_a_product_are_its_own_and_those_of_its_type(store: Store, rate: Row) -> None:
    of_type = tax_rates.create(store, RATE | {"rate": 4, "product_types": ["ptyp_1"]})
    elsewhere = tax_rates.create(store, RATE | {"region_id": "reg_2", "products": ["prod_1"]})
    store.update(PRODUCTS, "prod_1", {"type_id": "ptyp_1"})
    found = {number: taxes.product_rates(store, "prod_1", store.get(REGIONS, number)) for number in ("reg_1", "reg_2")}
    assert [each["id"] for each in found["reg_1"]] == [rate.key, of_type.key]
    assert [each["id"] for each in found["reg_2"]] == [elsewhere.key]


def test_a_product_without_rates_has_that_of_the_region(store: Store, rate: Row) -> None:
    region = store.get(REGIONS, rate["region_id"])
    assert taxes.product_rates(store, "prod_2", region) == [{"rate": 8, "name": "default", "code": "default"}]


def test_a_rate_counts_what_it_applies_to_between_its_columns_and_relations(store: Store, rate: Row) -> None:
    store.delete(PRODUCTS, "prod_1")
    fields = ["shipping_option_count", "rate", "product_count"]
    _, show = tax_rates.asked(store, {"fields": fields, "expand": ["product_types"]})
    shown = show(rate)
    assert list(shown) == ["id", "rate", "shipping_option_count", "product_count", "product_types"]
    assert (shown["shipping_option_count"], shown["product_count"]) == (1, 0)


def test_a_rate_shows_all_but_its_metadata_unless_it_is_asked_to(store: Store, rate: Row) -> None:
    _, show = tax_rates.asked(store, {})
    assert TAX_RATES.columns.keys() - show(rate).keys() == {"metadata"}


def test_an_empty_filter_tells_nothing() -> None:
    params = {"rate": 0, "name": "", "region_id": [], "q": "", "offset": 0}
    assert tax_rates.telling(params) == {"rate": 0, "q": "", "offset": 0}
