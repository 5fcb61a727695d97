"""The exchanges of the probes as a HAR file, in the format that Schemathesis writes those of its own in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.client import responses
from pathlib import Path
from typing import Any

from medusa_mock.contract.evidence import headers_shown
from medusa_mock.contract.exchange import Exchange

Entry = dict[str, Any]


@dataclass
class Recording:
    """What was asked and answered, in the order in which it was. The credential is struck out."""

    credential: str
    entries: list[Entry] = field(default_factory=list)

    def add(self, exchange: Exchange, began: datetime) -> None:
        milliseconds = 1000 * exchange.seconds
        self.entries.append(
            {
                "startedDateTime": began.isoformat(),
                "time": milliseconds,
                "request": self._request(exchange),
                "response": self._response(exchange),
                "cache": {},
                "timings": {"send": 0, "wait": milliseconds, "receive": 0},
            }
        )

    def write(self, file: Path) -> None:
        file.write_text(json.dumps({"log": {"entries": self.entries}}), "utf-8")

    def _request(self, exchange: Exchange) -> Entry:
        body = exchange.request_body.decode("utf-8", "replace")
        sent = {"postData": {"mimeType": exchange.request_headers.get("Content-Type", ""), "text": body}}
        return {
            "method": exchange.operation.method,
            "url": exchange.url,
            **self._message(exchange.request_headers, len(exchange.request_body)),
            "queryString": [],
            **(sent if body else {}),
        }

    def _response(self, exchange: Exchange) -> Entry:
        size, text = len(exchange.content), exchange.content.decode("utf-8", "replace")
        return {
            "status": exchange.status,
            "statusText": responses.get(exchange.status, ""),
            **self._message(exchange.headers, size),
            "content": {"size": size, "mimeType": exchange.headers.get("content-type", ""), "text": text},
            "redirectURL": "",
        }

    def _message(self, headers: Mapping[str, str], size: int) -> Entry:
        told = headers_shown({name: [value] for name, value in headers.items()}, self.credential)
        return {
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [{"name": name, "value": value} for name, value in told.items()],
            "headersSize": -1,
            "bodySize": size,
        }
