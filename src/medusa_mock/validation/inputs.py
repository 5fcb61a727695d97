"""What an operation takes in: its query string and its body, checked and turned into arguments for its handler."""

from collections.abc import Collection, Mapping
from typing import Any

import jsonschema_rs

from medusa_mock.errors import InvalidData
from medusa_mock.validation.coercion import ABSENT, coercion
from medusa_mock.validation.defaults import filling
from medusa_mock.validation.messages import UNKNOWN_VALUE, Messages, unknown_properties
from medusa_mock.validation.schemas import Schema, Schemas

JSON = "application/json"
FORM = "multipart/form-data"


class Inputs:
    """The inputs of one operation.

    Args:
        operation: the operation object, with references to parameters and the like followed.
    """

    def __init__(self, schemas: Schemas, messages: Messages, operation: Mapping[str, Any]) -> None:
        declared = (parameter for parameter in operation.get("parameters", ()) if parameter["in"] == "query")
        # `x[]` is how a list is written that has to be one, and `x` what it is then read as.
        parameters: list[Mapping[str, Any]] = [
            {**parameter, "name": parameter["name"].removesuffix("[]")} for parameter in declared
        ]
        self._query = QueryInput(schemas, messages, parameters) if parameters else None
        declared_body = operation.get("requestBody", {})
        content = declared_body.get("content", {})
        self._body_first = declared_body.get("x-body-first", False)
        self._body: BodyInput | FormInput | None = None
        if JSON in content:
            as_object = declared_body.get("x-list-as-object", False)
            self._body = BodyInput(schemas, messages, content[JSON]["schema"], list_as_object=as_object)
        elif FORM in content:
            self._body = FormInput(schemas.flat(content[FORM]["schema"]))

    @property
    def reads_query(self) -> bool:
        return self._query is not None

    def arguments(self, query: Mapping[str, Any], body: Any) -> dict[str, Any]:
        """The arguments of a request: a value for each query parameter that is sent or has a default, and `body`.

        The body has its defaults, too; where the operation takes a form, it is the files of one or None. An operation
        without query parameters ignores whatever the query string holds, as the real server does.

        Raises:
            InvalidData: something does not fit, in the real server's words.
        """
        arguments = self.read(query, body)
        self.check_names(arguments)
        return arguments

    def read(self, query: Mapping[str, Any], body: Any) -> dict[str, Any]:
        """The same, before `check_names`. Raises InvalidData."""
        first = {"body": self._body.read(body)} if self._body and self._body_first else {}
        arguments = first | (self._query.read(query) if self._query else {})
        if self._body and not self._body_first:
            arguments["body"] = self._body.read(body)
        return arguments

    def check_names(self, arguments: Mapping[str, Any]) -> None:
        """Refuse unknown names of columns and relations, when the operation is done: what the real server crashes on.

        Those of parameters that are `x-closed` were refused before. Raises InvalidData.
        """
        if self._query:
            self._query.check_names(arguments)


class QueryInput:
    """The query parameters of an operation, as one object."""

    def __init__(self, schemas: Schemas, messages: Messages, parameters: list[Mapping[str, Any]]) -> None:
        self._messages = messages
        self._schema = _object_of(parameters)
        self._asks = "required" in self._schema
        self._validator = schemas.compile({**self._schema, "properties": _accepted(parameters)})
        schema_of = {parameter["name"]: schemas.flat(_schema(parameter)) for parameter in parameters}
        kinds = {
            each["name"]: [schema_of[each["name"]], *map(schemas.flat, each.get("x-one-of", ()))] for each in parameters
        }
        self._coercions = {name: coerce for name, found in kinds.items() if (coerce := coercion(found))}
        self._null_is_none = schema_of.get("q", {}).get("nullable", False)
        self._defaults = {name: schema["default"] for name, schema in schema_of.items() if "default" in schema}
        self._names = {
            each["name"]: each["schema"]["items"]["enum"]
            for each in parameters
            if _is_names(each) and "x-one-of" not in each
        }
        self._beside = {"fields": _relations_beside(parameters)}
        self._closed = self._names.keys() & {each["name"] for each in parameters if each.get("x-closed")}
        self._open = self._names.keys() - self._closed
        # Alternatives with titles are the types of Medusa's `IsType`, which refuses in words of its own.
        self._alternatives = {
            parameter["name"]: (parameter["x-one-of"], schemas.compile({"anyOf": parameter["x-one-of"]}).is_valid)
            for parameter in parameters
            if any("title" in schemas.flat(each) for each in parameter.get("x-one-of", ()))
        }

    def read(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the parameters, by name."""
        if not query and not self._asks:
            return dict(self._defaults)
        values = dict(query)
        for name, coerce in self._coercions.items():
            if name in values and (value := coerce(values.pop(name))) is not ABSENT:
                values[name] = value
        if self._null_is_none and values.get("q") == "null":
            del values["q"]
        if not self._validator.is_valid(values):
            self._refuse(values)
        self._check(self._closed, values)
        _refuse_nul(values)
        return {**self._defaults, **values}

    def check_names(self, values: Mapping[str, Any]) -> None:
        self._check(self._open, values)

    def _check(self, parameters: Collection[str], values: Mapping[str, Any]) -> None:
        for name in parameters:
            if name in values:
                _check_names(values[name], self._names[name], self._beside.get(name, ()))

    def _refuse(self, values: dict[str, Any]) -> None:
        for name, (alternatives, accepts) in self._alternatives.items():
            if name in values and not accepts(values[name]):
                raise InvalidData(self._messages.of_alternatives(name, alternatives, values[name]))
        plain = {name: value for name, value in values.items() if name not in self._alternatives}
        words = self._messages.of_object(self._schema, plain)
        raise InvalidData(", ".join(words or (_plain_words(self._validator, values),)))


class BodyInput:
    """The JSON body of an operation.

    With `list_as_object`, what is in a list for a body is refused as properties that there are not: so the real server
    does where its `transformBody` has the body checked. It goes on with an empty list, into answers without sense; that
    is refused here as elsewhere.
    """

    def __init__(self, schemas: Schemas, messages: Messages, schema: Schema, *, list_as_object: bool = False) -> None:
        self._messages = messages
        self._list_as_object = list_as_object
        self._schema = schema
        self._validator: jsonschema_rs.Draft4Validator = schemas.compile(schema, optional=True)
        self._fill = filling(schemas, schema)

    def read(self, body: Any) -> Any:
        if self._validator.is_valid(body):
            _refuse_nul(body)
            return self._fill(body) if self._fill else body
        if not isinstance(body, dict):
            unknown = unknown_properties(range(len(body))) if self._list_as_object and isinstance(body, list) else []
            raise InvalidData(", ".join(unknown) or UNKNOWN_VALUE)
        words = self._messages.of_object(self._schema, body)
        raise InvalidData(", ".join(words or (_plain_words(self._validator, body),)))


class FormInput:
    """The files of a form, by the fields that may hold some."""

    def __init__(self, schema: Schema) -> None:
        self._fields = tuple(schema["properties"])

    def read(self, files: Any) -> dict[str, list[Any]]:
        """The files in each field, by its name. What is no form, or has files elsewhere, crashes the real server."""
        if files is None:
            raise InvalidData(f"the body must be {FORM}")
        if any(file.field not in self._fields for file in files):
            raise InvalidData("Unexpected field")
        return {field: [file for file in files if file.field == field] for field in self._fields}


def _object_of(parameters: list[Mapping[str, Any]]) -> dict[str, Any]:
    required = [each["name"] for each in parameters if each.get("required")]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {each["name"]: _schema(each) for each in parameters},
        **({"required": required} if required else {}),
    }


def _schema(parameter: Mapping[str, Any]) -> Schema:
    """The schema of what a parameter is read as, with the names of the checks that the real server makes of it."""
    if _is_names(parameter):
        return {"type": "string"}
    schema: Schema = parameter["schema"]
    return {**schema, "x-checks": parameter["x-checks"]} if "x-checks" in parameter else schema


def _accepted(parameters: list[Mapping[str, Any]]) -> dict[str, Schema]:
    """What the server takes for each parameter, beyond what a single style of OpenAPI can say."""
    return {each["name"]: {"anyOf": each["x-one-of"]} if "x-one-of" in each else _schema(each) for each in parameters}


def _is_names(parameter: Mapping[str, Any]) -> bool:
    """Whether the parameter lists names with commas between them: to the server it is a text."""
    return parameter.get("explode") is False


def _relations_beside(parameters: list[Mapping[str, Any]]) -> frozenset[str]:
    """The relations that `fields` may name although it lists columns; the real server does not look at them there."""
    listing = {each["name"]: each for each in parameters if _is_names(each)}
    if "expand" not in listing or "x-columns-only" in listing.get("fields", {}):
        return frozenset()
    return frozenset(path.partition(".")[0] for path in listing["expand"]["schema"]["items"]["enum"] if path)


def _check_names(text: str, known: Collection[str], beside: Collection[str]) -> None:
    """Each name is known, but for the sign before it and what follows a dot (see `store.shapes`), or one of `beside`.

    Source: `utils/get-query-config.ts`, for the lists that have a closed set of fields; the real server crashes on an
    unknown name in the others, unless it is only to be taken away: that is refused here, too.
    """
    names = [name for name in text.split(",") if name]
    unknown = [
        name
        for name in names
        if (bare := name.lstrip("+-*")) not in beside and not {bare, bare.partition(".")[0]} & {*known}
    ]
    if unknown:
        raise InvalidData(f"Requested fields [{', '.join(unknown)}] are not valid")


def _plain_words(validator: jsonschema_rs.Draft4Validator, body: Any) -> str:
    """What is left to say where `class-validator` has no words."""
    error = next(iter(validator.iter_errors(body)))
    return f"{'.'.join(map(str, error.instance_path))} {error.message}".strip()


def _refuse_nul(value: Any) -> None:
    """PostgreSQL keeps no NUL in a text: the real server crashes on it (500)."""
    if isinstance(value, str):
        if "\0" in value:
            raise InvalidData("a text must not contain the character U+0000")
    elif isinstance(value, dict):
        for name, item in value.items():
            _refuse_nul(name)
            _refuse_nul(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_nul(item)
