"""Our own seed format: rows per table, from nothing or on top of another world.

    extends: empty            # a built-in world, or a file beside this one; what follows adds to its rows
    users:
      - id: usr_mira          # a row with the key of one from below changes only the columns given here
        email: mira@example.com
        password: supersecret # in clear; kept as a hash only
    currencies: money.json    # the rows may have a file of their own

Foreign keys may point forwards: they are checked when all rows are there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from medusa_mock.document.source import Source
from medusa_mock.passwords import hash_password
from medusa_mock.seeds.columns import PASSWORD, PASSWORD_HASH, easy, fault, names
from medusa_mock.seeds.refusals import Where, read, refusal, refusing, suggestion
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.store.tables import Many, One, Through

BUILT_IN = {file.stem: file for file in sorted(Path(__file__).with_name("worlds").glob("*.yaml"))}
EXTENDS = "extends"

Tables: TypeAlias = Mapping[str, Table]


class Draft(NamedTuple):
    """A row to be: its values as the file gives them, and where they stand."""

    table: Table
    values: dict[str, Json]
    seed: Source
    where: Where


Drafts: TypeAlias = dict[tuple[str, object], Draft]
"""Rows to be, by table and key; one without a key goes by its place."""


def read_world(file: Path, tables: Tables, *, above: tuple[Path, ...] = ()) -> Drafts:
    """The rows of a world file and of those it builds on. `above` are the files that led here.

    Raises BadSeed.
    """
    seed = read(file)
    content = {} if seed.data is None else seed.data
    if not isinstance(content, dict):
        raise refusal(seed, (), "a world holds rows per table")
    above = (*above, file.resolve())
    drafts = read_world(_extended(seed, above), tables, above=above) if EXTENDS in content else {}
    for name, rows in content.items():
        if name == EXTENDS:
            continue
        if name not in tables:
            raise refusal(seed, (name,), f"is no table{suggestion(name, [EXTENDS, *tables])}")
        drafts |= _drafts(tables[name], rows, seed, drafts)
    return drafts


def plant(store: Store, drafts: Drafts) -> None:
    """Put the rows into the store. Raises BadSeed."""
    rows: list[tuple[Draft, Row]] = []
    for draft in drafts.values():
        with refusing(draft.seed, draft.where):
            rows.append((draft, store.insert(draft.table, _stored(draft.values), deferred=True)))
    pointing, planted = _references(store.tables), store.world.rows
    for draft, row in rows:
        for column, table in pointing[draft.table.name].items():
            key = row[column]
            if key is not None and planted[table].living(key) is None:
                raise refusal(draft.seed, (*draft.where, column), f"is {key}: there is no such row in {table}")


def _stored(values: Mapping[str, Json]) -> Mapping[str, Json]:
    """The values as the state holds them: a hash in place of the password, e-mail addresses in small letters.

    Source: `utils/is-email.ts`, which every address passes on its way into the real database.
    """
    if PASSWORD not in values and not values.get("email"):
        return values
    row = {name: value for name, value in values.items() if name != PASSWORD}
    if PASSWORD in values:
        row[PASSWORD_HASH] = hash_password(values[PASSWORD])
    if row.get("email"):
        row["email"] = row["email"].lower()
    return row


def _extended(seed: Source, above: tuple[Path, ...]) -> Path:
    name = seed.data[EXTENDS]
    if not isinstance(name, str):
        raise refusal(seed, (EXTENDS,), "must be the name of a world")
    file = BUILT_IN.get(name, seed.file.parent / name)
    if not file.is_file():
        raise refusal(seed, (EXTENDS,), f"is {name}: there is no such file{suggestion(name, BUILT_IN)}")
    if file.resolve() in above:
        raise refusal(seed, (EXTENDS,), f"is {name}, which builds on this file")
    return file


def _drafts(table: Table, rows: Any, seed: Source, below: Drafts) -> Drafts:
    where: Where = (table.name,)
    if isinstance(rows, str):
        file = seed.file.parent / rows
        if not file.is_file():
            raise refusal(seed, where, f"is {rows}: there is no such file")
        seed, where = read(file), ()
        rows = seed.data
    if not isinstance(rows, list):
        raise refusal(seed, where, "must be a list of rows, or the name of a file that holds one")
    drafts: Drafts = {}
    for index, values in enumerate(rows):
        draft = Draft(table, values, seed, (*where, index))
        _check(draft)
        key = (table.name, values.get(table.key, (seed.file, index)))
        if key in drafts:
            raise refusal(seed, (*draft.where, table.key), f"is {key[1]}, as in a row above")
        drafts[key] = Draft(table, below[key].values | values, seed, draft.where) if key in below else draft
    return drafts


def _check(draft: Draft) -> None:
    if not isinstance(draft.values, dict):
        raise refusal(draft.seed, draft.where, "must be a row: names and values")
    known, taken = names(draft.table), easy(draft.table)
    for name, value in draft.values.items():
        if type(value) in taken.get(name, ()):
            continue
        if name in known:
            reason = fault(draft.table, name, value)
        else:
            reason = f"is no column of {draft.table.name}{suggestion(name, known)}"
        if reason:
            raise refusal(draft.seed, (*draft.where, name), reason)


def _references(tables: Tables) -> dict[str, dict[str, str]]:
    """Table -> column -> the table whose keys the column holds."""
    found: dict[str, dict[str, str]] = {name: {} for name in tables}
    for name, table in tables.items():
        for relation in table.relations.values():
            match relation:
                case One(table=other, key=key):
                    found[name][key] = other
                case Many(table=other, key=key):
                    found[other][key] = name
                case Through(table=other, by=by, near=near, far=far):
                    found[by] |= {near: name, far: other}
    return found
