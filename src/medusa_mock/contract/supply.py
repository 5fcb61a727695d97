"""Requests that ask for what is there: made-up ids give way to those of rows that the server has."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson
from schemathesis import Case, GenerationMode, Response
from schemathesis.core.parameters import ParameterLocation

from medusa_mock import document as documents
from medusa_mock.contract.account import SAFE
from medusa_mock.contract.living import Living
from medusa_mock.contract.naming import Row, rows_in
from medusa_mock.contract.walks import is_walk
from medusa_mock.document.references import followed

Read = Callable[[str], Any]
"""Asks a path with GET: the JSON object of a success, or None."""

MOST = 8
"""How many rows of a list are looked at one by one."""

JSON = "application/json"

MADE_UP = 0.2
"""How often a made-up id is sent all the same: what is not there is refused."""


@dataclass
class Supply:
    """Ids for requests to the operations of a document.

    Args:
        read: asks the server, besides the requests that are judged.
        seed: decides which of the rows are taken.
        is_reset: whether what requests have changed is undone, so that the rows of the beginning stay.
    """

    document: dict[str, Any]
    read: Read
    seed: int
    is_reset: bool
    made: set[str] = field(default_factory=set)
    """Ids that the answers to writes have shown for the first time."""
    _is_gathered: bool = False
    _living: Living = field(default_factory=Living)
    _examples: dict[str, list[Any]] = field(default_factory=dict)
    _asked: dict[str, Counter[str]] = field(default_factory=dict)
    """Operation -> ids, and how often its path has led to each."""
    _reads: list[str] = field(default_factory=list)
    """The paths of the document with GET."""

    def __post_init__(self) -> None:
        for path, method, operation in documents.operations(self.document):
            self._examples[operation["operationId"]] = list(_examples(followed(self.document, path, method)))
        self._reads = sorted(path for path, method, _ in documents.operations(self.document) if method == "get")

    def gather_once(self) -> None:
        """Read all lists before the first request, and the first of the rows of each whole."""
        if self._is_gathered:
            return
        self._is_gathered = True
        for path in self._reads:
            body = None if "{" in path else self.read(path)
            if body is not None and _is_list(body):
                self._living.learn(body, path)
                self._look_into(path, self._living.lists[path][:MOST])

    def _look_into(self, path: str, rows: Iterable[Row]) -> None:
        """Read rows of a list one by one, if the server shows them so: with more of them than in the list."""
        one = re.compile(rf"{re.escape(path)}/{{\w+}}")
        if not any(one.fullmatch(each) for each in self._reads):
            return
        for row in rows:
            whole = self.read(f"{path}/{row['id']}") if isinstance(row.get("id"), str) else None
            shown = next((each for each in (whole or {}).values() if isinstance(each, dict)), None)
            if shown:
                self._living.learn(whole)
                self._living.put(path, {**row, **shown})

    def provide(self, case: Case[Any]) -> None:
        """Put ids of rows into a request, but for the parts of it that were made wrong on purpose."""
        random = Random(f"{self.seed} {case.operation.label} {case.path_parameters} {case.query} {case.body!r}")  # noqa: S311
        if random.random() < MADE_UP or (is_walk(case) and self._is_linked(case)):
            return
        case.freeze_metadata()
        scene = self._place(case, random) if _is_right(case, ParameterLocation.PATH) else {}
        if _is_right(case, ParameterLocation.QUERY):
            for name, value in case.query.items():
                if (filled := self._living.filled(value, name, scene, random)) != value:
                    case.query[name] = filled
        if case.media_type == JSON and isinstance(case.body, dict) and _is_right(case, ParameterLocation.BODY):
            examples = self._examples[case.operation.definition.raw["operationId"]] if is_walk(case) else ()
            body = self._living.filled(random.choice(examples) if examples else case.body, "", scene, random)
            if body != case.body:
                case.body = body
        _stay_judged(case)

    def learn(self, case: Case[Any], response: Response) -> None:
        """Take up what the answer to a write has shown, and give up what it has deleted."""
        if not 200 <= response.status_code < 300 or case.method.upper() in SAFE:
            return
        if case.method.upper() == "DELETE":
            if not self.is_reset and case.path_parameters:
                self._living.forget(str(list(case.path_parameters.values())[-1]))
            return
        try:
            body = orjson.loads(response.content)
        except orjson.JSONDecodeError:
            return
        new = {row["id"] for _, row in rows_in(body) if not self._living.knows(row["id"])}
        self.made |= new
        if not self.is_reset:
            self._living.learn(body)
            for path, row in self._living.lists_of(body):
                if row["id"] in new:
                    self._living.put(path, row)
                    self._look_into(path, [row])

    def _place(self, case: Case[Any], random: Random) -> Row:
        """Have the path lead to a row, and return it.

        Rows take turns, so that one comes up that is as an operation wants it. What changes a server that is not reset
        asks first of all for what the run has made.
        """
        own = set() if self.is_reset or case.method.upper() in SAFE else self.made
        asked = self._asked.setdefault(case.operation.label, Counter())
        placed, scene = self._living.place(
            case.operation.path, list(case.path_parameters), random, lambda row: (row not in own, asked[row])
        )
        for name, value in placed.items():
            case.path_parameters[name] = value
        asked[str(scene.get("id"))] += 1
        return scene

    def _is_linked(self, case: Case[Any]) -> bool:
        """Whether a step of a walk has ids from an earlier one."""
        ids = [*case.path_parameters.values(), *_texts(case.body)]
        return any(isinstance(each, str) and (each in self.made or self._living.knows(each)) for each in ids)


def _stay_judged(case: Case[Any]) -> None:
    """Have Schemathesis hold what was made right for right, and what was made wrong for wrong, with the other ids.

    It would look at it all anew, and take the texts of a query string for wrong where they stand for numbers and lists.
    """
    if case.meta is None:
        return
    for location in case.meta.components:
        case.meta.update_validated_hash(location, case._hash_container(case.get_container(location)))  # noqa: SLF001
        case.meta.clear_dirty(location)


def _examples(operation: Mapping[str, Any]) -> Iterator[Any]:
    for media in operation.get("requestBody", {}).get("content", {}).values():
        yield from (example["value"] for example in media.get("examples", {}).values() if "value" in example)
        yield from [media["example"]] if "example" in media else []


def _is_list(body: Mapping[str, Any]) -> bool:
    return any(isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in body.values())


def _is_right(case: Case[Any], location: ParameterLocation) -> bool:
    """Whether a part of a request was made to be right."""
    if case.meta is None:
        return True
    part = case.meta.components.get(location)
    return part is None or part.mode is GenerationMode.POSITIVE


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))
