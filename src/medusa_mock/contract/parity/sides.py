"""The two sides of a comparison: a server that is asked now, or the recording of one that was asked before."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import httpx

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.parity.client import Client, Credentials
from medusa_mock.contract.parity.player import play
from medusa_mock.contract.parity.recording import Answer, read_recording
from medusa_mock.contract.parity.scenario import Scenario


class Side(Protocol):
    """What can say how a scenario is answered."""

    def answers(self, scenario: Scenario) -> list[Answer]:
        """Return an answer for each step.

        Raises:
            Unusable: there is none to be had.
        """
        ...


@dataclass(frozen=True)
class Recordings:
    folder: Path

    def answers(self, scenario: Scenario) -> list[Answer]:
        return read_recording(self.folder, scenario)


@dataclass
class Server:
    """`before` is a request such as "POST /_mock/reset", sent before each scenario, or before the first with `once`.

    Without it a server that says it is a mock is reset; another is asked as it is. `control_token` is what the control
    API of a mock asks for where it does not listen on loopback.
    """

    url: str
    credentials: Credentials
    before: str | None = None
    control_token: str | None = None
    timeout: float = 60.0
    once: bool = False
    _is_prepared: bool = False
    _proofs: dict[str, dict[str, str]] = field(default_factory=dict)

    def answers(self, scenario: Scenario) -> list[Answer]:
        proofs = self._proofs if self.once else None
        with Client(self.url, self.credentials, timeout=self.timeout, proofs=proofs) as client:
            if not (self.once and self._is_prepared):
                self._prepare(client)
                self._is_prepared = True
            return play(scenario, client)

    def _prepare(self, client: Client) -> None:
        before = self.before
        if before is None and _is_mock(client.send("GET", "/_mock/health")):
            before = "POST /_mock/reset"
        if before is None:
            return
        method, _, path = before.partition(" ")
        headers = {"Content-Type": "application/json"}
        if self.control_token and path.startswith("/_mock/"):
            headers["Authorization"] = f"Bearer {self.control_token}"
        response = client.send(method, path, headers=headers, content=b"{}")
        if not response.is_success:
            raise Unusable(f"{self.url}: {before} answered {response.status_code}: {response.text[:200]}")


def _is_mock(health: httpx.Response) -> bool:
    media_type = health.headers.get("content-type", "")
    return health.status_code == httpx.codes.OK and media_type.startswith("application/json")


def find_side(
    where: str,
    credentials: Credentials,
    *,
    before: str | None,
    control_token: str | None,
    timeout: float,
    once: bool = False,
) -> Server | Recordings:
    """Return the server at a URL, or the recordings in a folder.

    Raises:
        Unusable: `where` is neither, or `before` is no request.
    """
    if "://" in where:
        if before is not None and not all(before.partition(" ")):
            raise Unusable(f"{before!r}: not a request such as 'POST /_mock/reset'")
        return Server(where, credentials, before, control_token, timeout, once)
    if not Path(where).is_dir():
        raise Unusable(f"{where}: neither a URL nor a folder of recordings")
    return Recordings(Path(where))
