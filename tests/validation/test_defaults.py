"""What the document puts in place of what a body leaves out."""

from typing import Any

import pytest

from medusa_mock.validation import Schemas
from medusa_mock.validation.defaults import filling

ROW = {"type": "object", "properties": {"count": {"type": "integer", "default": 1}, "name": {"type": "string"}}}
DOCUMENT = {"components": {"schemas": {"Row": ROW}}}
TREE = {
    "allOf": [{"type": "object", "properties": {"kind": {"type": "string", "default": "tree"}}}],
    "properties": {
        "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}},
        "row": {"$ref": "#/components/schemas/Row"},
    },
}


@pytest.mark.parametrize(
    ("given", "filled"),
    [
        ({}, {"kind": "tree"}),
        ({"kind": None, "row": None, "rows": None}, {"kind": None, "row": None, "rows": None}),
        ({"kind": "", "row": {}}, {"kind": "", "row": {"count": 1}}),
        (
            {"rows": [{"count": 0}, {"name": "x"}, None]},
            {"kind": "tree", "rows": [{"count": 0}, {"count": 1, "name": "x"}, None]},
        ),
        ("text", "text"),
    ],
)
def test_a_default_stands_for_what_is_missing_and_not_for_null(given: Any, filled: Any) -> None:
    fill = filling(Schemas(DOCUMENT), TREE)
    assert fill
    assert fill(given) == filled


def test_what_was_sent_stays_as_it_was() -> None:
    fill = filling(Schemas(DOCUMENT), TREE)
    assert fill
    given = {"rows": [{"name": "x"}]}
    fill(given)
    assert given == {"rows": [{"name": "x"}]}


def test_a_schema_without_defaults_fills_in_nothing() -> None:
    assert filling(Schemas({}), {"type": "array", "items": {"type": "object", "properties": {"a": {}}}}) is None
