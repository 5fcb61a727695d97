"""Shipping profiles: groups of products that are shipped in the same ways.

Source: `services/shipping-profile.ts`.
"""

from collections.abc import Iterable, Mapping

from medusa_mock.domain.events import emit
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import PRODUCTS, PROFILED_PRODUCTS
from medusa_mock.tables.shipping import SHIPPING_OPTIONS, SHIPPING_PROFILES


def update(store: Store, id: str, changes: Mapping[str, Json]) -> Row:
    """The profile with the changes; `products` and `shipping_options` are ids of what moves to it.

    Raises NotFound for the profile, and InvalidData for a null where none may be.
    """
    profile = store.get(SHIPPING_PROFILES, id)
    columns = {name: value for name, value in changes.items() if name in SHIPPING_PROFILES.columns}
    move_products(store, profile.key, changes.get("products") or ())
    for key in changes.get("shipping_options") or ():
        if store.find(SHIPPING_OPTIONS, key):
            store.update(SHIPPING_OPTIONS, key, {"profile_id": profile.key})
    return store.update(SHIPPING_PROFILES, id, columns)


def move_products(store: Store, id: str, product_ids: Iterable[str]) -> None:
    """Have the profile hold the products, which leave their former one; unknown ones are left out."""
    moved = [key for key in product_ids if store.find(PRODUCTS, key)]
    for key in moved:
        store.unlink(PROFILED_PRODUCTS, product_id=key)
        store.link(PROFILED_PRODUCTS, profile_id=id, product_id=key)
    if moved:
        emit(store, "product.updated", [{"id": key, "profiles": [{"id": id}]} for key in moved])
