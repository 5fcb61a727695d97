"""Traffic written down as a scenario (see `contract.parity.scenario`), for other servers to be asked the same.

Ids and tokens that a request takes from an earlier answer become names that are saved there, and whoever asks becomes a
kind of `auth`. Secrets are not written down: `{password}` stands for the password of the account that a scenario is
played as, and `{password}-2` and so on for others.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path
from typing import Any

import yaml

from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.parity.paths import noun
from medusa_mock.contract.proxy.overheard import Message, Overheard, Request, Unreadable
from medusa_mock.masking import FILTERED, KEYS, masked_query, masked_text

Json = Any

HEAD = """\
# Overheard between a front end and {url}.
# {{email}} and {{password}} are the account that the scenario is played as. Where no server promises an order or a
# value, say so with `unordered` and `ignore`.
"""
KEY = "idempotency-key"
KEPT_HEADERS = (KEY, "x-publishable-api-key")
PASSWORDS = frozenset({"password", "old_password", "new_password"})
SIGN_INS = ("/store/auth", "/store/customers")
"""Where a POST with an e-mail address and a password signs a customer in, by a cookie."""

_HANDLE = re.compile(r"[A-Za-z]+(?:_[a-z]+)*_[0-9A-HJKMNP-TV-Z]{26}|(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")
"""An id as a Medusa makes them, or the code of a gift card."""
_WORD = re.compile(r"[\w.-]{6,}")


@dataclass
class Transcript:
    """A scenario that grows by one step with every exchange.

    Args:
        skipped: what could not be written down, and why.
    """

    url: str
    skipped: list[str] = field(default_factory=list)
    _steps: list[dict[str, Json]] = field(default_factory=list)
    _seen: dict[str, tuple[dict[str, Json], str]] = field(default_factory=dict)
    """An id or a token -> the step whose answer had it first, and where."""
    _names: dict[str, str] = field(default_factory=dict)
    """An id or a token -> the name that it is saved by."""
    _passwords: dict[str, str] = field(default_factory=dict)
    _customer: str = ""
    """The header of the customer who has signed in, empty if none has."""

    def add(self, heard: Overheard) -> None:
        """Write down an exchange, if there is an answer."""
        request, answer = heard.request, heard.answer
        if answer is None or not request.complete:
            return
        try:
            step = self._step(request, answer.status)
        except Unreadable as reason:
            self.skipped.append(f"{request.method} {masked_text(request.path)}: {reason}")
            return
        self._steps.append(step)
        said = _json(answer)
        for path, key, value in _leaves(said):
            if _is_handle(key, value):
                self._seen.setdefault(value, (step, path))
        if 200 <= answer.status < 300:
            self._follow_customer(request)

    def text(self) -> str:
        """The scenario, in YAML."""
        if not self._steps:
            raise Unusable("Nothing was written down: no request for an API of a Medusa came by.")
        self._forget_single_keys()
        steps = yaml.safe_dump({"steps": self._steps}, sort_keys=False, allow_unicode=True, width=120)
        return HEAD.format(url=self.url) + steps

    def write(self, path: Path) -> int:
        """Write the scenario to a file. Return how many steps it has.

        Raises:
            Unusable: there is nothing to write, or the file cannot be written.
        """
        text = self.text()
        try:
            path.write_text(text, "utf-8")
        except OSError as error:
            raise Unusable(f"{path}: {error.strerror}") from error
        return len(self._steps)

    def _forget_single_keys(self) -> None:
        """An idempotency key that came once is another one at every play: a server answers it anew only once."""
        counts = Counter(key for step in self._steps for key in _keys(step))
        for step in self._steps:
            headers = step.get("headers", {})
            step["headers"] = {
                name: value for name, value in headers.items() if name.lower() != KEY or counts[value] > 1
            }
            if not step["headers"]:
                del step["headers"]

    def _step(self, request: Request, status: int) -> dict[str, Json]:
        query = f"?{masked_query(self._named(request.query))}" if request.query else ""
        body = self._body(request, status)
        step: dict[str, Json] = {"request": f"{request.method} {self._named(request.path)}{query}"}
        headers = {name: self._named(value) for name, value in request.headers if name.lower() in KEPT_HEADERS}
        auth, proof = self._proof(request, status)
        if auth != "admin":
            step["auth"] = auth
        if headers | proof:
            step["headers"] = headers | proof
        return step | body

    def _proof(self, request: Request, status: int) -> tuple[str, dict[str, str]]:
        """Who asks: a kind of `auth`, and further headers. Credentials that are not accepted are as good as none."""
        bearer = request.header("authorization") or ""
        if status == 401 or not (bearer or request.header("cookie") or request.header("x-medusa-access-token")):
            return "none", {}
        if request.path.lower().startswith("/admin"):
            return ("cookie" if not bearer and not request.header("x-medusa-access-token") else "admin"), {}
        named = self._named(bearer) if bearer else self._customer
        return "none", {"Authorization": named} if named and "{" in named else {}

    def _follow_customer(self, request: Request) -> None:
        """Have a customer sign in for a token as well: a cookie cannot be saved out of an answer."""
        path = request.path.rstrip("/").lower()
        sent = _json(request)
        if request.method == "POST" and path in SIGN_INS and isinstance(sent, dict) and sent.keys() >= {"password"}:
            name = self._free_name("customer")
            account = {"email": sent.get("email"), "password": self._password(sent["password"])}
            step = {"request": "POST /store/auth/token", "auth": "none", "body": account}
            self._steps.append(step | {"save": {name: "access_token"}})
            self._customer = f"Bearer {{{name}}}"
        elif request.method == "DELETE" and path == "/store/auth":
            self._customer = ""

    def _body(self, request: Request, status: int) -> dict[str, Json]:
        content = request.body
        kind = request.header("content-type") or ""
        if not content:
            return {}
        if kind.lower().startswith("multipart/form-data"):
            return {"files": list(_files(kind, content))}
        if kind.partition(";")[0].strip().lower() != "application/json" or (value := _json(request)) is None:
            return {"raw": masked_text(_text(content)), "type": kind or "application/octet-stream"}
        if request.path.lower().startswith("/admin/auth") and isinstance(value, dict) and status < 400:
            self._passwords[str(value.get("password"))] = "{password}"
            value = value | {"email": "{email}"}
        return {"body": self._filled(value)}

    def _filled(self, value: Json, key: str = "") -> Json:
        """A value with names in the place of ids, and without secrets."""
        if isinstance(value, dict):
            return {name: self._filled(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self._filled(item, key) for item in value]
        if not isinstance(value, str):
            return value
        if key.lower() in PASSWORDS:
            return self._password(value)
        if value in self._seen:
            return self._name(value)
        return FILTERED if key.lower() in KEYS else masked_text(value)

    def _password(self, value: str) -> str:
        if not value:
            return value
        return self._passwords.setdefault(value, f"{{password}}-{len(self._passwords) + 2}")

    def _named(self, text: str) -> str:
        """A text with names in the place of the ids and tokens in it."""
        return _WORD.sub(lambda word: self._name(word[0]) if word[0] in self._seen else word[0], text)

    def _name(self, value: str) -> str:
        """The name of an id or a token, which is saved from now on where it was seen first."""
        if value not in self._names:
            step, path = self._seen[value]
            self._names[value] = self._free_name(noun(path))
            step.setdefault("save", {})[self._names[value]] = path
        return f"{{{self._names[value]}}}"

    def _free_name(self, noun: str) -> str:
        taken = {name for step in self._steps for name in step.get("save", ())}
        number = 1
        while (name := noun if number == 1 else f"{noun}_{number}") in taken:
            number += 1
        return name


def _keys(step: dict[str, Json]) -> Iterator[str]:
    return (value for name, value in step.get("headers", {}).items() if name.lower() == KEY)


def _leaves(value: Json, path: str = "", key: str = "") -> Iterator[tuple[str, str, str]]:
    """The texts in a value: each with its dotted path, and the key that it stands under."""
    if isinstance(value, str):
        yield path, key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            if "." not in name:
                yield from _leaves(item, f"{path}.{name}" if path else name, name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}.{index}", key)


def _is_handle(key: str, value: str) -> bool:
    """Whether a text is what other requests refer to a thing by, and of no meaning elsewhere."""
    if key in ("access_token", "token") or _HANDLE.fullmatch(value):
        return True
    return (key == "id" or key.endswith("_id")) and "_" in value and _WORD.fullmatch(value) is not None


def _files(kind: str, content: bytes) -> Iterator[dict[str, str]]:
    form = message_from_bytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + content, policy=HTTP)
    for part in form.iter_parts():
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)  # noqa: S101
        if (name := part.get_filename()) is not None:
            field_name = str(part.get_param("name", header="content-disposition"))
            yield {"name": name, "field": field_name, "type": part.get_content_type(), "content": _text(data)}


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("a scenario holds texts alone, and this body is none") from None


def _json(message: Message) -> Json:
    """What a body says as JSON; None where it says nothing."""
    try:
        return json.loads(message.body)
    except (ValueError, RecursionError, Unreadable):
        return None
