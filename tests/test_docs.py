"""The documentation that the server brings along."""

import httpx
import pytest

from medusa_mock import document
from medusa_mock.app import DOCUMENTS


@pytest.mark.parametrize("api", [*document.APIS, document.CONTROL])
def test_the_document_is_served_to_any_origin(client: httpx.Client, api: str) -> None:
    answer = client.get(DOCUMENTS[api])
    assert answer.json() == document.load(api)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_docs_page_takes_everything_from_this_server(client: httpx.Client) -> None:
    page = client.get("/docs/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert all(path in page.text for path in DOCUMENTS.values())
    assert "://" not in page.text.replace(f"{client.base_url}", "").replace("http://www.w3.org", "")
    for file in ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js"):
        assert f"/docs/{file}" in page.text
        assert client.get(f"/docs/{file}").status_code == 200


def test_docs_without_a_slash_are_the_same(client: httpx.Client) -> None:
    assert client.get("/docs", follow_redirects=True).status_code == 200


def test_no_file_outside_the_docs_is_served(client: httpx.Client) -> None:
    for path in ("/docs/nope.js", "/docs/..%2f..%2fpyproject.toml", "/docs/%2fetc/passwd"):
        assert client.get(path, follow_redirects=True).status_code == 404
