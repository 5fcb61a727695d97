"""Schemas in all their shapes: references, circles, `allOf`, alternatives, null, the three versions of OpenAPI."""

from typing import Any

import pytest

from tests.document.compat.documents import Json, answering, changes, document, rules, taking

TREE = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        "parent": {"oneOf": [{"$ref": "#/components/schemas/Tree"}, {"enum": [None], "nullable": True}]},
    },
}
REFERENCE = {"$ref": "#/components/schemas/Tree"}
STRING = {"type": "string"}
INTEGER = {"type": "integer"}


def components(**schemas: Json) -> Json:
    return {"components": {"schemas": schemas}}


def test_a_schema_that_leads_back_to_itself() -> None:
    changed = TREE | {"properties": TREE["properties"] | {"name": INTEGER}}  # type: ignore[operator]
    old, new = (answering(REFERENCE, **components(Tree=schema)) for schema in (TREE, changed))
    (change,) = changes(old, new)
    assert (change.rule, change.at) == ("type-changed", "answer 200 application/json.name")


def test_a_schema_that_is_a_part_of_itself() -> None:
    old, new = (
        taking(REFERENCE, **components(Tree={"allOf": [REFERENCE, {"type": "object", "minProperties": least}]}))
        for least in (0, 1)
    )
    assert rules(old, new) == ["limits-narrowed"]


def test_alternatives_that_lead_back_to_themselves() -> None:
    value = {"oneOf": [STRING, {"type": "array", "items": REFERENCE}]}
    wider = {"oneOf": [STRING, {"type": "array", "items": REFERENCE}, {"type": "boolean"}]}
    old, new = (answering(REFERENCE, **components(Tree=schema)) for schema in (value, wider))
    assert rules(old, old) == []
    assert rules(old, new) == ["alternatives-widened"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(STRING, {"allOf": [STRING]}, id="one part"),
        pytest.param({"type": "string", "maxLength": 3}, {"allOf": [STRING, {"maxLength": 3}]}, id="two parts"),
        pytest.param({"type": "string", "nullable": True}, {"oneOf": [STRING, {"enum": [None]}]}, id="null apart"),
        pytest.param({"type": "string", "nullable": True}, {"type": ["string", "null"]}, id="null in 3.1"),
        pytest.param({"enum": ["a"]}, {"type": "string", "enum": ["a"]}, id="the type of an enum"),
        pytest.param({"enum": ["a"]}, {"const": "a"}, id="a constant"),
        pytest.param({"type": "number"}, {"type": ["integer", "number"]}, id="whole numbers are numbers"),
        pytest.param({"oneOf": [STRING, INTEGER]}, {"anyOf": [INTEGER, STRING]}, id="the order of alternatives"),
        pytest.param({"type": "string", "minLength": 0}, STRING, id="a limit that is none"),
        pytest.param(
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 1},
            id="an exclusive limit in 3.1",
        ),
        pytest.param({"type": "object", "additionalProperties": {}}, {"type": "object"}, id="anything goes"),
        pytest.param({"type": "string", "description": "a"}, {"type": "string", "example": "b"}, id="words for people"),
    ],
)
def test_two_ways_to_say_the_same(one: Any, other: Any) -> None:
    for use in (taking, answering):
        assert rules(use(one), use(other)) == rules(use(other), use(one)) == []


def test_a_type_that_becomes_one_of_two_is_wider() -> None:
    either = {"oneOf": [STRING, INTEGER]}
    assert rules(taking(STRING), taking(either)) == ["alternatives-widened"]
    assert rules(taking(either), taking(STRING)) == ["alternatives-narrowed"]


def test_an_alternative_that_another_one_includes_is_not_missed() -> None:
    long = {"type": "string", "maxLength": 3}
    old, new = {"anyOf": [long, INTEGER, {"type": "boolean"}]}, {"anyOf": [STRING, {"type": "boolean"}, INTEGER]}
    assert rules(taking(old), taking(new)) == ["limits-widened"]


def test_alternatives_of_one_name_are_compared() -> None:
    old, new = (
        answering(
            {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]},
            **components(A={"type": "object", "title": "a"}, B={"type": "object", "properties": {"b": schema}}),
        )
        for schema in (STRING, INTEGER)
    )
    (change,) = changes(old, new)
    assert (change.rule, change.at) == ("type-changed", "answer 200 application/json.b")


def test_what_is_only_read_is_never_sent() -> None:
    shown = {"type": "object", "properties": {"id": {"type": "string", "readOnly": True}}}
    both = {"type": "object", "properties": {"id": STRING}}
    assert rules(taking(both), taking(shown)) == ["property-removed"]
    assert rules(answering(both), answering(shown)) == []


def test_values_of_a_map() -> None:
    old, new = ({"type": "object", "additionalProperties": schema} for schema in (STRING, INTEGER))
    (change,) = changes(taking(old), taking(new))
    assert (change.rule, change.at) == ("type-changed", "body application/json.*")


def test_a_shared_schema_is_told_once() -> None:
    old, new = (document({}, **components(Tree=TREE | {"maxProperties": most})) for most in (5, 6))
    for each in (old, new):
        answer = {"responses": {"200": {"description": "ok", "content": {"a/b": {"schema": REFERENCE}}}}}
        each["paths"] = {path: {"get": answer} for path in ("/a", "/b")}
    (change,) = changes(old, new)
    assert (change.rule, change.operations) == ("limits-widened", ("GET /a", "GET /b"))


def test_a_component_may_have_another_name() -> None:
    old = answering(REFERENCE, **components(Tree=STRING))
    new = answering({"$ref": "#/components/schemas/Bush"}, **components(Bush=STRING))
    assert rules(old, new) == []


def swagger(schema: Json, **more: Any) -> Json:
    responses = {"200": {"description": "ok", "schema": schema}}
    return {
        "swagger": "2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/pets": {"get": {"responses": responses} | more}},
    }


def test_swagger_against_openapi() -> None:
    limit = {"name": "limit", "in": "query"}
    body = {"name": "pet", "in": "body", "required": True, "schema": STRING}
    old = swagger(STRING, parameters=[limit | INTEGER, body])
    new = answering(STRING)
    new["paths"]["/pets"]["get"] |= {
        "parameters": [limit | {"schema": INTEGER}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": STRING}}},
    }
    assert rules(old, new) == []
    new["paths"]["/pets"]["get"]["parameters"] = []
    assert rules(old, new) == ["parameter-removed"]


def test_the_fields_of_a_form_in_swagger() -> None:
    name = {"name": "name", "in": "formData", "type": "string"}
    old, new = (swagger(STRING, parameters=[name | {"required": required}]) for required in (False, True))
    assert rules(old, new) == ["body-became-required", "property-became-required"]


def test_a_status_is_covered_by_a_range_and_by_the_default() -> None:
    old = document({"responses": {"200": {"description": "ok"}, "404": {"description": "no"}}})
    for wider in ("4XX", "default"):
        new = document({"responses": {"200": {"description": "ok"}, wider: {"description": "no"}}})
        assert rules(new, old) == []
        assert "status-removed" not in rules(old, new)
