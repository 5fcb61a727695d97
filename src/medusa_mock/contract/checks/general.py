"""Checks of our own, for promises that a Medusa makes and no general tool knows of."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from schemathesis import Case, CheckContext, Response
from schemathesis.core.failures import Failure

from medusa_mock.contract.target import SESSION_HEADER
from medusa_mock.contract.walks import is_walk
from medusa_mock.document.references import followed
from medusa_mock.wire.queries import parse_query

Row = Mapping[str, Any]


class UnknownParameterAccepted(Failure):
    """A parameter that the document does not name was let pass."""


class StaleRead(Failure):
    """What was written was not so when it was read."""


def unknown_parameter_rejection(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """An operation that has query parameters refuses all others: `property foo should not exist`.

    An operation without any ignores what is in the query string. Source: recordings.
    """
    del ctx
    known = {parameter.name.partition("[")[0] for parameter in case.operation.query}
    is_probe = case.method != case.operation.method.upper()  # a method that the path does not have
    if not known or is_probe or not 200 <= response.status_code < 300:
        return
    if unknown := parse_query(urlsplit(response.request.url or "").query).keys() - known:
        names = ", ".join(sorted(unknown))
        raise UnknownParameterAccepted(
            operation=case.operation.label,
            title="Unknown parameter accepted",
            message=f"Expected a 400 for what the document does not name: {names}",
        )


class ReadAfterWrite:
    """What a request has written is not shown as it was before by the next one, if a link leads from it to that.

    What the server changes by itself stands in the `x-moving` of the operation that reads, property by property. Judged
    in the stateful phase, which sends one request after the other.
    """

    def __init__(self) -> None:
        self._last: tuple[Case[Any], Row] | None = None

    def after_response(self, ctx: CheckContext, response: Response, case: Case[Any]) -> None:
        del ctx
        if not is_walk(case):
            return
        last, self._last = self._last, None
        body = _success(response)
        if case.method != "GET":
            rows = list(_rows(body))
            self._last = (case, rows[0]) if len(rows) == 1 else None
        elif last and body is not None and _is_linked(last[0], case):
            _compare(last[1], body, case)


def _is_linked(write: Case[Any], read: Case[Any]) -> bool:
    """Whether a link of the document leads from the write to the read, and both are about the same state."""
    source = followed(write.operation.schema.raw_schema, write.operation.path, write.operation.method)
    linked = {
        link.get("operationId")
        for response in source["responses"].values()
        for link in response.get("links", {}).values()
    }
    same_state = write.headers.get(SESSION_HEADER) == read.headers.get(SESSION_HEADER)
    return same_state and read.operation.definition.raw.get("operationId") in linked


def _compare(written: Row, body: Mapping[str, Any], case: Case[Any]) -> None:
    """Hold the row that was written against the same row of the answer, if that is there: a list may be of others."""
    read = next((row for row in _rows(body) if row["id"] == written["id"]), {})
    moving = case.operation.definition.raw.get("x-moving", ())
    for name in sorted((written.keys() & read.keys()).difference(moving)):
        if written[name] != read[name] and not _is_relation(written[name]) and not _is_relation(read[name]):
            raise StaleRead(
                operation=case.operation.label,
                title="Stale read after a write",
                message=f"{name} of {written['id']} was {written[name]} a moment ago, and is {read[name]}.",
            )


def _is_relation(value: Any) -> bool:
    """Whether a value is made of other rows: each answer chooses which of them it shows, and in which order."""
    if isinstance(value, list):
        return any(isinstance(item, dict) for item in value)
    return isinstance(value, dict) and "id" in value


def _success(response: Response) -> Mapping[str, Any] | None:
    """The JSON object that a success answers with."""
    if not 200 <= response.status_code < 300:
        return None
    try:
        body = json.loads(response.content)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _rows(body: Mapping[str, Any] | None) -> Iterator[Row]:
    """The rows that an envelope holds, one by one or in lists."""
    for value in (body or {}).values():
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict) and "id" in row:
                yield row
