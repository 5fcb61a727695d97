"""One request and its answer, as the checks see them: whoever sent it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import orjson

from medusa_mock.contract.surface import Operation
from medusa_mock.wire.queries import parse_query

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Exchange:
    """A request to an operation of the document, and the answer.

    Args:
        url: as it was sent, with the query string.
        headers: of the answer, their names in lower case.
        content: the body of the answer.
        path_parameters: what stood in the path.
        request_headers, request_body: as they were sent.
        seconds: how long the answer took.
        account: the id of the user or customer the request was sent as, if known.
    """

    operation: Operation
    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes
    path_parameters: Mapping[str, str] = field(default_factory=dict)
    request_headers: Mapping[str, str] = field(default_factory=dict)
    request_body: bytes = b""
    seconds: float = 0.0
    account: str = ""

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    @cached_property
    def query(self) -> Mapping[str, Any]:
        """The query string as a Medusa reads it."""
        return parse_query(urlsplit(self.url).query)

    @cached_property
    def sent(self) -> Any:
        """The JSON of the request; None where there was none."""
        return _json(self.request_body)

    @cached_property
    def is_json(self) -> bool:
        """Whether the answer can be read as JSON."""
        return self.body is not None or self.content.strip() == b"null"

    @cached_property
    def body(self) -> Any:
        """The JSON of the answer; None where it is none."""
        return _json(self.content)

    @cached_property
    def envelope(self) -> Mapping[str, Any]:
        """The object that a success answers with; empty where it is none."""
        return self.body if self.succeeded and isinstance(self.body, dict) else {}

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of a list."""
        found = self.envelope.get(self.operation.many) if self.operation.many else None
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    @cached_property
    def row(self) -> Row:
        """The row of an answer that shows one; empty where there is none."""
        found = self.envelope.get(self.operation.one) if self.operation.one else None
        return found if isinstance(found, dict) else {}

    @property
    def shown(self) -> Iterator[Row]:
        """All rows of the answer, be it a list or not."""
        if self.row:
            yield self.row
        yield from self.rows


def _json(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
