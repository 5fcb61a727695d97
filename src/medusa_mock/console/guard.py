"""Who may use the control API: whoever has the token or, where there is none, this machine alone."""

import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, abort, redirect, request, url_for
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

_READING = ("GET", "HEAD", "OPTIONS")
_OPEN = frozenset({"get_health", "pages.show_login", "pages.log_in", "pages.static"})
COOKIE = "medusa_mock_control"
_CHALLENGE = WWWAuthenticate("bearer")


def install_guard(app: Flask, token: str | None) -> None:
    """Check every request to `app` before its route runs.

    With a token, all routes but /health need `Authorization: Bearer <token>`, or the cookie that browsers get for it.
    Without one, the server must have been reached under a name of this machine.
    """

    @app.before_request
    def guard() -> None:
        _refuse_other_sites()
        if token is None:
            _refuse_other_names()
        elif request.endpoint not in _OPEN and not _has_cookie(token):
            _require_token(token)


def is_token(sent: str, token: str) -> bool:
    # Compared as bytes: a text may hold characters that compare_digest does not take.
    return hmac.compare_digest(sent.encode(), token.encode())


def cookie_of(token: str) -> str:
    """What a browser shows instead of the token: not the token itself."""
    return hmac.digest(token.encode(), b"medusa-mock console", "sha256").hex()


def _has_cookie(token: str) -> bool:
    return is_token(request.cookies.get(COOKIE, ""), cookie_of(token))


def _require_token(token: str) -> None:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not is_token(sent.strip(), token):
        if (request.endpoint or "").startswith("pages."):
            abort(redirect(url_for("pages.show_login")))
        raise Unauthorized(
            "The control API needs the header Authorization: Bearer <control token>", www_authenticate=_CHALLENGE
        )


def _refuse_other_names() -> None:
    # A page of any site can point a name of its own at 127.0.0.1 (DNS rebinding) and is then, for the browser, of the
    # same origin as this server. The Host header still bears the foreign name.
    if not _is_loopback(_host_of(f"//{request.headers.get('Host', '')}")):
        raise Forbidden("Without a control token the control API answers only to localhost, 127.0.0.0/8 and [::1]")


def _refuse_other_sites() -> None:
    # A browser sends a form or a `no-cors` fetch of any page to any address, loopback included, and asks nobody first:
    # the page cannot read the answer, but the reset has happened. It does say where the page is from. Another port of
    # the same host is let pass: that is the front end under test.
    if request.method in _READING:
        return
    origin = request.headers.get("Origin")
    foreign = origin is not None and _host_of(origin) != _host_of(f"//{request.headers.get('Host', '')}")
    if foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Forbidden("The control API takes no changes from pages of other sites")


def _host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _is_loopback(host: str | None) -> bool:
    if host is None or host == "localhost":
        return host is not None
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
