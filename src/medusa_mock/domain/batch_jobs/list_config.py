"""What an export lists, as its job keeps it: the columns, relations, order and page that the client asked for.

Source: `utils/get-query-config.ts`.
"""

from collections.abc import Iterable, Sequence

from medusa_mock.domain.batch_jobs.strategies import Values
from medusa_mock.errors import InvalidData
from medusa_mock.store import Json

ASKED = ("limit", "offset", "order", "fields", "expand", "filterable_fields")
"""What of a context is taken apart; the rest is kept as it is, and `list_config` always made anew."""


def prepared(context: Values, relations: Sequence[str], fields: Sequence[str] = ()) -> dict[str, Json]:
    """The context with its `list_config`; `relations` and `fields` are what it lists if it is not asked otherwise.

    Raises InvalidData for `order`, `fields` or `expand` that is no text; the real server crashes on it.
    """
    rest = {name: value for name, value in context.items() if name not in ASKED}
    filters = {name: context[name] for name in ("filterable_fields",) if name in context}
    return rest | {"list_config": _list_config(context, relations, fields)} | filters


def _list_config(context: Values, relations: Sequence[str], fields: Sequence[str]) -> dict[str, Json]:
    columns, stars = _columns(_names(context, "fields"), fields)
    dotted = [name.rpartition(".")[0] for name in columns if "." in name]
    expand = _names(context, "expand")
    config: dict[str, Json] = {"select": columns} if columns else {}
    config["relations"] = _unique([*dotted, *relations, *stars] if expand is None else expand)
    config["skip"] = context.get("offset", 0)
    config["take"] = context.get("limit", 50)
    return config | {"order": _order(_text(context, "order"))}


def _columns(asked: Sequence[str] | None, default: Sequence[str]) -> tuple[list[str], list[str]]:
    """The columns to select, and the relations among what was asked for, which have a star before them."""
    if asked is None:
        return list(default), []
    found = [name.lstrip("+-") for name in asked]
    if asked and all(name[0] in "+-*" for name in asked):
        less = {name[1:] for name in asked if name[0] == "-"}
        found = [name for name in (*default, *found) if name not in less]
    found = _unique([*found, "created_at", "id"])
    return [name for name in found if name[0] != "*"], [name[1:] for name in found if name[0] == "*"]


def _order(asked: str | None) -> dict[str, str]:
    if asked is None:
        return {"created_at": "DESC"}
    return {asked.split("-")[1]: "DESC"} if asked.startswith("-") else {asked: "ASC"}


def _names(context: Values, name: str) -> list[str] | None:
    text = _text(context, name)
    return None if text is None else [part for part in text.split(",") if part]


def _text(context: Values, name: str) -> str | None:
    value = context.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidData(f"context.{name} must be a string")
    return value


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
