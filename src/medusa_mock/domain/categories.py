"""Categories: a tree whose siblings stand in the order of their ranks, and the products filed under them.

Source: `services/product-category.ts`, `types/product-category.ts`. A parent is a category, null for a root, or an
empty text: that makes a root, too, but one whose siblings the real server does not find.
"""

from collections.abc import Collection, Iterable, Mapping

from medusa_mock.domain.events import emit
from medusa_mock.domain.handles import handle_of
from medusa_mock.domain.references import require
from medusa_mock.errors import InvalidData, NotAllowed
from medusa_mock.store import Json, Row, Store
from medusa_mock.tables.catalogue import CATEGORIZED_PRODUCTS, PRODUCT_CATEGORIES, PRODUCTS

UNPLACED = 99_999
"""The rank of a category whose siblings have not made room for it yet. Source: `models/product-category.ts`."""


def create_category(store: Store, values: Mapping[str, Json]) -> Row:
    """A category behind its siblings; its handle is made of the name unless it is given.

    Where nothing is said of a parent it ranks behind all the categories of the shop, whatever their parents are.
    Raises NotFound for the parent, Duplicate.
    """
    columns = _read(values)
    among = {"parent_category_id": columns["parent_category_id"]} if "parent_category_id" in columns else {}
    columns["rank"] = sum(1 for _ in store.select(PRODUCT_CATEGORIES, **among))
    columns["handle"] = columns.get("handle") or handle_of(columns["name"])
    columns["parent_category_id"] = _key_of_parent(store, columns.get("parent_category_id"))
    category = store.insert(PRODUCT_CATEGORIES, columns)
    emit(store, "product-category.created", {"id": category.key})
    return category


def update_category(store: Store, id: str, changes: Mapping[str, Json]) -> Row:
    """Change what `changes` name; metadata is replaced. Siblings make room for a category that moves, and close up.

    A rank beyond the last stands for the last, and so does none under another parent.

    Raises:
        NotFound: there is no such category, or no such parent.
        InvalidData: a null where none may be, or a parent that is below the category.
        Duplicate: another category has the handle.
    """
    category = store.get(PRODUCT_CATEGORIES, id)
    columns = _read(changes)
    parent = columns.get("parent_category_id", category["parent_category_id"])
    moves = parent != category["parent_category_id"]
    if moves and parent in descendants(store, [id]):
        raise InvalidData("A category cannot be moved below itself")
    if "parent_category_id" in columns:
        columns["parent_category_id"] = _key_of_parent(store, parent)
    rank = columns.get("rank", category["rank"])
    if rank is not None and (moves or rank != category["rank"]):
        columns["rank"] = UNPLACED
    store.update(PRODUCT_CATEGORIES, id, columns, merge=False)
    if moves:
        rank = _move(store, category, parent, rank if "rank" in changes else UNPLACED)
    elif rank != category["rank"]:
        rank = _rerank(store, category, rank)
    emit(store, "product-category.updated", {"id": id})
    return store.update(PRODUCT_CATEGORIES, id, {"rank": rank})


def delete_category(store: Store, id: str) -> None:
    """Delete a category for good, if there is one; the siblings behind it close up. Its products remain.

    Raises:
        NotAllowed: there are categories below it.
        InvalidData: a sibling would rank before the first, as it may among roots of the same rank.
    """
    category = store.find(PRODUCT_CATEGORIES, id)
    if category is None:
        return
    if store.first(PRODUCT_CATEGORIES, parent_category_id=id):
        raise NotAllowed(f"Deleting ProductCategory ({id}) with category children is not allowed")
    store.unlink(CATEGORIZED_PRODUCTS, product_category_id=id)
    store.delete(PRODUCT_CATEGORIES, id)
    _close_up(store, category)
    emit(store, "product-category.deleted", {"id": id})


def add_products(store: Store, id: str, products: Collection[str]) -> Row:
    """The category, with these products filed under it, too.

    Raises:
        UnknownReferences: one of the products does not exist; then none is filed.
        NotFound: the category does not exist.
    """
    require(store, PRODUCTS, "Products", products)
    for product in products:
        store.link(CATEGORIZED_PRODUCTS, product_category_id=id, product_id=product)
    return store.get(PRODUCT_CATEGORIES, id)


def remove_products(store: Store, id: str, products: Collection[str]) -> Row:
    """The category, without those of the products that were filed under it. Raises UnknownReferences, NotFound."""
    require(store, PRODUCTS, "Products", products)
    for product in products:
        store.unlink(CATEGORIZED_PRODUCTS, product_category_id=id, product_id=product)
    return store.get(PRODUCT_CATEGORIES, id)


def descendants(store: Store, ids: Iterable[str]) -> list[str]:
    """The ids, and those of all categories below."""
    found = list(ids)
    for parent_id in found:  # grows on the way
        found += [child.key for child in store.select(PRODUCT_CATEGORIES, parent_category_id=parent_id)]
    return found


def _read(values: Mapping[str, Json]) -> dict[str, Json]:
    """The columns that a client gives. The text `null` stands for null, which a description is not; ranks are whole."""
    if values.get("description", "") in (None, "null"):
        raise InvalidData("description must be a string")
    columns = dict(values)
    if columns.get("parent_category_id") == "null":
        columns["parent_category_id"] = None
    if columns.get("rank") is not None:
        columns["rank"] = int(columns["rank"])
    return columns


def _key_of_parent(store: Store, parent: str | None) -> str | None:
    return store.get(PRODUCT_CATEGORIES, parent).key if parent else None


def _move(store: Store, category: Row, parent: str | None, rank: int) -> int:
    """Where the category comes to stand under another parent, once its siblings there have made room."""
    left = _close_up(store, category)
    if parent == "":
        return left if category["parent_category_id"] is None else UNPLACED
    siblings = _siblings(store, category, parent)
    place = min(rank, len(siblings))
    _shift(store, [row for row in siblings if row["rank"] >= place], 1)
    return place


def _rerank(store: Store, category: Row, rank: int) -> int:
    """Where the category comes to stand among its siblings, once those between there and here have moved up."""
    siblings = _siblings(store, category, category["parent_category_id"])
    place = min(rank, len(siblings))
    first, last = sorted((category["rank"], place))
    between = [row for row in siblings if first <= row["rank"] <= last]
    _shift(store, between, 1 if category["rank"] > place else -1)
    return place


def _close_up(store: Store, category: Row) -> int:
    """Have the siblings behind the category, which has left, move up. Gives the first rank that did."""
    siblings = _siblings(store, category, category["parent_category_id"])
    first: int = min(category["rank"], len(siblings))
    _shift(store, [row for row in siblings if row["rank"] >= first], -1)
    return first


def _siblings(store: Store, category: Row, parent: str | None) -> list[Row]:
    rows = store.select(PRODUCT_CATEGORIES, parent_category_id=parent)
    return [row for row in rows if row.key != category.key]


def _shift(store: Store, categories: Iterable[Row], step: int) -> None:
    """Change the ranks by `step`, in an order in which no two siblings ever have the same."""
    for row in sorted(categories, key=lambda row: row["rank"], reverse=step > 0):
        if row["rank"] + step < 0:
            raise InvalidData("rank must not be less than 0")  # the real server crashes on it
        store.update(PRODUCT_CATEGORIES, row.key, {"rank": row["rank"] + step})
