"""Whether a customer could buy a variant now. Source: `services/product-variant-inventory.ts`."""

from medusa_mock.store import Json, Row


def available(_: Row, shown: dict[str, Json]) -> None:
    """Show whether the variant can be bought, and how many there are.

    Where the shop counts and nothing says how many there are, the number is not shown. The real server looks at what is
    shown of the variant: one without `manage_inventory` among its columns is taken for one that nobody counts.
    """
    if shown.get("manage_inventory"):
        shown.pop("inventory_quantity", None)
    shown["purchasable"] = True
