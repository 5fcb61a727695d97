"""Two answers about the same row, held against each other."""

import json
from collections.abc import Iterator
from typing import Any

from medusa_mock.contract.checks.values import is_relation, moment
from medusa_mock.contract.exchange import Exchange, Row


def differing(one: Exchange, other: Exchange) -> Iterator[str]:
    """The columns that both answers show of a row, and not with the same value."""
    moving = {*one.operation.raw.get("x-moving", ()), *other.operation.raw.get("x-moving", ())}
    written = {str(row.get("id")): row for row in one.shown}
    for row in other.shown:
        before = written.get(str(row.get("id")), {})
        for name in sorted((before.keys() & row.keys() & other.operation.columns).difference(moving)):
            if not is_relation(before[name]) and not is_relation(row[name]) and not is_same(before[name], row[name]):
                yield name


def is_same(one: Any, other: Any) -> bool:
    """Whether two values say the same: times in any form, numbers as texts."""
    if one == other or (isinstance(one, str) and isinstance(other, str) and moment(one) == moment(other) is not None):
        return True
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def ids(rows: list[Row]) -> list[str]:
    """The ids of rows, or what they have instead."""
    return [str(row.get("id", row.get("code", row))) for row in rows]
