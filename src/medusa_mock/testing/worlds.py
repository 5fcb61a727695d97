"""Worlds that tests name, written down so that a server can load them without reading files of theirs."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from medusa_mock.seeds import BadSeed
from medusa_mock.seeds.refusals import suggestion
from medusa_mock.seeds.worlds import BUILT_IN, EXTENDS, VERBATIM, read_world
from medusa_mock.tables import TABLES

Rows = Iterable[Mapping[str, Any]]


def written_down(source: str, folder: Path, rows: Mapping[str, Rows]) -> dict[str, Any]:
    """A built-in world, or that of a file in the folder, with the rows, by table, on top.

    Raises:
        BadSeed: the file cannot be used. Of rows, the server says so.
    """
    if source in BUILT_IN:
        return {EXTENDS: source, **{name: [*given] for name, given in rows.items()}}
    file = folder / source
    if file.suffix == ".json":
        raise BadSeed(f"{file}: Medusa's own format can be the seed of a server, not of one test; write a .yaml")
    if file.suffix not in (".yaml", ".yml"):
        raise BadSeed(f"{source} is no seed{suggestion(source, BUILT_IN)} (a file ends in .yaml or .yml)")
    content: dict[str, Any] = {}
    for draft in read_world(file, TABLES).values():
        content.setdefault(draft.table.name, []).append(draft.values)
        if draft.verbatim:
            content[VERBATIM] = True
    for name, given in rows.items():
        content.setdefault(name, []).extend(given)
    return content
