"""Rules: which requests meet which fault."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import translate
from random import Random
from threading import Lock
from typing import Any

from medusa_mock.errors import InvalidData
from medusa_mock.faults.answers import Answers
from medusa_mock.wire.request import Request
from medusa_mock.wire.routing import Target

CHOOSING = ("operation", "method", "path")
DOING = ("latency", "status", "connection")
MOST_RULES = 1000


@dataclass(slots=True)
class Rule:
    """A fault, and the requests that meet it.

    `declared` is the rule as it was given, checked by the document; `left` how many times it still strikes (None:
    always), `hits` how often it has.
    """

    id: str
    declared: Mapping[str, Any]
    left: int | None = None
    hits: int = 0
    _chance: Random = field(init=False)
    _path: "re.Pattern[str] | None" = None

    def __post_init__(self) -> None:
        self.left = self.declared.get("times")
        self._chance = Random(self.declared.get("seed", 0))  # noqa: S311
        if path := self.declared.get("path"):
            self._path = re.compile(translate(path.rstrip("/") or "/"), re.IGNORECASE)

    def strikes(self, request: Request, operation: Target | None) -> bool:
        """Whether the request meets the fault now, which then counts."""
        if self.left == 0 or not self._concerns(request, operation):
            return False
        probability = self.declared.get("probability", 1)
        if probability < 1 and self._chance.random() >= probability:
            return False
        self.hits += 1
        if self.left is not None:
            self.left -= 1
        return True

    def delay(self) -> float:
        """In seconds; of a range, any of it."""
        latency = self.declared.get("latency", 0)
        if isinstance(latency, list):
            return self._chance.uniform(*latency) / 1000
        return float(latency) / 1000

    def shown(self) -> dict[str, Any]:
        return {"id": self.id, **self.declared, "hits": self.hits, "left": self.left}

    def _concerns(self, request: Request, operation: Target | None) -> bool:
        declared = self.declared
        if "operation" in declared and (operation is None or operation[1] != declared["operation"]):
            return False
        if "method" in declared and request.method != declared["method"]:
            return False
        return self._path is None or self._path.fullmatch(request.path.rstrip("/") or "/") is not None


class Rules:
    """The rules of one session, those added last first; of those that a request meets, the first one counts."""

    def __init__(self, given: Collection[Mapping[str, Any]] = ()) -> None:
        self._lock = Lock()
        self._made = 0
        self._rules: tuple[Rule, ...] = ()
        for declared in reversed([*given]):
            self.add(declared)

    def __iter__(self) -> Any:
        return iter(self._rules)

    def add(self, declared: Mapping[str, Any]) -> Rule:
        """Raises InvalidData where there are `MOST_RULES` already."""
        with self._lock:
            if len(self._rules) >= MOST_RULES:
                raise InvalidData(f"There are {MOST_RULES} rules already; delete some, or all of them")
            self._made += 1
            rule = Rule(f"fault_{self._made}", declared)
            self._rules = (rule, *self._rules)
            return rule

    def delete(self, id: str) -> bool:
        """Whether there was such a rule."""
        with self._lock:
            kept = tuple(rule for rule in self._rules if rule.id != id)
            gone = len(kept) < len(self._rules)
            self._rules = kept
            return gone

    def clear(self) -> int:
        """How many there were."""
        with self._lock:
            count, self._rules = len(self._rules), ()
            return count

    def met_by(self, request: Request, operation: Target | None) -> Rule | None:
        return next((rule for rule in self._rules if rule.strikes(request, operation)), None)


def without_nulls(declared: Mapping[str, Any]) -> dict[str, Any]:
    """A null stands for what is not given; the body to answer with may be one."""
    return {name: value for name, value in declared.items() if value is not None or name == "body"}


def check_rule(declared: Mapping[str, Any], answers: Answers) -> None:
    """What the document's schema cannot say of a rule. Raises InvalidData."""
    operations = answers.operations
    if not any(name in declared for name in DOING):
        raise InvalidData(f"a fault needs something that goes wrong: {', '.join(DOING)}")
    if (operation := declared.get("operation")) is not None and operation not in operations:
        near = get_close_matches(operation, operations, 1)
        raise InvalidData(f"operation {operation} is not known" + (f", did you mean {near[0]}?" if near else ""))
    if "body" in declared and "status" not in declared:
        raise InvalidData("body needs a status")
    if declared.get("connection") == "drop" and "status" in declared:
        raise InvalidData("a dropped connection carries no status")
    latency = declared.get("latency")
    if isinstance(latency, list) and latency[0] > latency[1]:
        raise InvalidData("latency must begin with the shorter time")
    if operation is not None and "status" in declared and "body" not in declared:
        for target in answers.targets(operation):
            answers.reply(target, declared["status"])
