"""`--strict`: no reply leaves that the document does not describe."""

import logging
from collections.abc import Mapping
from typing import Any

from medusa_mock.document import operations
from medusa_mock.document.references import followed
from medusa_mock.errors import UnexpectedState
from medusa_mock.validation import Outputs, Schemas, Unfit
from medusa_mock.wire.replies import error_reply
from medusa_mock.wire.request import Reply, Request

logger = logging.getLogger(__name__)


class Strictness:
    """Holds replies against the documents of their APIs, and replaces those that do not fit by a 500 that says why."""

    def __init__(self, documents: Mapping[str, dict[str, Any]]) -> None:
        self._outputs = {}
        for api, document in documents.items():
            schemas = Schemas(document)
            for path, method, operation in operations(document):
                self._outputs[api, operation["operationId"]] = Outputs(schemas, followed(document, path, method))

    def __call__(self, request: Request, reply: Reply) -> Reply:
        outputs = self._outputs.get(request.operation) if request.operation else None
        if outputs is None:
            return reply
        try:
            outputs.check(reply.status, reply.content_type, reply.body)
        except Unfit as unfit:
            logger.error("%s %s: %s", request.method, request.path, unfit)
            return error_reply(UnexpectedState(str(unfit)))
        return reply
