"""State: tables of rows kept in memory, with transactions, snapshots and sessions."""

from medusa_mock.store.rows import Json, Row
from medusa_mock.store.sessions import Session, Sessions
from medusa_mock.store.store import Store, UniqueViolation
from medusa_mock.store.tables import Relation, Table, link, many, one, through
from medusa_mock.store.world import World

__all__ = [
    "Json",
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
