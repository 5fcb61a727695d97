"""The answers on nothing but Starlette, jsonschema-rs and orjson: no document, no credentials, no state.

What a service of its own would be that knows these requests and no others. Usage: `starlette_app PORT ANSWERS`; the
file has the longer answers, by their paths.
"""

import json
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.bench.exchanges import APP, APPS, PRODUCTS, TAGS, granted

REQUIRED = ("application_name", "state", "code")
AUTHORIZE = jsonschema_rs.Draft4Validator(
    {
        "type": "object",
        "additionalProperties": False,
        "required": list(REQUIRED),
        "properties": {name: {"type": "string", "minLength": 1} for name in REQUIRED},
    }
)


class Json(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


async def list_apps(_: Request) -> Json:
    return Json({"apps": APPS})


async def list_product_tags(request: Request) -> Json:
    offset = int(request.query_params.get("offset", 0))
    limit = int(request.query_params.get("limit", 10))
    page = TAGS[offset : offset + limit]
    return Json({"product_tags": page, "count": len(TAGS), "offset": offset, "limit": limit})


async def list_products(request: Request) -> Json:
    offset = int(request.query_params.get("offset", 0))
    limit = int(request.query_params.get("limit", 50))
    found = PRODUCTS.answer["products"]
    return Json({"products": found[offset : offset + limit], "count": len(found), "offset": offset, "limit": limit})


def answering(answer: Any) -> Callable[[Request], Awaitable[Json]]:
    async def endpoint(_: Request) -> Json:
        return Json(answer)

    return endpoint


async def authorize_app(request: Request) -> Json:
    body = orjson.loads(await request.body())
    if not AUTHORIZE.is_valid(body):
        words = [f"{name} should not be empty, {name} must be a string" for name in REQUIRED if not body.get(name)]
        return Json({"type": "invalid_data", "message": ", ".join(words)}, 400)
    return Json({"apps": {**APP, "data": granted(body["code"])}})


def create_app(answers: Mapping[str, Any]) -> Starlette:
    """The application, with answers that it only has to write, by their paths."""
    return Starlette(
        routes=[
            Route("/admin/apps", list_apps),
            Route("/admin/apps/authorizations", authorize_app, methods=["POST"]),
            Route("/admin/product-tags", list_product_tags),
            Route("/admin/products", list_products),
            *(Route(path, answering(answer)) for path, answer in answers.items()),
        ]
    )


if __name__ == "__main__":
    uvicorn.run(
        create_app(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))),
        port=int(sys.argv[1]),
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
