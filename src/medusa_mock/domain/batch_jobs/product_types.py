"""What the database takes in the columns of products and variants, which imports and filters give as they please."""

from medusa_mock.domain.batch_jobs.strategies import Values
from medusa_mock.domain.batch_jobs.texts import text_of
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Table

STATUSES = ("draft", "proposed", "published", "rejected")
INTEGERS = frozenset({"weight", "length", "height", "width", "inventory_quantity"})


def typed(table: Table, values: Values) -> dict[str, Json]:
    """Those of the values that are columns of the table, each of the column's type.

    TypeORM takes all but `true` for false, and PostgreSQL refuses what is no integer. Raises InvalidData.
    """
    return {name: _typed(name, value, table.columns[name]) for name, value in values.items() if name in table.columns}


def check_status(status: Json) -> None:
    """Raises InvalidData where there is no such status."""
    if status not in STATUSES:
        raise InvalidData(f'invalid input value for enum product_status_enum: "{text_of(status)}"')


def _typed(name: str, value: Json, default: Json) -> Json:
    if value is None:
        return None
    if isinstance(default, bool):
        return value is True
    if name in INTEGERS:
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidData(f'invalid input syntax for type integer: "{text_of(value)}"')
        return value
    if name == "status":
        check_status(value)
    return text_of(value)
