"""State: tables of rows kept in memory, with transactions, snapshots and sessions."""

from medusa_mock.store.rows import Json, Row
from medusa_mock.store.sessions import Session, Sessions
from medusa_mock.store.store import Store
from medusa_mock.store.tables import Relation, Table, link, many, one, through
from medusa_mock.store.violations import ForeignKeyViolation, NullViolation, UniqueViolation
from medusa_mock.store.world import World

__all__ = [
    "ForeignKeyViolation",
    "Json",
    "NullViolation",
    "Relation",
    "Row",
    "Session",
    "Sessions",
    "Store",
    "Table",
    "UniqueViolation",
    "World",
    "link",
    "many",
    "one",
    "through",
]
