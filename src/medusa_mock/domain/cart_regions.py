"""What changes in a cart that goes to another region.

Source: `setRegion_` and `updateUnitPrices_` of `services/cart.ts`.
"""

from medusa_mock.domain import adjustments, line_items, shipping_methods
from medusa_mock.domain.pricing import Market, price_of
from medusa_mock.errors import NotAllowed
from medusa_mock.store import Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import CART_DISCOUNTS, CART_GIFT_CARDS, CARTS, LINE_ITEMS
from medusa_mock.tables.customers import ADDRESSES
from medusa_mock.tables.discounts import DISCOUNT_REGIONS
from medusa_mock.tables.payments import PAYMENT_SESSIONS


def reprice(store: Store, cart: Row, region: Row) -> None:
    """Give the line items the prices of the region; what has none there leaves the cart.

    Prices with taxes and prices without are not compared here, as `updateUnitPrices_` asks for no rates.
    """
    market = Market.of_region(region, customer_id=cart["customer_id"])
    for item in rows_of(store.world, cart, "items"):
        if not item["variant_id"]:
            continue
        cost = price_of(store, item["variant_id"], market, quantity=item["quantity"]).calculated
        if cost is None:
            line_items.delete(store, item)
        else:
            store.update(LINE_ITEMS, item.key, {"has_shipping": False, "unit_price": cost.amount})


def move(store: Store, cart: Row, region: Row, country_code: str | None) -> Row:
    """The cart in the region. Shipping methods, gift cards and payment sessions do not go with it.

    Raises NotAllowed for a cart that is paid for, and for a country that is not in the region.
    """
    if cart["completed_at"] or cart["payment_authorized_at"]:
        raise NotAllowed("Cannot change the region of a completed cart")
    address_id = _address(store, cart, region, country_code)
    cart = store.update(CARTS, cart.key, {"region_id": region.key, "shipping_address_id": address_id})
    shipping_methods.delete(store, rows_of(store.world, cart, "shipping_methods"))
    for link in store.select(CART_DISCOUNTS, cart_id=cart.key):
        if store.first(DISCOUNT_REGIONS, discount_id=link["discount_id"], region_id=region.key) is None:
            store.delete(CART_DISCOUNTS, link.key)
    adjustments.refresh(store, cart)
    store.unlink(CART_GIFT_CARDS, cart_id=cart.key)
    for session in rows_of(store.world, cart, "payment_sessions"):
        store.remove(PAYMENT_SESSIONS, session.key)
    return cart


def _address(store: Store, cart: Row, region: Row, country_code: str | None) -> str:
    """The shipping address, in the country given, the only one of the region, or in none yet."""
    countries = [country["iso_2"] for country in rows_of(store.world, region, "countries")]
    if country_code is not None and country_code.lower() not in countries:
        raise NotAllowed("Country not available in region")
    only = countries[0] if len(countries) == 1 else None
    values = {"country_code": country_code.lower() if country_code else only}
    if cart["shipping_address_id"]:
        return store.update(ADDRESSES, cart["shipping_address_id"], values).key
    return store.insert(ADDRESSES, values).key
