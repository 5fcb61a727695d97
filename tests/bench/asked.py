"""All requests that are measured: those that are written down, and those whose answers our own server is asked for."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import httpx

from medusa_mock.app import App, Options
from medusa_mock.serving import running
from tests.bench import sales
from tests.bench.exchanges import API_TOKEN, AUTHORIZE, LIST, PAGE, PRODUCTS, REFUSED, WORLD, Exchange

OVERVIEW = "id,status,display_id,created_at,email,fulfillment_status,payment_status,total,currency_code"
"""The fields that the dashboard's list of orders asks for."""
PATHS: Mapping[str, tuple[str, str]] = {
    f"list 50 of {sales.CUSTOMERS} customers": ("/admin/customers?limit=50", ""),
    f"list {len(sales.REGIONS)} regions": ("/admin/regions", ""),
    "list 15 orders as the dashboard does": (
        f"/admin/orders?offset=0&limit=15&expand=customer,shipping_address&fields={OVERVIEW}",
        "",
    ),
    "one order in full": ("/admin/orders/order_07", "/admin/orders/{id}"),
}
"""By name, the paths whose answers are taken from our own server: recordings say elsewhere that they are right."""


def _asked() -> tuple[Exchange, ...]:
    with tempfile.TemporaryDirectory() as folder:
        seed = Path(folder) / "bench.yaml"
        seed.write_text(json.dumps(WORLD), encoding="utf-8")
        with running(App(Options(seed=str(seed)))) as url:
            token = {"x-medusa-access-token": API_TOKEN}
            answers = {path: httpx.get(url + path, headers=token).raise_for_status() for path, _ in PATHS.values()}
    return tuple(
        Exchange(name, "GET", path, 200, answers[path].json(), declared=declared)
        for name, (path, declared) in PATHS.items()
    )


ASKED = CUSTOMERS, REGIONS, ORDERS, ORDER = _asked()

# The authorization comes first: after it the list is the same, whatever was sent before.
EXCHANGES = (AUTHORIZE, REFUSED, LIST, PAGE, PRODUCTS, *ASKED)
