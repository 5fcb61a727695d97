"""Carts: what a customer is about to buy. Money is in minor units.

Source: `services/cart.ts`.
"""

from collections.abc import Iterable, Mapping, Sequence

from medusa_mock.domain import adjustments, cart_addresses, cart_regions, line_items, shipping_methods
from medusa_mock.domain.availability import is_available
from medusa_mock.domain.decoration import cart_totals
from medusa_mock.domain.events import emit
from medusa_mock.domain.totals import has_free_shipping, rule_type
from medusa_mock.errors import InvalidData, NotAllowed, NotFound, OutOfStock
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.store.violations import NullViolation
from medusa_mock.tables.carts import (
    CART_DISCOUNTS,
    CART_GIFT_CARDS,
    CARTS,
    CUSTOM_SHIPPING_OPTIONS,
    LINE_ITEMS,
    SHIPPING_METHODS,
)
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS, PRODUCTS, PROFILED_PRODUCTS
from medusa_mock.tables.customers import ADDRESSES, CUSTOMERS
from medusa_mock.tables.gift_cards import GIFT_CARDS
from medusa_mock.tables.settings import REGIONS, SALES_CHANNELS, STORES
from medusa_mock.tables.shipping import SHIPPING_OPTIONS

Values = Mapping[str, Json]

NAMED_BY = {"email": "email", "customer_id": "id"}
"""How changes name a customer, and the column that holds it."""


def create(store: Store, values: Values) -> Row:
    """A new cart in a region, for a customer or for nobody yet.

    `values` are columns of a cart, `shipping_address` and `billing_address` as columns of an address.

    Raises NotFound for the region or the sales channel, InvalidData without a region, NotAllowed for an address in a
    country of another region.
    """
    columns = {name: values[name] for name in ("type", "metadata") if values.get(name) is not None}
    columns |= {
        "context": values.get("context") or {},
        "sales_channel_id": _channel(store, values.get("sales_channel_id")),
    }
    columns |= _customer(store, values)
    if not values["region_id"]:
        raise InvalidData("A region_id must be provided when creating a cart")
    region = store.get(REGIONS, values["region_id"])
    countries = [country["iso_2"] for country in rows_of(store.world, region, "countries")]
    for kind in cart_addresses.KINDS:
        columns |= cart_addresses.chosen(store, kind, values, countries)
    if "shipping_address_id" not in columns and len(countries) == 1:
        columns["shipping_address_id"] = store.insert(ADDRESSES, {"country_code": countries[0]}).key
    cart = store.insert(CARTS, {**columns, "region_id": region.key})
    emit(store, "cart.created", {"id": cart.key})
    return cart


def update(store: Store, id: str, changes: Values) -> Row:
    """Change the cart, and what follows from that: prices, shipping methods, discounts.

    Raises NotFound for the cart and for whatever the changes name, InvalidData or NotAllowed where it does not fit.
    """
    cart = store.get(CARTS, id)
    before = store.find(CUSTOMERS, cart["customer_id"] or "")
    cart = _update_customer(store, cart, changes)
    if "region_id" in changes or "customer_id" in changes:
        cart = _set_region(store, cart, changes)
    for kind in reversed(cart_addresses.KINDS):
        cart = cart_addresses.change(store, cart, kind, changes)
    if "sales_channel_id" in changes:
        cart = _set_channel(store, cart, changes["sales_channel_id"])
    if "discounts" in changes:
        _update_discounts(store, cart, changes["discounts"])
    if "gift_cards" in changes:
        _set_gift_cards(store, cart, [card["code"] for card in changes["gift_cards"] or ()])
    if store.find(REGIONS, cart["region_id"]) is None:
        raise NullViolation(CARTS, "region_id")  # the real server saves the region that it has found, and that is none
    columns = {"metadata": changes["metadata"]} if changes.get("metadata") else {}
    if "context" in changes:
        columns["context"] = spread(cart["context"], changes["context"])
    cart = store.update(CARTS, id, columns)
    if _is_another(changes, before):
        emit(store, "cart.customer_updated", id)
    emit(store, "cart.updated", cart)
    return cart


def add_items(store: Store, cart: Row, items: Sequence[Values], *, check_channel: bool = True) -> None:
    """Put line items made by `line_items.of_variant` into the cart, or more of those that are there.

    Raises InvalidData where the cart's sales channel does not have the products, NotAllowed where there is too little
    of one.
    """
    foreign = [item["title"] for item in items if not _is_sold_in(store, item["variant_id"], cart["sales_channel_id"])]
    if check_channel and foreign:
        titles = " - ".join(foreign)
        raise InvalidData(
            f"The products [{titles}] must belongs to the sales channel on which the cart has been created."
        )
    present = [_mergeable(store, cart, item) for item in items]
    for item, same in zip(items, present, strict=True):
        _add_item(store, cart, item, same)
    _reopen(store, cart)
    emit(store, "cart.updated", {"id": cart.key})


def _add_item(store: Store, cart: Row, values: Values, present: Row | None) -> None:
    variant = store.get(PRODUCT_VARIANTS, values["variant_id"])
    quantity = values["quantity"] + (present["quantity"] if present else 0)
    if not is_available(store, variant, quantity, cart["sales_channel_id"]):
        raise OutOfStock(f"Variant with id: {variant.key} does not have the required inventory")
    if present:
        region = store.get(REGIONS, cart["region_id"])
        cost = line_items.cost_of(store, variant, region, quantity, customer_id=cart["customer_id"])
        priced = {"unit_price": cost.amount} if cost else {}
        store.update(LINE_ITEMS, present.key, {"quantity": quantity, **priced})
    else:
        store.insert(LINE_ITEMS, {**values, "quantity": quantity, "cart_id": cart.key})


def update_item(store: Store, cart: Row, item_id: str, changes: Values, *, reprice: bool = False) -> None:
    """Change a line item of the cart, and its price to that which the variant has in the new quantity, if asked for.

    Raises NotFound, InvalidData for another cart's, NotAllowed for lack of stock.
    """
    item = store.get(LINE_ITEMS, item_id)
    if item["cart_id"] != cart.key:
        raise InvalidData("A line item with the provided id doesn't exist in the cart")
    if changes.get("quantity") and item["variant_id"]:
        variant = store.get(PRODUCT_VARIANTS, item["variant_id"])
        if not is_available(store, variant, changes["quantity"], cart["sales_channel_id"]):
            raise OutOfStock("Inventory doesn't cover the desired quantity")
        if reprice:
            region = store.get(REGIONS, cart["region_id"])
            cost = line_items.cost_of(store, variant, region, changes["quantity"], customer_id=cart["customer_id"])
            changes = {**changes, "unit_price": cost.amount} if cost else changes
    _remove_methods(store, cart)
    store.update(LINE_ITEMS, item_id, changes)
    adjustments.refresh(store, cart)
    emit(store, "cart.updated", store.get(CARTS, cart.key))


def remove_item(store: Store, cart: Row, item_id: str) -> None:
    """Take a line item out of the cart, if it is there; then things have to be shipped in some other way."""
    item = store.find(LINE_ITEMS, item_id)
    if item is None or item["cart_id"] != cart.key:
        return
    line_items.delete(store, item)
    _reopen(store, cart)
    emit(store, "cart.updated", {"id": cart.key})


def add_shipping_method(store: Store, cart: Row, option_id: str, data: Json) -> Row:
    """Ship with the option, in place of others for the same profile. Raises NotFound, InvalidData, NotAllowed."""
    custom = rows_of(store.world, cart, "custom_shipping_options")
    offered = next((one for one in custom if one["shipping_option_id"] == option_id), None)
    if custom and offered is None:
        raise InvalidData("Wrong shipping option")
    option = store.get(SHIPPING_OPTIONS, option_id)
    if offered is None:
        amounts = cart_totals(store, cart).amounts
        shipping_methods.check_option(store, option, cart, amounts["subtotal"], amounts["item_tax_total"])
    present = rows_of(store.world, cart, "shipping_methods")
    price = offered["price"] if offered else None
    method = shipping_methods.create(store, option_id, {"cart_id": cart.key}, data, price=price)
    profiles = {one.key: store.get(SHIPPING_OPTIONS, one["shipping_option_id"])["profile_id"] for one in present}
    shipping_methods.delete(store, [one for one in present if profiles[one.key] == option["profile_id"]])
    _mark_shipped(store, cart, {option["profile_id"], *profiles.values()})
    if has_free_shipping(store, rows_of(store.world, cart, "discounts")):
        set_shipping_prices(store, cart, free=True)
    emit(store, "cart.updated", store.get(CARTS, cart.key))
    return method


def remove_discount(store: Store, cart: Row, code: str) -> None:
    """Take a discount off the cart, if it is there by exactly this code."""
    discounts = rows_of(store.world, cart, "discounts")
    if has_free_shipping(store, discounts):
        set_shipping_prices(store, cart, free=False)
    for discount in discounts:
        if discount["code"] == code:
            store.unlink(CART_DISCOUNTS, cart_id=cart.key, discount_id=discount.key)
    adjustments.refresh(store, cart)
    emit(store, "cart.updated", store.get(CARTS, cart.key))


def set_shipping_prices(store: Store, cart: Row, *, free: bool) -> None:
    """Make the shipping methods cost nothing, or what their options cost again. Source: `adjustFreeShipping_`."""
    for method in rows_of(store.world, cart, "shipping_methods"):
        price = 0 if free else store.get(SHIPPING_OPTIONS, method["shipping_option_id"])["amount"] or 0
        store.update(SHIPPING_METHODS, method.key, {"price": price})


def guest(store: Store, email: str) -> Row:
    """The guest with the e-mail address, who may be new."""
    address = email.lower()
    known = store.first(CUSTOMERS, email=address, has_account=False)
    if known:
        return known
    customer = store.insert(CUSTOMERS, {"email": address})
    emit(store, "customer.created", customer)
    return customer


def spread(*values: Json) -> dict[str, Json]:
    """Several values as one object, as JavaScript spreads them: a text or a list has indices for keys."""
    found: dict[str, Json] = {}
    for value in values:
        if isinstance(value, Mapping):
            found |= value
        elif isinstance(value, str | list | tuple):
            found |= {str(index): part for index, part in enumerate(value)}
    return found


def offer_at(store: Store, cart: Row, option_id: str, price: int) -> None:
    """Let the cart use the option at a price of its own, and no options but those offered to it like this."""
    store.insert(CUSTOM_SHIPPING_OPTIONS, {"cart_id": cart.key, "shipping_option_id": option_id, "price": price})


def _channel(store: Store, id: str | None) -> str:
    """The sales channel that is asked for, or that of the shop. Raises NotFound, InvalidData for a disabled one."""
    channel = store.get(SALES_CHANNELS, next(store.select(STORES))["default_sales_channel_id"] if id is None else id)
    if channel["is_disabled"]:
        raise InvalidData(f'Unable to assign the cart to a disabled Sales Channel "{channel["name"]}"')
    return channel.key


def _customer(store: Store, values: Values) -> dict[str, Json]:
    """A customer who does not exist is overlooked, other than an e-mail address, which makes one."""
    customer = store.find(CUSTOMERS, values["customer_id"]) if values.get("customer_id") else None
    if customer is None and values.get("email"):
        customer = guest(store, values["email"])
    return {"customer_id": customer.key, "email": customer["email"]} if customer else {}


def _is_another(changes: Values, before: Row | None) -> bool:
    """Whether somebody else is named than the customer before."""
    asked = ((changes.get(name), name if before is None else before[column]) for name, column in NAMED_BY.items())
    return any(named and named != known for named, known in asked)


def _update_customer(store: Store, cart: Row, changes: Values) -> Row:
    """A customer who is named goes before an e-mail address, which stands for a guest."""
    if changes.get("customer_id"):
        return _set_customer(store, cart, store.get(CUSTOMERS, changes["customer_id"]))
    if "email" not in changes:
        return cart
    if changes["email"] is None:
        raise InvalidData("The email is not valid")
    return _set_customer(store, cart, guest(store, changes["email"]))


def _set_customer(store: Store, cart: Row, customer: Row) -> Row:
    return store.update(CARTS, cart.key, {"customer_id": customer.key, "email": customer["email"]})


def _set_region(store: Store, cart: Row, changes: Values) -> Row:
    asked = changes.get("region_id", cart["region_id"])
    region = store.get(REGIONS, "null" if asked is None else asked)
    cart_regions.reprice(store, cart, region)
    if region.key == cart["region_id"]:
        return cart
    address = changes.get("shipping_address") or {}
    return cart_regions.move(store, cart, region, changes.get("country_code") or address.get("country_code"))


def _update_discounts(store: Store, cart: Row, discounts: Sequence[Values] | None) -> None:
    if discounts is None:  # the real server crashes
        raise InvalidData("discounts must be an array")
    if discounts:
        _set_discounts(store, cart, [discount["code"] for discount in discounts])
    else:
        store.unlink(CART_DISCOUNTS, cart_id=cart.key)
        adjustments.refresh(store, cart)


def _set_discounts(store: Store, cart: Row, codes: Iterable[str]) -> None:
    """Make these the discounts of the cart: at most one besides those that ship for nothing."""
    found = adjustments.by_codes(store, codes)
    for discount in found:
        adjustments.check_discount(store, discount, cart)
    was_free = has_free_shipping(store, rows_of(store.world, cart, "discounts"))
    store.unlink(CART_DISCOUNTS, cart_id=cart.key)
    others = [discount for discount in found if rule_type(store, discount) != "free_shipping"]
    for discount in found:
        if discount in others[:1] or discount not in others:
            store.link(CART_DISCOUNTS, cart_id=cart.key, discount_id=discount.key)
    adjustments.refresh(store, cart)
    is_free = len(others) < len(found)
    if is_free or was_free:
        set_shipping_prices(store, cart, free=is_free)


def _set_gift_cards(store: Store, cart: Row, codes: Iterable[str]) -> None:
    store.unlink(CART_GIFT_CARDS, cart_id=cart.key)
    for code in codes:
        card = store.first(GIFT_CARDS, code=code)
        if card is None:
            raise NotFound(f"Gift card with code: {code} was not found")
        if card["is_disabled"]:
            raise NotAllowed("The gift card is disabled")
        if card["region_id"] != cart["region_id"]:
            raise InvalidData("The gift card cannot be used in the current region")
        store.link(CART_GIFT_CARDS, cart_id=cart.key, gift_card_id=card.key)


def _mergeable(store: Store, cart: Row, values: Values) -> Row | None:
    """The line item that more of the same is added to."""
    if not values["should_merge"]:
        return None
    alike = store.select(LINE_ITEMS, cart_id=cart.key, variant_id=values["variant_id"], should_merge=True)
    return next((item for item in alike if item["metadata"] == values["metadata"]), None)


def _set_channel(store: Store, cart: Row, channel_id: str | None) -> Row:
    """The cart in the sales channel, without what is not sold there. Raises NotFound, InvalidData."""
    if channel_id == cart["sales_channel_id"]:
        return cart
    if channel_id is None:  # the real server crashes
        raise InvalidData("sales_channel_id must be a string")
    channel_id = _channel(store, channel_id)
    for item in rows_of(store.world, cart, "items"):
        if item["variant_id"] and not _is_sold_in(store, item["variant_id"], channel_id):
            remove_item(store, cart, item.key)
    return store.update(CARTS, cart.key, {"sales_channel_id": channel_id})


def _is_sold_in(store: Store, variant_id: str, channel_id: str | None) -> bool:
    product = store.get(PRODUCTS, store.get(PRODUCT_VARIANTS, variant_id)["product_id"])
    channels = rows_of(store.world, product, "sales_channels")
    return channel_id is None or channel_id in {channel.key for channel in channels}


def _reopen(store: Store, cart: Row) -> None:
    """What is in the cart has changed: it has to be shipped in some other way, and its discounts worked out anew."""
    _remove_methods(store, cart)
    for item in rows_of(store.world, cart, "items"):
        if item["has_shipping"] is not False:
            store.update(LINE_ITEMS, item.key, {"has_shipping": False})
    adjustments.refresh(store, cart)


def _remove_methods(store: Store, cart: Row) -> None:
    shipping_methods.delete(store, rows_of(store.world, cart, "shipping_methods"))


def _mark_shipped(store: Store, cart: Row, profiles: Iterable[str]) -> None:
    """Write down of each line item whether one of the methods ships its product."""
    for item in rows_of(store.world, cart, "items"):
        variant = store.find(PRODUCT_VARIANTS, item["variant_id"]) if item["variant_id"] else None
        link = variant and store.first(PROFILED_PRODUCTS, product_id=variant["product_id"])
        store.update(LINE_ITEMS, item.key, {"has_shipping": link is None or link["profile_id"] in profiles})
