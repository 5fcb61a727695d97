"""What holds for any two schemas: nothing is found between equals, and what is called harmless is."""

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from medusa_mock.document.compat import Level
from medusa_mock.validation import Schemas
from tests.document.compat.documents import Json, answering, changes, rules, taking

NAMES = st.sampled_from(["a", "b", "c"])
TEXTS = st.text("xy", max_size=4)
NULLABLE = st.sampled_from([{}, {"nullable": True}])

strings = st.builds(
    lambda least, most, null: {"type": "string", "minLength": least, "maxLength": most} | null,
    st.integers(0, 3),
    st.integers(0, 4),
    NULLABLE,
)
numbers = st.builds(
    lambda kind, least, most, null: {"type": kind, "minimum": least, "maximum": most} | null,
    st.sampled_from(["integer", "number"]),
    st.integers(-3, 1),
    st.integers(0, 3),
    NULLABLE,
)
enums = st.lists(st.sampled_from(["x", "y", 1, 2, None]), min_size=1, unique=True).map(lambda values: {"enum": values})


def objects(schemas: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    def closed(properties: Json, required: list[str], null: Json) -> Json:
        names = [name for name in required if name in properties]
        shape = {"type": "object", "properties": properties, "additionalProperties": False}
        return shape | ({"required": names} if names else {}) | null

    return st.builds(closed, st.dictionaries(NAMES, schemas, max_size=3), st.lists(NAMES, unique=True), NULLABLE)


def containers(schemas: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    lists = st.builds(
        lambda items, most: {"type": "array", "items": items, "maxItems": most}, schemas, st.integers(0, 3)
    )
    choices = st.lists(schemas, min_size=1, max_size=3).map(lambda parts: {"anyOf": parts})
    parts = st.lists(schemas, min_size=1, max_size=2).map(lambda parts: {"allOf": parts})
    return st.one_of(objects(schemas), lists, choices, parts)


SCHEMAS = st.recursive(st.one_of(strings, numbers, enums), containers, max_leaves=6)


def values(schema: Json) -> st.SearchStrategy[Any]:
    """Values some of which fit the schema."""
    found: st.SearchStrategy[Any] = st.sampled_from([None, "", "x", "xy", "xyxy", 0, 1, 2, -1, 0.5, True, {}, []])
    if "anyOf" in schema or "allOf" in schema:
        parts = schema.get("anyOf") or schema["allOf"]
        return st.one_of(found, *(values(part) for part in parts))
    if schema.get("type") == "array":
        found |= st.lists(values(schema["items"]), max_size=3)
    if schema.get("type") == "object":
        members = {name: values(part) for name, part in schema["properties"].items()}
        found |= st.fixed_dictionaries({}, optional=members) | st.fixed_dictionaries(members)
    return found


def neighbours(schema: Json) -> st.SearchStrategy[Json]:
    """Schemas that are like it, in the main."""
    return st.one_of(
        st.just(schema),
        SCHEMAS.map(lambda other: {"anyOf": [schema, other]}),
        SCHEMAS,
        NULLABLE.map(lambda null: schema | null),
        st.integers(0, 5).map(lambda most: schema | ({"maxLength": most} if "maxLength" in schema else {})),
        *(
            [NAMES.map(lambda name: schema | {"required": [name]}) if schema["properties"] else st.just(schema)]
            if schema.get("type") == "object"
            else []
        ),
    )


PAIRS = SCHEMAS.flatmap(lambda schema: st.tuples(st.just(schema), neighbours(schema)))
LIBERTIES = {"property-added", "required-property-added"}
"""What an answer may come to have although the old document, taken by the letter, closes its objects."""


@given(SCHEMAS)
def test_nothing_is_found_between_equals(schema: Json) -> None:
    assert rules(taking(schema), taking(schema)) == rules(answering(schema), answering(schema)) == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(PAIRS, st.data())
def test_what_was_sent_may_still_be_sent(pair: tuple[Json, Json], data: st.DataObject) -> None:
    old, new = pair
    assume(all(change.level is Level.INFO for change in changes(taking(old), taking(new))))
    value = data.draw(values(old))
    if _fits(value, old):
        assert _fits(value, new)


@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(PAIRS, st.data())
def test_what_is_answered_might_have_been_answered_before(pair: tuple[Json, Json], data: st.DataObject) -> None:
    old, new = pair
    found = changes(answering(old), answering(new))
    assume(all(change.level is Level.INFO and change.rule not in LIBERTIES for change in found))
    value = data.draw(values(new))
    if _fits(value, new):
        assert _fits(value, old)


def _fits(value: Any, schema: Json) -> bool:
    return bool(Schemas({}).compile(schema).is_valid(value))
