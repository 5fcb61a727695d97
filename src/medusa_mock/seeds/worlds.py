"""Our own seed format: rows per table, from nothing or on top of another world.

    extends: empty            # a built-in world, or a file beside this one; what follows adds to its rows
    users:
      - id: usr_mira          # a row with the key of one from below changes only the columns given here
        email: mira@example.com
        password: supersecret # in clear; kept as a hash only
    currencies: money.json    # the rows may have a file of their own

Foreign keys may point forwards: they are checked when all rows are there. `verbatim: true` stands in what was exported:
its rows are as a server had them, who lets pass a few things that nobody would write by hand.
"""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from medusa_mock.document.source import Source
from medusa_mock.passwords import hash_password
from medusa_mock.seeds.columns import CONTENT, DISGUISED, ENCODED, PASSWORD, PASSWORD_HASH, easy, fault, names
from medusa_mock.seeds.refusals import Where, read, refusal, refusing, suggestion
from medusa_mock.store import Json, Row, Store, Table
from medusa_mock.store.tables import Many, One, Through

BUILT_IN = {file.stem: file for file in sorted(Path(__file__).with_name("worlds").glob("*.yaml"))}
EXTENDS, VERBATIM = "extends", "verbatim"

Tables: TypeAlias = Mapping[str, Table]


class Draft(NamedTuple):
    """A row to be: its values as the file gives them, and where they stand."""

    table: Table
    values: dict[str, Json]
    seed: Source
    where: Where
    verbatim: bool = False


Drafts: TypeAlias = dict[tuple[str, object], Draft]
"""Rows to be, by table and key; one without a key goes by its place."""


def read_world(file: Path, tables: Tables, *, above: tuple[Path, ...] = ()) -> Drafts:
    """The rows of a world file and of those it builds on. `above` are the files that led here.

    Raises BadSeed.
    """
    return drafts_of(read(file), tables, above=above)


def drafts_of(seed: Source, tables: Tables, *, above: tuple[Path, ...] = ()) -> Drafts:
    """The same of what was read already. Raises BadSeed."""
    content = {} if seed.data is None else seed.data
    if not isinstance(content, dict):
        raise refusal(seed, (), "a world holds rows per table")
    above = (*above, seed.file.resolve())
    drafts = read_world(_extended(seed, above), tables, above=above) if EXTENDS in content else {}
    for name, rows in content.items():
        if name in (EXTENDS, VERBATIM):
            continue
        if name not in tables:
            raise refusal(seed, (name,), f"is no table{suggestion(name, [EXTENDS, VERBATIM, *tables])}")
        drafts |= _drafts(tables[name], rows, seed, drafts, verbatim=content.get(VERBATIM) is True)
    return drafts


def files_of(file: Path) -> frozenset[Path]:
    """A seed file, and those that it builds on or takes rows from. Raises BadSeed."""
    found: set[Path] = set()
    ahead = [file.resolve()]
    while ahead:
        found.add(file := ahead.pop())
        content = None if file.suffix == ".json" else read(file).data
        for key, name in content.items() if isinstance(content, dict) else ():
            if isinstance(name, str):
                base = BUILT_IN.get(name) if key == EXTENDS else None
                ahead += {base or (file.parent / name).resolve()} - found
    return frozenset(found)


def plant(store: Store, drafts: Drafts) -> None:
    """Put the rows into the store. Raises BadSeed."""
    rows: list[tuple[Draft, Row]] = []
    for draft in drafts.values():
        with refusing(draft.seed, draft.where):
            rows.append((draft, store.insert(draft.table, _planted(draft), deferred=True)))
    pointing, planted = _references(store.tables), store.world.rows
    for draft, row in rows:
        enforced = {} if row.deleted else draft.table.references
        for column, table in (enforced if draft.verbatim else pointing[draft.table.name]).items():
            key = row[column]
            if key is not None and key not in planted[table].by_key:
                raise refusal(draft.seed, (*draft.where, column), f"is {key}: there is no such row in {table}")


def _planted(draft: Draft) -> Mapping[str, Json]:
    values = stored(draft.values)
    return {**values, "email": draft.values["email"]} if draft.verbatim and "email" in values else values


def stored(values: Mapping[str, Json]) -> Mapping[str, Json]:
    """The values as the state holds them: a hash in place of the password, e-mail addresses in small letters.

    Source: `utils/is-email.ts`, which every address passes on its way into the real database.
    """
    if not values.keys() & DISGUISED and not values.get("email"):
        return values
    row = {name: value for name, value in values.items() if name not in DISGUISED}
    if PASSWORD in values:
        row[PASSWORD_HASH] = hash_password(values[PASSWORD])
    if ENCODED in values:
        row[CONTENT] = base64.b64decode(values[ENCODED]).decode("utf-8", "surrogateescape")
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


def _drafts(table: Table, rows: Any, seed: Source, below: Drafts, *, verbatim: bool) -> Drafts:
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
        draft = Draft(table, values, seed, (*where, index), verbatim)
        _check(draft)
        key = (table.name, values.get(table.key, (seed.file, index)))
        if key in drafts:
            raise refusal(seed, (*draft.where, table.key), f"is {key[1]}, as in a row above")
        drafts[key] = draft._replace(values=below[key].values | values) if key in below else draft
    return drafts


def _check(draft: Draft) -> None:
    if not isinstance(draft.values, dict):
        raise refusal(draft.seed, draft.where, "must be a row: names and values")
    known, taken = names(draft.table), easy(draft.table)
    for name, value in draft.values.items():
        if type(value) in taken.get(name, ()):
            continue
        if draft.verbatim and name in known and name not in {*DISGUISED, draft.table.key}:
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
