"""What a general check calls a fault and a Medusa does by design, where the answer has to be read to tell.

What can be told without reading the answer stands in `schemathesis.toml`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from schemathesis import Case, HookContext, Response
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.openapi.checks import (
    EnsureResourceAvailability,
    JsonSchemaError,
    RejectedPositiveData,
    UnsupportedMethodResponse,
)

from medusa_mock import document as documents
from medusa_mock.contract.account import is_spared
from medusa_mock.document.references import followed, resolve
from medusa_mock.validation import FORM, Schemas
from medusa_mock.validation.coercion import coercion
from medusa_mock.wire.queries import parse_query

SELECTION = frozenset({"expand", "fields"})
"""The parameters that say what is to be shown of rows."""


def is_fault(context: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Whether a failed check is the server's fault; a hook of the kind `filter_failure`."""
    del context
    match failure:
        case RejectedPositiveData():
            return not is_refused_as_things_stand(case, response)
        case AcceptedNegativeData():
            return not is_right_as_sent(case, response)
        case EnsureResourceAvailability():
            return not is_spared(case) and _names_its_path(case, response)
        case JsonSchemaError():
            return not _is_whole(failure)
        case UnsupportedMethodResponse():
            # Express answers a method that a path does not have as it answers an unknown path: never with 405.
            return response.status_code not in (401, 404)
    return True


def _is_whole(failure: JsonSchemaError) -> bool:
    """Whether a number is no integer only as it is written: JavaScript has an exponent where it is 1e21 or more."""
    return (
        failure.schema_path[-1:] == ["type"] and isinstance(failure.instance, float) and failure.instance.is_integer()
    )


def _names_its_path(case: Case[Any], response: Response) -> bool:
    """Whether a 404 is about what the path names: not about what the body does, nor what belongs to it by an `_id`."""
    named = (re.escape(str(value)) for value in case.path_parameters.values())
    return any(re.search(f"(?<!_id: ){each}", response.text) for each in named)


def leave_out_unusable_parameters(context: HookContext, raw_schema: dict[str, Any]) -> None:
    """Take out the parameters that no value fits (`not: {}`); a hook of the kind `before_load_schema`.

    The document has them for the words in which the server refuses them; a value would be made up all the same.
    """
    del context
    for _, _, operation in documents.operations(raw_schema):
        parameters = operation.get("parameters", [])
        usable = [each for each in parameters if resolve(raw_schema, each).get("schema", {}).get("not") != {}]
        if len(usable) < len(parameters):
            operation["parameters"] = usable


def is_worth_sending(context: HookContext, case: Case[Any]) -> bool:
    """Whether an answer to the request can be judged; a hook of the kind `filter_case`.

    Not every `limit` and `offset` is clearly right or wrong: an empty one is no number, and yet JavaScript makes it 0;
    so does PostgreSQL with one between -0.5 and 0, which is negative; and next to PostgreSQL's largest number,
    2 ** 63 - 1, JavaScript cannot tell whole numbers apart. An empty list for a body passes the validation
    of a Medusa, which looks at the items of a list, and does what a body without properties does. And a real Medusa
    never answers to a product in a sales channel that is null, or in what is no list of channels: the check of them
    dies unnoticed.
    """
    del context
    if case.body == []:
        return False
    channels = case.body.get("sales_channels") if isinstance(case.body, dict) else None
    if channels is not None and (not isinstance(channels, list) or None in channels):
        return False
    return not any(_is_in_between(case.query.get(name)) for name in ("limit", "offset"))


def _is_in_between(bound: Any) -> bool:
    if (isinstance(bound, str) and not bound.strip()) or bound in ({}, []):
        return True
    try:
        number = float(bound)
    except (TypeError, ValueError):
        return False
    return -0.5 < number < 0 or abs(number - 2**63) <= 2**11


def is_refused_as_things_stand(case: Case[Any], response: Response) -> bool:
    """Whether a request was understood and refused with a 400 for what it meets in the shop, which no schema can tell.

    That is a refusal of the type `not_allowed`, or in words that the operation has in its `x-refusals`: a list of
    messages, in which `{anything}` stands for whatever is in its place.
    """
    if response.status_code != 400:
        return False
    try:
        body = json.loads(response.content)
    except ValueError:
        return False
    if not isinstance(body, dict):
        return False
    words = [body.get("message"), *body.get("errors", ())]
    told = _declared(case).get("x-refusals", ())
    return body.get("type") == "not_allowed" or any(_is_told(text, word) for text in told for word in words)


def _is_told(text: str, word: Any) -> bool:
    pattern = ".+".join(map(re.escape, re.split(r"\{\w+\}", text)))
    return isinstance(word, str) and re.fullmatch(pattern, word, re.DOTALL) is not None


def is_right_as_sent(case: Case[Any], response: Response) -> bool:
    """Whether all that was made wrong on purpose was right when it arrived, as texts of a query string or of a form.

    A list and its only item look alike there, and an object without values is not there at all. And what is wrong by
    the schema of a parameter may be right by its `x-one-of`: OpenAPI has one style for it, a server takes more. What is
    no file in a form is a text, whatever it was to be, and a server passes texts over. Nor is there a wrong name for a
    field that is not to be shown, as in `fields=-7`, or where there is nothing to show.
    """
    if case.media_type == FORM:
        return _negated_at(case) == {ParameterLocation.BODY}
    unread = SELECTION if _shows_nothing(response) else ()
    sent = parse_query(urlsplit(response.request.url or "").query)
    parameters = {each["name"]: each for each in _declared(case)["parameters"] if each["in"] == "query"}
    schemas = Schemas(case.operation.schema.raw_schema)
    negated = _negated_parameters(case)
    return bool(negated) and all(
        name in unread or (name in parameters and _is_right(schemas, parameters[name], sent.get(name)))
        for name in negated
    )


def _shows_nothing(response: Response) -> bool:
    """Whether an answer is a list without rows."""
    try:
        body = json.loads(response.content)
    except ValueError:
        return False
    return isinstance(body, dict) and body.get("count") == 0


def _is_right(schemas: Schemas, parameter: Mapping[str, Any], sent: Any) -> bool:
    kind = schemas.flat(parameter["schema"]).get("type")
    if sent == "" and kind in ("number", "integer"):
        return schemas.compile(parameter["schema"]).is_valid(0)  # which JavaScript makes of it
    if "x-one-of" not in parameter and kind not in ("array", "object"):
        return False  # Schemathesis knows what becomes of a plain value
    if sent is None:
        return not parameter.get("required")
    if parameter["name"] == "fields" and isinstance(sent, str) and all(part[:1] == "-" for part in sent.split(",")):
        return True
    accepts = schemas.compile({"anyOf": [parameter["schema"], *parameter.get("x-one-of", ())]}).is_valid
    return any(map(accepts, _readings(schemas, parameter, sent)))


def _readings(schemas: Schemas, parameter: Mapping[str, Any], sent: Any) -> Iterator[Any]:
    """What a server may take a value of the query string for."""
    yield sent
    kinds = [parameter["schema"], *parameter.get("x-one-of", ())]
    if coerce := coercion([schemas.flat(kind) for kind in kinds]):
        yield coerce(sent)  # a number may be a point in time
    if isinstance(sent, str):
        yield [part for part in sent.split(",") if part] if parameter.get("explode") is False else [sent]


def _declared(case: Case[Any]) -> dict[str, Any]:
    return followed(case.operation.schema.raw_schema, case.operation.path, case.operation.method)


def _negated_parameters(case: Case[Any]) -> set[str]:
    """The names of the parameters that were made wrong on purpose; none where something else was."""
    if _negated_at(case) != {ParameterLocation.QUERY}:
        return set()
    return {_parameter_of(each) for each in _made_wrong(case)}


def _negated_at(case: Case[Any]) -> set[ParameterLocation | None]:
    """Where something was made wrong on purpose."""
    return {each.parameter_location for each in _made_wrong(case)}


def _made_wrong(case: Case[Any]) -> Sequence[Any]:
    data = case.meta.phase.data if case.meta else None
    return (data.mutations or (data,)) if data else ()


def _parameter_of(change: Any) -> str:
    """The name of the parameter that a change is of; what is named in the change itself may be a part of it."""
    pointer = getattr(change, "schema_pointer", "").split("/")
    return str(pointer[2] if pointer[1:2] == ["properties"] and len(pointer) > 2 else change.parameter or "")
