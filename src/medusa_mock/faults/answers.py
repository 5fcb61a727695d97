"""The answers that the documents tell of, sent without asking the operation."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from medusa_mock.document import operations
from medusa_mock.document.references import followed
from medusa_mock.errors import Conflict, InvalidData, Unauthenticated, Unknown
from medusa_mock.wire.replies import empty_reply, error_reply, json_reply, text_reply
from medusa_mock.wire.request import Reply, Request
from medusa_mock.wire.routing import METHODS, Routes, Target

JSON, TEXT = "application/json", "text/plain"

Documents = Mapping[str, dict[str, Any]]


class Answers:
    """Example answers, by operation and status.

    `documents` are those of the APIs, by name.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._routes = Routes()
        self._places: dict[Target, tuple[str, str]] = {}
        for api, document in documents.items():
            for path, method, operation in operations(document):
                if method in METHODS:
                    self._routes.add(path, method.upper(), (api, operation["operationId"]))
                    self._places[api, operation["operationId"]] = (path, method)
        self._declared = cache(self._followed)

    @property
    def operations(self) -> frozenset[str]:
        """The operationIds of all documents."""
        return frozenset(name for _, name in self._places)

    def targets(self, name: str) -> list[Target]:
        """The operations with this operationId: there may be one in each document."""
        return [target for target in self._places if target[1] == name]

    def operation_of(self, request: Request) -> Target | None:
        """What the request would lead to; None where nothing is."""
        try:
            found = self._routes.find(request.path, "GET" if request.method == "HEAD" else request.method)
        except InvalidData:
            return None
        return found[0] if found else None

    def reply(self, operation: Target | None, status: int, example: str | None = None) -> Reply:
        """The operation's answer of this status, as the document's example shows it.

        Of a failure that the document does not know, it is what a Medusa says to such a failure in general.

        Raises:
            InvalidData: the document knows no such success, no example of it, or none of this name.
        """
        declared = self._declared(operation) if operation else None
        response = declared["responses"].get(str(status)) if declared else None
        if response is not None:
            return self._documented(declared, status, response, example)
        if example is not None:
            raise InvalidData(f"{_named(declared)} knows no answer {status}, and so no example of it")
        if status < HTTPStatus.BAD_REQUEST:
            known = ", ".join(declared["responses"]) if declared else "none"
            raise InvalidData(f"{_named(declared)} knows no answer {status}; there are {known}")
        return general_failure(status)

    def _followed(self, operation: Target) -> dict[str, Any]:
        return followed(self._documents[operation[0]], *self._places[operation])

    def _documented(self, declared: Any, status: int, response: Mapping[str, Any], example: str | None) -> Reply:
        content = response.get("content", {})
        media_type = next((each for each in (JSON, TEXT) if each in content), None)
        if media_type is None:
            if example is not None:
                raise InvalidData(f"answer {status} of {_named(declared)} has no examples")
            return _bodiless(status, content)
        value = _example(content[media_type], example, f"answer {status} of {_named(declared)}")
        return json_reply(status, value) if media_type == JSON else text_reply(status, value)


def general_failure(status: int) -> Reply:
    """What a Medusa answers when something fails with this status, whatever was asked for."""
    if status == HTTPStatus.UNAUTHORIZED:
        return error_reply(Unauthenticated())
    if status == HTTPStatus.CONFLICT:
        return error_reply(Conflict())
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return text_reply(status, _phrase(status))
    reply = error_reply(Unknown())
    reply.status = status
    return reply


def _phrase(status: int) -> str:
    """The words of a status as `sendStatus` knows them: the number itself, where it has none."""
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else str(status)


def _bodiless(status: int, content: Mapping[str, Any]) -> Reply:
    if content or status >= HTTPStatus.BAD_REQUEST:  # a page of Express, or bare words
        return general_failure(status)
    return empty_reply(status)


def _example(media: Mapping[str, Any], name: str | None, of: str) -> Any:
    """The example of this name, or the first. Raises InvalidData."""
    examples = {key: each["value"] for key, each in media.get("examples", {}).items() if "value" in each}
    if name is not None:
        if name not in examples:
            known = ", ".join(examples) or "none"
            raise InvalidData(f"{of} has no example {name}; there are {known}")
        return examples[name]
    if examples:
        return next(iter(examples.values()))
    if "example" in media:
        return media["example"]
    raise InvalidData(f"the document has no example of {of}")


def _named(declared: Mapping[str, Any] | None) -> str:
    return str(declared["operationId"]) if declared else "a path without an operation"
