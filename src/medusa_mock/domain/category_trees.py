"""What answers show of a category: its columns, the category above it, and the tree of those below it.

Source: `repositories/product-category.ts`, `api/routes/admin/product-categories`.
"""

from collections.abc import Mapping
from dataclasses import replace

from medusa_mock.errors import InvalidData
from medusa_mock.store import Json, Row, Store
from medusa_mock.store.query import Query
from medusa_mock.store.render import document
from medusa_mock.store.shapes import Shape
from medusa_mock.tables.catalogue import PRODUCT_CATEGORIES

KIN = ("category_children", "parent_category")

SILENT = {"mpath", *PRODUCT_CATEGORIES.relations}
"""What `fields` may name and does not show. The path to the root is a column that the real server keeps to itself."""

BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def asked_of_one(store: Store, params: Mapping[str, Json]) -> Query:
    """What a client asks to see of a category. Raises InvalidData for an unknown column or relation."""
    _check_expand(params.get("expand"))
    fields = params.get("fields")
    known = None if fields is None else ",".join(_silenced(name) for name in fields.split(","))
    return Query.parse(store, PRODUCT_CATEGORIES, {"expand": params.get("expand"), "fields": known})


def asked_of_list(store: Store, params: Mapping[str, Json]) -> Query:
    """What a client asks for in a list, in which the kin of a category show the columns that it does itself.

    Raises InvalidData as `asked_of_one` does, for a filter that is no boolean, and where `fields` leaves out what the
    real server sorts by. There it crashes, unless it has nothing but the columns of single rows to read.
    """
    _check_expand(params.get("expand"))
    flags = {name: _flag(name, params[name]) for name in ("is_active", "is_internal") if name in params}
    query = Query.parse(store, PRODUCT_CATEGORIES, {**params, **flags, **_listed_fields(params)}, listed=True)
    shape = query.shape
    if shape.relations and (query.limit or query.offset) and not {"rank", "handle"} <= {*shape.columns}:
        raise InvalidData("fields must have rank and handle where relations are shown on a page")
    same = Shape(shape.columns, {}, plain=shape.columns == PRODUCT_CATEGORIES.visible)
    relations = {name: same if name in KIN else inner for name, inner in shape.relations.items()}
    return replace(query, shape=replace(shape, relations=relations))


def shown(store: Store, row: Row, query: Query, *, whole: bool) -> dict[str, Json]:
    """The category; with the `whole` tree below it, in full, whatever else was asked for."""
    category = document(store, row, query)
    if whole:
        category["category_children"] = _tree(store, row)
    return category


def _tree(store: Store, row: Row) -> list[Json]:
    children = sorted(store.select(PRODUCT_CATEGORIES, parent_category_id=row.key), key=lambda child: child["rank"])
    return [{**child.shown(), "category_children": _tree(store, child)} for child in children]


def _check_expand(expand: str | None) -> None:
    if unknown := [name for name in (expand or "").split(",") if name and name not in KIN]:
        raise InvalidData(f"Requested fields [{', '.join(unknown)}] are not valid")


def _listed_fields(params: Mapping[str, Json]) -> dict[str, Json]:
    names = [name for name in (params.get("fields") or "").split(",") if name]
    if unknown := [name for name in names if name.lstrip("+-").partition(".")[0] in PRODUCT_CATEGORIES.relations]:
        raise InvalidData(f"Requested fields [{', '.join(unknown)}] are not valid")
    return {"fields": [_silenced(name) for name in names]} if params.get("fields") is not None else {}


def _silenced(name: str) -> str:
    """The name of a column, with its sign; that of the id, which is shown in any case, instead of a silent one."""
    bare = name.lstrip("+-")
    return name.removesuffix(bare) + "id" if bare in SILENT else name


def _flag(name: str, text: str) -> bool | str:
    """A boolean as PostgreSQL reads it: words may be cut short as long as they are not ambiguous."""
    word = text.strip().lower()
    meant = {value for known, value in BOOLEANS.items() if word and known.startswith(word)}
    if text != "null" and len(meant) != 1:
        raise InvalidData(f"{name} must be a boolean value")
    return text if text == "null" else meant.pop()
