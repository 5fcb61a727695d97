"""The Flask application behind `/_mock`: its routes, its guard, and JSON for whatever goes wrong."""

import logging
from typing import Any

from flask import Flask, Response, jsonify
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException

from medusa_mock.console.control import Control
from medusa_mock.console.guard import install_guard
from medusa_mock.console.operations import add_operations
from medusa_mock.console.pages import create_pages
from medusa_mock.errors import MockError, Unknown

LARGEST_BODY = 64 * 1024
TYPES = {
    400: "invalid_data",
    401: "unauthorized",
    403: "not_allowed",
    404: "not_found",
    405: "not_allowed",
    413: "invalid_data",
}
"""Medusa's types of errors for those that Flask raises, by status."""

logger = logging.getLogger(__name__)


class _Json(DefaultJSONProvider):
    sort_keys = False


class _Console(Flask):
    json_provider_class = _Json


def create_console(control: Control, document: dict[str, Any], *, control_token: str | None) -> Flask:
    """Make the application. Its routes begin with `/_mock` themselves.

    `document` is that of the control API; `control_token` is what clients have to show, None where only this machine
    can reach the server.
    """
    app = _Console(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.url_map.strict_slashes = False
    install_guard(app, control_token)
    add_operations(app, document, control)
    app.register_blueprint(create_pages(control, control_token))
    app.register_error_handler(MockError, _mock_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crash)
    return app


def _mock_error(error: MockError) -> Response:
    return _error(error.status, error.type, str(error))


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    response = _error(status, TYPES.get(status, Unknown.type), error.description or error.name)
    for name, value in error.get_headers():
        if name != "Content-Type":  # of the HTML page that Flask would send
            response.headers[name] = value
    return response


def _crash(error: Exception) -> Response:
    logger.exception("The console failed", exc_info=error)
    return _mock_error(Unknown())


def _error(status: int, type: str, message: str) -> Response:
    response = jsonify(type=type, message=message)
    response.status_code = status
    return response
