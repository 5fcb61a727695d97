"""Shipping methods: a shipping option as a cart, an order or a return uses it, at a price in minor units.

Source: `createShippingMethod` and `validateCartOption` of `services/shipping-option.ts`.
"""

from collections.abc import Iterable, Mapping

from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.carts import SHIPPING_METHOD_TAX_LINES, SHIPPING_METHODS
from medusa_mock.tables.shipping import SHIPPING_OPTION_REQUIREMENTS, SHIPPING_OPTIONS


def create(store: Store, option_id: str, owner: Mapping[str, str], data: Json, *, price: Json = None) -> Row:
    """A new method of the option. `owner` is the column that says whose it is, with the key.

    The price is the option's unless one is given. Raises NotFound for the option, InvalidData for a price below 0, and
    where the data are null.
    """
    option = store.get(SHIPPING_OPTIONS, option_id)
    amount = option["amount"] if price is None else price
    if (amount or 0) < 0:
        raise InvalidData("price must not be less than 0")  # the real server's database refuses it (500)
    return store.insert(
        SHIPPING_METHODS,
        {
            **owner,
            "shipping_option_id": option_id,
            "price": amount or 0,
            "data": data,
            "includes_tax": option["includes_tax"],
        },
    )


def check_option(store: Store, option: Row, cart: Row, subtotal: int, item_tax: int) -> None:
    """Raises InvalidData, NotAllowed where a cart that comes to so much cannot use the option."""
    if option["is_return"]:
        return
    if cart["region_id"] != option["region_id"]:
        raise InvalidData("The shipping option is not available in the cart's region")
    amount = subtotal + item_tax if option["includes_tax"] else subtotal
    requirements = store.select(SHIPPING_OPTION_REQUIREMENTS, shipping_option_id=option.key)
    if not all(meets(requirement, amount) for requirement in requirements):
        raise NotAllowed("The Cart does not satisfy the shipping option's requirements")


def suits(store: Store, option: Row, cart: Row, amounts: Mapping[str, Json]) -> bool:
    """Whether the cart, which comes to the amounts, can use the option."""
    try:
        check_option(store, option, cart, amounts["subtotal"], amounts["item_tax_total"])
    except (InvalidData, NotAllowed):
        return False
    return True


def meets(requirement: Row, amount: int) -> bool:
    """Whether a cart that comes to the amount satisfies the requirement."""
    bound: int = requirement["amount"]
    return bound > amount if requirement["type"] == "max_subtotal" else bound <= amount


def delete(store: Store, methods: Iterable[Row]) -> None:
    """Take the methods away for good.

    Raises NotFound where one has tax lines, as those of a checkout have: so the real server calls it.
    """
    for method in methods:
        if store.first(SHIPPING_METHOD_TAX_LINES, shipping_method_id=method.key):
            raise NotFound("null")
        store.remove(SHIPPING_METHODS, method.key)
