"""How a cart becomes an order, and what stays where it does not."""

import pytest

from medusa_mock.domain import carts, inventory
from medusa_mock.errors import Duplicate, InsufficientInventory, InvalidData, NotAllowed
from medusa_mock.store import Row, Store
from medusa_mock.tables.carts import CARTS, LINE_ITEM_TAX_LINES
from medusa_mock.tables.gift_cards import GIFT_CARDS
from medusa_mock.tables.inventory import INVENTORY_ITEMS, INVENTORY_LEVELS, RESERVATIONS, SALES_CHANNEL_LOCATIONS
from medusa_mock.tables.orders import ORDERS
from medusa_mock.tables.payments import PAYMENTS
from medusa_mock.tables.settings import REGIONS
from tests.domain.sales import CUP, check_out, choose, fill, parts

TWO = {"variant_id": CUP, "quantity": 2}


def reserved(shop: Store, order: Row) -> list[tuple[str, int]]:
    """Where how many are set aside for the order's line items."""
    found = [each for item in parts(shop, order, "items") for each in shop.select(RESERVATIONS, line_item_id=item.key)]
    return [(each["location_id"], each["quantity"]) for each in found]


def test_an_order_is_paid_for_and_its_stock_set_aside(shop: Store) -> None:
    order = check_out(shop, choose(shop, fill(shop, TWO)))
    assert (order["status"], order["payment_status"], order["email"]) == ("pending", "awaiting", "ines@example.com")
    assert [payment["amount"] for payment in parts(shop, order, "payments")] == [3570]
    assert reserved(shop, order) == [("sloc_shop", 2)]
    assert inventory.level(shop, "iitem_cup_ash", "sloc_shop")["reserved_quantity"] == 4


def test_a_cart_becomes_one_order_however_often_it_is_completed(shop: Store) -> None:
    cart = choose(shop, fill(shop, TWO))
    assert check_out(shop, cart) == check_out(shop, cart, "second")
    assert len([*shop.select(ORDERS, cart_id=cart.key)]) == 1


def test_what_costs_something_has_to_be_paid_for(shop: Store) -> None:
    cart = fill(shop, TWO)
    with pytest.raises(NotAllowed, match="without a payment session"):
        check_out(shop, cart)
    assert shop.get(CARTS, cart.key)["payment_authorized_at"] is None
    assert not any(parts(shop, item, "tax_lines") for item in parts(shop, cart, "items"))


def test_what_a_gift_card_pays_for_needs_no_session(shop: Store) -> None:
    shop.update(REGIONS, "reg_europe", {"gift_cards_taxable": False})
    card = shop.insert(GIFT_CARDS, {"code": "RICH", "region_id": "reg_europe", "value": 9000, "balance": 9000})
    cart = carts.update(shop, fill(shop, TWO).key, {"gift_cards": [{"code": "RICH"}]})
    order = check_out(shop, cart)
    assert (order["payment_status"], parts(shop, order, "payments")) == ("awaiting", [])
    assert shop.get(GIFT_CARDS, card.key)["balance"] == 9000 - 3570


def test_who_comes_too_late_gets_the_money_back_and_may_try_again(shop: Store) -> None:
    early, late = (choose(shop, fill(shop, {"variant_id": CUP, "quantity": 4})) for _ in range(2))
    check_out(shop, early)
    with pytest.raises(InsufficientInventory) as refusal:
        check_out(shop, late, "second")
    assert refusal.value.messages == (f"Variant with id: {CUP} does not have the required inventory",)
    payment = parts(shop, shop.get(CARTS, late.key), "payment")[0]
    assert (payment["data"], payment["order_id"]) == ({"status": "canceled"}, None)
    assert shop.get(CARTS, late.key)["payment_authorized_at"] is None
    shop.update(INVENTORY_LEVELS, "ilev_cup_ash_shop", {"stocked_quantity": 20})
    assert len(parts(shop, check_out(shop, late, "second"), "payments")) == 1


def test_a_cart_of_nobody_is_paid_for_and_no_order(shop: Store) -> None:
    cart = choose(shop, shop.update(CARTS, fill(shop, TWO).key, {"customer_id": None, "email": None}))
    with pytest.raises(InvalidData, match="without a customer"):
        check_out(shop, cart)
    paid = shop.get(CARTS, cart.key)
    assert (paid["payment_authorized_at"] is None, paid["payment_id"] is None) == (False, False)
    assert not [*shop.select(LINE_ITEM_TAX_LINES)]
    carts.update(shop, cart.key, {"email": "ines@example.com"})
    with pytest.raises(Duplicate, match=f"Payment with cart_id {cart.key} already exists"):
        check_out(shop, cart, "second")
    assert check_out(shop, cart, "first")["email"] == "ines@example.com"
    assert len([*shop.select(PAYMENTS, cart_id=cart.key)]) == 1


def test_an_empty_cart_is_no_order(shop: Store) -> None:
    with pytest.raises(InvalidData, match="empty cart"):
        check_out(shop, fill(shop))


def test_what_is_sold_beyond_the_stock_has_to_be_stocked_somewhere(shop: Store) -> None:
    item = shop.insert(INVENTORY_ITEMS, {"sku": "ESP-FINE"})
    inventory.attach(shop, item.key, "variant_espresso_fine")
    cart = choose(shop, fill(shop, {"variant_id": "variant_espresso_fine", "quantity": 1}))
    with pytest.raises(InvalidData, match="associated locations with inventory levels"):
        check_out(shop, cart)
    shop.unlink(SALES_CHANNEL_LOCATIONS, sales_channel_id="sc_default")
    with pytest.raises(InvalidData, match="associated Stock Locations"):
        check_out(shop, cart)
    inventory.create_level(shop, item.key, {"location_id": "sloc_shop", "stocked_quantity": 0})
    shop.link(SALES_CHANNEL_LOCATIONS, sales_channel_id="sc_default", location_id="sloc_shop")
    assert reserved(shop, check_out(shop, cart)) == [("sloc_shop", 1)]
