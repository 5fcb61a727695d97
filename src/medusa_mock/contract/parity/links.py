"""What one answer has that later requests take up: saved under a name, and written in braces."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from medusa_mock.contract.parity.catalogue import Operation
from medusa_mock.contract.parity.paths import noun
from medusa_mock.contract.parity.scenario import Json

_RESPONSE = "$response.body#/"
_PATH = "$request.path."
_EMBEDDED = re.compile(r"\{(\$[^}]+)\}")


class Unresolvable(LookupError):
    """A runtime expression of which a scenario can make nothing."""


@dataclass
class Draft:
    """A step that may still come to save things.

    Args:
        values: what stands in its path, by the name of the parameter.
        save: name -> dotted path into the answer.
    """

    operation: Operation
    request: str
    values: Mapping[str, str]
    body: Json = None
    save: dict[str, str] = field(default_factory=dict)


class Names:
    """The names of one scenario: each thing has one, whoever asks for it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, draft: Draft, path: str) -> str:
        """What stands at a dotted path of a step's answer: its name, in braces."""
        for name, known in draft.save.items():
            if known == path:
                return f"{{{name}}}"
        name = self._free(noun(path))
        draft.save[name] = path
        return f"{{{name}}}"

    def filled(self, value: Json, draft: Draft) -> Json:
        """A value of a link that leaves from a step, with names in the place of its runtime expressions.

        Raises:
            Unresolvable: an expression is about something else than the answer or the path.
        """
        if isinstance(value, dict):
            return {key: self.filled(item, draft) for key, item in value.items()}
        if isinstance(value, list):
            return [self.filled(item, draft) for item in value]
        if not isinstance(value, str):
            return value
        if value.startswith("$"):
            return self._resolved(value, draft)
        return _EMBEDDED.sub(lambda found: self._resolved(found[1], draft), value)

    def _resolved(self, expression: str, draft: Draft) -> str:
        if expression.startswith(_RESPONSE):
            return self.of(draft, expression.removeprefix(_RESPONSE).replace("/", "."))
        if (name := expression.removeprefix(_PATH)) in draft.values:
            return draft.values[name]
        raise Unresolvable(expression)

    def _free(self, wanted: str) -> str:
        number, name = 1, wanted
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name
