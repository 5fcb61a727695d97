"""What `fields` and `expand` ask for."""

from typing import Any

import pytest

from medusa_mock.errors import InvalidData
from medusa_mock.store.query import Query
from medusa_mock.store.shapes import Shape
from tests.store.shop import PRODUCTS, TAGS, new_shop

ALL = [name for name in PRODUCTS.columns if name != "cost"]


def asked(table: Any = PRODUCTS, **how: Any) -> Shape:
    """The shape of a query; `default` and `listed` are not the client's."""
    fields, listed = how.pop("default", ()), how.pop("listed", False)
    return Query.parse(new_shop(), table, how, fields=fields, listed=listed).shape


def in_order(columns: set[str]) -> list[str]:
    return [name for name in PRODUCTS.columns if name in columns]


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        (None, set(ALL)),
        ("", {"id"}),
        ([], {"id"}),
        ("title", {"id", "title"}),
        ("status,title", {"id", "title", "status"}),
        (["status", "title"], {"id", "title", "status"}),
        ("title,+status,-weight", {"id", "title", "status", "weight"}),
        ("-title", set(ALL) - {"title"}),
        ("+title", set(ALL)),
        ("-title,+title", set(ALL)),
        ("+title,-title", set(ALL) - {"title"}),
        ("-id,-cost,-nope", set(ALL)),
        ("*tags", set(ALL)),
        ("title,*tags", {"id", "title"}),
    ],
)
def test_the_columns_that_fields_ask_for(fields: Any, columns: set[str]) -> None:
    shape = asked(fields=fields)
    assert list(shape.columns) == in_order(columns)
    assert list(asked(fields=fields, listed=True).columns) == in_order(columns | {"created_at"})


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        (None, {"id", "title"}),
        ("+status", {"id", "title", "status"}),
        ("-title", {"id"}),
        ("status", {"id", "status"}),
        ("*tags", {"id", "title"}),
    ],
)
def test_signs_change_the_default_columns(fields: Any, columns: set[str]) -> None:
    assert list(asked(fields=fields, default=("title", "id")).columns) == in_order(columns)


def test_a_table_without_an_id_shows_its_key_instead() -> None:
    assert asked(TAGS, fields="colour", listed=True).columns == ("value", "colour")
    assert asked(TAGS, fields="").columns == ("value",)


@pytest.mark.parametrize(
    ("how", "relations"),
    [
        ({}, {"collection": {}, "variants": {}}),
        ({"fields": "title"}, {"collection": {}, "variants": {}}),
        ({"expand": ""}, {}),
        ({"expand": []}, {}),
        ({"expand": "tags"}, {"tags": {}}),
        ({"expand": ["tags", "collection"]}, {"collection": {}, "tags": {}}),
        ({"expand": "variants.product.tags"}, {"variants": {"product": {"tags": {}}}}),
        ({"expand": "variants,variants.product"}, {"variants": {"product": {}}}),
        ({"fields": "*tags"}, {"collection": {}, "tags": {}, "variants": {}}),
        ({"fields": "title,tags"}, {"collection": {}, "variants": {}}),
        ({"fields": "tags.colour"}, {"collection": {}, "tags": {}, "variants": {}}),
        ({"fields": "variants.product.title"}, {"collection": {}, "variants": {"product": {}}}),
        ({"fields": "*tags", "expand": "collection"}, {"collection": {}}),
        ({"fields": "tags.colour", "expand": ""}, {}),
    ],
)
def test_the_relations_asked_for_in_alphabetical_order(how: dict[str, Any], relations: Any) -> None:
    def names(shape: Shape) -> dict[str, Any]:
        return {name: names(inner) for name, inner in shape.relations.items()}

    assert names(asked(**how)) == relations
    assert list(asked(**how).relations) == sorted(relations)


def test_a_column_of_a_relation_is_shown_alone() -> None:
    shape = asked(fields="title,tags.colour,variants.sku,variants.product.title")
    assert shape.columns == ("id", "title")
    assert shape.relations["tags"].columns == ("colour",)
    assert shape.relations["variants"].columns == ("sku",)
    assert shape.relations["variants"].relations["product"].columns == ("title",)
    assert shape.relations["collection"].plain


@pytest.mark.parametrize(
    ("how", "plain"),
    [({"expand": ""}, True), ({}, False), ({"expand": "tags"}, False), ({"fields": "title", "expand": ""}, False)],
)
def test_a_plain_shape_is_all_columns_and_no_relation(how: dict[str, Any], plain: bool) -> None:
    assert asked(**how).plain == plain


@pytest.mark.parametrize(
    ("how", "unknown"),
    [
        ({"fields": "nope"}, "nope"),
        ({"fields": "title,nope,never"}, "never, nope"),
        ({"fields": "+nope"}, "nope"),
        ({"fields": "*nope"}, "nope"),
        ({"fields": "nope.title"}, "nope"),
        ({"fields": "variants.nope"}, "nope"),
        ({"expand": "nope"}, "nope"),
        ({"expand": "title"}, "title"),
        ({"expand": "variants.nope"}, "nope"),
        ({"fields": "cost"}, "cost"),
        ({"fields": "id,+cost"}, "cost"),
        ({"fields": "+cost"}, "cost"),
        ({"fields": "variants.secret"}, "secret"),
    ],
)
def test_unknown_and_hidden_names_are_refused_even_without_a_row(how: dict[str, Any], unknown: str) -> None:
    with pytest.raises(InvalidData) as refusal:
        asked(**how)
    assert str(refusal.value) == f"Requested fields [{unknown}] are not valid"
