"""What `compat --rules` prints: every rule, and how grave it is where."""

import json
from typing import Final

import click
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from medusa_mock.document.compat.report import Format
from medusa_mock.document.compat.rules import OPERATION_RULES, RULES, VALUE_RULES, Level, Rule, Side

STYLES: Final = {str(Level.BREAKING): "bold red", str(Level.WARNING): "yellow", str(Level.INFO): "green"}

Rows = list[tuple[str, ...]]
"""The head, and a row for each rule."""


def print_rules(format: Format) -> None:
    """Print the rules of operations and those of values: as tables, tables in Markdown, or a list in JSON."""
    tables = (_of_operations(), _of_values())
    if format == "json":
        click.echo(json.dumps([vars(rule) for rule in RULES.values()], indent=2))
    elif format == "markdown":
        click.echo("\n\n".join(map(_markdown, tables)))
    else:
        console = Console()
        for rows in tables:
            console.print(_table(rows))


def _of_operations() -> Rows:
    rows = [(rule.name, rule.levels[Side.OPERATION], rule.meaning) for rule in OPERATION_RULES]
    return [("rule of operations", "level", "meaning"), *rows]


def _of_values() -> Rows:
    rows = [(rule.name, _level(rule, Side.REQUEST), _level(rule, Side.RESPONSE), rule.meaning) for rule in VALUE_RULES]
    return [("rule of values", "in a request", "in an answer", "meaning"), *rows]


def _level(rule: Rule, side: Side) -> str:
    return rule.levels.get(side, "-")


def _markdown(rows: Rows) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *((f"`{name}`", *cells) for name, *cells in body)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _table(rows: Rows) -> Table:
    head, *body = rows
    table = Table(*head, box=SIMPLE)
    table.columns[0].no_wrap = True
    for name, *cells in body:
        table.add_row(name, *(f"[{STYLES[cell]}]{cell}" if cell in STYLES else cell for cell in cells))
    return table
