"""The documentation of the APIs for people and tools: `/docs`, and the documents that it is made of."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Flask, Response
from flask_swagger_ui import get_swaggerui_blueprint


def create_docs(documents: Mapping[str, Mapping[str, Any]]) -> Flask:
    """The documents as JSON, each at its path, for any origin to read, and Swagger UI over them, all from this machine.

    The first document is the one that the page begins with.
    """
    app = Flask(__name__, static_folder=None)
    app.url_map.strict_slashes = False
    titles = {path: document["info"]["title"] for path, document in documents.items()}
    shown = {"urls": [{"url": path, "name": title} for path, title in titles.items()]}
    config = {"app_name": "Medusa", "tryItOutEnabled": True, **shown}
    app.register_blueprint(get_swaggerui_blueprint("/docs", next(iter(documents)), config))
    for path, document in documents.items():
        app.add_url_rule(path, view_func=_shown(document), endpoint=path[1:].replace(".", "_"))
    return app


def _shown(document: Mapping[str, Any]) -> Any:
    text = orjson.dumps(document)
    headers = {"Access-Control-Allow-Origin": "*"}
    return lambda: Response(text, mimetype="application/json", headers=headers)
