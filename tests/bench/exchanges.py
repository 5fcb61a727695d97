"""Requests that are measured, and the answers that every contestant has to give to them, written down.

Those that are too long for it stand in `asked`. This module takes nothing of ours, so that the bare application can use
it and stays bare.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.bench import products, sales

Json: TypeAlias = Any

EMAIL, PASSWORD = "bench@example.com", "supersecret"
API_TOKEN = "bench-token"
STATE = "bench-state"
CODES = ("code-a", "code-b")
TAGS_IN_STORE, TAGS_ON_PAGE = 60, 50


@dataclass(frozen=True)
class Exchange:
    """A request and its answer. Of several `bodies` one is sent after the other; the answer is that to the first.

    `declared` is the path as the document has it, where that is not the request's own without its query.
    """

    name: str
    method: str
    path: str
    status: int
    answer: Json
    bodies: tuple[Json, ...] = ()
    declared: str = ""

    @property
    def template(self) -> str:
        return self.declared or self.path.partition("?")[0]


def granted(code: str) -> dict[str, Json]:
    """What the application answers to a code: its state once more, so that the next authorization finds it."""
    return {
        "state": STATE,
        "access_token": f"access-{code}",
        "refresh_token": f"refresh-{code}",
        "token_type": "bearer",
        "expires_in": 3600,
    }


def authorization(code: str) -> dict[str, Json]:
    return {"application_name": "bench", "state": STATE, "code": code}


def _app(name: str, data: Json) -> dict[str, Json]:
    return {
        "id": f"oauth_{name}",
        "display_name": f"The {name} application",
        "application_name": name,
        "install_url": f"https://{name}.example/install",
        "uninstall_url": f"https://{name}.example/uninstall",
        "data": data,
    }


def _tag(number: int) -> dict[str, Json]:
    time = f"2026-01-05T09:30:{TAGS_IN_STORE - 1 - number:02}.000Z"
    return {"id": f"ptag_{number:02}", "created_at": time, "updated_at": time, "value": f"tag {number:02}"}


APP = _app("bench", granted(CODES[0]))
APPS = [APP, _app("other", {"state": "other-state"})]
TAGS = [_tag(number) for number in range(TAGS_IN_STORE)]

# A second authorization with the same code would change nothing: with two of them in turn every request is a write.
AUTHORIZE = Exchange(
    "authorize an application",
    "POST",
    "/admin/apps/authorizations",
    200,
    {"apps": APP},
    tuple(authorization(code) for code in CODES),
)
REFUSED = Exchange(
    "the same without a code",
    "POST",
    "/admin/apps/authorizations",
    400,
    {"type": "invalid_data", "message": "code should not be empty, code must be a string"},
    ({"application_name": "bench", "state": STATE},),
)
LIST = Exchange("list 2 applications", "GET", "/admin/apps", 200, {"apps": APPS})
PAGE = Exchange(
    f"list {TAGS_ON_PAGE} of {TAGS_IN_STORE} product tags",
    "GET",
    f"/admin/product-tags?limit={TAGS_ON_PAGE}",
    200,
    {"product_tags": TAGS[:TAGS_ON_PAGE], "count": TAGS_IN_STORE, "offset": 0, "limit": TAGS_ON_PAGE},
)

PRODUCTS = Exchange(
    f"list {products.ON_PAGE} products with their variants",
    "GET",
    f"/admin/products?limit={products.ON_PAGE}",
    200,
    {"products": products.page(TAGS), "count": products.ON_PAGE, "offset": 0, "limit": products.ON_PAGE},
)

WORLD: dict[str, Json] = {
    "extends": "empty",
    "users": [{"id": "usr_bench", "email": EMAIL, "password": PASSWORD, "api_token": API_TOKEN}],
    "oauth_apps": [{**APP, "answer": granted("{code}")}, *APPS[1:]],
    "product_tags": TAGS,
    **products.world(TAGS),
    **sales.world(),
}
"""The seed from which our own server gives these answers."""
