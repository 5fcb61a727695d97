"""What an operation gives out, held against the document: `--strict` lets nothing else leave the server."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs
import orjson

from medusa_mock.validation.schemas import Schemas


class Unfit(Exception):
    """A response that the document does not describe. The message tells where and why."""


class Outputs:
    """The responses of one operation.

    Args:
        operation: the operation object, with references to responses followed.
    """

    def __init__(self, schemas: Schemas, operation: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._name = operation["operationId"]
        self._responses: Mapping[str, Any] = operation["responses"]
        self._validators: dict[tuple[int, str], jsonschema_rs.Draft4Validator] = {}

    def check(self, status: int, content_type: str | None, body: bytes) -> None:
        """Hold a response against the document.

        Raises:
            Unfit: its status, its media type or its body is not what the document says.
        """
        response = self._responses.get(str(status))
        if response is None:
            raise Unfit(f"{self._name}: the document knows no response {status}")
        media_type = (content_type or "").partition(";")[0]
        content = response.get("content", {})
        if media_type != "" and media_type not in content:
            raise Unfit(f"{self._name}: the document knows no {media_type} for response {status}")
        if media_type == "" and content:
            raise Unfit(f"{self._name}: response {status} has no content type")
        if media_type:
            self._check_body(status, media_type, content[media_type]["schema"], body)

    def _check_body(self, status: int, media_type: str, schema: Mapping[str, Any], body: bytes) -> None:
        key = (status, media_type)
        if key not in self._validators:
            self._validators[key] = self._schemas.compile(schema)
        value = orjson.loads(body) if media_type == "application/json" else body.decode()
        for error in self._validators[key].iter_errors(value):
            place = "".join(f"/{part}" for part in error.instance_path)
            raise Unfit(f"{self._name}: response {status} at {place or '/'}: {error.message}")
