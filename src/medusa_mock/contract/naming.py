"""What rows are called: where they stand in an answer, by the parameters that stand for them, and by their ids."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]

_ID = re.compile(r"([a-z]+)_\w+")
"""An id of a Medusa, which says of what kind it is: `prod_01HZX…`, `reg_europe`."""

_ULID = re.compile(r"[a-z]+_[0-9A-HJKMNP-TV-Z]{26}")
"""An id as the examples of the document have it, and no column such as `variant_rank`."""


def kind_of(value: str) -> str:
    """What an id begins with; empty for other texts."""
    match = _ID.fullmatch(value)
    return match.group(1) if match else ""


def is_of_an_example(value: str) -> bool:
    """Whether a text is an id as the examples of the document have them."""
    return _ULID.fullmatch(value) is not None


def nouns(name: str, path: str) -> tuple[str, ...]:
    """What rows may be called that a parameter stands for: `line_item_id` below `/line-items` for line items or items.

    Args:
        path: the path that it is in, or what of it stands before it.
    """
    stem = re.sub(r"_ids?$", "", name) if name not in ("id", "ids") else ""
    segment = singular(path.partition(f"/{{{name}}}")[0].rpartition("/")[2])
    names = [each for each in (stem, segment) if each]
    return tuple(dict.fromkeys([*names, *(each.rpartition("_")[2] for each in names)]))


def singular(noun: str) -> str:
    """One of what a property or a segment of a path is the plural of: `product_category` of `product-categories`."""
    name = noun.replace("-", "_")
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def rows_in(value: Any) -> Iterator[tuple[str, Row]]:
    """The rows inside a value, those at the outside first, and what each is called there."""
    return ((noun, found) for noun, found in _objects(value) if isinstance(found.get("id"), str))


def ids_in(value: Any) -> Iterator[tuple[str, str]]:
    """The ids inside a value, and what each is one of: those of its rows, and those in columns such as `item_id`."""
    for noun, found in _objects(value):
        for column, part in found.items():
            if isinstance(part, str) and (column == "id" or column.endswith("_id")):
                yield (noun if column == "id" else column.removesuffix("_id")), part


def below(row: Row, name: str, path: str) -> Iterator[tuple[str, Row]]:
    """What a parameter can be to stand for something inside a row, and that, the nearest first.

    It is the column of its name, as `location_id` for a level of an inventory item, or else an id; for a code, a code.
    """
    wanted = nouns(name, path)
    columns = (name, "code", "iso_2", "id") if name.endswith("code") else (name, "id", "code", "iso_2")
    for noun, found in _objects(row):
        key = next((column for column in columns if isinstance(found.get(column), str)), None)
        if found is not row and noun in wanted and key:
            yield found[key], found


def _objects(value: Any) -> Iterator[tuple[str, Row]]:
    waiting: deque[tuple[str, Any]] = deque([("", value)])
    while waiting:
        name, found = waiting.popleft()
        if isinstance(found, Mapping):
            yield singular(name), found
            waiting.extend((key, part) for key, part in found.items() if key != "metadata")
        elif isinstance(found, list):
            waiting.extend((name, part) for part in found)
