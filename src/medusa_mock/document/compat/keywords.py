"""The keywords of one schema against those of another: what is allowed less, and what is allowed more."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final, NamedTuple

from medusa_mock.document.compat.shapes import Shape, types_shown

NARROWED, WIDENED, CHANGED = "narrowed", "widened", "changed"
MOST_SHOWN: Final = 6
LOWER: Final = ("minLength", "minItems", "minProperties")
UPPER: Final = ("maxLength", "maxItems", "maxProperties")
WIDER_FORMATS: Final = {"int32": "int64", "float": "double"}


class Verdict(NamedTuple):
    """How one aspect of a schema differs. `keyword` is where it shows, in either of the two."""

    aspect: str
    relation: str
    message: str
    keyword: str

    @property
    def rule(self) -> str:
        return f"{self.aspect}-{self.relation}"


def verdicts(old: Shape, new: Shape) -> Iterator[Verdict]:
    """How what is allowed differs, properties, items and alternatives left aside.

    Of values of quite another type nothing else is said.
    """
    found = list(_types(old, new))
    yield from found
    if all(verdict.relation != CHANGED for verdict in found):
        for compare in COMPARISONS:
            yield from compare(old, new)


def null(old: Shape, new: Shape) -> Iterator[Verdict]:
    if old.null and not new.null:
        yield Verdict("null", NARROWED, "null is no longer allowed", "nullable")
    elif new.null and not old.null:
        yield Verdict("null", WIDENED, "null is allowed", "nullable")


def _types(old: Shape, new: Shape) -> Iterator[Verdict]:
    if old.types == new.types:
        return
    message = f"was {types_shown(old.types)}, is {types_shown(new.types)}"
    yield Verdict("type", _relation(old.types, new.types), message, "type")


def _relation(old: Collection[Any], new: Collection[Any]) -> str:
    """How a set of what is allowed has changed."""
    if {*new} < {*old}:
        return NARROWED
    return WIDENED if {*old} < {*new} else CHANGED


def _enums(old: Shape, new: Shape) -> Iterator[Verdict]:
    before, now = old.enum, new.enum
    if before is None and now is not None:
        yield Verdict("enum", NARROWED, f"only {_listed(now)} {_be(now)} allowed", "enum")
    elif before is not None and now is None:
        yield Verdict("enum", WIDENED, f"not only {_listed(before)} {_be(before)} allowed", "enum")
    elif before is not None and now is not None:
        if gone := [text for text in before if text not in now]:
            yield Verdict("enum", NARROWED, f"{_listed(gone)} {_be(gone)} no longer allowed", "enum")
        if added := [text for text in now if text not in before]:
            yield Verdict("enum", WIDENED, f"{_listed(added)} {_be(added)} allowed", "enum")


def _be(values: Collection[str]) -> str:
    return "is" if len(values) == 1 else "are"


def _listed(values: Collection[str]) -> str:
    shown = list(values)[:MOST_SHOWN]
    return ", ".join(shown) + (f" and {len(values) - MOST_SHOWN} more" if len(values) > MOST_SHOWN else "")


def _formats(old: Shape, new: Shape) -> Iterator[Verdict]:
    before, now = (next(shape.values("format"), "") for shape in (old, new))
    if before == now:
        return
    if not before or WIDER_FORMATS.get(now) == before:
        relation = NARROWED
    elif not now or WIDER_FORMATS.get(before) == now:
        relation = WIDENED
    else:
        relation = CHANGED
    yield Verdict("format", relation, f"the format was {before or 'free'}, is {now or 'free'}", "format")


def _patterns(old: Shape, new: Shape) -> Iterator[Verdict]:
    before, now = ({*shape.values("pattern")} for shape in (old, new))
    if before != now:
        relation = _relation(now, before)  # more patterns are passed by fewer texts
        shown = [" and ".join(sorted(patterns)) or "free" for patterns in (before, now)]
        yield Verdict("pattern", relation, f"the pattern was {shown[0]}, is {shown[1]}", "pattern")


def _limits(old: Shape, new: Shape) -> Iterator[Verdict]:
    for keyword in LOWER:
        before, now = (max([0, *shape.values(keyword)]) for shape in (old, new))
        yield from _moved(keyword, (before,), (now,))
    for keyword in UPPER:
        before, now = (min([math.inf, *shape.values(keyword)]) for shape in (old, new))
        yield from _moved(keyword, (-before,), (-now,))
    yield from _moved("minimum", _bound(old, "minimum", "exclusiveMinimum"), _bound(new, "minimum", "exclusiveMinimum"))
    upper = [_bound(shape, "maximum", "exclusiveMaximum", sign=-1) for shape in (old, new)]
    yield from _moved("maximum", *upper)


def _bound(shape: Shape, keyword: str, exclusive: str, sign: int = 1) -> tuple[float, ...]:
    """The closest bound, as a tuple that is greater the closer it is: OpenAPI 3.0 says by a flag that it is outside."""
    bounds: list[tuple[float, ...]] = [(-math.inf, 0)]
    for part in shape.parts:
        flag = part.schema.get(exclusive, False)
        if keyword in part.schema:
            bounds.append((sign * part.schema[keyword], int(flag is True)))
        if not isinstance(flag, bool):
            bounds.append((sign * flag, 1))
    return max(bounds)


def _moved(keyword: str, before: tuple[float, ...], now: tuple[float, ...]) -> Iterator[Verdict]:
    """A limit that is greater the closer it is."""
    if before != now:
        relation = NARROWED if now > before else WIDENED
        yield Verdict("limits", relation, f"{keyword} was {_number(before)}, is {_number(now)}", keyword)


def _number(bound: tuple[float, ...]) -> str:
    value = abs(bound[0])
    outside = " (exclusive)" if bound[1:] == (1,) else ""
    return "free" if value == math.inf else f"{bound[0] if bound[1:] and bound[0] < 0 else value:g}{outside}"


def _multiples(old: Shape, new: Shape) -> Iterator[Verdict]:
    before, now = (next(shape.values("multipleOf"), None) for shape in (old, new))
    if before == now:
        return
    if before is None or (now is not None and now % before == 0):
        relation = NARROWED
    else:
        relation = WIDENED if now is None or before % now == 0 else CHANGED
    yield Verdict("limits", relation, f"multipleOf was {before or 'free'}, is {now or 'free'}", "multipleOf")


def _uniqueness(old: Shape, new: Shape) -> Iterator[Verdict]:
    if not old.says("uniqueItems") and new.says("uniqueItems"):
        yield Verdict("limits", NARROWED, "an item may no longer be there twice", "uniqueItems")
    elif old.says("uniqueItems") and not new.says("uniqueItems"):
        yield Verdict("limits", WIDENED, "an item may be there twice", "uniqueItems")


COMPARISONS: Final[Iterable[Callable[[Shape, Shape], Iterator[Verdict]]]] = (
    _enums,
    _formats,
    _patterns,
    _limits,
    _multiples,
    _uniqueness,
)
