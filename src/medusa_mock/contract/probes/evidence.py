"""Exchanges as the findings have them."""

from http.client import responses

from schemathesis.engine.recorder import Request as Recorded

from medusa_mock.contract.evidence import headers_shown, request_of, shown
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.findings import Answer, Request
from medusa_mock.contract.repetition import curl


def requested(exchange: Exchange, credential: str) -> Request:
    return request_of(_recorded(exchange), credential)


def answered(exchange: Exchange, credential: str) -> Answer:
    return Answer(
        exchange.status,
        responses.get(exchange.status, ""),
        headers_shown({name: [value] for name, value in exchange.headers.items()}, credential),
        shown(exchange.content, credential),
        len(exchange.content),
        exchange.seconds,
    )


def repeated(exchange: Exchange, credential: str) -> str:
    """A curl line."""
    return curl(_recorded(exchange), credential)


def _recorded(exchange: Exchange) -> Recorded:
    body, headers = exchange.request_body or None, {name: [value] for name, value in exchange.request_headers.items()}
    return Recorded(exchange.operation.method, exchange.url, body, len(body or b""), headers)
