"""What is wrong with an answer: all of it, and where."""

from typing import Any

import orjson
import pytest

from medusa_mock.validation import Misfit, Outputs, Schemas, Unfit

PET = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "owner": {"oneOf": [{"$ref": "#/components/schemas/Owner"}, {"enum": [None], "nullable": True}]},
        "kind": {"oneOf": [{"type": "integer"}, {"type": "boolean"}]},
    },
}
OWNER = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
OUTPUTS = Outputs(
    Schemas({"components": {"schemas": {"Owner": OWNER}}}),
    {
        "operationId": "get_pet",
        "responses": {
            "200": {"content": {"application/json": {"schema": PET}, "text/plain": {"schema": {"type": "string"}}}},
            "204": {},
        },
    },
)


def _messages(body: Any) -> list[str]:
    return [misfit.message for misfit in OUTPUTS.misfits(200, "application/json; charset=utf-8", orjson.dumps(body))]


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ({"name": "Rex", "owner": None, "more": 1}, []),
        ({}, ['at /: "name" is a required property']),
        (
            {"name": 1, "owner": {"id": 2}},
            ['at /name: 1 is not of type "string"', 'at /owner/id: 2 is not of type "string"'],
        ),
        ({"name": "Rex", "owner": {"token": "a"}}, ['at /owner: "id" is a required property']),
        (
            {"name": "Rex", "owner": 1},
            ["at /owner: 1 is not valid under any of the schemas listed in the 'oneOf' keyword"],
        ),
        (
            {"name": "Rex", "kind": {"token": "a"}},
            ["at /kind: the value is not valid under any of the schemas listed in the 'oneOf' keyword"],
        ),
    ],
)
def test_a_body_that_does_not_fit(body: Any, messages: list[str]) -> None:
    assert _messages(body) == [f"response 200 {message}" for message in messages]


@pytest.mark.parametrize(
    ("status", "content_type", "misfit"),
    [
        (500, None, Misfit("status", "the document knows no response 500")),
        (200, "text/html", Misfit("media type", "the document knows no text/html for response 200")),
        (200, None, Misfit("media type", "response 200 has no content type")),
        (204, "text/html", Misfit("media type", "the document knows no text/html for response 204")),
        (200, "text/plain", Misfit("body", "response 200 is no text/plain: ")),
        (200, "application/json", Misfit("body", "response 200 is no application/json: ")),
    ],
)
def test_what_is_no_such_answer(status: int, content_type: str | None, misfit: Misfit) -> None:
    [found] = OUTPUTS.misfits(status, content_type, b"\xff")
    assert (found.kind, found.path) == (misfit.kind, ())
    assert found.message.startswith(misfit.message)


def test_a_misfit_tells_its_path() -> None:
    [found] = OUTPUTS.misfits(200, "application/json", b'{"name": "Rex", "owner": {"id": 1}}')
    assert found.path == ("owner", "id")


def test_nothing_unfit_passes() -> None:
    OUTPUTS.check(204, None, b"")
    with pytest.raises(Unfit, match=r'get_pet: response 200 at /: "name" is a required property'):
        OUTPUTS.check(200, "application/json", b"{}")
