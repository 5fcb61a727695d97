"""The documentation of the API for people and tools: `/docs` and `/openapi.json`."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Flask, Response
from flask_swagger_ui import get_swaggerui_blueprint

DOCUMENT = "/openapi.json"


def create_docs(document: Mapping[str, Any]) -> Flask:
    """The document as JSON, for any origin to read, and Swagger UI over it, all from this machine."""
    app = Flask(__name__, static_folder=None)
    app.url_map.strict_slashes = False
    title = document["info"]["title"]
    app.register_blueprint(get_swaggerui_blueprint("/docs", DOCUMENT, {"app_name": title, "tryItOutEnabled": True}))
    text = orjson.dumps(document)

    @app.get(DOCUMENT)
    def openapi() -> Response:
        return Response(text, mimetype="application/json", headers={"Access-Control-Allow-Origin": "*"})

    return app
