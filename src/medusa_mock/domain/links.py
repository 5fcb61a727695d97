"""What a row is linked with, told as a whole."""

from collections.abc import Collection, Mapping

from medusa_mock.store import Store, Table


def settle_links(store: Store, table: Table, near: Mapping[str, str], far: str, keys: Collection[str]) -> None:
    """Make `keys` all that the link table holds in its column `far` beside `near`; what it holds already stays.

    Raises NotFound, and Duplicate where a new one comes twice.
    """
    present = {row[far]: row.key for row in store.select(table, **near)}
    for key, row_key in present.items():
        if key not in keys:
            store.delete(table, row_key)
    for key in keys:
        if key not in present:
            store.insert(table, {**near, far: key})
