"""The store held against a naive model of it: plain dicts and lists, copied whole for every snapshot."""

import copy
from collections.abc import Callable
from typing import Any, TypeAlias

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from medusa_mock.errors import Duplicate, NotFound
from medusa_mock.store import Store, Table, World
from medusa_mock.store.clock import moment, timestamp
from medusa_mock.store.query import Query, page
from tests.store.shop import PRODUCTS, SHOP, TAGS, VARIANTS

Row: TypeAlias = dict[str, Any]
Step: TypeAlias = tuple[str, Table, Row, int]

few = st.sampled_from
values = {
    "products": st.fixed_dictionaries(
        {},
        optional={
            "handle": few(["a", "b", "c", "d", None]),
            "title": few(["Tea", "Mate", None]),
            "status": few(["draft", "published"]),
            "collection_id": few(["pcol_1", "pcol_2", None]),
            "created_at": few(["2020-01-01T00:00:00Z", "2030-01-01T01:00:00+01:00", "2030-01-01"]),
            "metadata": few([None, {}, {"a": 1}, {"a": ""}, {"b": [1, {"c": 2}]}]),
        },
    ),
    "variants": st.fixed_dictionaries(
        {}, optional={"sku": few(["A", "B", "C", None]), "product_id": few(["p1", "p2", None])}
    ),
    "tags": st.fixed_dictionaries({"value": few(list("abcdef"))}, optional={"colour": few(["red", None])}),
}
tables = few([PRODUCTS, VARIANTS, TAGS])
steps: st.SearchStrategy[Step] = tables.flatmap(
    lambda table: st.tuples(
        few(["insert", "insert", "update", "delete"]), st.just(table), values[table.name], st.integers(0, 9)
    )
)


class Model:
    """What a store should be, written as plainly as possible."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in SHOP}

    def living(self, table: Table) -> list[Row]:
        return [row for row in self.rows[table.name] if row.get("deleted_at") is None]

    def taken(self, table: Table, new: Row) -> bool:
        others = [row for row in self.living(table) if row[table.key] != new[table.key]]
        return any(
            all(row[name] == new[name] is not None for name in columns) for columns in table.unique for row in others
        )

    def insert(self, table: Table, given: Row, key: str, now: str) -> bool:
        row = {**table.columns, table.key: key, **copy.deepcopy(given)}
        for name in {"created_at", "updated_at"} & table.columns.keys():
            row[name] = moment(row[name] or now)
        if self.taken(table, row) or any(row[table.key] == other[table.key] for other in self.rows[table.name]):
            return False
        self.rows[table.name].append(row)
        return True

    def update(self, table: Table, key: str, changes: Row, now: str) -> bool:
        row = next(row for row in self.living(table) if row[table.key] == key)
        new = {**row, **copy.deepcopy(changes)}
        if "metadata" in changes:
            merged = {**(row["metadata"] or {}), **(changes["metadata"] or {})}
            blank = [name for name, value in (changes["metadata"] or {}).items() if value == ""]
            new["metadata"] = {name: value for name, value in merged.items() if name not in blank}
            if changes["metadata"] is None:
                new["metadata"] = row["metadata"]
        if "created_at" in changes:
            new["created_at"] = moment(changes["created_at"])
        if self.taken(table, new):
            return False
        if new != row and "updated_at" in row:
            new["updated_at"] = now
        self.rows[table.name] = [new if other is row else other for other in self.rows[table.name]]
        return True

    def delete(self, table: Table, key: str, now: str) -> None:
        row = next(row for row in self.living(table) if row[table.key] == key)
        if "deleted_at" in table.columns:
            row["updated_at"] = row["deleted_at"] = now
        else:
            self.rows[table.name].remove(row)


class Machine(RuleBasedStateMachine):
    """Does the same to both and looks at both after every step."""

    @initialize()
    def start(self) -> None:
        self.milliseconds = 1_700_000_000_000
        self.made = 0
        self.store = Store(World.empty(SHOP), clock=lambda _: self.milliseconds, ids=self.new_id)
        self.model = Model()
        self.snapshots: list[tuple[World, Model]] = [(self.store.world, copy.deepcopy(self.model))]
        self.others: list[tuple[Store, Model]] = []

    def new_id(self, _milliseconds: int, _serial: int) -> str:
        self.made += 1
        return str(self.made)

    @rule(step=steps)
    def change(self, step: Step) -> None:
        self.do(step)

    @rule(
        some=st.lists(steps, max_size=5),
        inner=st.lists(steps, max_size=3),
        fails=few(["none", "inner", "outer"]),
        bulk=st.booleans(),
    )
    def transact(self, some: list[Step], inner: list[Step], fails: str, bulk: bool) -> None:
        before = copy.deepcopy(self.model)
        try:
            with self.store.transaction(bulk=bulk):
                for step in some:
                    self.do(step)
                self.savepoint(inner, fails == "inner")
                if fails == "outer":
                    raise ZeroDivisionError
        except ZeroDivisionError:
            self.model = before

    @rule(some=st.lists(steps, max_size=20), snapshot=st.booleans(), more=st.lists(steps, max_size=5))
    def load(self, some: list[Step], snapshot: bool, more: list[Step]) -> None:
        """Rows by the dozen, found at once, with a snapshot while they come."""
        with self.store.transaction(bulk=True):
            for step in some:
                self.do(step)
                self.every_row_is_found_by_its_key_and_values()
            if snapshot:
                self.snapshot()
            for step in more:
                self.do(step)

    def savepoint(self, some: list[Step], fails: bool) -> None:
        before = copy.deepcopy(self.model)
        try:
            with self.store.transaction():
                for step in some:
                    self.do(step)
                if fails:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            self.model = before

    @rule(milliseconds=st.integers(-5000, 5000))
    def wait(self, milliseconds: int) -> None:
        self.milliseconds += milliseconds

    @rule()
    def snapshot(self) -> None:
        self.snapshots.append((self.store.world, copy.deepcopy(self.model)))

    @rule(number=st.integers(0, 9))
    def restore(self, number: int) -> None:
        world, model = self.snapshots[number % len(self.snapshots)]
        self.store.restore(world)
        self.model = copy.deepcopy(model)

    @precondition(lambda self: len(self.others) < 3)
    @rule()
    def fork(self) -> None:
        self.others.append((self.store, self.model))
        self.store, self.model = self.store.fork(), copy.deepcopy(self.model)

    @precondition(lambda self: bool(self.others))
    @rule()
    def go_back_to_the_origin(self) -> None:
        self.others.insert(0, (self.store, self.model))
        self.store, self.model = self.others.pop()

    def do(self, step: Step) -> None:
        """One step on both; where the model says that it cannot be done, the store has to refuse it."""
        kind, table, given, number = step
        now = self.store.now()
        assert now >= timestamp(self.milliseconds)
        if kind == "insert":
            key = given.get(table.key) or f"{table.prefix}_{self.made + 1}"
            accepted = self.model.insert(table, given, key, now)
            assert succeeds(lambda: self.store.insert(table, given)) == accepted
            return
        keys = [row[table.key] for row in self.model.rows[table.name]]
        key = keys[number % len(keys)] if keys else "nobody"
        if key not in [row[table.key] for row in self.model.living(table)]:
            assert not succeeds(lambda: self.store.delete(table, key))
        elif kind == "delete":
            self.model.delete(table, key, now)
            self.store.delete(table, key)
        else:
            changes = {name: value for name, value in given.items() if name != table.key}
            accepted = self.model.update(table, key, changes, now)
            assert succeeds(lambda: self.store.update(table, key, changes)) == accepted

    @invariant()
    def both_hold_the_same_rows(self) -> None:
        for store, model in [(self.store, self.model), *self.others]:
            for table in (PRODUCTS, VARIANTS, TAGS):
                assert plain(list(store.select(table))) == model.living(table)
                stored = store.world.rows[table.name].by_key.values()
                assert sorted(plain(list(stored)), key=str) == sorted(model.rows[table.name], key=str)

    @invariant()
    def every_row_is_found_by_its_key_and_values(self) -> None:
        for table, columns in ((PRODUCTS, ("handle", "collection_id")), (VARIANTS, ("sku", "product_id"))):
            living = self.model.living(table)
            for name in columns:
                for value in {row[name] for row in living}:
                    found = list(self.store.select(table, **{name: value}))
                    assert plain(found) == [row for row in living if row[name] == value]
            assert all(plain(self.store.get(table, row[table.key])) == row for row in living)

    @invariant()
    def an_index_holds_the_living_rows_of_a_value_and_no_others(self) -> None:
        for table, name in ((PRODUCTS, "collection_id"), (VARIANTS, "product_id")):
            living = self.model.living(table)
            for value in ("pcol_1", "pcol_2", "p1", "p2"):
                found = list(self.store.world.rows[table.name].holding(name, value))
                assert plain(found) == [row for row in living if row[name] == value]

    @invariant()
    def the_default_page_is_the_newest_first(self) -> None:
        newest = sorted(self.model.living(PRODUCTS), key=lambda row: row["created_at"], reverse=True)
        rows, count = page(self.store, PRODUCTS, Query.parse(self.store, PRODUCTS, {"offset": 1, "limit": 4}))
        assert plain(rows) == newest[1:5]
        assert count == len(newest)


def succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (Duplicate, NotFound):
        return False
    return True


def plain(value: Any) -> Any:
    """Frozen JSON as plain dicts and lists."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


TestStoreAgainstModel = Machine.TestCase
TestStoreAgainstModel.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
