"""Every house rule: a sound document, spoiled in one way, has exactly that finding, at exactly that line."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from medusa_mock.document.check import Finding, check
from medusa_mock.document.rules import RULES

Write = Callable[[Mapping[str, str]], Path]

ROOT = "admin.yaml"
PETS = "paths/admin/pets.yaml"
SCHEMAS = "schemas/pet.yaml"
PARAMETERS = "common/parameters.yaml"

LIST = "  get:\n    operationId: list_pets\n"
CREATE = "  post:\n    operationId: create_pet\n"
NAMES = "  get:\n    operationId: list_pet_names\n"
GET = "  get:\n    operationId: get_pet\n"
BAD_REQUEST = "      '400': {$ref: '../../common/responses.yaml#/BadRequest'}\n"
OPEN_BODY = "CreatePet:\n  type: object\n  required"


class Fault(NamedTuple):
    """In `file`, `old` becomes `new`; that breaks `rule`, told at the line where `at` begins in the same file."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    message: str


FAULTS = [
    Fault("operation-id", PETS, NAMES, "  get:\n", "  get:\n    summary: List the names", "has no operationId"),
    Fault("operation-id", PETS, ": list_pets", ": listPets", "    operationId: listPets", "not of the form verb_noun"),
    Fault("operation-id", PETS, ": list_pets", ": pets", "    operationId: pets", "not of the form verb_noun"),
    Fault("verb", PETS, ": list_pet_names", ": create_names", "    operationId: create_n", "does not suit GET"),
    Fault("verb", PETS, ": create_pet", ": delete_pet", "    operationId: delete_pet", "does not suit POST"),
    Fault("paging", PETS, "    x-unpaged: true\n", "", NAMES, "a list without limit and offset"),
    Fault("paging", PETS, "    x-unpaged: true\n", "    x-unpaged: 'yes'\n", NAMES, "a list without limit and offset"),
    Fault("paging", PETS, LIST, f"{LIST}    x-unpaged: true\n", "    x-unpaged: true", "has parameters for pages"),
    Fault("bad-request", PETS, BAD_REQUEST, "", "    responses:\n", "400 is missing"),
    Fault("unauthorized", PETS, "'401'", "'403'", "    responses:\n", "401 is missing"),
    Fault(
        "not-found",
        PETS,
        "'404'",
        "'410'",
        "    responses:\n      '200':\n        description: The pet.\n        content:"
        "\n          application/json:\n            schema: {$ref: '../../schemas/pet.yaml#/Pet'}\n      '401'",
        "404",
    ),
    Fault(
        "link",
        PETS,
        "            operationId: get_pet",
        "            operationId: get_cat",
        "          get:",
        "get_cat",
    ),
    Fault(
        "link", PETS, "parameters: {id:", "parameters: {code:", "            parameters: {code", "has no parameter code"
    ),
    Fault("object-parameter", PARAMETERS, "explode: true", "explode: false", "created_at:", "style: deepObject"),
    Fault("object-parameter", PARAMETERS, "style: deepObject", "style: form", "created_at:", "style: deepObject"),
    Fault(
        "object-parameter", PARAMETERS, "    additionalProperties: false\n", "", "  schema:\n", "additionalProperties"
    ),
    Fault("field-list", PETS, "explode: false", "explode: true", "      - name: expand", "explode: false"),
    Fault(
        "field-list", PETS, "enum: [mother]", "minLength: 1", "        schema:\n          type: array", "have an enum"
    ),
    Fault(
        "array-items", PETS, "array, items: {type: string}", "array", "            schema: {type: array}", "has items"
    ),
    Fault("closed-body", SCHEMAS, "  additionalProperties: false\n", "", "CreatePet:", "additionalProperties: false"),
    Fault(
        "nullable", SCHEMAS, "The mother, if she is known.", "The mother.\n      nullable: true", "    mother:", "oneOf"
    ),
    Fault("nullable", SCHEMAS, "{type: string, nullable", "{nullable", "    kind:", "nothing without a type"),
    Fault(
        "nullable", SCHEMAS, "[dog, cat, null]", "[dog, cat]", "    kind:", "the enum of something nullable has null"
    ),
    Fault("description", PETS, "    summary: List pets\n", "", LIST, "has no summary"),
    Fault("description", PETS, "    description: One pet.\n", "", GET, "has no description"),
    Fault("description", PARAMETERS, "description: At most., ", "", "limit:", "the parameter limit has no description"),
    Fault("description", SCHEMAS, "description: The id., ", "", "    id:", "the property id has no description"),
    Fault("example", PETS, "name: Rex, mother", "name: 5, mother", "            example: {p", "pets/0/name: 5 is not"),
    Fault("example", PETS, "value: {name: Rex}", "value: {name: Rex, nick: R}", "              value:", "'nick' was"),
    Fault("example", PETS, "value: {name: Rex}", "value: {}", "              value:", "'name' is a required property"),
    Fault(
        "example", PETS, "example: [mother]", "example: [father]", "        example: [father]", "'father' is not one"
    ),
    Fault("example", SCHEMAS, "example: pet_1", "example: 1", "    id:", "1 is not of type 'string'"),
    Fault("example", PARAMETERS, "'2024-01-01T00:00:00Z'", "'2024-01-01'", "      gt:", "is not a 'date-time'"),
    Fault(
        "reference-form",
        PETS,
        "/Pet'}\n        links",
        "/Pet', title: Pet}\n        links",
        "            schema: {$ref: '../../schemas/pet.yaml#/Pet', title",
        "beside a $ref, here title",
    ),
    Fault("unused", SCHEMAS, "PetList:\n", "Stray: {type: string}\nPetList:\n", "Stray:", "Stray is not used"),
    Fault(
        "unused",
        ROOT,
        "    api_token: {",
        "    other: {type: http, scheme: basic}\n    api_token: {",
        "    other:",
        "other",
    ),
    Fault("quotes", PETS, "'404'", "404", "      404:", "quote 404"),
    Fault("quotes", PETS, "summary: A dog", "summary: 2024-01-01", "              summary: 2024", "quote 2024-01-01"),
    Fault("quotes", SCHEMAS, "[dog, cat, null]", "[dog, no, null]", "    kind:", "quote no"),
    Fault("quotes", PARAMETERS, "default: 50", "default: 050", "limit:", "quote 050"),
]


def spoil(files: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert old in files[file]
    return files | {file: files[file].replace(old, new, 1)}


def findings_of(root: Path) -> list[Finding]:
    return check(root, house_rules=True)


def test_the_sound_document_is_sound(write: Write, sound: dict[str, str]) -> None:
    assert findings_of(write(sound)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}-{fault.message}")
def test_a_fault_is_found_where_it_is(write: Write, sound: dict[str, str], fault: Fault) -> None:
    files = spoil(sound, fault.file, fault.old, fault.new)
    root = write(files)

    [finding] = findings_of(root)

    assert finding.rule == fault.rule
    assert fault.message in finding.message
    assert finding.place.file == root.parent / fault.file
    assert finding.place.line == files[fault.file].split(fault.at, 1)[0].count("\n") + 1


def test_what_chooses_among_the_properties_of_a_closed_body_need_not_be_closed(
    write: Write, sound: dict[str, str]
) -> None:
    choice = "  anyOf: [{properties: {name: {type: string, description: The name.}}}]\n"
    files = spoil(sound, SCHEMAS, "  additionalProperties: false\n", f"  additionalProperties: false\n{choice}")
    assert findings_of(write(files)) == []


def rules_broken(root: Path) -> set[str]:
    return {finding.rule for finding in findings_of(root)}


def test_every_rule_is_tried() -> None:
    elsewhere = {"tag", "file-tag", "path-order"}
    assert {fault.rule for fault in FAULTS} | elsewhere == RULES.keys()


@pytest.mark.parametrize("tags", ["[]", "[Pets, Pets]", "[Cats]"])
def test_an_operation_bears_one_declared_tag(write: Write, sound: dict[str, str], tags: str) -> None:
    root = write(spoil(sound, PETS, "tags: [Pets]", f"tags: {tags}"))
    assert rules_broken(root) == {"tag", "file-tag"}


def test_path_items_stand_in_the_file_of_their_tag(write: Write, sound: dict[str, str]) -> None:
    files = sound | {"paths/admin/cats.yaml": sound[PETS]}
    files = spoil(files, ROOT, "paths/admin/pets.yaml#/names", "paths/admin/cats.yaml#/names")

    findings = {finding.rule: finding for finding in findings_of(write(files))}

    assert findings.keys() == {"file-tag", "unused"}
    assert findings["file-tag"].message == "stands in cats, and no tag has this name"
    assert findings["file-tag"].place.file.name == "cats.yaml"


def test_a_path_item_in_the_root_stands_in_no_file_of_its_tag(write: Write, sound: dict[str, str]) -> None:
    item = sound[PETS][sound[PETS].index("names:\n") : sound[PETS].index("item:\n")]
    inline = item.replace("names:\n", "  /admin/pets/names:\n").replace("\n  ", "\n    ").replace("../../", "")
    files = spoil(sound, ROOT, "  /admin/pets/names:\n    $ref: 'paths/admin/pets.yaml#/names'\n", inline)
    assert rules_broken(write(files)) == {"file-tag", "unused"}


def test_a_long_chapter_may_be_cut_into_files(write: Write, sound: dict[str, str]) -> None:
    chapter, rest = sound[PETS].split("item:\n")
    files = sound | {PETS: chapter, "paths/admin/pets_items.yaml": f"item:\n{rest}"}
    assert findings_of(write(spoil(files, ROOT, "pets.yaml#/item", "pets_items.yaml#/item"))) == []


def test_a_file_of_another_tag_is_no_chapter(write: Write, sound: dict[str, str]) -> None:
    files = spoil(sound, ROOT, "  - name: Pets\n", "  - name: Pets\n  - name: Pets Names\n")
    files |= {"paths/admin/pets_names.yaml": sound[PETS]}
    files = spoil(files, ROOT, "pets.yaml#/names", "pets_names.yaml#/names")
    assert "does not bear the tag Pets Names" in " ".join(finding.message for finding in findings_of(write(files)))


def test_a_variable_does_not_stand_before_what_it_would_catch(write: Write, sound: dict[str, str]) -> None:
    names = "  /admin/pets/names:\n    $ref: 'paths/admin/pets.yaml#/names'\n"
    files = sound | {ROOT: sound[ROOT].replace(names, "").replace("components:\n", f"{names}components:\n")}

    [finding] = findings_of(write(files))

    assert finding.rule == "path-order"
    assert finding.message == "stands before /admin/pets/names, which it would catch"
    assert files[ROOT].splitlines()[finding.place.line - 1] == "  /admin/pets/{id}:"


def test_a_link_may_refer_to_its_operation(write: Write, sound: dict[str, str]) -> None:
    right, wrong = (f"'../../admin.yaml#/paths/~1admin~1pets~1%7Bid%7D/{method}'" for method in ("get", "put"))
    old = "            operationId: get_pet\n            parameters"
    new = "            operationRef: {}\n            parameters"
    assert findings_of(write(spoil(sound, PETS, old, new.format(right)))) == []
    [finding] = findings_of(write(spoil(sound, PETS, old, new.format(wrong))))
    assert (finding.rule, finding.message) == ("link", "there is no operation /paths/~1admin~1pets~1{id}/put")


def test_references_are_relative_to_their_file(write: Write, sound: dict[str, str], tmp_path: Path) -> None:
    [finding] = findings_of(
        write(spoil(sound, PETS, "../../common/responses.yaml", f"{tmp_path}/common/responses.yaml"))
    )
    assert finding.rule == "reference-form"
    assert finding.message.endswith("responses.yaml#/BadRequest is not relative to its file")


def test_a_file_that_nothing_refers_to_is_unused(write: Write, sound: dict[str, str]) -> None:
    root = write(sound | {"schemas/cat.yaml": "Cat: {type: object}\nx-notes: {}\n"})
    [finding] = findings_of(root)
    assert (finding.rule, finding.message) == ("unused", "Cat is not used")
    assert finding.place.file == root.parent / "schemas/cat.yaml"


def test_what_another_document_uses_is_used(write: Write, sound: dict[str, str]) -> None:
    store = """
openapi: '3.0.3'
info: {title: Store, version: '1.0'}
paths: {}
components: {schemas: {Cat: {$ref: 'schemas/cat.yaml#/Cat'}}}
"""
    assert findings_of(write(sound | {"schemas/cat.yaml": "Cat: {type: object}\n", "store.yaml": store})) == []


def test_what_only_unused_things_use_is_unused(write: Write, sound: dict[str, str]) -> None:
    stray = "    Stray: {type: array, items: {$ref: '#/components/schemas/Other'}}\n    Other: {}\n"
    files = spoil(sound, ROOT, "components:\n", f"components:\n  schemas:\n{stray}")
    assert [finding.message for finding in findings_of(write(files))] == ["Stray is not used", "Other is not used"]


def test_half_a_page_is_none(write: Write, sound: dict[str, str]) -> None:
    files = spoil(sound, PETS, "      - $ref: '../../common/parameters.yaml#/offset'\n", "")
    findings = {finding.rule: finding.message for finding in findings_of(write(files))}
    assert findings == {"paging": "is a list without offset, and not x-unpaged", "unused": "offset is not used"}


def test_optional_credentials_need_no_401(write: Write, sound: dict[str, str]) -> None:
    files = spoil(sound, PETS, GET, f"{GET}    security: [{{}}, {{api_token: []}}]\n")
    head, item = files[PETS].split("item:\n")
    unauthorized = "      '401': {$ref: '../../common/responses.yaml#/Unauthorized'}\n"
    assert findings_of(write(files | {PETS: f"{head}item:\n{item.replace(unauthorized, '')}"})) == []


def test_house_rules_wait_for_openapi(write: Write, sound: dict[str, str]) -> None:
    files = spoil(sound, PETS, "    tags: [Pets]\n", "    tags: Pets\n")
    assert rules_broken(write(files)) == {"openapi"}


def test_house_rules_are_not_for_the_documents_of_others(write: Write, sound: dict[str, str]) -> None:
    root = write(spoil(sound, PETS, ": list_pets", ": listPets"))
    assert check(root, house_rules=False) == []
