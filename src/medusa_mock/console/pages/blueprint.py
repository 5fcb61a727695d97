"""The pages and what is common to them: the session that is looked at, and what a browser may load."""

from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from medusa_mock.console.control import Control
from medusa_mock.console.guard import COOKIE, cookie_of, is_token
from medusa_mock.console.pages import requests, sessions, state
from medusa_mock.console.pages.looks import install_looks
from medusa_mock.store.sessions import DEFAULT

LOOKED_AT = "medusa_mock_session"
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
"""What a page may load and do: nothing but what this server sends, and no script or style within the page."""


def create_pages(control: Control, token: str | None) -> Blueprint:
    """All pages, below `/_mock`. With a token people log in with it."""
    pages = Blueprint(
        "pages", __name__, url_prefix="/_mock", static_folder="static", static_url_path="/ui/static",
        template_folder="templates",
    )  # fmt: skip
    install_looks(pages)
    pages.before_request(lambda: _find_session(control))
    pages.after_request(_keep_session)
    pages.register_error_handler(404, lambda _: (render_template("missing.html"), 404))
    pages.context_processor(lambda: _context(control, token))
    for module in (requests, sessions, state):
        module.add_pages(pages, control)
    if token is not None:
        _add_login(pages, token)
    return pages


def _find_session(control: Control) -> None:
    """The session that the browser looks at; the default one where it is gone, which looking does not bring back."""
    name = request.args.get("session") or request.cookies.get(LOOKED_AT, DEFAULT)
    g.session = control.sessions.find(name) or control.sessions.get()


def _keep_session(response: Response) -> Response:
    if "session" in request.args:
        response.set_cookie(LOOKED_AT, g.session.name, path="/_mock", httponly=True, samesite="Strict")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _context(control: Control, token: str | None) -> dict[str, Any]:
    return {
        "session": g.session,
        "sessions": control.sessions.names,
        "server": control.info,
        "token": token is not None,
        "page": (request.endpoint or "").removeprefix("pages."),
    }


def _add_login(pages: Blueprint, token: str) -> None:
    @pages.get("/ui/login")
    def show_login() -> ResponseReturnValue:
        return render_template("login.html")

    @pages.post("/ui/login")
    def log_in() -> ResponseReturnValue:
        if not is_token(request.form.get("token", "").strip(), token):
            return render_template("login.html", wrong=True), 401
        response = redirect(url_for("pages.show_dashboard"))
        response.set_cookie(COOKIE, cookie_of(token), path="/_mock", httponly=True, samesite="Strict")
        return response
