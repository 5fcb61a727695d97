"""Products and variants over HTTP: what the scenarios do not show."""

from typing import Any

import httpx
import pytest

NO_TAXES = dict.fromkeys(
    ("original_price_incl_tax", "calculated_price_incl_tax", "original_tax", "calculated_tax", "tax_rates")
)


def create(admin: httpx.Client, **values: Any) -> Any:
    answer = admin.post("/admin/products", json={"title": "Cup", **values})
    assert answer.status_code == 200, answer.text
    return answer.json()["product"]


def titles(admin: httpx.Client, query: str) -> list[str]:
    answer = admin.get(f"/admin/products?order=title&{query}")
    assert answer.status_code == 200, answer.text
    return [product["title"] for product in answer.json()["products"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Assam, loose leaf", "Cup", "Stoneware cup"]),
        ("q=cup", ["Cup", "Stoneware cup"]),
        ("q=assam-500", ["Assam, loose leaf"]),
        ("q=ASH", ["Stoneware cup"]),
        ("status=draft", ["Cup"]),
        ("status[]=draft&status[]=published", ["Assam, loose leaf", "Cup", "Stoneware cup"]),
        ("is_giftcard=true", []),
        ("handle=cup", ["Cup"]),
        ("title=Cup", ["Cup"]),
        ("id=prod_unknown", []),
        ("tags[]=ptag_glass", ["Cup"]),
        ("tags[]=ptag_unknown", []),
        ("sales_channel_id[]=sc_unknown", []),
        ("price_list_id[]=pl_unknown", []),
        ("discount_condition_id=discon_unknown", []),
        ("created_at[lt]=2000-01-01", []),
        ("deleted_at[gt]=2000-01-01", ["Gone"]),
    ],
)
def test_the_filters_of_the_list(admin: httpx.Client, query: str, found: list[str]) -> None:
    create(admin, tags=[{"id": "ptag_glass", "value": "glass"}])
    gone = create(admin, title="Gone")
    admin.delete(f"/admin/products/{gone['id']}")
    assert titles(admin, query) == found


def test_categories_count_with_those_below_them_if_asked_for(admin: httpx.Client) -> None:
    """The seed has tea below drinks."""
    tea = create(admin, title="Sencha")
    assert tea["categories"] == []
    assert titles(admin, "category_id[]=pcat_unknown&include_category_children=true") == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("collection_id=x", "collection_id must be an array"),
        (
            "status=sold",
            "each value in status must be one of the following values: draft, proposed, published, rejected",
        ),
        ("limit=many", "limit must be a number conforming to the specified constraints"),
        ("created_at=x", "nested property created_at must be either object or array"),
        ("colour=red", "property colour should not exist"),
    ],
)
def test_what_the_list_refuses(admin: httpx.Client, query: str, message: str) -> None:
    answer = admin.get(f"/admin/products?{query}")
    assert (answer.status_code, answer.json()) == (400, {"type": "invalid_data", "message": message})


def test_prices_are_shown_in_full_where_both_relations_are_named(admin: httpx.Client) -> None:
    path = "/admin/products?handle=stoneware-cup&fields=title&expand="
    bare = admin.get(f"{path}variants.prices").json()["products"][0]["variants"][0]
    full = admin.get(f"{path}variants,variants.prices").json()["products"][0]["variants"][0]
    assert "original_price" not in bare
    assert "price_list" not in bare["prices"][0]
    assert full["original_price"] is None
    assert full["purchasable"] is True
    assert {price["variant_id"] for price in full["prices"]} == {full["id"]}


def test_the_count_is_that_of_the_page_where_no_relation_is_shown(admin: httpx.Client) -> None:
    assert admin.get("/admin/products?limit=1").json()["count"] == 2
    assert admin.get("/admin/products?limit=1&expand=").json()["count"] == 1
    assert admin.get("/admin/products?limit=1&expand=&q=a").json()["count"] == 2


def test_a_variant_moves_to_the_product_it_is_changed_through(admin: httpx.Client) -> None:
    cup, pot = create(admin, variants=[{"title": "White", "prices": []}]), create(admin, title="Pot")
    [white] = cup["variants"]
    moved = admin.post(f"/admin/products/{pot['id']}/variants/{white['id']}", json={}).json()["product"]
    assert [variant["id"] for variant in moved["variants"]] == [white["id"]]
    assert admin.get(f"/admin/products/{cup['id']}/variants").json()["count"] == 0


@pytest.mark.parametrize(
    ("price", "message"),
    [
        (
            {"amount": 1},
            'Failed XOR relation between "region_id" and "currency_code"., '
            'Failed XOR relation between "currency_code" and "region_id".',
        ),
        ({"currency_code": "eur"}, "amount must be an integer number"),
        ({"currency_code": "eur", "amount": 1, "colour": "red"}, "property colour should not exist"),
    ],
)
def test_what_is_no_price(admin: httpx.Client, price: dict[str, Any], message: str) -> None:
    body = {"title": "Pot", "variants": [{"title": "White", "prices": [price]}]}
    answer = admin.post("/admin/products", json=body)
    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_a_refused_variant_leaves_no_product_behind(admin: httpx.Client) -> None:
    body = {"title": "Pot", "variants": [{"title": "White", "prices": [], "options": [{"value": "white"}]}]}
    assert admin.post("/admin/products", json=body).status_code == 400
    assert titles(admin, "q=pot") == []


def test_prices_are_calculated_in_a_currency(admin: httpx.Client) -> None:
    [ash] = admin.get("/admin/variants?title=Ash&currency_code=usd&fields=title&expand=").json()["variants"]
    prices = {name: ash[name] for name in ("original_price", "calculated_price", "calculated_price_type")}
    assert prices == {"original_price": 1650, "calculated_price": 1650, "calculated_price_type": "default"}
    assert {name: ash[name] for name in NO_TAXES} == NO_TAXES
    [none] = admin.get("/admin/variants?title=Ash&currency_code=gbp&fields=title&expand=").json()["variants"]
    assert none.keys() == {"id", "created_at", "title", "purchasable"}


@pytest.mark.parametrize(
    ("query", "message"),
    [("region_id=reg_x", "Region with reg_x was not found"), ("cart_id=cart_x", "Cart with cart_x was not found")],
)
def test_prices_are_calculated_for_what_there_is(admin: httpx.Client, query: str, message: str) -> None:
    answer = admin.get(f"/admin/variants?{query}")
    assert (answer.status_code, answer.json()["message"]) == (404, message)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("inventory_quantity=12", ["500 g"]),
        ("inventory_quantity[gt]=10&order=title", ["100 g", "500 g"]),
        ("title[]=Ash&title[]=100 g&order=title", ["100 g", "Ash"]),
        ("q=stoneware", ["Ash"]),
        ("manage_inventory=false", []),
        ("allow_backorder=false&limit=1&order=title", ["100 g"]),
    ],
)
def test_the_filters_of_the_list_of_variants(admin: httpx.Client, query: str, found: list[str]) -> None:
    answer = admin.get(f"/admin/variants?{query}")
    assert [variant["title"] for variant in answer.json()["variants"]] == found


@pytest.mark.parametrize(
    ("channels", "told"),
    [
        ([{"id": "sc_x"}, {"id": "sc_y"}], "Sales Channels sc_x, sc_y do not exist"),
        (["sc_x"], "Sales Channels  do not exist"),
        ([{"id": 7}], "Sales Channels 7 do not exist"),
    ],
)
def test_channels_are_looked_for_before_the_rest_of_the_body(
    admin: httpx.Client, channels: list[Any], told: str
) -> None:
    answer = admin.post("/admin/products", json={"colour": "red", "sales_channels": channels})
    assert (answer.status_code, answer.json()["errors"]) == (400, [told])


def test_the_profile_shows_what_its_profiles_show(demo: httpx.Client) -> None:
    path = "/admin/products/prod_assam?expand=profiles.shipping_options"
    product = demo.get(path).json()["product"]
    assert product["profile"] == product["profiles"][-1]
    assert product["profile"]["shipping_options"]
