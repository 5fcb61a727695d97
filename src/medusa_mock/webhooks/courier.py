"""How an event gets to a webhook: by a POST, tried again with growing pauses."""

import asyncio
import hashlib
import hmac
import ssl
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol

import httpx

from medusa_mock import __version__
from medusa_mock.webhooks.hooks import DELIVERED, Delivery, Webhook

EVENT_HEADER = "X-Medusa-Mock-Event"
SIGNATURE_HEADER = "X-Medusa-Mock-Signature"
AGENT = f"medusa-mock/{__version__}"


class Terms(Protocol):
    """How long to try."""

    pauses: Sequence[float]
    timeout: float


async def deliver(hook: Webhook, session: str, terms: Terms, goes_on: Callable[[], bool]) -> None:
    """Deliver what waits, one after the other, until nothing does or the session does not go on."""
    trusted = _trusted() if hook.url.lower().startswith("https") else NO_TLS
    async with httpx.AsyncClient(verify=trusted, trust_env=False, follow_redirects=False) as client:
        while goes_on() and (delivery := hook.next()):
            await _deliver(client, hook, delivery, session, terms)


async def _deliver(client: httpx.AsyncClient, hook: Webhook, delivery: Delivery, session: str, terms: Terms) -> None:
    try:
        request = client.build_request("POST", hook.url, **_content(hook, delivery, session))
    except (TypeError, ValueError) as error:  # half of a surrogate pair, which JSON can say and UTF-8 cannot
        delivery.give_up(f"cannot be sent: {error}")
        return
    for pause in (*terms.pauses, None):
        delivery.note(*await _attempt(client, request, terms.timeout))
        if delivery.status == DELIVERED:
            return
        if pause is not None:
            await asyncio.sleep(pause)
    delivery.give_up()


def _content(hook: Webhook, delivery: Delivery, session: str) -> dict[str, Any]:
    """The body and the headers. Raises TypeError or ValueError where what is told cannot be written."""
    body = delivery.body(session)
    headers = {"Content-Type": b"application/json", "User-Agent": AGENT.encode()}
    headers[EVENT_HEADER] = delivery.event["event_name"].encode()
    if hook.secret:
        headers[SIGNATURE_HEADER] = signature(hook.secret, body).encode()
    return {"content": body, "headers": {name.encode(): value for name, value in headers.items()}}


async def _attempt(client: httpx.AsyncClient, request: httpx.Request, timeout: float) -> tuple[int | None, str | None]:
    """The status of the answer, whose body nobody reads, and what went wrong."""
    try:
        async with asyncio.timeout(timeout):
            answer = await client.send(request, stream=True)
            await answer.aclose()
    except TimeoutError:
        return None, f"no answer within {timeout:g} seconds"
    except httpx.HTTPError as error:
        return None, f"{type(error).__name__}: {error}"
    return answer.status_code, None if answer.is_success else f"answered {answer.status_code}"


def signature(secret: str, body: bytes) -> str:
    """What shows that the body comes from who knows the secret."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates of the system, which take a moment to read."""
    return ssl.create_default_context()


NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For plain HTTP: reading the certificates of the system would hold up the loop."""
