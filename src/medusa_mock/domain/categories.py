"""Categories: a tree whose siblings stand in the order of their ranks."""

from collections.abc import Iterable, Mapping

from medusa_mock.domain.handles import handle_of
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import PRODUCT_CATEGORIES


def create_category(store: Store, values: Mapping[str, Json]) -> Row:
    """A category at the end of its siblings; its handle is made of the name unless it is given.

    A category without a parent ranks behind all the categories of the shop, whatever their parents are. Source:
    `create` of `services/product-category.ts`. Raises Duplicate, NotFound.
    """
    parent_id = values.get("parent_category_id")
    among = {"parent_category_id": parent_id} if parent_id else {}
    rank = sum(1 for _ in store.select(PRODUCT_CATEGORIES, **among))
    handle = values.get("handle") or handle_of(values["name"])
    return store.insert(PRODUCT_CATEGORIES, {**values, "handle": handle, "rank": rank})


def descendants(store: Store, ids: Iterable[str]) -> list[str]:
    """The ids, and those of all categories below."""
    found = list(ids)
    for parent_id in found:  # grows on the way
        found += [child.key for child in store.select(PRODUCT_CATEGORIES, parent_category_id=parent_id)]
    return found
