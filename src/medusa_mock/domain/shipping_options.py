"""Shipping options: ways to send things to a region and back. Money is in minor units.

Source: `services/shipping-option.ts`, `services/pricing.ts`.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from medusa_mock.domain import shipping_methods
from medusa_mock.domain.decoration import cart_totals
from medusa_mock.domain.products import default_profile_id
from medusa_mock.domain.taxes import shipping_rates, tax_amount
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS, PROFILED_PRODUCTS
from medusa_mock.tables.settings import REGION_FULFILLMENT_PROVIDERS, REGIONS
from medusa_mock.tables.shipping import SHIPPING_OPTION_REQUIREMENTS, SHIPPING_OPTIONS

Values = Mapping[str, Json]


def create(store: Store, values: Values) -> Row:
    """A shipping option of the values: columns, and `requirements`. Without a profile it gets the default one.

    Raises:
        InvalidData: it has no price, the region does not have the provider, or the requirements contradict each other.
        NotFound: there is no such region or profile.
    """
    columns = {name: value for name, value in values.items() if name != "requirements"}
    columns["profile_id"] = values.get("profile_id") or default_profile_id(store)
    columns |= {name: _truth(columns[name]) for name in ("is_return", "admin_only") if name in columns}
    _check_price(columns, {"price_type": values["price_type"]})
    region = store.get(REGIONS, values["region_id"])
    provided = store.first(REGION_FULFILLMENT_PROVIDERS, region_id=region.key, provider_id=values["provider_id"])
    if provided is None:
        raise InvalidData("The fulfillment provider is not available in the provided region")
    requirements = values.get("requirements", ())
    if requirements is None:  # the real server crashes
        raise InvalidData("requirements must be an array")
    check_requirements(requirements)
    option = store.insert(SHIPPING_OPTIONS, columns)
    for requirement in requirements:
        _require(store, option.key, requirement)
    return option


def update(store: Store, id: str, changes: Values) -> Row:
    """The shipping option with the changes; `requirements` take the place of those before.

    Raises NotFound, and InvalidData for a price that may not be, an unknown requirement, or such as contradict each
    other.
    """
    option = store.get(SHIPPING_OPTIONS, id)
    if changes.get("metadata", {}) is None:  # the real server crashes
        raise InvalidData("metadata must be an object")
    columns = {name: value for name, value in changes.items() if name != "requirements"}
    replace_requirements(store, id, changes["requirements"])
    _check_price({**option, **columns}, columns)
    return store.update(SHIPPING_OPTIONS, id, columns)


Offer: TypeAlias = tuple[Row, Json]
"""An option, and what it costs there."""


def offered(
    store: Store, *, products: str | None = None, region_id: str | None = None, is_return: str | None = None
) -> list[Offer]:
    """The options that are not the admin's own: those of the region, the ways back or the others.

    For products there are none: the real server looks for their profiles where they have none.
    Source: `api/routes/store/shipping-options/list-options.ts`.
    """
    if products:
        return []
    return [
        (option, option["amount"])
        for option in store.select(SHIPPING_OPTIONS, admin_only=False)
        if (not region_id or option["region_id"] == region_id)
        and (is_return is None or option["is_return"] is (is_return == "true"))
    ]


def offered_to(store: Store, cart: Row) -> list[Offer]:
    """The options that the cart may be sent with; where some were offered to it at prices of its own, only these.

    Source: `fetchCartOptions` of `services/shipping-profile.ts`.
    """
    variants = [store.find(PRODUCT_VARIANTS, item["variant_id"] or "") for item in rows_of(store.world, cart, "items")]
    profiles = _profiles(store, [variant["product_id"] for variant in variants if variant])
    found = [option for option in store.select(SHIPPING_OPTIONS, admin_only=False) if option["profile_id"] in profiles]
    custom = {one["shipping_option_id"]: one["price"] for one in rows_of(store.world, cart, "custom_shipping_options")}
    if custom:
        return [(option, custom[option.key]) for option in found if option.key in custom]
    amounts = cart_totals(store, cart).amounts
    return [
        (option, option["amount"])
        for option in found
        if not option["is_return"] and shipping_methods.suits(store, option, cart, amounts)
    ]


def _profiles(store: Store, products: Iterable[str]) -> set[str]:
    links = [store.first(PROFILED_PRODUCTS, product_id=product) for product in products]
    return {link["profile_id"] for link in links if link}


def replace_requirements(store: Store, id: str, requirements: Iterable[Values]) -> None:
    """Make `requirements` those of the option: one with an id is changed, one without is new, the others go."""
    requirements = list(requirements)
    for key in filter(None, (requirement.get("id") for requirement in requirements)):
        if store.find(SHIPPING_OPTION_REQUIREMENTS, key) is None:
            raise InvalidData(f"Shipping option requirement with id {key} does not exist")
    check_requirements(requirements)
    kept = {_require(store, id, requirement).key for requirement in requirements}
    for row in store.select(SHIPPING_OPTION_REQUIREMENTS, shipping_option_id=id):
        if row.key not in kept:
            store.delete(SHIPPING_OPTION_REQUIREMENTS, row.key)


def check_requirements(requirements: Iterable[Values]) -> None:
    """Raises InvalidData for two of a type, and for a minimum above the maximum."""
    amounts: dict[str, int] = {}
    for requirement in requirements:
        if requirement["type"] in amounts:
            raise InvalidData("Only one requirement of each type is allowed")
        amounts[requirement["type"]] = requirement["amount"]
        if len(amounts) == 2 and amounts["min_subtotal"] > amounts["max_subtotal"]:
            raise InvalidData("Max. subtotal must be greater than Min. subtotal")


def priced(store: Store, shown: Values) -> dict[str, Json]:
    """What is shown of an option, with the price and the tax that the shown columns make.

    Raises NotFound where the option's region is deleted: so does the real server, for the whole list.
    """
    price = shown.get("amount") or 0
    includes_tax = bool(shown.get("includes_tax"))
    region = store.get(REGIONS, shown["region_id"]) if "region_id" in shown else None
    rates = shipping_rates(store, shown["id"], region) if region else []
    tax = tax_amount(price, rates, includes_tax=includes_tax)
    total = price if includes_tax else price + tax
    return {**shown, "price_incl_tax": total, "tax_rates": rates, "tax_amount": tax}


def _check_price(option: Values, given: Values) -> None:
    """Whether the option may have the price that it was given."""
    if "price_type" in given:
        if given["price_type"] is None:
            raise InvalidData("The price must be of type flat_rate or calculated")
        if given["price_type"] == "calculated":  # no provider of ours works out prices, nor does the manual one
            raise InvalidData("The fulfillment provider cannot calculate prices for this option")
    amount = option.get("amount")
    if option["price_type"] == "flat_rate" and (amount is None or amount < 0):
        raise InvalidData("Shipping options of type `flat_rate` must have an `amount`")


def _truth(value: Json) -> bool | None:
    """What `class-transformer` makes of a value that is to be a boolean: only its lists are as in Python."""
    return None if value is None else value == {} or bool(value)


def _require(store: Store, option_id: str, requirement: Values) -> Row:
    """The requirement as a row: a new one of the option, or that with the id, which stays with its own option."""
    values = {name: value for name, value in requirement.items() if name != "id"}
    if requirement.get("id"):
        return store.update(SHIPPING_OPTION_REQUIREMENTS, requirement["id"], values)
    return store.insert(SHIPPING_OPTION_REQUIREMENTS, values | {"shipping_option_id": option_id})
