"""Dotted paths into an answer, such as `order.items.0.id`."""

from medusa_mock.contract.parity.scenario import Json


class Nowhere(LookupError):
    """The answer has nothing at the path."""


def dig(value: Json, path: str) -> Json:
    """Return what stands at `path`; a number is an index where there is a list.

    Raises:
        Nowhere: nothing does.
    """
    for part in path.split("."):
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (LookupError, TypeError, ValueError):
            raise Nowhere(path) from None
    return value


def noun(path: str) -> str:
    """What the value at a dotted path is one of: `products.0.id` a product, `cart.region_id` a region."""
    *owners, key = path.split(".")
    if key != "id":
        return key.removesuffix("_id")
    owner = next((each for each in reversed(owners) if not each.isdigit()), "one")
    return owner.removesuffix("s") if owners[-1:] != [owner] else owner
