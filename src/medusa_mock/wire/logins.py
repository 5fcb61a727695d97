"""Cookie sessions as `express-session` keeps them: who is logged in behind which `connect.sid`.

Every visitor gets a signed session id with the first answer, logged in or not, and keeps it while the session lives.
Log-ins live in memory and in bounded number, the longest unused going first: real ones die with the server as well.
"""

import base64
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http.cookies import CookieError, SimpleCookie
from typing import TypeVar
from urllib.parse import unquote

T = TypeVar("T")

COOKIE = "connect.sid"
SECONDS = 10 * 60 * 60


@dataclass(slots=True)
class Login:
    """One visitor's session: its id, and who logged in with it: by domain, the ids of a user and of a customer.

    `realm` names the mock session that they belong to: who is somebody in one is nobody in another.
    """

    sid: str
    expires: float
    is_new: bool = False
    realm: str | None = None
    accounts: dict[str, str] = field(default_factory=dict)
    ended: bool = False

    def account(self, domain: str, realm: str) -> str | None:
        return self.accounts.get(domain) if self.realm == realm else None

    def begin(self, domain: str, account: str, realm: str) -> None:
        if self.realm != realm:
            self.accounts.clear()
        self.accounts[domain], self.realm = account, realm

    def end(self, domain: str) -> None:
        """Log out. Unless somebody of another domain stays, the cookie is worth nothing from now on."""
        self.accounts.pop(domain, None)
        self.ended = not self.accounts


class Logins:
    """All sessions of a server, found by the cookie that the visitor sends back.

    The signature alone proves the cookie of somebody who never logged in. Remembered are who did, and who logged out.
    """

    def __init__(self, secret: str, *, most: int = 10_000, now: Callable[[], float] = time.time) -> None:
        self._keyed = hmac.new(secret.encode(), digestmod="sha256")
        self._most = most
        self._now = now
        self._accounts: OrderedDict[str, Login] = OrderedDict()
        self._ended: OrderedDict[str, None] = OrderedDict()
        self._expires_text = (0, "")

    def of(self, cookie_header: str | None) -> Login:
        """The session that a Cookie header names, or a new one where it names none that lives."""
        now = self._now()
        sid = self._sid(cookie_header) if cookie_header else None
        if sid is None or sid in self._ended:
            return Login(secrets.token_urlsafe(24), now + SECONDS, is_new=True)
        login = self._accounts.get(sid)
        if login is None:
            return Login(sid, now + SECONDS)
        return login if login.expires > now else Login(secrets.token_urlsafe(24), now + SECONDS, is_new=True)

    def keep(self, login: Login) -> None:
        """Remember after its request who logged in with a session, or that somebody logged out of it."""
        if login.ended:
            self._accounts.pop(login.sid, None)
            self._shelve(self._ended, login.sid, None)
        elif login.accounts:
            login.is_new = False
            self._shelve(self._accounts, login.sid, login)

    def _shelve(self, shelf: OrderedDict[str, T], sid: str, what: T) -> None:
        shelf[sid] = what
        shelf.move_to_end(sid)
        if len(shelf) > self._most:
            shelf.popitem(last=False)

    def set_cookie(self, login: Login) -> bytes:
        """The value of the Set-Cookie header that hands a session to its visitor."""
        signature = self._signature(login.sid).replace("+", "%2B").replace("/", "%2F")
        return f"{COOKIE}=s%3A{login.sid}.{signature}; Path=/; Expires={self._expires(login)}; HttpOnly".encode(
            "latin-1"
        )

    def _expires(self, login: Login) -> str:
        second = int(login.expires)
        if self._expires_text[0] != second:
            self._expires_text = (second, formatdate(second, usegmt=True))
        return self._expires_text[1]

    def _signature(self, sid: str) -> str:
        signing = self._keyed.copy()
        signing.update(sid.encode())
        return base64.b64encode(signing.digest()).decode().rstrip("=")

    def _sid(self, cookie_header: str) -> str | None:
        try:
            morsel = SimpleCookie(cookie_header).get(COOKIE)
        except CookieError:
            return None
        if morsel is None:
            return None
        kind, _, signed = unquote(morsel.value).partition(":")
        sid, _, signature = signed.rpartition(".")
        genuine = hmac.compare_digest(signature.encode(), self._signature(sid).encode())
        return sid if kind == "s" and genuine else None
