"""Each rule fires where it should, alone, and the other way round it is the other one that does."""

from collections.abc import Callable

import pytest

from medusa_mock.document.compat import RULES
from medusa_mock.document.compat.rules import Level, Side
from tests.document.compat.documents import Json, answering, changes, rules, taking
from tests.document.compat.pairs import ASPECTS, OPERATIONS, SCHEMAS, opposite

USES: dict[Side, Callable[[Json], Json]] = {Side.REQUEST: taking, Side.RESPONSE: answering}
VALUES = [
    pytest.param(USES[side](old), USES[side](new), rule, side, id=f"{rule}-{side}")
    for rule, (old, new) in SCHEMAS.items()
    for side in USES
    if side in RULES[rule].levels
]
ALL = [pytest.param(*pair, rule, Side.OPERATION, id=rule) for rule, pair in OPERATIONS.items()] + VALUES


def test_every_rule_has_a_pair() -> None:
    assert OPERATIONS.keys() | SCHEMAS.keys() == RULES.keys()


@pytest.mark.parametrize(("old", "new", "rule", "side"), ALL)
def test_a_rule_fires_alone(old: Json, new: Json, rule: str, side: Side) -> None:
    (change,) = changes(old, new)
    assert (change.rule, change.side, change.level) == (rule, side, RULES[rule].levels[side])


@pytest.mark.parametrize(("old", "new", "rule", "side"), ALL)
def test_the_other_way_round(old: Json, new: Json, rule: str, side: Side) -> None:
    del side
    assert rules(new, old) == ([found] if (found := opposite(rule)) else [])


@pytest.mark.parametrize(("old", "new", "rule", "side"), ALL)
def test_nothing_has_changed_in_the_same_document(old: Json, new: Json, rule: str, side: Side) -> None:
    del rule, side
    assert rules(old, old) == rules(new, new) == []


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_is_sent_may_be_allowed_more_and_what_is_answered_less(aspect: str) -> None:
    narrowed, widened = (RULES[f"{aspect}-{relation}"].levels for relation in ("narrowed", "widened"))
    assert narrowed[Side.REQUEST] is Level.BREAKING
    assert widened[Side.REQUEST] is narrowed[Side.RESPONSE] is Level.INFO
