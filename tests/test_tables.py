"""The tables fit together: what one says about others and about its own columns is so."""

from collections.abc import Iterator

import pytest

from medusa_mock.store import Json, Relation, Row, Store, Table, World
from medusa_mock.store.query import Query
from medusa_mock.store.tables import Many, One, Through
from medusa_mock.tables import TABLES
from medusa_mock.tables.fulfillments import FULFILLMENT_ITEMS
from medusa_mock.tables.returns import RETURN_ITEMS

RELATIONS = [(table, name, relation) for table in TABLES.values() for name, relation in table.relations.items()]

PAIRS = (FULFILLMENT_ITEMS, RETURN_ITEMS)
"""The real tables have no id: a row is what two other rows have in common."""

MOMENT = "2026-01-05T09:30:00.000Z"

tables = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
relations = pytest.mark.parametrize(
    ("table", "name", "relation"), RELATIONS, ids=[f"{table.name}.{name}" for table, name, _ in RELATIONS]
)


def columns_named(relation: Relation, of: Table) -> Iterator[tuple[str, str]]:
    """The tables and columns that a relation speaks of."""
    match relation:
        case One(key=key):
            yield of.name, key
        case Many(table=other, key=key):
            yield other, key
        case Through(by=by, near=near, far=far):
            yield from ((by, near), (by, far))


@relations
def test_a_relation_leads_to_a_table_and_by_columns_that_there_are(table: Table, name: str, relation: Relation) -> None:
    assert relation.table in TABLES, f"{table.name}.{name} leads to an unknown table"
    for other, column in columns_named(relation, table):
        assert column in TABLES[other].columns, f"{table.name}.{name} goes by an unknown column"


@relations
def test_a_relation_does_not_hide_a_column(table: Table, name: str, relation: Relation) -> None:
    assert name not in table.columns, f"{table.name}.{name} ({relation}) has the name of a column"


@tables
def test_a_table_goes_by_the_name_it_is_filed_under(table: Table) -> None:
    assert TABLES[table.name] is table


@tables
def test_what_a_table_says_of_columns_is_said_of_its_own(table: Table) -> None:
    named = {
        table.key,
        *table.indexes,
        *table.hidden,
        *table.required,
        *(name for names in table.unique for name in names),
    }
    assert named <= table.columns.keys()
    assert {column.removeprefix("-") for column in table.order.split(",")} <= {"", *table.visible}
    assert table.key not in table.hidden or table in PAIRS


@tables
def test_the_default_relations_of_a_table_can_be_shown(table: Table) -> None:
    store = Store(World.empty(TABLES))
    shape = Query.parse(store, table, {}).shape
    assert shape.relations.keys() == {path.partition(".")[0] for path in table.expand} | {*table.eager}


@tables
def test_the_columns_that_q_looks_into_can_be_reached(table: Table) -> None:
    for path in table.search:
        *steps, column = path.split(".")
        reached = table
        for step in steps:
            reached = TABLES[reached.relations[step].table]
        assert column in reached.visible


def make(store: Store, table: Table) -> Row:
    """A row with something in every column that holds no null, and the rows that it has to point at."""
    values: dict[str, Json] = {name: MOMENT if name in table.times else name for name in table.required}
    values |= dict.fromkeys(table.reals, 1.5)
    for column, other in table.references.items():
        values[column] = make(store, TABLES[other]).key if column in table.required else None
    if not table.prefix:
        values[table.key] = "it"
        if present := store.find(table, "it"):
            return present
    return store.insert(table, values)


@tables
def test_a_row_of_a_table_can_be_made_read_and_deleted(table: Table) -> None:
    store = Store(World.empty(TABLES))
    row = make(store, table)
    assert row.key.startswith(table.prefix)
    assert store.get(table, row.key) is row
    store.delete(table, row.key)
    assert store.find(table, row.key) is None


def test_prefixes_of_ids_are_one_tables_own() -> None:
    prefixes = [table.prefix for table in TABLES.values() if table.prefix not in ("", "link")]
    assert len(set(prefixes)) == len(prefixes)
