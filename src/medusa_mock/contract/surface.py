"""What the document says of each operation, as the checks and the probes read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from medusa_mock import document as documents
from medusa_mock.document.references import followed
from medusa_mock.validation import Schemas

JSON = "application/json"
PAGE = frozenset({"count", "limit", "offset"})


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation of the document.

    Args:
        raw: the operation object, with its parameters, its body and its responses in place.
        guarded: whether the document asks for credentials.
    """

    method: str
    path: str
    raw: Mapping[str, Any]
    schemas: Schemas
    guarded: bool

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def id(self) -> str:
        return str(self.raw["operationId"])

    @cached_property
    def query(self) -> Mapping[str, Mapping[str, Any]]:
        """Name, without the brackets of a list -> parameter of the query string."""
        parameters = (each for each in self.raw["parameters"] if each["in"] == "query")
        return {each["name"].removesuffix("[]"): each for each in parameters if _is_usable(each)}

    @cached_property
    def wants(self) -> tuple[str, ...]:
        """The parameters of the query string that have to be there."""
        return tuple(name for name, parameter in self.query.items() if parameter.get("required"))

    @cached_property
    def path_parameters(self) -> tuple[str, ...]:
        segments = self.path.split("/")
        return tuple(segment[1:-1] for segment in segments if segment.startswith("{"))

    @cached_property
    def subject(self) -> str | None:
        """The path parameter that names the row which the answer shows: `id` of `/orders/{id}/archive` for an order."""
        if self.raw.get("x-shows-another"):
            return None
        segments = self.path.split("/")
        for owner, segment in pairwise(segments):
            if segment.startswith("{") and self.one and _singular(owner) == self.one:
                return segment[1:-1]
        return None

    @cached_property
    def statuses(self) -> frozenset[int]:
        return frozenset(map(int, self.raw["responses"]))

    @cached_property
    def answer(self) -> Mapping[str, Any]:
        """The schema of the JSON that a success answers with; empty where there is none."""
        for status, response in sorted(self.raw["responses"].items()):
            if status.startswith("2") and JSON in response.get("content", {}):
                return self.schemas.flat(response["content"][JSON]["schema"])
        return {}

    @cached_property
    def many(self) -> str | None:
        """The property of the answer that holds its rows, where it is a list."""
        for name, schema in self.answer.get("properties", {}).items():
            if self.schemas.flat(schema).get("type") == "array" and "properties" in self.row_schema(name):
                return str(name)
        return None

    @cached_property
    def one(self) -> str | None:
        """The property of the answer that holds its only row."""
        if self.many:
            return None
        for name, schema in self.answer.get("properties", {}).items():
            if "id" in self.schemas.flat(schema).get("properties", {}):
                return str(name)
        return None

    @cached_property
    def is_paged(self) -> bool:
        return self.many is not None and self.answer.get("properties", {}).keys() >= PAGE

    @cached_property
    def is_deletion(self) -> bool:
        """Whether it answers with the id of what is gone."""
        return bool(self.answer.get("properties", {}).keys() >= {"id", "object", "deleted"})

    @cached_property
    def row(self) -> Mapping[str, Any]:
        """The properties of the rows that it shows, by name."""
        name = self.many or self.one
        return self.row_schema(name).get("properties", {}) if name else {}

    @cached_property
    def columns(self) -> frozenset[str]:
        """The properties of its rows that are no other rows."""
        return frozenset(name for name, schema in self.row.items() if not self._is_relation(schema))

    def _is_relation(self, schema: Mapping[str, Any]) -> bool:
        flat = self.schemas.flat(schema)
        kinds = [flat, *flat.get("oneOf", ()), *flat.get("anyOf", ())]
        flats = [self.schemas.flat(kind.get("items", kind)) for kind in map(self.schemas.flat, kinds)]
        return any("properties" in each for each in flats)

    def row_schema(self, name: str) -> Mapping[str, Any]:
        """The schema of an object, or of the objects of a list, in this property of the answer."""
        schema = self.schemas.flat(self.answer["properties"][name])
        return self.schemas.flat(schema["items"]) if schema.get("type") == "array" else schema

    @cached_property
    def body(self) -> Mapping[str, Any] | None:
        """The schema of the JSON that it takes."""
        content = self.raw.get("requestBody", {}).get("content", {})
        return self.schemas.flat(content[JSON]["schema"]) if JSON in content else None

    @cached_property
    def body_examples(self) -> tuple[Any, ...]:
        media = self.raw.get("requestBody", {}).get("content", {}).get(JSON, {})
        return tuple(example["value"] for example in media.get("examples", {}).values() if "value" in example)


def _singular(segment: str) -> str:
    name = segment.replace("-", "_")
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def _is_usable(parameter: Mapping[str, Any]) -> bool:
    return bool(parameter.get("schema", {}).get("not") != {})  # no value fits: it is there for its refusal


@dataclass(frozen=True)
class Surface:
    """The operations of a bundled document."""

    document: Mapping[str, Any]
    by_label: Mapping[str, Operation] = field(init=False)

    def __post_init__(self) -> None:
        document = dict(self.document)
        schemas = Schemas(document)
        asked = document.get("security", [])
        found = {}
        for path, method, raw in documents.operations(document):
            security = raw.get("security", asked)
            guarded = bool(security) and {} not in security
            operation = Operation(method.upper(), path, followed(document, path, method), schemas, guarded)
            found[operation.label] = operation
        object.__setattr__(self, "by_label", found)

    def __iter__(self) -> Iterator[Operation]:
        return iter(self.by_label.values())

    def item_of(self, operation: Operation) -> Operation | None:
        """The GET by id of the row that a write answers with: that of its path, or of a path one level below it."""
        path = operation.path
        while path.count("/") > 1:
            for each in self.by_label.values():
                owner, _, last = each.path.rpartition("/")
                is_item = each.method == "GET" and last.startswith("{") and each.one == operation.one is not None
                if is_item and (owner == path or each.path == path):
                    return each
            path = path.rpartition("/")[0]
        return None

    def list_of(self, operation: Operation) -> Operation | None:
        """The list that the row which a write answers with is in."""
        item = self.item_of(operation)
        path = item.path.rpartition("/")[0] if item else operation.path
        found = self.by_label.get(f"GET {path}")
        return found if found and found.many else None

    def collection(self, operation: Operation) -> Operation | None:
        """The list of the rows whose ids the last parameter of a path takes."""
        owner = operation.path.rpartition("{")[0].rstrip("/")
        found = self.by_label.get(f"GET {owner}")
        return found if found and found.many else None
