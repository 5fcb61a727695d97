"""The operations of a document, as one looks for them who wants to use them one after the other."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from medusa_mock import document as documents
from medusa_mock.contract.parity.scenario import Json
from medusa_mock.document.references import followed
from medusa_mock.validation import FORM, Schemas

JSON = "application/json"

_ID = re.compile(r"([a-z]+(?:_[a-z]+)*)_[0-9A-Z]{26}")
"""An id in an example, with what tells of which kind it is."""
_SPOKEN_ID = re.compile(r"([a-z]+)_\w+")
"""One that is easy to read: other texts look like it, too."""

_VARIABLE = re.compile(r"\{\w+\}")


class Operation:
    """One operation. `raw` is the operation object, with references to parameters and the like followed."""

    def __init__(self, path: str, method: str, raw: Mapping[str, Any], schemas: Schemas) -> None:
        self.path = path
        self.method = method.upper()
        self.id: str = raw["operationId"]
        self.tag: str = raw["tags"][0]
        self._raw = raw
        self._schemas = schemas

    @property
    def variables(self) -> list[str]:
        return [name.strip("{}") for name in _VARIABLE.findall(self.path)]

    @property
    def is_read(self) -> bool:
        return self.method == "GET"

    @property
    def pages(self) -> bool:
        return any(parameter["name"] == "limit" for parameter in self._raw["parameters"])

    @property
    def takes_form(self) -> bool:
        return FORM in self._raw.get("requestBody", {}).get("content", {})

    @property
    def example(self) -> Json:
        """The first body among its examples, None if it takes none."""
        media = self._raw.get("requestBody", {}).get("content", {}).get(JSON, {})
        return next((example["value"] for example in media.get("examples", {}).values()), None)

    @property
    def links(self) -> Mapping[str, Mapping[str, Any]]:
        """The links of its success."""
        links: Mapping[str, Mapping[str, Any]] = self._success.get("links", {})
        return links

    @property
    def moving(self) -> frozenset[str]:
        """The properties of what it shows that change by themselves."""
        return frozenset(self._raw.get("x-moving", ()))

    @cached_property
    def many(self) -> str | None:
        """The property of its answer that holds rows, if it is a list."""
        for name, schema in self._envelope.items():
            rows = self._schemas.flat(schema)
            if rows.get("type") == "array" and "id" in self._schemas.flat(rows["items"]).get("properties", {}):
                return name
        return None

    @cached_property
    def one(self) -> str | None:
        """The property of its answer that is the thing it is about."""
        for name, schema in self._envelope.items():
            if "id" in self._schemas.flat(schema).get("properties", {}):
                return name
        return None

    @cached_property
    def kinds(self) -> set[str]:
        """What ids of its rows begin with, as far as its name and its examples tell; none if it is no list."""
        if self.many is None:
            return set()
        examples = self._success["content"][JSON].get("examples", {}).values()
        shown = (row["id"] for example in examples for row in example["value"].get(self.many, ()) if "id" in row)
        return {self.many.removesuffix("s"), *(found[1] for each in shown if (found := _ID.fullmatch(each)))}

    @property
    def _success(self) -> Mapping[str, Any]:
        responses: Mapping[str, Any] = self._raw["responses"]
        return next((response for status, response in responses.items() if status.startswith("2")), {})

    @cached_property
    def _envelope(self) -> Mapping[str, Any]:
        media = self._success.get("content", {}).get(JSON, {})
        properties: Mapping[str, Any] = self._schemas.flat(media.get("schema", {})).get("properties", {})
        return properties


class Catalogue:
    """The operations of a document: by their ids, by method and path, and the lists by the kind of their rows."""

    def __init__(self, document: dict[str, Any]) -> None:
        schemas = Schemas(document)
        self.operations = [
            Operation(path, method, followed(document, path, method), schemas)
            for path, method, _ in documents.operations(document)
        ]
        self.by_id = {operation.id: operation for operation in self.operations}
        self.by_place = {(operation.method, operation.path): operation for operation in self.operations}
        entries = [operation for operation in self.operations if operation.is_read and not operation.variables]
        self.lists = {kind: operation for operation in reversed(entries) for kind in operation.kinds}

    @property
    def tags(self) -> Iterable[str]:
        return dict.fromkeys(operation.tag for operation in self.operations)

    def moving(self, operation: Operation) -> tuple[str, ...]:
        """Dotted paths into the answer of an operation, of what goes on by itself in things that have a moving status.

        What else is moving differs between two answers of one server, and not between those of two.
        """
        names = {name for each in self.operations if each.tag == operation.tag for name in each.moving}
        if "status" not in names:
            return ()
        return tuple(f"{owner}.{name}" for owner in (operation.one, operation.many) if owner for name in sorted(names))

    def list_of(self, value: str, key: str) -> Operation | None:
        """The list of the things of which an id in an example is one, if it is an id; `key` is what it stands under."""
        found = _ID.fullmatch(value)
        if not found and (key == "id" or key.endswith(("_id", "s"))):
            found = _SPOKEN_ID.fullmatch(value)
        return self.lists.get(found[1]) if found else None

    def below(self, operation: Operation, method: str) -> Operation | None:
        """What has this method on one of the things that another operation lists or makes."""
        wanted = re.compile(re.escape(operation.path.rstrip("/")) + r"/\{\w+\}")
        return next((each for each in self.operations if each.method == method and wanted.fullmatch(each.path)), None)
