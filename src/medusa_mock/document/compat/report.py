"""What the command `compat` does and prints."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

import click

from medusa_mock.document.compat.changes import Change
from medusa_mock.document.compat.compare import compare
from medusa_mock.document.compat.rules import Level
from medusa_mock.document.fold import fold
from medusa_mock.document.source import DocumentError, Place

FAIR, BROKEN, UNUSABLE = 0, 1, 2
COUNTED: Final = {
    Level.BREAKING: ("breaking change", "breaking changes"),
    Level.WARNING: ("warning", "warnings"),
    Level.INFO: ("other change", "other changes"),
}

Format = Literal["text", "json", "markdown"]


def run_compat(
    old: Path, new: Path, *, format: Format = "text", fail_on: Literal["breaking", "any"] = "breaking"
) -> int:
    """Compare two documents and print what has changed.

    Returns the exit code: 0 nothing that is to fail, 1 something, 2 one of them is no OpenAPI document.
    """
    try:
        changes = compare(fold(old, rename=True), fold(new, rename=True))
    except DocumentError as error:
        click.echo(str(error), err=True)
        return UNUSABLE
    except RecursionError:
        click.echo(f"{old} or {new} is nested too deeply", err=True)
        return UNUSABLE
    click.echo({"text": _text, "json": _json, "markdown": _markdown}[format](changes))
    grave = [change for change in changes if fail_on == "any" or change.level is Level.BREAKING]
    return BROKEN if grave else FAIR


def _verdict(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing has changed that a client could tell."
    counts = Counter(change.level for change in changes)
    said = [f"{counts[level]} {words[counts[level] != 1]}" for level, words in COUNTED.items() if counts[level]]
    touched = {operation for change in changes for operation in change.operations}
    return f"{', '.join(said)} in {len(touched)} operation{'s' * (len(touched) != 1)}."


def _where(change: Change) -> str:
    """The operation it shows in first, the place there, and how many others it shows in."""
    first, *others = change.operations
    more = f" and {len(others)} other operation{'s' * (len(others) != 1)}" if others else ""
    return f"{first}{', ' * bool(change.at)}{change.at}{more}"


def _text(changes: Sequence[Change]) -> str:
    lines = []
    for change in changes:
        lines.append(f"{change.level} {change.rule}: {change.message}")
        lines.append(f"    {_where(change)}")
        lines.append(f"    {change.old} -> {change.new}")
    return "\n".join([*lines, _verdict(changes)])


def _markdown(changes: Sequence[Change]) -> str:
    lines = [f"**{_verdict(changes)}**"]
    for level, (_, title) in COUNTED.items():
        if rows := [change for change in changes if change.level is level]:
            lines += [
                "",
                f"### {title.capitalize()}",
                "",
                "| rule | what | where | old | new |",
                "|---|---|---|---|---|",
            ]
            lines += [_row(change) for change in rows]
    return "\n".join(lines)


def _row(change: Change) -> str:
    cells = [f"`{change.rule}`", change.message, _where(change), f"`{change.old}`", f"`{change.new}`"]
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _json(changes: Sequence[Change]) -> str:
    counts = Counter(change.level for change in changes)
    told = {"summary": {level: counts[level] for level in Level}, "changes": [_plain(change) for change in changes]}
    return json.dumps(told, indent=2, ensure_ascii=False)


def _plain(change: Change) -> dict[str, Any]:
    said = {"rule": change.rule, "level": change.level, "side": change.side, "message": change.message, "at": change.at}
    return said | {"old": _place(change.old), "new": _place(change.new), "operations": list(change.operations)}


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.shown, "line": place.line, "column": place.column}
