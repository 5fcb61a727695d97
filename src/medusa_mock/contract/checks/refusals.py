"""The form of a refusal."""

from collections.abc import Iterator

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault


def refusal_is_json(exchange: Exchange) -> Iterator[Fault]:
    """A 400 is a page of HTML only where the body of the request could not be read: it was no JSON object or list."""
    html = exchange.headers.get("content-type", "").startswith("text/html")
    readable = not exchange.request_body or isinstance(exchange.sent, dict | list)
    if html and exchange.status == 400 and readable:
        yield Fault("Refusal is no JSON", "The body could be read, and the answer is a page of HTML.")
