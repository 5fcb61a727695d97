"""Whether an answer is one that the document describes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from medusa_mock.document import operations
from medusa_mock.document.references import followed
from medusa_mock.journal.entries import Entry
from medusa_mock.validation import Outputs, Schemas, Unfit
from medusa_mock.wire.routing import Target


class Conformity:
    """Holds answers against the documents of their APIs. An operation is compiled when it is first looked at."""

    def __init__(self, documents: Mapping[str, dict[str, Any]]) -> None:
        self._documents = documents
        self._places = {
            (api, operation["operationId"]): (path, method)
            for api, document in documents.items()
            for path, method, operation in operations(document)
        }
        self._schemas = cache(lambda api: Schemas(documents[api]))
        self._outputs = cache(self._compiled)

    def violation(self, entry: Entry) -> str | None:
        """What of the answer breaks the document; None where it holds, or where nothing is promised."""
        if entry.operation is None or entry.status in (None, 304) or entry.method == "HEAD":
            return None
        try:
            self._outputs(entry.operation).check(entry.status or 0, entry.content_type, entry.reply_body)
        except Unfit as unfit:
            return str(unfit)
        return None

    def _compiled(self, operation: Target) -> Outputs:
        path, method = self._places[operation]
        return Outputs(self._schemas(operation[0]), followed(self._documents[operation[0]], path, method))
