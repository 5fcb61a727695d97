"""What a request names and has to be there, before anything else of it is looked at.

Source: `api/middlewares/validators` of the real server.
"""

from collections.abc import Iterable

from medusa_mock.errors import UnknownReferences
from medusa_mock.store import Json, Store, Table


def require(store: Store, table: Table, called: str, ids: Iterable[Json]) -> None:
    """The table has a row for each of the ids. Raises UnknownReferences, in which `called` is what the rows are."""
    unknown = [key for key in ids if not isinstance(key, str) or store.find(table, key) is None]
    if unknown:
        raise UnknownReferences([f"{called} {', '.join(str(key or '') for key in unknown)} do not exist"])
