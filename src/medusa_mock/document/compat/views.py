"""What an operation takes and gives, told in one way for Swagger 2.0 and for OpenAPI 3."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from medusa_mock.document import operations
from medusa_mock.document import pointer as pointers
from medusa_mock.document.bundle import Bundle
from medusa_mock.document.compat.shapes import Part, Shape, Shapes

Credentials = frozenset[str]
"""What has to be shown at once; nothing at all where it is empty."""
Content = Mapping[str, Shape]
"""Media type -> what is sent or answered as it."""

VARIABLE: Final = re.compile(r"\{([^}]*)\}")
JSON: Final = "application/json"
SEPARATORS: Final = {"csv": ("form", False), "multi": ("form", True), "ssv": ("spaceDelimited", False)}


@dataclass(frozen=True)
class Parameter:
    pointer: str
    required: bool
    deprecated: bool
    style: tuple[object, ...]
    shape: Shape


@dataclass(frozen=True)
class Body:
    pointer: str
    required: bool
    content: Content


@dataclass(frozen=True)
class Header:
    pointer: str
    required: bool
    shape: Shape


@dataclass(frozen=True)
class Answer:
    pointer: str
    content: Content
    headers: Mapping[str, Header] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One operation. `parameters` are known by their names and where they go; `answers` by their status."""

    pointer: str
    method: str
    path: str
    plain: Mapping[str, Any]
    parameters: Mapping[tuple[str, str], Parameter]
    body: Body | None
    answers: Mapping[str, Answer]
    credentials: tuple[Credentials, ...]

    @property
    def label(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def variables(self) -> list[str]:
        """The names of the variables of its path, in order."""
        return VARIABLE.findall(self.path)


class Reader:
    """Reads the operations of one document."""

    def __init__(self, bundle: Bundle) -> None:
        self.shapes = Shapes(bundle)
        self._bundle = bundle
        self._document = bundle.document
        self._is_swagger = "swagger" in bundle.document

    def operations(self) -> Iterator[Operation]:
        for path, method, plain in operations(self._document):
            pointer = pointers.join(["paths", path, method])
            declared = self._declared(path, pointer)
            read = self._swagger if self._is_swagger else self._openapi
            parameters, body, answers = read(pointer, plain, declared)
            yield Operation(pointer, method, path, plain, parameters, body, answers, self._credentials(plain))

    def _at(self, pointer: str) -> tuple[str, dict[str, Any]]:
        """Where what stands at a pointer really stands, and what it is."""
        settled = self._bundle.settle(pointer)
        return settled, pointers.look_up(self._document, settled)

    def _entries(self, pointer: str, key: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The entries of a map, each with its name, its place and what it is."""
        entries = pointers.look_up(self._document, pointer).get(key) or {}
        for name in entries:
            if not name.startswith("x-"):
                yield name, *self._at(pointers.child(f"{pointer}/{key}", name))

    def _declared(self, path: str, pointer: str) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
        """(name, where it goes) -> place and object of the parameters: those of the path, then its own."""
        found = {}
        for owner in (pointers.join(["paths", path]), pointer):
            for index in range(len(pointers.look_up(self._document, owner).get("parameters", ()))):
                where, parameter = self._at(f"{owner}/parameters/{index}")
                name = parameter.get("name", "body")
                found[name.lower() if parameter["in"] == "header" else name, parameter["in"]] = where, parameter
        return found

    def _credentials(self, plain: Mapping[str, Any]) -> tuple[Credentials, ...]:
        required = plain.get("security", self._document.get("security", []))
        return tuple(self._shown(each) for each in required) or (frozenset(),)

    def _shown(self, requirement: Mapping[str, list[str]]) -> Credentials:
        home = "/securityDefinitions" if self._is_swagger else "/components/securitySchemes"
        shown = set()
        for name, scopes in requirement.items():
            try:
                _, scheme = self._at(pointers.child(home, name))
            except LookupError:
                scheme = {"type": name}
            said = [str(scheme[key]) for key in ("type", "scheme", "in", "name", "openIdConnectUrl") if key in scheme]
            text = " ".join(said).lower()
            shown |= {text, *(f"{text} with {scope}" for scope in scopes)}
        return frozenset(shown)

    # OpenAPI 3.

    def _openapi(self, pointer: str, plain: Mapping[str, Any], declared: Any) -> tuple[Any, Body | None, Any]:
        parameters = {key: self._parameter(*found) for key, found in declared.items()}
        body = None
        if "requestBody" in plain:
            where, request = self._at(f"{pointer}/requestBody")
            body = Body(where, bool(request.get("required")), self._content(where))
        answers = {
            status: Answer(
                where,
                self._content(where),
                {
                    name.lower(): Header(at, bool(header.get("required")), self._shape(at, header))
                    for name, at, header in self._entries(where, "headers")
                },
            )
            for status, where, _ in self._entries(pointer, "responses")
        }
        return parameters, body, answers

    def _parameter(self, where: str, parameter: dict[str, Any]) -> Parameter:
        style = parameter.get("style", "form" if parameter["in"] in ("query", "cookie") else "simple")
        written = (style, parameter.get("explode", style == "form"))
        required, deprecated = bool(parameter.get("required")), bool(parameter.get("deprecated"))
        return Parameter(where, required, deprecated, written, self._shape(where, parameter))

    def _shape(self, where: str, owner: Mapping[str, Any]) -> Shape:
        """The shape of a parameter or a header; `x-one-of` goes before its schema, as it does in our own document."""
        if owner.get("x-one-of"):
            group = tuple(f"{where}/x-one-of/{index}" for index in range(len(owner["x-one-of"])))
            return Shape(self.shapes, where, (), (group,))
        if "schema" in owner:
            return self.shapes.at(f"{where}/schema")
        return next(iter(self._content(where).values()), Shape(self.shapes, where, ()))

    def _content(self, where: str) -> Content:
        entries = self._entries(where, "content")
        return {
            _media_type(name): self.shapes.at(f"{at}/schema") if "schema" in media else Shape(self.shapes, at, ())
            for name, at, media in entries
        }

    # Swagger 2.0.

    def _swagger(self, pointer: str, plain: Mapping[str, Any], declared: Any) -> tuple[Any, Body | None, Any]:
        parameters, fields, body = {}, {}, None
        consumed, produced = (
            [_media_type(name) for name in plain.get(key, self._document.get(key, [JSON]))]
            for key in ("consumes", "produces")
        )
        for (name, place), (where, parameter) in declared.items():
            if place == "body":
                shape = self.shapes.at(f"{where}/schema")
                body = Body(where, bool(parameter.get("required")), dict.fromkeys(consumed, shape))
            elif place == "formData":
                fields[name] = where, parameter
            else:
                written = SEPARATORS.get(parameter.get("collectionFormat", "csv"), (parameter.get("collectionFormat"),))
                required = bool(parameter.get("required"))
                parameters[name, place] = Parameter(where, required, False, written, self.shapes.at(where))
        if fields:
            body = self._form(pointer, fields, consumed)
        answers = {
            status: Answer(
                where,
                self._answered(where, response, produced),
                {
                    name.lower(): Header(at, False, self.shapes.at(at))
                    for name, at, _ in self._entries(where, "headers")
                },
            )
            for status, where, response in self._entries(pointer, "responses")
        }
        return parameters, body, answers

    def _answered(self, where: str, response: Mapping[str, Any], produced: list[str]) -> Content:
        return dict.fromkeys(produced, self.shapes.at(f"{where}/schema")) if "schema" in response else {}

    def _form(self, pointer: str, fields: Mapping[str, tuple[str, dict[str, Any]]], consumed: list[str]) -> Body:
        required = [name for name, (_, parameter) in fields.items() if parameter.get("required") is True]
        shape = Shape(self.shapes, pointer, (Part(pointer, {"type": "object", "required": required}),), (), null=False)
        shape.__dict__["properties"] = {name: self.shapes.at(where) for name, (where, _) in fields.items()}
        return Body(pointer, bool(required), dict.fromkeys(consumed, shape))


def _media_type(name: str) -> str:
    return name.partition(";")[0].strip().lower()
