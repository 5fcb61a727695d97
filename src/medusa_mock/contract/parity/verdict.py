"""The verdict on a step: what one server answered, held against what another did.

Status, media type and the whole body must be equal, key by key, once reduced. Where the judge itself failed with 500,
any 4xx or 500 will do: crashes are not a contract. HTML is written by the framework under the server and is not
compared.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from medusa_mock.contract.parity.recording import Answer
from medusa_mock.contract.parity.reduction import drop, reduce, sort_lists
from medusa_mock.contract.parity.scenario import Json, Scenario, Step

NOTHING = "nothing"

Kind = Literal["status", "media type", "shape", "values"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True)
class Difference:
    """`at` is "status", "media type" or a path into the body that begins with `$`; the others are as they are shown."""

    at: str
    want: str
    got: str

    @property
    def kind(self) -> Kind:
        """What is different: the shape where a key is missing or a value is of another type, or else a value."""
        if self.at in ("status", "media type"):
            return "status" if self.at == "status" else "media type"
        types = {_type(self.want), _type(self.got)} - {type(None)}  # what may be null is so by chance
        return "shape" if NOTHING in (self.want, self.got) or len(types) > 1 else "values"

    def __str__(self) -> str:
        return f"{self.at}: want {self.want}, got {self.got}"


@dataclass(frozen=True)
class Verdict:
    """`step` counts from 1."""

    step: int
    request: str
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        return not self.differences

    @property
    def same_status(self) -> bool:
        return all(difference.at != "status" for difference in self.differences)


def judge(
    scenario: Scenario,
    wanted: Sequence[Answer],
    given: Sequence[Answer],
    *,
    key_order: bool = False,
    values: bool = True,
) -> list[Verdict]:
    """Compare two plays of one scenario; `wanted` is the judge. Return a verdict for each step.

    With `key_order`, the keys of an object must also come in the same order. Without `values`, statuses, media types
    and shapes are all that is compared.
    """
    names: tuple[dict[str, str], dict[str, str]] = ({}, {})
    verdicts = []
    for number, (step, want, got) in enumerate(zip(scenario.steps, wanted, given, strict=True), start=1):
        for known, answer in zip(names, (want, got), strict=True):
            known.update({str(value): f"{{{name}}}" for name, value in answer.saved.items()})
        differences = _differences(step, want, got, names, key_order=key_order)
        told = tuple(each for each in differences if values or each.kind != "values")
        verdicts.append(Verdict(number, step.request, told))
    return verdicts


def _differences(
    step: Step, want: Answer, got: Answer, names: Sequence[Mapping[str, str]], *, key_order: bool
) -> Iterator[Difference]:
    if want.status == 500 and 400 <= got.status <= 500:
        return
    if want.status != got.status:
        yield Difference("status", str(want.status), str(got.status))
    if want.type != got.type:
        yield Difference("media type", want.type or NOTHING, got.type or NOTHING)
    if "$" in step.ignore or want.type == "text/html":
        return
    bodies = [reduce(answer.body, known) for answer, known in zip((want, got), names, strict=True)]
    for body in bodies:
        drop(body, step.ignore)
        sort_lists(body, step.unordered)
    yield from compare(*bodies, key_order=key_order)


def compare(want: Json, got: Json, at: str = "$", *, key_order: bool = False) -> Iterator[Difference]:
    """Yield where two JSON values differ. 1 and 1.0 are the same number; true is no number."""
    if isinstance(want, dict) and isinstance(got, dict):
        yield from _objects(want, got, at, key_order)
    elif isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            yield Difference(at, f"{len(want)} items", f"{len(got)} items")
        for index, (wanted, given) in enumerate(zip(want, got, strict=False)):
            yield from compare(wanted, given, f"{at}[{index}]", key_order=key_order)
    elif _kind(want) is not _kind(got) or want != got:
        yield Difference(at, _shown(want), _shown(got))


def _objects(want: dict[str, Json], got: dict[str, Json], at: str, key_order: bool) -> Iterator[Difference]:
    for key in sorted(want.keys() | got.keys()):
        if key in want and key in got:
            yield from compare(want[key], got[key], f"{at}.{key}", key_order=key_order)
        else:
            shown = [_shown(value[key]) if key in value else NOTHING for value in (want, got)]
            yield Difference(f"{at}.{key}", *shown)
    if key_order:
        orders = [key for key in want if key in got], [key for key in got if key in want]
        if orders[0] != orders[1]:
            yield Difference(at, *(f"keys in the order {', '.join(order)}" for order in orders))


def _kind(value: Json) -> type:
    return float if type(value) is int else type(value)


def _type(shown: str) -> type:
    """The type of a value that is shown: a number of items, and an order of keys, are texts."""
    try:
        return _kind(json.loads(shown))
    except ValueError:
        return str


def _shown(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
