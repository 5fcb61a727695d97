"""The documents of others: any layout, OpenAPI 3.0 and 3.1, Swagger 2.0."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from medusa_mock.document import load_file, operations
from medusa_mock.document.check import check
from medusa_mock.document.fold import Unresolved, fold

Write = Callable[[Mapping[str, str]], Path]

PETSTORE_30 = """
openapi: 3.0.0
info:
  version: 1.0.0
  title: Swagger Petstore
  license: {name: MIT}
servers:
  - url: http://petstore.swagger.io/v1
paths:
  /pets:
    get:
      summary: List all pets
      operationId: listPets
      tags: [pets]
      parameters:
        - name: limit
          in: query
          required: false
          schema: {type: integer, maximum: 100, format: int32}
      responses:
        '200':
          description: A paged array of pets
          headers:
            x-next: {description: A link to the next page, schema: {type: string}}
          content:
            application/json: {schema: {$ref: "#/components/schemas/Pets"}}
        default:
          description: unexpected error
          content:
            application/json: {schema: {$ref: "#/components/schemas/Error"}}
    post:
      summary: Create a pet
      operationId: createPets
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Pet'}}
        required: true
      responses:
        201: {description: Null response}
      callbacks:
        born:
          '{$request.body#/url}':
            post: {responses: {2XX: {description: Thanks}}}
  /pets/{petId}:
    get:
      operationId: showPetById
      parameters:
        - {name: petId, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: Expected response to a valid request
          content:
            application/json: {schema: {$ref: "#/components/schemas/Pet"}}
          links:
            again: {operationId: showPetById, parameters: {petId: $response.body#/id}}
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: integer, format: int64}
        name: {type: string}
        country: {type: string, enum: [DK, NO, SE]}
        born: {type: string, format: date, example: 2020-01-01}
        mother: {nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}
    Pets: {type: array, maxItems: 100, items: {$ref: "#/components/schemas/Pet"}}
    Animal:
      oneOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Error'}]
      discriminator: {propertyName: kind, mapping: {pet: Pet, error: '#/components/schemas/Error'}}
    Error:
      type: object
      required: [code, message]
      properties: {code: {type: integer, format: int32}, message: {type: string}}
    Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
    Forest: {allOf: [{$ref: '#/components/schemas/Tree'}]}
"""

PETSTORE_31 = """
openapi: 3.1.0
info: {title: Petstore, version: 1.0.0, summary: Pets and no store}
jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base
paths:
  /pets/{id}:
    parameters: [{$ref: '#/components/parameters/id', description: The id of a pet}]
    get:
      responses:
        '200':
          description: A pet
          content: {application/json: {schema: {$ref: '#pet'}}}
webhooks:
  born: {$ref: '#/components/pathItems/Born'}
components:
  pathItems:
    Born: {post: {requestBody: {$ref: '#/components/requestBodies/Pet'}}}
  parameters:
    id: {name: id, in: path, required: true, schema: {type: string}}
  requestBodies:
    Pet: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet', description: The new one}}}}
  schemas:
    Pet:
      $anchor: pet
      type: [object, 'null']
      properties:
        name: {type: string, examples: [Rex]}
        tags: {type: array, prefixItems: [{const: pet}], items: {type: string}}
        more: {$ref: '#/components/schemas/Pet/properties/tags'}
      unevaluatedProperties: false
      $defs: {Inner: {type: string}}
    Named: {$id: 'https://example.com/named', type: string}
    Names: {type: array, items: {$ref: 'https://example.com/named'}}
"""

OPENAPI_32 = """
openapi: 3.2.0
info: {title: Petstore, version: 1.0.0}
paths:
  /pets:
    query:
      responses:
        '200': {description: Pets, content: {application/json: {$ref: '#/components/mediaTypes/Pets'}}}
components:
  mediaTypes:
    Pets: {itemSchema: {$ref: 'other.yaml#/definitions/Error'}}
"""

SWAGGER_20 = """
swagger: '2.0'
info: {title: Petstore, version: 1.0.0}
basePath: /v1
securityDefinitions: {key: {type: apiKey, in: header, name: x-key}}
paths:
  /pets:
    post:
      consumes: [application/json]
      parameters:
        - {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
        - {$ref: '#/parameters/Limit'}
      responses:
        200:
          description: A pet
          schema: {$ref: '#/definitions/Pet'}
          examples: {application/json: {name: Rex}}
        default: {$ref: '#/responses/Error'}
parameters:
  Limit: {name: limit, in: query, type: array, items: {type: integer}, default: [1]}
responses:
  Error: {description: An error, schema: {$ref: other.yaml#/definitions/Error}}
definitions:
  Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}
"""

OTHER = "definitions: {Error: {type: object, properties: {inner: {$ref: '#/definitions/Error'}}}}\n"


@pytest.mark.parametrize("text", [PETSTORE_30, PETSTORE_31, OPENAPI_32, SWAGGER_20], ids=["3.0", "3.1", "3.2", "2.0"])
def test_sound_documents_are_sound(write: Write, text: str) -> None:
    root = write({"api.yaml": text, "other.yaml": OTHER})
    assert check(root, house_rules=False) == []


@pytest.mark.parametrize("text", [PETSTORE_30, PETSTORE_31], ids=["3.0", "3.1"])
def test_a_document_in_one_file_stays_as_it_is_but_for_path_items(write: Write, text: str) -> None:
    root = write({"api.yaml": text})
    bundle = fold(root)
    written = bundle.sources[root].data
    assert bundle.document["components"].get("parameters") == written["components"].get("parameters")
    assert bundle.document["paths"].keys() == written["paths"].keys()
    if "webhooks" in written:
        assert bundle.document["webhooks"]["born"] == written["components"]["pathItems"]["Born"]
        answer = bundle.document["paths"]["/pets/{id}"]["get"]["responses"]["200"]
        assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Pet"}
        return
    assert bundle.document == written


def test_what_json_schema_calls_a_schema_becomes_its_place(write: Write) -> None:
    schemas = load_file(write({"api.yaml": PETSTORE_31}))["components"]["schemas"]
    assert schemas["Names"]["items"] == {"$ref": "#/components/schemas/Named"}


def test_swagger_keeps_its_own_sections(write: Write) -> None:
    document = load_file(write({"api.yaml": SWAGGER_20, "other.yaml": OTHER}))
    assert list(document["definitions"]) == ["Pet", "Error"]
    assert document["responses"]["Error"]["schema"] == {"$ref": "#/definitions/Error"}
    assert document["definitions"]["Error"]["properties"]["inner"] == {"$ref": "#/definitions/Error"}
    assert "components" not in document


def test_json_is_as_good_as_yaml(write: Write) -> None:
    text = '{"openapi": "3.0.3", "info": {"title": "T", "version": "1"},\n "paths": {"/a": {"$ref": "a.json"}}}'
    root = write({"api.json": text, "a.json": '{"get": {"responses":\n {"200": {}}}}'})
    [finding] = check(root, house_rules=False)
    assert finding.message == "'description' is a required property"
    assert (finding.place.file.name, finding.place.line) == ("a.json", 2)


HEAD = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n"

# One file an object, named by its file; an index of schemas; a root that gives names; escaped and absolute ways.
SPLIT = {
    "spec/openapi.yaml": """
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /users: {$ref: ./paths/users.yaml}
  /users/{id}: {$ref: 'paths/users%40id.yaml'}
components:
  schemas:
    User: {$ref: ./schemas/user.yaml}
    Person: {$ref: '#/components/schemas/User'}
""",
    "spec/paths/users.yaml": """
get:
  parameters: [{$ref: ../parameters/index.yaml#/limit}]
  responses:
    '200':
      description: users
      content: {application/json: {schema: {type: array, items: {$ref: ../schemas/index.yaml#/User}}}}
      links: {one: {operationRef: 'users%40id.yaml#/get'}, home: {operationRef: '../openapi.yaml#/paths/~1users/get'}}
    default: {$ref: ../responses/error.yaml}
""",
    "spec/paths/users@id.yaml": """
parameters: [{name: id, in: path, required: true, schema: {$ref: '../openapi.yaml#/components/schemas/Person'}}]
get:
  responses:
    '200': {$ref: '#/x-answers/one'}
x-answers: {one: {description: one, content: {application/json: {schema: {$ref: ../schemas/user.yaml}}}}}
""",
    "spec/parameters/index.yaml": "limit: {name: limit, in: query, schema: {type: integer}}\n",
    "spec/schemas/index.yaml": "User: {$ref: user.yaml}\n",
    "spec/schemas/user.yaml": """
type: object
properties:
  friend: {$ref: '#'}
  address: {$ref: '#/definitions/Address'}
  pet: {$ref: pet.yaml}
definitions: {Address: {type: object}}
""",
    "spec/schemas/pet.yaml": """
oneOf: [{$ref: cat.yaml}, {$ref: dog.yaml}]
discriminator: {propertyName: kind, mapping: {cat: cat.yaml, dog: ./dog.yaml, nobody: Nobody}}
""",
    "spec/schemas/cat.yaml": "{type: object, properties: {kind: {type: string}}}\n",
    "spec/schemas/dog.yaml": "{type: object, properties: {kind: {type: string}}}\n",
    "spec/responses/error.yaml": "{description: error}\n",
}


@pytest.fixture
def split(write: Write) -> dict[str, Any]:
    return load_file(write(SPLIT))


def test_a_split_document_is_sound(write: Write) -> None:
    assert check(write(SPLIT), house_rules=False) == []


def test_components_of_a_split_document(split: dict[str, Any]) -> None:
    names = {section: sorted(components) for section, components in split["components"].items()}
    assert names == {
        "schemas": ["Address", "Person", "User", "cat", "dog", "pet"],
        "parameters": ["limit"],
        "responses": ["error", "users_id_x-answers_one"],
    }


def test_the_root_of_a_split_document_gives_names(split: dict[str, Any]) -> None:
    schemas = split["components"]["schemas"]
    assert schemas["User"]["properties"]["friend"] == {"$ref": "#/components/schemas/User"}
    assert schemas["Person"] == {"$ref": "#/components/schemas/User"}
    item = split["paths"]["/users/{id}"]
    assert item["parameters"][0]["schema"] == {"$ref": "#/components/schemas/Person"}


def test_the_mapping_of_a_discriminator_is_made_local(split: dict[str, Any]) -> None:
    assert split["components"]["schemas"]["pet"]["discriminator"]["mapping"] == {
        "cat": "#/components/schemas/cat",
        "dog": "#/components/schemas/dog",
        "nobody": "Nobody",
    }


def test_links_to_operations_in_other_files_are_made_local(split: dict[str, Any]) -> None:
    assert split["paths"]["/users"]["get"]["responses"]["200"]["links"] == {
        "one": {"operationRef": "#/paths/~1users~1%7Bid%7D/get"},
        "home": {"operationRef": "#/paths/~1users/get"},
    }


def test_a_link_to_an_operation_of_another_document(write: Write) -> None:
    link = "responses: {'200': {description: d, links: {l: {operationRef: 'other.yaml#/paths/~1b/get'}}}}"
    root = write({"api.yaml": f"{HEAD}paths: {{/a: {{get: {{{link}}}}}}}\n"})
    with pytest.raises(Unresolved, match="is no operation of this document"):
        fold(root)
    root.write_text(root.read_text("utf-8").replace("other.yaml#", "https://example.com/api.yaml#"), "utf-8")
    links = fold(root).document["paths"]["/a"]["get"]["responses"]["200"]["links"]
    assert links["l"]["operationRef"] == "https://example.com/api.yaml#/paths/~1b/get"


def test_names_are_told_apart_by_file_and_folder(write: Write) -> None:
    files = {
        "api.yaml": f"""{HEAD}paths: {{}}
components:
  schemas:
    All: {{anyOf: [{{$ref: a/item.yaml}}, {{$ref: b/item.yaml}}, {{$ref: c/b/item.yaml}}, {{$ref: b/item.yaml#/x/y}}]}}
    Own: {{anyOf: [{{$ref: a/all.yaml#/definitions/All}}, {{$ref: 'a/all.yaml#/odd name'}}]}}
""",
        "a/item.yaml": "{title: a}",
        "b/item.yaml": "{title: b, x: {y: {title: y}}}",
        "c/b/item.yaml": "{title: c}",
        "a/all.yaml": "{definitions: {All: {title: d}}, odd name: {title: odd}}",
    }
    schemas = load_file(write(files))["components"]["schemas"]
    assert {name: schema["title"] for name, schema in schemas.items() if "title" in schema} == {
        "item": "a",
        "b_item": "b",
        "b_item_2": "c",
        "item_x_y": "y",
        "all_All": "d",
        "odd_name": "odd",
    }


def test_siblings_of_a_path_item_win(write: Write) -> None:
    item = "{$ref: a.yaml, parameters: [{$ref: a.yaml}],\n summary: outer}"
    root = write({"api.yaml": f"{HEAD}paths: {{/a: {item}}}\n", "a.yaml": "summary: inner\ndescription: told\n"})
    bundle = fold(root)
    assert bundle.document["paths"]["/a"] == {
        "summary": "outer",
        "description": "told",
        "parameters": [{"$ref": "#/components/parameters/a"}],
    }
    assert bundle.place("/paths/~1a/summary")[1:] == (4, 2)
    assert bundle.origin("/paths/~1a/description").file.name == "a.yaml"


def test_a_reference_where_none_can_stand_is_followed_and_told(write: Write) -> None:
    files = {
        "api.yaml": f"{HEAD}paths:\n  $ref: paths.yaml\n",
        "paths.yaml": "/a:\n  get:\n    responses:\n      $ref: shared.yaml#/responses\n    parameters:\n"
        "      $ref: shared.yaml#/parameters\n",
        "shared.yaml": "responses: {'200': {description: d}}\nparameters: [{name: a, in: query, schema: {}}]\n",
    }
    root = write(files)
    assert [path for path, _, _ in operations(load_file(root))] == ["/a"]
    findings = check(root, house_rules=False)
    told = [(finding.place.file.name, finding.place.line) for finding in findings]
    assert told == [("api.yaml", 3), ("paths.yaml", 3), ("paths.yaml", 5)]
    assert {finding.message for finding in findings} == {"a $ref cannot stand here"}


def test_operations_are_told_with_path_and_method(write: Write) -> None:
    found = [(path, method) for path, method, _ in operations(load_file(write({"api.yaml": PETSTORE_30})))]
    assert found == [("/pets", "get"), ("/pets", "post"), ("/pets/{petId}", "get")]
