"""What `compat --rules` prints: each rule that can be fired, in every form."""

import json
import re

import pytest
from click.testing import CliRunner

from medusa_mock.cli import main
from medusa_mock.document.compat import RULES
from medusa_mock.document.compat.rules import Rule, Side


def _printed(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["compat", "--rules", *arguments])
    assert result.exit_code == 0
    return result.output


def test_the_tables_have_every_rule_once() -> None:
    names = re.findall(r"^ +([a-z]+(?:-[a-z]+)+) ", _printed(), re.MULTILINE)
    assert sorted(names) == sorted(RULES)


def test_the_tables_in_markdown_have_every_rule_with_its_levels() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in _printed("--format", "markdown").splitlines()]
    told = {row[0].strip("`"): row[1:] for row in rows if row and row[0].startswith("`")}
    assert told == {name: [*_levels(rule), rule.meaning] for name, rule in RULES.items()}


def _levels(rule: Rule) -> list[str]:
    sides = [Side.OPERATION] if Side.OPERATION in rule.levels else [Side.REQUEST, Side.RESPONSE]
    return [rule.levels.get(side, "-") for side in sides]


def test_json_has_every_rule() -> None:
    told = json.loads(_printed("--format", "json"))
    assert [rule["name"] for rule in told] == list(RULES)
    assert told[0] == {
        "name": "operation-removed",
        "meaning": "an operation is gone",
        "levels": {"operation": "breaking"},
    }


@pytest.mark.parametrize("arguments", [[], ["old.yaml"], ["--rules", "old.yaml"], ["--rules", "old.yaml", "new.yaml"]])
def test_either_the_rules_or_two_documents(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["compat", *arguments])
    assert result.exit_code == 2
    assert "Give either --rules or two documents" in result.stderr
