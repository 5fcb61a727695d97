"""Values on their way into rows."""

from collections.abc import Mapping

from medusa_mock.store.clock import moment
from medusa_mock.store.reals import real
from medusa_mock.store.rows import SCALARS, Json, freeze
from medusa_mock.store.tables import Table


def check_columns(table: Table, values: Mapping[str, Json]) -> None:
    """Raises TypeError for a column that the table does not have."""
    if not values.keys() <= table.columns.keys():
        unknown = ", ".join(sorted(values.keys() - table.columns.keys()))
        raise TypeError(f"Table {table.name} has no column {unknown}")


def frozen(table: Table, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values as rows hold them: unchangeable, times in one form, numbers as exact as the database keeps them."""
    found, converted = dict(values), table.converted
    for name, value in values.items():
        if type(value) not in SCALARS:
            found[name] = freeze(value)
        elif name in converted and value is not None:
            found[name] = real(value) if name in table.reals else moment(value)
    return found


def merged(metadata: Json, changes: Json) -> Json:
    """Metadata with changes: an empty text takes an entry away, and null changes nothing."""
    if changes is None:
        return metadata
    given = _entries(changes)
    found = {**_entries(metadata), **given}
    return {name: value for name, value in found.items() if name not in given or value != ""}


def _entries(value: Json) -> Mapping[str, Json]:
    """What `Object.entries` finds in a value: some operations take any JSON for metadata."""
    if isinstance(value, Mapping):
        return value
    return {str(index): item for index, item in enumerate(value)} if isinstance(value, str | list | tuple) else {}
