"""The operations of all documents, and which of them a request is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from medusa_mock import document as documents
from medusa_mock.contract import surface
from medusa_mock.document.references import followed
from medusa_mock.errors import InvalidData
from medusa_mock.validation import Inputs, Messages, Outputs, Schemas
from medusa_mock.wire.routing import METHODS, Routes


@dataclass(frozen=True, eq=False)
class Operation(surface.Operation):
    """One operation of a document, compiled when it is first met."""

    @property
    def keys(self) -> list[str]:
        """Those that lead to it in its document."""
        return ["paths", self.path, self.method.lower()]

    @cached_property
    def inputs(self) -> Inputs:
        return Inputs(self.schemas, Messages(self.schemas), self.raw)

    @cached_property
    def outputs(self) -> Outputs:
        return Outputs(self.schemas, self.raw)

    @property
    def takes(self) -> str | None:
        """The media type of its body."""
        return next(iter(self.raw.get("requestBody", {}).get("content", ())), None)


class Operations:
    """Those of some documents, by the name of the API that each of these is about."""

    def __init__(self, bundles: Mapping[str, dict[str, Any]]) -> None:
        self._apis = frozenset(bundles)
        self._routes = Routes()
        self._known: dict[tuple[str, str], Operation] = {}
        for api, document in bundles.items():
            schemas = Schemas(document)
            for path, method, raw in documents.operations(document):
                security = raw.get("security", document.get("security", []))
                guarded = bool(security) and {} not in security
                operation = Operation(method.upper(), path, followed(document, path, method), schemas, guarded)
                self._known[api, raw["operationId"]] = operation
                self._routes.add(path, method.upper(), (api, raw["operationId"]))

    def could_have(self, method: str, path: str) -> bool:
        """Whether the documents could speak of a request: of preflights and of paths of no API they do not."""
        api = path.lstrip("/").partition("/")[0].lower()
        return api in self._apis and method.lower() in (*METHODS, "head")

    def find(self, method: str, path: str) -> Operation | None:
        """What a request is for; None where the documents know no such operation."""
        try:
            found = self._routes.find(path, "GET" if method == "HEAD" else method)
        except InvalidData:  # the path is not percent-encoded UTF-8
            return None
        return self._known[found[0]] if found else None
