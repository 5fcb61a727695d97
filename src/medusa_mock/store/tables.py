"""What a table is: its columns, how its rows are named, and how they point at the rows of other tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from medusa_mock.store.rows import Json, Row, jsonb_order

BASE: Final[Mapping[str, Json]] = {"id": None, "created_at": None, "updated_at": None}
"""The columns that most tables begin with. Source: `interfaces/models/base-entity.ts`."""

SOFT_DELETABLE: Final[Mapping[str, Json]] = {**BASE, "deleted_at": None}
"""Those of a table whose deleted rows stay. Source: `interfaces/models/soft-deletable-entity.ts`."""


@dataclass(frozen=True)
class One:
    """This row's `key` holds the key of one row of `table`; an `enforced` one holds no other.

    What is `listed` is shown as a list of that row, as where the real database has a link table for it.
    """

    table: str
    key: str
    enforced: bool = True
    listed: bool = False


@dataclass(frozen=True)
class Many:
    """Rows of `table` hold this row's key in their column `key`; they come by `order`, a column, or as inserted.

    Of a `single` one there is at most one, which stands for itself.
    """

    table: str
    key: str
    order: str = ""
    single: bool = False


@dataclass(frozen=True)
class Through:
    """Rows of the link table `by` hold this row's key in `near` and the key of a row of `table` in `far`."""

    table: str
    by: str
    near: str
    far: str


Relation: TypeAlias = One | Many | Through

Related: TypeAlias = list[Row] | Row | None
"""What a relation leads to: one row or none, or the rows there are."""


def one(table: str, key: str, *, enforced: bool = True, listed: bool = False) -> One:
    return One(table, key, enforced, listed)


def many(table: str, key: str, *, order: str = "") -> Many:
    return Many(table, key, order)


def first(table: str, key: str) -> Many:
    """The one row, if there is one, that holds this row's key: the far side of `one`."""
    return Many(table, key, single=True)


def through(table: str, *, by: str, near: str, far: str) -> Through:
    return Through(table, by, near, far)


@dataclass(frozen=True, eq=False)
class Table:
    """One table, declared once.

    A table with a column `created_at` or `updated_at` keeps it, one with `deleted_at` deletes softly; columns named
    `…_at` hold times (so it is throughout the real database) and are kept in the form `2026-11-23T12:52:54.279Z`.
    """

    name: str
    prefix: str
    """Of generated ids: `usr` makes `usr_<ULID>`. Empty where the key has to be given, e.g. a currency's code."""
    label: str
    """How errors call a row."""
    columns: Mapping[str, Json]
    """Column -> default, in the order in which the real server sends them."""
    key: str = "id"
    """The column that identifies a row."""
    relations: Mapping[str, Relation] = field(default_factory=dict)
    derived: Mapping[str, Callable[[Row, Related], Mapping[str, Json]]] = field(default_factory=dict)
    """What is worked out of a relation wherever it is shown, and follows it: `@AfterLoad` of the real entities.

    Relation -> a function of the row and of what the relation leads to. A row among its values is shown as a row.
    """
    computed: Callable[[Mapping[str, Json]], Mapping[str, Json]] | None = None
    """What is worked out of the columns that are shown, wherever a row is, and follows the relations."""
    expand: tuple[str, ...] = ()
    """The relations shown when the client asks for none; dotted paths reach further."""
    eager: tuple[str, ...] = ()
    """The relations that are shown wherever a row is, whatever the client asks for."""
    search: tuple[str, ...] = ()
    """The columns that `q` looks into; dotted paths look into related rows."""
    unique: tuple[tuple[str, ...], ...] = ()
    """Column sets whose values no two living rows share. As in SQL, a null equals nothing."""
    lasting: bool = False
    """Whether what was changed stays when its transaction fails, as it does in a sequence of the real database."""
    newest: int = 0
    """Of a log, how many rows stay when more are noted. It has neither relations nor unique columns or indexes."""
    unique_for_good: bool = False
    """Whether softly deleted rows keep their unique values: the index of the real database has no `WHERE`."""
    required: frozenset[str] = frozenset()
    """Columns that hold no null: `NOT NULL` in the real database."""
    indexes: tuple[str, ...] = ()
    """Columns looked up by value, besides the key, the unique ones and those that relations name."""
    reals: frozenset[str] = frozenset()
    """Columns that hold a `real`, a number of about seven digits, in the real database."""
    hidden: frozenset[str] = frozenset()
    """Columns stored and never shown."""
    order: str = "-created_at"
    """The default order of lists, as the parameter `order` would say it; empty for the order of insertion.

    Of several columns with commas between them, each decides where those before it are equal.
    """
    missing: str = "{label} with id: {id} was not found"
    entity: str = ""
    """The real server's own name of the table, capitalised, as a violated constraint reads (`Customer_group`).

    By default the label, capitalised and with underscores.
    """

    @cached_property
    def times(self) -> tuple[str, ...]:
        """The columns that hold a time."""
        return tuple(name for name in self.columns if name.endswith("_at"))

    @cached_property
    def stamps(self) -> tuple[str, ...]:
        """The columns that get the present time."""
        return tuple(name for name in ("created_at", "updated_at") if name in self.columns)

    @cached_property
    def converted(self) -> frozenset[str]:
        """The columns whose values are kept in another form than they may come in."""
        return self.reals.union(self.times)

    @cached_property
    def visible(self) -> tuple[str, ...]:
        """The columns that clients see."""
        return tuple(name for name in self.columns if name not in self.hidden)

    @cached_property
    def as_jsonb(self) -> tuple[str, ...]:
        """The columns that clients see, as PostgreSQL has them in a `jsonb`."""
        return tuple(sorted(self.visible, key=jsonb_order))

    @cached_property
    def not_null(self) -> tuple[str, ...]:
        """The required columns, in the order in which the database looks at them."""
        return tuple(name for name in self.columns if name in self.required)

    @cached_property
    def dated(self) -> bool:
        """Whether lists go by creation. A log does not: its rows come in that order."""
        return "created_at" in self.columns and not self.newest

    @cached_property
    def soft(self) -> bool:
        """Whether deleted rows stay, marked by their `deleted_at`."""
        return "deleted_at" in self.columns

    @cached_property
    def constraint_name(self) -> str:
        return self.entity or self.label.replace(" ", "_").capitalize()

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The columns that hold nothing but keys of other tables, and which: the foreign keys of the real database."""
        ones = (relation for relation in self.relations.values() if isinstance(relation, One))
        return {relation.key: relation.table for relation in ones if relation.enforced}


def link(
    name: str,
    near: str,
    far: str,
    *,
    prefix: str = "link",
    references: Mapping[str, str] | None = None,
    entity: str = "",
) -> Table:
    """A link table, for relations made with `through`: its rows hold a pair of keys, each pair at most once.

    `references` are the columns that hold nothing but keys of a table, and which.
    """
    columns = {"id": None, near: None, far: None}
    relations = {column.rpartition("_")[0]: one(table, column) for column, table in (references or {}).items()}
    return Table(
        name,
        prefix,
        name,
        columns,
        relations=relations,
        unique=((near, far),),
        required=frozenset({near, far}),
        order="",
        entity=entity,
    )
