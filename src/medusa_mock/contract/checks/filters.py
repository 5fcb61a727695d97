"""The filters of a list: every row satisfies what was asked for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from medusa_mock.contract.checks.values import moment, number
from medusa_mock.contract.exchange import Exchange, Row
from medusa_mock.contract.faults import Fault

NO_FILTERS = frozenset({"limit", "offset", "order", "expand", "fields", "q"})
_CUT = timedelta(milliseconds=1)
"""What an answer may cut off a point in time: databases keep microseconds."""

_BOUNDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "gt": lambda value, bound: value > bound or _is_cut(value, bound),
    "gte": lambda value, bound: value >= bound or _is_cut(value, bound),
    "lt": lambda value, bound: value < bound,
    "lte": lambda value, bound: value <= bound,
}
_TEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda value, part: part in value,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
}


def filters_honoured(exchange: Exchange) -> Iterator[Fault]:
    """Every row has the value, one of the values, or a value within the bounds that a filter names."""
    for name, asked in exchange.query.items():
        if name in NO_FILTERS or not is_filter_of_rows(exchange, name):
            continue
        for row in exchange.rows:
            if name in row and not satisfies(row, name, asked):
                told = f"{name} was to be {asked!r}, and is {row[name]!r} in {row.get('id')}."
                yield Fault("Filter not honoured", told, name)
                break


def is_filter_of_rows(exchange: Exchange, name: str) -> bool:
    """Whether a parameter filters by the property of that name, and always does."""
    parameter = exchange.operation.query.get(name)
    return parameter is not None and name in exchange.operation.row and not parameter.get("x-no-promise")


def satisfies(row: Row, name: str, asked: Any) -> bool:
    """Whether a row is one of those that were asked for; True where that cannot be told."""
    value = row[name]
    if isinstance(value, dict | list):
        return True
    if isinstance(asked, list):
        return not asked or any(_equals(value, each) for each in asked)
    if isinstance(asked, dict):
        return all(_is_within(value, operator, bound) for operator, bound in asked.items())
    return _equals(value, asked)


def _equals(value: Any, asked: Any) -> bool:
    if not isinstance(asked, str) or asked == "":
        return True  # what is empty may as well not be there
    if isinstance(value, bool):
        return asked not in ("true", "false") or asked == str(value).lower()
    if isinstance(value, int | float):
        return number(asked) in (None, float(value))
    if value is None:
        return asked == "null"
    if (at := moment(value)) and (wanted := moment(asked)):
        return at == wanted
    return bool(value == asked)


def _is_within(value: Any, operator: str, bound: Any) -> bool:
    if operator in _TEXTS:
        return isinstance(value, str) and isinstance(bound, str) and _TEXTS[operator](value.lower(), bound.lower())
    if operator not in _BOUNDS or not isinstance(bound, str):
        return True
    pair: tuple[Any, Any] = (
        (number(value), number(bound)) if isinstance(value, int | float) else (moment(value), moment(bound))
    )
    return None in pair or _BOUNDS[operator](*pair)


def _is_cut(value: Any, bound: Any) -> bool:
    return isinstance(value, datetime) and value <= bound < value + _CUT
