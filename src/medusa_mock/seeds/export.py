"""A world written down as a seed file, which can be loaded again."""

import base64
import re
from collections.abc import Iterator

import orjson

from medusa_mock.masking import KEYS, masked
from medusa_mock.seeds.columns import CONTENT, ENCODED, PASSWORD, PASSWORD_HASH
from medusa_mock.seeds.worlds import VERBATIM, Draft, Drafts
from medusa_mock.store import Json, Row, World

# What JSON lets stand in a text as it is, and YAML does not, or takes for the end of a line.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def export_world(world: World, *, note: str = "") -> str:
    """The rows of a world, softly deleted ones too, as YAML: a line per row, with what differs from the defaults.

    `note` goes above them. No secret is among them: who had a password has none, and tokens are left out or, where a
    row must have one, replaced.
    """
    lines = [*(f"# {line}\n" for line in note.splitlines()), f"{VERBATIM}: true\n"]
    held = {name: sorted(rows.by_key.values(), key=lambda row: row.place) for name, rows in world.rows.items()}
    for name, rows in held.items():
        if rows:
            lines += [f"{name}:\n", *(f"  - {_line(row)}\n" for row in rows)]
    return "".join(lines)


def with_secrets(drafts: Drafts, world: World) -> Drafts:
    """The drafts with the secrets that an export leaves out, where the world knows their rows."""
    return {
        place: draft._replace(values={**draft.values, **_left_out(draft, world)}) for place, draft in drafts.items()
    }


def _left_out(draft: Draft, world: World) -> dict[str, Json]:
    row = world.rows[draft.table.name].by_key.get(draft.values.get(draft.table.key, ""))
    if row is None:
        return {}
    given = dict(draft.values)
    if PASSWORD in given:
        given[PASSWORD_HASH] = None
    hidden = {name: masked({name: value})[name] for name, value in row.items()}
    return {
        name: value
        for name, value in row.items()
        if (given[name] == hidden[name] != value if name in given else name in KEYS or name == PASSWORD_HASH)
    }


def _line(row: Row) -> str:
    text = orjson.dumps(dict(_values(row))).decode()
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _values(row: Row) -> Iterator[tuple[str, Json]]:
    table = row.table
    for name, value in row.items():
        if name == PASSWORD_HASH or (name in KEYS and name not in table.required):
            continue
        default = table.columns[name]
        if name != table.key and value == default and type(value) is type(default):
            continue
        yield _disguised(value) if name == CONTENT else (name, masked({name: value})[name])


def _disguised(content: str) -> tuple[str, str]:
    """The content of a file, in base64 where it is no text."""
    try:
        content.encode()
    except UnicodeEncodeError:
        return ENCODED, base64.b64encode(content.encode("utf-8", "surrogateescape")).decode()
    return CONTENT, content
