"""What the discounts of a cart take off its line items, and who may use them where. Money is in minor units.

Source: `services/line-item-adjustment.ts`, `services/discount.ts`, `repositories/discount-condition.ts`.
"""

from collections.abc import Iterable, Sequence

from medusa_mock.domain.discount_conditions import KINDS
from medusa_mock.domain.tax_lines import item_tax_lines
from medusa_mock.domain.totals import line_totals, rounded, rule_type
from medusa_mock.errors import InvalidData, NotAllowed, NotFound
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.relations import rows_of
from medusa_mock.tables.carts import LINE_ITEM_ADJUSTMENTS
from medusa_mock.tables.catalogue import PRODUCT_VARIANTS, PRODUCTS, TAGGED_PRODUCTS
from medusa_mock.tables.customers import CUSTOMER_GROUP_CUSTOMERS
from medusa_mock.tables.discounts import DISCOUNT_CONDITIONS, DISCOUNT_REGIONS, DISCOUNT_RULES, DISCOUNTS
from medusa_mock.tables.settings import REGIONS


def by_codes(store: Store, codes: Iterable[str]) -> list[Row]:
    """The discounts with these codes. Raises NotFound, with all of them, where one has none, or is there twice."""
    wanted = [code.strip().upper() for code in codes]
    found = [discount for code in dict.fromkeys(wanted) if (discount := store.first(DISCOUNTS, code=code))]
    if len(found) != len(wanted):
        raise NotFound(f"Discounts with code [{', '.join(wanted)}] was not found")
    return found


def check_discount(store: Store, discount: Row, cart: Row) -> None:
    """Raises NotAllowed, InvalidData where the cart cannot have the discount.

    Source: `validateDiscountForCartOrThrow`.
    """
    code, now = discount["code"], store.now()
    if discount["usage_limit"] and discount["usage_count"] >= discount["usage_limit"]:
        raise NotAllowed(f"Discount {code} has been used maximum allowed times")
    if discount["starts_at"] > now:
        raise NotAllowed(f"Discount {code} is not valid yet")
    if discount["ends_at"] and discount["ends_at"] < now:
        raise NotAllowed(f"Discount {code} is expired")
    if discount["is_disabled"]:
        raise NotAllowed(f"The discount code {code} is disabled")
    if not cart["customer_id"] and _conditions(store, discount, {"customer_groups"}):
        raise NotAllowed(f"Discount {code} is only valid for specific customer")
    holder = discount["parent_discount_id"] or discount.key
    if store.first(DISCOUNT_REGIONS, discount_id=holder, region_id=cart["region_id"]) is None:
        raise InvalidData("The discount is not available in current region")
    if cart["customer_id"] and not _is_for_customer(store, discount, cart["customer_id"]):
        raise NotAllowed(f"Discount {code} is not valid for customer")


def refresh(store: Store, cart: Row) -> None:
    """Work out anew what the discounts of the cart take off its line items."""
    items = [item for item in rows_of(store.world, cart, "items") if not item["is_return"]]
    work_out(store, items, rows_of(store.world, cart, "discounts"), store.get(REGIONS, cart["region_id"]))


def work_out(
    store: Store, items: Sequence[Row], discounts: Iterable[Row], region: Row, *, keep_custom: bool = True
) -> None:
    """Put what the discounts take off the line items in place of what was taken off them.

    Adjustments that come from no discount are kept, unless they are not to be.
    """
    for item in items:
        for adjustment in rows_of(store.world, item, "adjustments"):
            if adjustment["discount_id"] is not None or not keep_custom:
                store.remove(LINE_ITEM_ADJUSTMENTS, adjustment.key)
    discount = next((one for one in discounts if rule_type(store, one) != "free_shipping"), None)
    if discount is None:
        return
    for item in items:
        if amount := _amount(store, discount, item, region, items):
            values = {"item_id": item.key, "discount_id": discount.key, "description": "discount", "amount": amount}
            store.insert(LINE_ITEM_ADJUSTMENTS, values)


def _amount(store: Store, discount: Row, item: Row, region: Row, items: Sequence[Row]) -> float:
    """What the discount takes off the line item: never more than it costs. Source: `calculateDiscountForLineItem`."""
    variant = store.find(PRODUCT_VARIANTS, item["variant_id"]) if item["variant_id"] else None
    if not item["allow_discounts"] or variant is None or not _is_for_product(store, discount, variant["product_id"]):
        return 0
    rule = store.get(DISCOUNT_RULES, discount["rule_id"])
    price = _before_tax(store, item, region)
    if rule["type"] == "percentage":
        amount: float = rounded(price / 100 * rule["value"])
    elif rule["allocation"] == "total":
        subtotal = sum(_before_tax(store, other, region) for other in items if other["allow_discounts"])
        amount = min(rule["value"], subtotal) * (price / subtotal) if subtotal else 0
    else:
        amount = rule["value"] * item["quantity"]
    return min(amount, price)


def _before_tax(store: Store, item: Row, region: Row) -> int:
    price: int = item["unit_price"] * item["quantity"]
    if not item["includes_tax"]:
        return price
    rates = rows_of(store.world, item, "tax_lines") or item_tax_lines(store, item, region)
    subtotal: int = line_totals(item, 0, rates)["subtotal"]
    return subtotal


def _conditions(store: Store, discount: Row, kinds: Iterable[str]) -> list[Row]:
    conditions = store.select(DISCOUNT_CONDITIONS, discount_rule_id=discount["rule_id"])
    return [condition for condition in conditions if condition["type"] in kinds]


def _is_for_product(store: Store, discount: Row, product_id: str) -> bool:
    product = store.get(PRODUCTS, product_id)
    tags = [link["product_tag_id"] for link in store.select(TAGGED_PRODUCTS, product_id=product_id)]
    named: dict[str, list[Json]] = {
        "products": [product_id],
        "product_types": [product["type_id"]],
        "product_collections": [product["collection_id"]],
        "product_tags": tags,
    }
    conditions = _conditions(store, discount, named.keys())
    return all(_holds(store, condition, named[condition["type"]]) for condition in conditions)


def _is_for_customer(store: Store, discount: Row, customer_id: str) -> bool:
    links = store.select(CUSTOMER_GROUP_CUSTOMERS, customer_id=customer_id)
    groups = [link["customer_group_id"] for link in links]
    return all(_holds(store, one, groups) for one in _conditions(store, discount, {"customer_groups"}))


def _holds(store: Store, condition: Row, ids: Iterable[Json]) -> bool:
    table, column = KINDS[condition["type"]]
    named = any(store.first(table, condition_id=condition.key, **{column: key}) for key in ids if key)
    return named is (condition["operator"] == "in")
