"""What a row may not be, in the words of the real server's `utils/exception-formatter.ts`."""

import re
from collections.abc import Mapping

from medusa_mock.errors import Duplicate, InvalidData, NotFound
from medusa_mock.store.rows import Json
from medusa_mock.store.tables import Table


class UniqueViolation(Duplicate):
    """Another row holds a unique value.

    `detail` is what the database itself says, which some of the real services send instead.
    """

    def __init__(self, table: Table, columns: tuple[str, ...], row: Mapping[str, Json]) -> None:
        names, values = ", ".join(columns), ", ".join(_as_text(row[name]) for name in columns)
        super().__init__(f"{table.constraint_name} with {names} {values} already exists.")
        self.columns = columns
        self.detail = f"Key ({names})=({values}) already exists."


class NullViolation(InvalidData):
    """A column that holds no null was given one."""

    def __init__(self, table: Table, column: str) -> None:
        super().__init__(
            f"Can't insert null value in field {column} on insert in table {table.constraint_name.lower()}"
        )
        self.table, self.column = table, column


class ForeignKeyViolation(NotFound):
    """A column points at a row that does not exist.

    They are "null" for a key with other characters than ids have: the real server cannot read what the database says.
    """

    def __init__(self, table: Table, column: str, key: Json) -> None:
        legible = re.fullmatch(r"[\w-]+", str(key), re.ASCII)
        super().__init__(f"{table.constraint_name} with {column} {key} does not exist." if legible else "null")
        self.column = column


def _as_text(value: Json) -> str:
    """A value as PostgreSQL writes it into an error."""
    return str(value)[0].lower() if isinstance(value, bool) else str(value)
