"""What a gift card is worth, what may be left on it, and where it may be used."""

import re

import pytest

from medusa_mock.domain import gift_cards
from medusa_mock.errors import InvalidData, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.ids import serial_ulid
from medusa_mock.tables.gift_cards import GIFT_CARDS
from medusa_mock.tables.settings import REGIONS


def card(store: Store, **given: Json) -> Row:
    return gift_cards.create(store, {"region_id": "reg_uk", "value": 1000, **given})


def test_a_card_has_its_whole_value_and_a_code_of_its_own(shop: Store) -> None:
    one, other = card(shop), card(shop)
    assert (one["value"], one["balance"], one["order_id"]) == (1000, 1000, None)
    assert re.fullmatch(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){3}", one["code"])
    assert one["code"] != other["code"]


def test_a_server_that_repeats_its_ids_repeats_its_codes(shop: Store) -> None:
    codes = {card(Store(shop.world, ids=serial_ulid))["code"] for _ in range(2)}
    assert len(codes) == 1


@pytest.mark.parametrize(
    ("region", "rate"),
    [
        ({"tax_rate": 20}, 20),
        ({"tax_rate": 0}, None),
        ({"tax_rate": 20, "gift_cards_taxable": False}, None),
    ],
)
def test_a_card_is_taxed_as_its_region_taxes_gift_cards(shop: Store, region: Json, rate: float | None) -> None:
    shop.update(REGIONS, "reg_uk", region)
    assert card(shop)["tax_rate"] == rate


def test_a_card_keeps_its_tax_wherever_it_goes(shop: Store) -> None:
    made = card(shop)
    shop.update(REGIONS, "reg_uk", {"tax_rate": 5})
    moved = gift_cards.update(shop, made.key, {"region_id": "reg_europe"})
    assert (moved["region_id"], moved["tax_rate"]) == ("reg_europe", 20)


def test_a_card_needs_a_region_before_a_value(shop: Store) -> None:
    with pytest.raises(NotFound, match=r"^Region with reg_unknown was not found$"):
        card(shop, region_id="reg_unknown", value=None)
    with pytest.raises(InvalidData, match=r"^Can't insert null value in field value on insert in table gift_card$"):
        gift_cards.create(shop, {"region_id": "reg_uk"})


@pytest.mark.parametrize("balance", [0, 1000])
def test_a_balance_goes_from_nothing_to_the_value(shop: Store, balance: int) -> None:
    assert gift_cards.update(shop, card(shop).key, {"balance": balance})["balance"] == balance


@pytest.mark.parametrize(("value", "balance"), [(1000, -1), (1000, 1001), (-5, -5), (-5, 0), (-5, None)])
def test_no_other_balance_will_do(shop: Store, value: int, balance: int | None) -> None:
    made = card(shop, value=value)
    with pytest.raises(InvalidData, match=r"^new balance is invalid$"):
        gift_cards.update(shop, made.key, {"balance": balance, "is_disabled": True})
    assert shop.get(GIFT_CARDS, made.key) is made


def test_a_balance_is_never_null(shop: Store) -> None:
    with pytest.raises(InvalidData, match=r"^Can't insert null value in field balance on insert in table gift_card$"):
        gift_cards.update(shop, card(shop).key, {"balance": None})


@pytest.mark.parametrize("region_id", [None, "", "reg_uk"])
def test_a_card_may_stay_where_it_is_even_if_the_region_is_gone(shop: Store, region_id: str | None) -> None:
    made = card(shop)
    shop.delete(REGIONS, "reg_uk")
    changed = gift_cards.update(shop, made.key, {"region_id": region_id, "balance": 1})
    assert (changed["region_id"], changed["balance"]) == ("reg_uk", 1)


def test_what_there_is_not_is_told_in_the_order_card_region_balance(shop: Store) -> None:
    wrong = {"region_id": "reg_unknown", "balance": -1}
    with pytest.raises(NotFound, match=r"^Gift card with id: gift_unknown was not found$"):
        gift_cards.update(shop, "gift_unknown", wrong)
    with pytest.raises(NotFound, match=r"^Region with reg_unknown was not found$"):
        gift_cards.update(shop, card(shop).key, wrong)
