"""Which fault a request meets."""

from collections.abc import Collection, Mapping
from typing import Any

from medusa_mock.errors import InvalidData
from medusa_mock.faults.answers import Answers, Documents
from medusa_mock.faults.prefer import Preference, read_preference
from medusa_mock.faults.rules import Rule, Rules, check_rule
from medusa_mock.store import Session
from medusa_mock.wire.replies import json_reply
from medusa_mock.wire.request import Disturbance, Reply, Request
from medusa_mock.wire.routing import Target

NOTHING = Preference()


class Faults:
    """The faults of a server: rules by session, and what a header asks for.

    Args:
        documents: those of the APIs, by name.
        given: the rules that every session begins with, in the order in which they are tried.

    Raises:
        InvalidData: one of the rules cannot be.
    """

    def __init__(self, documents: Documents, given: Collection[Mapping[str, Any]] = ()) -> None:
        self._documents = documents
        self._answers: Answers | None = None
        self._given = given
        self.armed = bool(given)
        """Whether there has been a rule at all: as long as there was none, no request is looked at."""
        for declared in given:
            self.check(declared)

    @property
    def answers(self) -> Answers:
        """Made when first needed, which most servers never do."""
        if self._answers is None:
            self._answers = Answers(self._documents)
        return self._answers

    def check(self, declared: Mapping[str, Any]) -> None:
        """Raises InvalidData where the rule cannot be met, or its answer is not known."""
        check_rule(declared, self.answers)

    def rules(self, session: Session) -> Rules:
        """Those of a session, which live as long as it does."""
        found = session.companions.get(Rules)
        if found is None:
            found = session.companions[Rules] = Rules(self._given)
        rules: Rules = found
        return rules

    def add(self, session: Session, declared: Mapping[str, Any]) -> Rule:
        """Raises InvalidData."""
        self.check(declared)
        rule = self.rules(session).add(declared)
        self.armed = True
        return rule

    def reset(self, session: Session) -> None:
        """Back to the rules that every session begins with, none of which has struck yet."""
        session.companions.pop(Rules, None)

    def meet(self, request: Request) -> Disturbance | None:
        """What befalls the request; None if nothing does. Raises InvalidData for a preference that cannot be met."""
        header = request.header("prefer")
        preference = read_preference(header) if header else NOTHING
        operation = self.answers.operation_of(request)
        rule = self.rules(request.session).met_by(request, operation) if preference.code is None else None
        if rule is None and not preference.applied:
            return None
        if rule is None:
            met = Disturbance("prefer", preference.wait, self._preferred(operation, preference))
        else:
            reply, connection = self._told(operation, rule.declared), rule.declared.get("connection")
            met = Disturbance(rule.id, preference.wait + rule.delay(), reply, connection)
        request.operation = operation
        if preference.applied:
            request.bears = [*request.bears, (b"preference-applied", preference.applied.encode("latin-1", "replace"))]
        return met

    def _preferred(self, operation: Target | None, preference: Preference) -> Reply | None:
        if preference.code is None:
            return None
        try:
            return self.answers.reply(operation, preference.code, preference.example)
        except InvalidData as error:
            raise InvalidData(f"Prefer: {error}") from None

    def _told(self, operation: Target | None, declared: Mapping[str, Any]) -> Reply | None:
        if "status" not in declared:
            return None
        if "body" in declared:
            return json_reply(declared["status"], declared["body"])
        return self.answers.reply(operation, declared["status"])
