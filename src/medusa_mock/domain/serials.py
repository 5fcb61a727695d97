"""The numbers that people call orders by: 1, 2, 3, one sequence per kind."""

from medusa_mock.store import Store, Table
from medusa_mock.tables.orders import SEQUENCES


def next_number(store: Store, table: Table) -> int:
    """The number of the table's next row, even if the rows before it are gone."""
    sequence = store.find(SEQUENCES, table.name) or store.insert(SEQUENCES, {"name": table.name})
    number: int = sequence["last"] + 1
    store.update(SEQUENCES, table.name, {"last": number})
    return number
