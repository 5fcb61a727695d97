"""Small document trees, written where the test can spoil them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Write = Callable[[Mapping[str, str]], Path]

SOUND = {
    "admin.yaml": """\
openapi: '3.0.3'
info: {title: Pets, version: '1.0'}
security:
  - api_token: []
tags:
  - name: Pets
paths:
  /admin/pets:
    $ref: 'paths/admin/pets.yaml#/collection'
  /admin/pets/names:
    $ref: 'paths/admin/pets.yaml#/names'
  /admin/pets/{id}:
    $ref: 'paths/admin/pets.yaml#/item'
components:
  securitySchemes:
    api_token: {type: apiKey, in: header, name: x-token}
""",
    "paths/admin/pets.yaml": """\
collection:
  get:
    operationId: list_pets
    summary: List pets
    description: A page of pets.
    tags: [Pets]
    parameters:
      - $ref: '../../common/parameters.yaml#/limit'
      - $ref: '../../common/parameters.yaml#/offset'
      - $ref: '../../common/parameters.yaml#/created_at'
      - name: expand
        in: query
        description: What to show of other tables.
        style: form
        explode: false
        schema:
          type: array
          items: {type: string, enum: [mother]}
        example: [mother]
    responses:
      '200':
        description: The pets.
        content:
          application/json:
            schema: {$ref: '../../schemas/pet.yaml#/PetList'}
            example: {pets: [{id: pet_1, name: Rex, mother: null}]}
      '400': {$ref: '../../common/responses.yaml#/BadRequest'}
      '401': {$ref: '../../common/responses.yaml#/Unauthorized'}
  post:
    operationId: create_pet
    summary: Create a pet
    description: A pet comes into being.
    tags: [Pets]
    requestBody:
      required: true
      content:
        application/json:
          schema: {$ref: '../../schemas/pet.yaml#/CreatePet'}
          examples:
            rex:
              summary: A dog
              value: {name: Rex}
    responses:
      '200':
        description: The pet.
        content:
          application/json:
            schema: {$ref: '../../schemas/pet.yaml#/Pet'}
        links:
          get:
            operationId: get_pet
            parameters: {id: '$response.body#/id'}
      '400': {$ref: '../../common/responses.yaml#/BadRequest'}
      '401': {$ref: '../../common/responses.yaml#/Unauthorized'}

names:
  get:
    operationId: list_pet_names
    summary: List the names of pets
    description: All names at once.
    tags: [Pets]
    x-unpaged: true
    responses:
      '200':
        description: The names.
        content:
          application/json:
            schema: {type: array, items: {type: string}}
      '401': {$ref: '../../common/responses.yaml#/Unauthorized'}

item:
  parameters:
    - $ref: '../../common/parameters.yaml#/id'
  get:
    operationId: get_pet
    summary: Get a pet
    description: One pet.
    tags: [Pets]
    responses:
      '200':
        description: The pet.
        content:
          application/json:
            schema: {$ref: '../../schemas/pet.yaml#/Pet'}
      '401': {$ref: '../../common/responses.yaml#/Unauthorized'}
      '404': {$ref: '../../common/responses.yaml#/NotFound'}
""",
    "schemas/pet.yaml": """\
Pet:
  type: object
  required: [id, name]
  properties:
    id: {type: string, description: The id., example: pet_1}
    name: {type: string, description: The name.}
    kind: {type: string, nullable: true, enum: [dog, cat, null], description: The kind.}
    mother:
      description: The mother, if she is known.
      oneOf:
        - $ref: '#/Pet'
        - {enum: [null], nullable: true}
CreatePet:
  type: object
  additionalProperties: false
  required: [name]
  properties:
    name: {type: string, description: The name.}
    metadata: {type: object, description: Anything.}
PetList:
  type: object
  required: [pets]
  properties:
    pets:
      type: array
      description: The pets.
      items: {$ref: '#/Pet'}
""",
    "common/parameters.yaml": """\
id: {name: id, in: path, required: true, description: The id., schema: {type: string}}
limit: {name: limit, in: query, description: At most., schema: {type: integer, default: 50}}
offset: {name: offset, in: query, description: Left out., schema: {type: integer, default: 0}}
created_at:
  name: created_at
  in: query
  description: When.
  style: deepObject
  explode: true
  schema:
    type: object
    additionalProperties: false
    properties:
      gt: {type: string, format: date-time, description: After., example: '2024-01-01T00:00:00Z'}
""",
    "common/responses.yaml": """\
BadRequest:
  description: No.
Unauthorized:
  description: Who are you?
NotFound:
  description: There is no such thing.
""",
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files (name -> text) and returns the first of them."""

    def write(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return tmp_path / next(iter(files))

    return write


@pytest.fixture
def sound() -> dict[str, str]:
    """The files of a document without fault, root first."""
    return dict(SOUND)
