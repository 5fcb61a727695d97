"""What the hooks ask of the server by themselves, besides the requests that are judged."""

import time
from typing import Any

import httpx

from medusa_mock.contract.run import Run
from medusa_mock.contract.target import SESSION_HEADER


class Server:
    """The server of a run, as its account and in its state."""

    def __init__(self, run: Run) -> None:
        headers = {**run.proof, **({SESSION_HEADER: run.session} if run.session else {})}
        self._client = httpx.Client(base_url=run.url, headers=headers, timeout=run.timeout)
        self._pause = run.pause
        self._can_reset = bool(run.session)

    def read(self, path: str) -> dict[str, Any] | None:
        """The JSON object that a path answers GET with; None for anything else."""
        time.sleep(self._pause)
        try:
            response = self._client.get(path)
            body = response.json() if response.is_success else None
        except (httpx.HTTPError, ValueError):
            return None
        return body if isinstance(body, dict) else None

    def reset(self) -> None:
        """Take the state back to its seed, if the server does that; a server that is gone is noticed elsewhere."""
        if not self._can_reset:
            return
        try:
            self._can_reset = self._client.post("/_mock/reset").is_success
        except httpx.HTTPError:
            self._can_reset = False
