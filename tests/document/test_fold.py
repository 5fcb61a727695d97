"""Folding a tree into one document: names, circles, order, faults, and where everything came from."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from medusa_mock.document.bundle import Origin
from medusa_mock.document.fold import Unresolved, fold
from medusa_mock.document.source import Unreadable, Unusable

Write = Callable[[Mapping[str, str]], Path]

HEAD = "openapi: '3.0.3'\ninfo: {title: T, version: '1'}\n"


def schemas(written: str) -> str:
    """A root that shares these schemas."""
    return f"{HEAD}paths: {{}}\ncomponents: {{schemas: {{{written}}}}}\n"


def references(node: Any) -> set[str]:
    """Every `$ref` of a document, wherever it stands."""
    if isinstance(node, list):
        return {found for item in node for found in references(item)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
    return own | {found for value in node.values() for found in references(value)}


def faults(root: Path, **options: bool) -> list[tuple[str, str]]:
    with pytest.raises(Unresolved) as caught:
        fold(root, **options)
    return [(str(fault.place).rpartition("/")[2], fault.message) for fault in caught.value.faults]


def test_a_tree_becomes_one_document(write: Write, sound: dict[str, str]) -> None:
    document = fold(write(sound)).document

    assert list(document["paths"]) == ["/admin/pets", "/admin/pets/names", "/admin/pets/{id}"]
    assert {section: list(names) for section, names in document["components"].items()} == {
        "securitySchemes": ["api_token"],
        "parameters": ["created_at", "id", "limit", "offset"],
        "responses": ["BadRequest", "NotFound", "Unauthorized"],
        "schemas": ["CreatePet", "Pet", "PetList"],
    }
    assert document["paths"]["/admin/pets/{id}"]["parameters"] == [{"$ref": "#/components/parameters/id"}]
    mother = document["components"]["schemas"]["Pet"]["properties"]["mother"]
    assert mother["oneOf"][0] == {"$ref": "#/components/schemas/Pet"}


def test_the_same_files_make_the_same_document(write: Write, sound: dict[str, str]) -> None:
    root = write(sound)
    assert repr(fold(root).document) == repr(fold(root).document)


def test_the_origin_of_everything_is_known(write: Write, sound: dict[str, str]) -> None:
    root = write(sound)
    bundle = fold(root)

    assert bundle.origin("/info/title") == Origin(root, "/info/title")
    assert bundle.origin("/paths/~1admin~1pets") == Origin(root.parent / "paths/admin/pets.yaml", "/collection")
    pet = root.parent / "schemas/pet.yaml"
    assert bundle.origin("/components/schemas/Pet/properties/id") == Origin(pet, "/Pet/properties/id")
    place = bundle.place("/components/schemas/PetList/properties/pets/items")
    assert (place.file, place.line, place.column) == (pet, 27, 7)


def test_circles_across_files(write: Write) -> None:
    files = {
        "api.yaml": schemas("Start: {$ref: 'a.yaml#/A'}"),
        "a.yaml": "A: {properties: {b: {$ref: 'b.yaml#/B'}, self: {$ref: '#/A'}}}\n",
        "b.yaml": "B: {properties: {a: {$ref: 'a.yaml#/A'}}}\n",
    }
    folded = fold(write(files)).document["components"]["schemas"]
    assert list(folded) == ["Start", "B"]
    assert references(folded) == {"#/components/schemas/Start", "#/components/schemas/B"}


def test_a_long_chain_is_no_deep_recursion(write: Write) -> None:
    links = "".join(f"S{n}: {{properties: {{next: {{$ref: '#/S{n + 1}'}}}}}}\n" for n in range(2000))
    root = write(
        {
            "api.yaml": schemas("S: {$ref: 's.yaml#/S0'}"),
            "s.yaml": f"{links}S2000: {{}}\n",
        }
    )
    assert len(fold(root).document["components"]["schemas"]) == 2001


def test_what_the_root_shares_survives_unused(write: Write) -> None:
    shared = "components: {x-note: hello, schemas: {A: {type: string}}, securitySchemes: {k: {type: http}}}\n"
    document = fold(write({"api.yaml": f"{HEAD}paths: {{}}\n{shared}"})).document
    assert document["components"] == {
        "x-note": "hello",
        "schemas": {"A": {"type": "string"}},
        "securitySchemes": {"k": {"type": "http"}},
    }


def test_literal_segments_stand_before_variables_and_else_nothing_moves(write: Write) -> None:
    paths = ["/b/{id}/x", "/b/{id}", "/b/lit", "/a", "/b/{id}.json", "/b", "/a/{x}", "/b/lit/{y}"]
    document = fold(write({"api.yaml": HEAD + "paths:\n" + "".join(f"  {path}: {{}}\n" for path in paths)})).document
    assert list(document["paths"]) == [
        "/b", "/b/lit", "/b/lit/{y}", "/b/{id}.json", "/b/{id}", "/b/{id}/x", "/a", "/a/{x}",
    ]  # fmt: skip


def test_two_things_of_one_name_are_refused_with_both_places(write: Write) -> None:
    files = {
        "api.yaml": schemas("X: {items: {$ref: 'one.yaml#/A'}}, Y: {items: {$ref: 'two.yaml#/A'}}"),
        "one.yaml": "A: {type: string}\n",
        "two.yaml": "\nA: {type: integer}\n",
    }
    root = write(files)

    [(place, message)] = faults(root)
    assert place == "two.yaml:2:1"
    assert message == f"components/schemas/A would stand for this and for what is at {root.parent / 'one.yaml'}:1:1"

    folded = fold(root, rename=True).document["components"]["schemas"]
    assert {name: schema.get("type") for name, schema in folded.items()} == {
        "X": None, "Y": None, "A": "string", "two_A": "integer",
    }  # fmt: skip


def test_the_root_keeps_its_names(write: Write) -> None:
    files = {
        "api.yaml": schemas("A: {type: string}, B: {items: {$ref: 'x.yaml#/A'}}"),
        "x.yaml": "A: {type: integer}\n",
    }
    root = write(files)
    assert faults(root)[0][0] == "x.yaml:1:1"
    folded = fold(root, rename=True).document["components"]["schemas"]
    assert folded["A"] == {"type": "string"}
    assert folded["B"] == {"items": {"$ref": "#/components/schemas/x_A"}}


def test_one_thing_may_be_of_two_kinds(write: Write) -> None:
    text = """
paths:
  /a:
    get:
      parameters: [{$ref: 'x.yaml#/X'}]
      responses: {'200': {description: d, headers: {H: {$ref: 'x.yaml#/X'}}}}
"""
    components = fold(write({"api.yaml": HEAD + text, "x.yaml": "X: {schema: {type: string}}\n"})).document[
        "components"
    ]
    assert components == {
        "parameters": {"X": {"schema": {"type": "string"}}},
        "headers": {"X": {"schema": {"type": "string"}}},
    }


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("no.yaml#/A", "no.yaml#/A leads nowhere: there is no such file"),
        ("x.yaml#/Nope", "x.yaml#/Nope leads nowhere: x.yaml has no /Nope"),
        ("x.yaml#Nope", "x.yaml#Nope leads nowhere: x.yaml has no Nope"),
        (
            "#/components/schemas/Nope",
            "#/components/schemas/Nope leads nowhere: api.yaml has no /components/schemas/Nope",
        ),
        ("https://example.com/a.yaml", "https://example.com/a.yaml is not followed: only files are"),
        ("x.yaml#/Me", "x.yaml#/Me refers to nothing but itself"),
        ("x.yaml#/Ping", "x.yaml#/Ping refers to nothing but itself"),
        ("#/components/schemas/S", "#/components/schemas/S refers to nothing but itself"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_at_its_place(write: Write, reference: str, message: str) -> None:
    files = {
        "api.yaml": f"{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    S:\n      $ref: '{reference}'\n",
        "x.yaml": "Me: {$ref: '#/Me'}\nPing: {$ref: '#/Pong'}\nPong: {$ref: '#/Ping'}\n",
    }
    assert ("api.yaml:6:5", message) in faults(write(files))


def test_every_reference_that_leads_nowhere_is_told(write: Write) -> None:
    text = "paths:\n  /a: {$ref: 'x.yaml#/a'}\n  /b: {$ref: 'x.yaml#/b'}\n"
    root = write({"api.yaml": HEAD + text, "x.yaml": "a:\n  get:\n    responses:\n      '200': {$ref: 'y.yaml#/R'}\n"})
    assert [place for place, _ in faults(root)] == ["x.yaml:4:7", "api.yaml:5:3"]
    with pytest.raises(Unresolved) as caught:
        fold(root)
    assert str(caught.value).count("\n") == 1


def test_a_file_that_is_no_yaml_is_told_where_it_is_wrong(write: Write) -> None:
    root = write(
        {
            "api.yaml": f"{HEAD}paths: {{/a: {{$ref: 'x.yaml#/a'}}, /b: {{$ref: 'x.yaml#/b'}}}}\n",
            "x.yaml": "a: 1\na: 2\n",
        }
    )
    assert faults(root) == [("x.yaml:2:1", "the key 'a' stands twice")]


def test_a_path_item_within_itself_is_refused(write: Write) -> None:
    item = "post:\n  callbacks: {c: {'{$url}': {$ref: 'item.yaml'}}}\n  responses: {}\n"
    root = write({"api.yaml": f"{HEAD}paths: {{/a: {{$ref: 'item.yaml'}}}}\n", "item.yaml": item})
    assert faults(root) == [("item.yaml:2:19", "item.yaml# would be put in place within itself")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "says neither openapi nor swagger"),
        ("- openapi", "says neither openapi nor swagger"),
        ("title: x", "says neither openapi nor swagger"),
        ("openapi: 3.0", "openapi is a string: write openapi: '3.0'"),
        ("swagger: '1.2'", "swagger 1.2 is not known here"),
        ("openapi: '4.0.0'", "openapi 4.0.0 is not known here"),
    ],
)
def test_what_is_no_openapi_document(write: Write, text: str, message: str) -> None:
    with pytest.raises(Unusable, match=message):
        fold(write({"api.yaml": text}))


def test_a_root_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        fold(tmp_path / "api.yaml")


def test_data_is_no_reference(write: Write) -> None:
    text = """
paths: {}
components:
  schemas:
    A:
      properties: {$ref: {type: string}}
      example: {$ref: 'nowhere.yaml'}
      default: {$ref: 'nowhere.yaml'}
      enum: [{$ref: 'nowhere.yaml'}]
      x-note: {$ref: 'nowhere.yaml'}
  examples:
    E: {value: {$ref: 'nowhere.yaml'}}
x-more: {$ref: 'nowhere.yaml'}
"""
    bundle = fold(write({"api.yaml": HEAD + text}))
    assert bundle.references == []
    assert bundle.document == bundle.sources[bundle.root].data
