"""A mock server as tests see it: the addresses and clients they need, and what they do to its state."""

import ssl
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import httpx

from medusa_mock.seeds import BadSeed
from medusa_mock.testing.in_process import InProcessTransport
from medusa_mock.testing.worlds import Rows, written_down

SESSION_HEADER = "X-Mock-Session"
PATIENCE = 30.0
"""How many seconds an answer may take: the first of a server comes while the server starts."""
MOST_ROWS = 1000
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Mocks speak plain HTTP. Reading the certificates of the system would take each client 20 ms."""

Json = Any


class Refused(Exception):
    """The mock did not do what a test asked it for; `str(error)` says what, and why."""


class MedusaMock:
    """A mock server, seen through one session of it: a state of its own under the name `name`.

    Args:
        url: where the server is.
        name: of the session; it is made at its first request.
        transport: how requests get there, if not over the network.
        folder: where seed files are looked for; by default the working directory.
    """

    def __init__(
        self, url: str, name: str, *, transport: InProcessTransport | None = None, folder: Path | None = None
    ) -> None:
        self.url = url
        self.name = name
        self.folder = folder or Path.cwd()
        self._transport = transport
        self._clients: list[httpx.Client] = []

    @property
    def headers(self) -> dict[str, str]:
        """What a request to this session bears, whoever sends it."""
        return {SESSION_HEADER: self.name}

    @cached_property
    def client(self) -> httpx.Client:
        """A client of the session that is not logged in."""
        return self._new_client()

    def async_client(self) -> httpx.AsyncClient:
        """Another one for coroutines, for the caller to close."""
        return httpx.AsyncClient(**self._settings())

    def login(self, email: str = "admin@medusa-test.com", password: str = "supersecret") -> httpx.Client:  # noqa: S107
        """A client of the session that is logged in as a user of the shop. Raises Refused."""
        client = self._new_client()
        answer = client.post("/admin/auth/token", json={"email": email, "password": password})
        if answer.is_error:
            raise Refused(f"{email} cannot log in: {answer.text}. Has the seed such a user?")
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return client

    def session(self, name: str) -> "MedusaMock":
        """The same server through another session, which is for the caller to close."""
        return MedusaMock(self.url, name, transport=self._transport, folder=self.folder)

    def seed(self, source: str = "empty", **rows: Rows) -> None:
        """Begin anew with another world, to which `reset` leads from now on: `seed("shop", regions=[{"name": "EU"}])`.

        `source` is `demo`, `shop`, `empty` or a world file, by its path from the folder; `rows` come on top.
        Raises Refused.
        """
        try:
            world = written_down(source, self.folder, rows)
        except BadSeed as error:
            raise Refused(str(error)) from None
        self.control("PUT", "world", world)

    def add(self, table: str, **values: Json) -> Json:
        """A new row, as it is shown: what is not given has the table's defaults, an id and the time. Raises Refused."""
        return self.control("POST", f"state/{table}", values)["row"]

    def rows(self, table: str, column: str = "", value: str = "") -> list[Json]:
        """The rows of a table, a thousand at most: all of them, or those that hold the value. Raises Refused."""
        wanted = {"column": column, "value": value} if column else {}
        found: list[Json] = self.control("GET", f"state/{table}?{urlencode({'limit': MOST_ROWS, **wanted})}")["rows"]
        return found

    def reset(self) -> None:
        """Back to the seed."""
        self.control("POST", "reset")

    def snapshot(self, name: str) -> None:
        """Keep the present state."""
        self.control("POST", "snapshots", {"name": name})

    def restore(self, name: str) -> None:
        """Back to a state that was kept. Raises Refused where there is none of this name."""
        self.control("POST", f"snapshots/{name}/restore")

    def advance(self, seconds: float) -> None:
        """Let time pass for the session."""
        self.control("POST", "clock/advance", {"seconds": seconds})

    def fault(self, **rule: Json) -> Json:
        """Let something go wrong, e.g. `operation="list_products", status=409, times=2`. Raises Refused."""
        return self.control("POST", "faults", rule)["fault"]

    def webhook(self, url: str, *events: str, secret: str | None = None) -> Json:
        """Have the URL told of the events of these names, in which `*` stands for any text, or of all.

        In process they are delivered while the event loop of `async_client` runs, or further requests are answered.
        Raises Refused.
        """
        wanted = {"url": url, "events": [*events] or ["*"], "secret": secret}
        return self.control("POST", "webhooks", wanted)["webhook"]

    def outbox(self, event: str = "*", to: str | None = None) -> list[Json]:
        """The events of this name, and only those that this address is written to if one is given.

        `*` stands for any text, so that `to="*"` are all messages that the shop would have sent.
        """
        wanted = {"event": event} if to is None else {"event": event, "to": to}
        events: list[Json] = self.control("GET", f"outbox?{urlencode(wanted)}")["outbox"]
        return events

    def control(self, method: str, path: str, body: Json = None) -> Json:
        """Ask the control API, below `/_mock/`, about the session. Raises Refused."""
        answer = self.client.request(method, f"/_mock/{path}", json=body)
        if answer.is_error:
            raise Refused(f"{method} /_mock/{path}: {_reason(answer)}")
        return answer.json()

    def end(self) -> None:
        """Forget the session, if it was ever asked for, and close its clients."""
        self.client.delete(f"/_mock/sessions/{self.name}")
        self.close()

    def close(self) -> None:
        for client in self._clients:
            client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _new_client(self) -> httpx.Client:
        client = httpx.Client(**self._settings())
        self._clients.append(client)
        return client

    def _settings(self) -> dict[str, Any]:
        """Of any client. The proxies of the environment are not for a server on this machine."""
        how = {"transport": self._transport, "verify": NO_TLS, "timeout": PATIENCE, "trust_env": False}
        return {"base_url": self.url, "headers": self.headers, **how}


def _reason(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        return f"{answer.status_code} {answer.text}"
