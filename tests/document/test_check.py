"""What OpenAPI itself asks: every error at the innermost place that is wrong, in words that say what to do."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from medusa_mock.document.check import check
from medusa_mock.document.source import Unreadable, Unusable

Write = Callable[[Mapping[str, str]], Path]

HEAD = {version: f"openapi: {version}\ninfo: {{title: T, version: '1'}}\n" for version in ("3.0.3", "3.1.0")}


def findings(root: Path) -> list[tuple[int, str]]:
    return [(finding.place.line, finding.message) for finding in check(root, house_rules=False)]


def get(operation: str, more: str = "") -> str:
    return f"{HEAD['3.0.3']}paths:\n  /a:\n    get:\n      {operation}\n{more}"


OK = "responses: {'200': {description: d}}"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (get("summary: s"), 5, "'responses' is a required property"),
        (get("responses:\n        '200':\n          content: {}"), 7, "'description' is a required property"),
        (get("responses:\n        OK: {description: d}"), 7, "'OK' does not belong here: other keys match "),
        (get(f"{OK}\n      sumary: s"), 7, "'sumary' does not belong here"),
        (get(f"{OK}\n      parameters: [{{name: a, in: query}}]"), 7, "'schema' is a required property"),
        (get(f"{OK}\n      parameters: {{a: 1}}"), 7, "{'a': 1} is not of type 'array'"),
        (
            get(f"{OK}\n      parameters: [{{name: a, in: body, schema: {{}}}}]"),
            7,
            "'body' is not one of ['path', 'query', 'header', 'cookie']",
        ),
        (get(OK, "components: {securitySchemes: {a: {type: http}}}"), 7, "'scheme' is a required property"),
        (get(OK, "components: {securitySchemes: {a: {type: apiKey, name: a}}}"), 7, "'in' is a required property"),
        (get(OK, "components: {schemas: {A: {type: strin}}}"), 7, "'strin' is not one of ['array', "),
        (get(OK, "components: {schemas: {A: {$ref: 5}}}"), 7, "5 is not of type 'string'"),
        (get(f"{OK}\n      summary: [{', '.join('abcdefghijklmnop')}]"), 7, "this is not of type 'string'"),
        (
            f"{HEAD['3.1.0']}components: {{}}\npaths: {{/a: {{get: {{respons: {{}}}}}}}}",
            4,
            "'respons' does not belong here",
        ),
        (f"{HEAD['3.1.0']}paths:\n  /a:\n    get: {{responses: {{'200': {{}}}}}}", 5, "'description' is a required"),
        (f"{HEAD['3.1.0']}components: {{schemas: {{A: {{type: [strin]}}}}}}", 3, "'strin' is not one of "),
    ],
)
def test_the_shape_of_objects(write: Write, text: str, line: int, message: str) -> None:
    [(found_line, found)] = findings(write({"api.yaml": text}))
    assert found_line == line
    assert found.startswith(message)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            get(f"{OK}\n  /b/{{id}}:\n    get: {{{OK}}}"),
            8,
            "Path parameter 'id' for 'get' operation in '/b/{id}' was not",
        ),
        (
            get(f"operationId: a\n      {OK}\n  /b:\n    get: {{operationId: a, {OK}}}"),
            9,
            "Operation ID 'a' for 'get' in",
        ),
        (
            get(f"{OK}\n      parameters: [{{name: a, in: query, schema: {{type: integer,\n        default: x}}}}]"),
            8,
            "'x' is not of type 'integer'",
        ),
        (
            get("responses: {'200': {$ref: '#/components/responses/R'}}")
            + "components:\n  responses:\n    R:\n      description: d\n      content:\n"
            "        a/b: {schema: {allOf: [{type: object}],\n          required: [z]}}\n",
            12,
            "Required list has not defined properties: ['z']",
        ),
        (get(OK, "tags: [{name: a}, {name: a, description: b}]"), 7, "Duplicate tag name 'a'"),
    ],
)
def test_what_the_shape_cannot_say(write: Write, text: str, line: int, message: str) -> None:
    [(found_line, found)] = findings(write({"api.yaml": text}))
    assert found_line == line
    assert found.startswith(message)


def test_all_errors_are_told_in_the_order_of_lines(write: Write) -> None:
    text = get("responses: {}\n      foo: 1\n    post: {}\n  b: {}\n", "components: []\n")
    assert [line for line, _ in findings(write({"api.yaml": text}))] == [6, 7, 8, 9, 11]


def test_a_finding_is_told_where_it_was_written(write: Write) -> None:
    files = {
        "api.yaml": f"{HEAD['3.0.3']}paths: {{/a: {{$ref: 'paths/a.yaml#/item'}}}}\n",
        "paths/a.yaml": "item:\n  get:\n    responses:\n      '200': {$ref: '../r.yaml#/R'}\n  post: {}\n",
        "r.yaml": "\n\nR: {}\n",
    }
    root = write(files)
    told = [
        (finding.place.file.relative_to(root.parent).as_posix(), finding.place.line, finding.pointer)
        for finding in check(root, house_rules=False)
    ]
    assert told == [("paths/a.yaml", 5, "/paths/~1a/post"), ("r.yaml", 3, "/components/responses/R")]


def test_references_that_lead_nowhere_are_findings(write: Write) -> None:
    root = write({"api.yaml": f"{HEAD['3.0.3']}paths:\n  /a: {{$ref: a.yaml}}\n  /b: {{$ref: b.yaml}}\n"})
    assert [(finding.rule, finding.place.line) for finding in check(root, house_rules=False)] == [
        ("reference", 4),
        ("reference", 5),
    ]


def test_schemas_in_circles_are_sound(write: Write) -> None:
    schemas = (
        "{T: {type: array, items: {$ref: '#/components/schemas/T'}}, F: {allOf: [{$ref: '#/components/schemas/T'}]}}"
    )
    assert findings(write({"api.yaml": get(OK, f"components: {{schemas: {schemas}}}")})) == []


def test_what_cannot_be_checked(write: Write, tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        check(tmp_path / "nothing.yaml", house_rules=False)
    with pytest.raises(Unusable):
        check(write({"api.yaml": "a: 1"}), house_rules=False)


def test_a_schema_nested_deeper_than_can_be_walked(write: Write) -> None:
    deep = '{"items": ' * 900 + "{}" + "}" * 900
    text = f'{{"openapi": "3.0.3", "info": {{}}, "paths": {{}}, "components": {{"schemas": {{"A": {deep}}}}}}}'
    with pytest.raises((Unusable, Unreadable), match="nested too deeply"):
        check(write({"api.json": text}), house_rules=False)
