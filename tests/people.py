"""What tests about people share."""

from typing import Any

import httpx


class Watch:
    """A clock of milliseconds that is set by hand."""

    now = 1_800_000_000_000

    def __call__(self, _serial: int) -> int:
        return self.now


def sent(client: httpx.Client) -> list[dict[str, Any]]:
    """What the client's session has in its outbox."""
    messages: list[dict[str, Any]] = client.get("/_mock/outbox").json()["outbox"]
    return messages
