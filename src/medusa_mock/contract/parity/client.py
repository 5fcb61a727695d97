"""One server as a scenario meets it: requests go out exactly as they are written, and nothing is remembered unasked.

httpx by itself would encode the path again, add headers of its own, keep cookies and obey the proxies of the
environment. None of it happens here, since each changes what the server is asked: a cart remembers the User-Agent.
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from medusa_mock.contract.errors import Unusable

AS_WRITTEN = "/?#[]@!$&'()*+,;=:%~{}"
"""What goes out as it is: everything that HTTP can carry, be it sense or not, such as `%zz`."""


@dataclass(frozen=True)
class Credentials:
    """An admin account."""

    email: str
    password: str


class Client:
    """Requests to one server, and the two proofs of one admin account, obtained when first needed."""

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        timeout: float = 60.0,
        proofs: dict[str, dict[str, str]] | None = None,
    ) -> None:
        """`url` may have a path, which then stands before every path; `timeout` is in seconds, for each request.

        `proofs` are those that another client has obtained, or a mapping to keep them in for the next one.

        Raises:
            Unusable: `url` is not that of an HTTP server.
        """
        self.url = url
        self._base = _base(url)
        self.credentials = credentials
        self._proofs = {} if proofs is None else proofs
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        self._http = httpx.Client(
            timeout=timeout, trust_env=False, follow_redirects=False, cookies=no_cookies, verify=_trusted()
        )
        self._http.headers.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> httpx.Response:
        """Ask for `path`, query included, as it is written.

        Raises:
            Unusable: no answer came.
        """
        target = quote(self._base.path.rstrip("/") + path, safe=AS_WRITTEN).encode("ascii")
        try:
            return self._http.request(
                method, self._base, headers=_bytes(headers or {}), content=content, extensions={"target": target}
            )
        except httpx.TimeoutException as error:
            raise Unusable(f"{self.url}: {method} {path}: no answer in time") from error
        except (httpx.HTTPError, UnicodeEncodeError) as error:
            raise Unusable(f"{self.url}: {method} {path}: {error}") from error

    def proof(self, kind: str) -> dict[str, str]:
        """Return the header that shows who asks: of `kind` "admin", a bearer token; of "cookie", a session.

        Raises:
            Unusable: the server does not let the account in.
        """
        if not self._proofs:
            token = self._log_in("/admin/auth/token")
            session = self._log_in("/admin/auth")
            self._proofs["admin"] = {"Authorization": f"Bearer {_access_token(token)}"}
            self._proofs["cookie"] = {"Cookie": session.headers.get("set-cookie", "").partition(";")[0]}
        return self._proofs[kind]

    def _log_in(self, path: str) -> httpx.Response:
        account = json.dumps(vars(self.credentials)).encode()
        response = self.send("POST", path, headers={"Content-Type": "application/json"}, content=account)
        if response.status_code != httpx.codes.OK:
            account_name = self.credentials.email
            raise Unusable(
                f"{self.url}: POST {path} as {account_name} answered {response.status_code}: {response.text[:200]}"
            )
        return response


@cache
def _trusted() -> ssl.SSLContext:
    """Return the usual certificates; reading them takes longer than many a scenario, so they are read once."""
    return httpx.create_ssl_context(trust_env=False)


def _access_token(response: httpx.Response) -> str:
    try:
        return str(response.json()["access_token"])
    except (ValueError, TypeError, KeyError) as error:
        raise Unusable(f"{response.url}: a log-in answered no access_token: {response.text[:200]}") from error


def _base(url: str) -> httpx.URL:
    try:
        base = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise Unusable(f"{url}: {error}") from error
    if base.scheme not in {"http", "https"} or not base.host or base.query or base.fragment:
        raise Unusable(f"{url}: not the URL of a server, such as http://127.0.0.1:9000")
    return base


def _bytes(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    return {name.encode("ascii"): value.encode("utf-8") for name, value in headers.items()}
