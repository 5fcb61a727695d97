"""What HTTP looks like on a real Medusa: compared with what one sent, header by header."""

import httpx
import pytest


@pytest.mark.parametrize("path", ["/admin/apps", "/admin/apps/", "/ADMIN/Apps", "/Admin/APPS/"])
def test_letter_case_and_a_trailing_slash_do_not_matter(admin: httpx.Client, path: str) -> None:
    assert admin.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/admin/apps//", "/admin//apps", "/admin/%61pps", "/admin/nope", "/admin", "/admin/%zz"]
)
def test_an_unknown_path_is_a_page_for_users_and_401_for_others(admin: httpx.Client, path: str) -> None:
    answer = admin.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == "default-src 'none'"
    assert "<pre>Cannot GET /admin" in answer.text
    del admin.headers["Authorization"]
    stranger = admin.get(path)
    assert (stranger.status_code, stranger.text) == (401, "Unauthorized")


@pytest.mark.parametrize("path", ["/", "/nope", "/adminx", "//admin/apps", "/store/nope", "/%zz", "/%ff"])
def test_outside_the_admin_nobody_is_asked_for_credentials(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_is_an_unknown_path_never_405(admin: httpx.Client, method: str) -> None:
    answer = admin.request(method, "/admin/apps")
    assert answer.status_code == 404
    assert f"Cannot {method} /admin/apps" in answer.text
    assert "allow" not in answer.headers


def test_health_is_ok(client: httpx.Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (200, "OK")
    assert answer.headers["etag"] == 'W/"2-nOO9QiTIwXgNtWtBJezz8kv3SLc"'


def test_the_headers_of_a_json_answer(admin: httpx.Client) -> None:
    headers = admin.get("/admin/apps").headers
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["vary"] == "Origin"
    assert headers["access-control-allow-credentials"] == "true"
    assert headers["x-powered-by"] == "Express"
    assert headers["etag"].startswith('W/"')
    assert "server" not in headers


def test_head_is_get_without_a_body(admin: httpx.Client) -> None:
    head, get = admin.head("/admin/apps"), admin.get("/admin/apps")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert head.headers["etag"] == get.headers["etag"]


def test_a_copy_that_is_fresh_is_not_sent_again(admin: httpx.Client) -> None:
    tag = admin.get("/admin/apps").headers["etag"]
    answer = admin.get("/admin/apps", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert "content-type" not in answer.headers
    assert answer.headers["etag"] == tag
    assert admin.get("/admin/apps", headers={"If-None-Match": '"other"'}).status_code == 200
    insisting = {"If-None-Match": tag, "Cache-Control": "no-cache"}
    assert admin.get("/admin/apps", headers=insisting).status_code == 200


def test_a_preflight_allows_what_the_official_client_sends(client: httpx.Client) -> None:
    asked = "authorization,content-type,idempotency-key,x-medusa-access-token,x-publishable-api-key"
    headers = {
        "Origin": "http://localhost:7001",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": asked,
    }
    answer = client.options("/admin/apps/authorizations", headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "http://localhost:7001"
    assert answer.headers["access-control-allow-headers"] == asked
    assert answer.headers["access-control-allow-credentials"] == "true"


def test_an_answer_may_be_read_by_an_allowed_origin_even_if_it_is_an_error(client: httpx.Client) -> None:
    answer = client.get("/admin/apps", headers={"Origin": "http://localhost:7001"})
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == "http://localhost:7001"


@pytest.mark.parametrize("body", ["null", '"x"', "{bad", "1"])
def test_a_broken_body_is_a_page_before_credentials_are_asked_for(client: httpx.Client, body: str) -> None:
    answer = client.post("/admin/apps/authorizations", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "access-control-allow-credentials" not in answer.headers
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/vnd.api+json"]
)
def test_a_body_of_another_content_type_is_as_none(client: httpx.Client, content_type: str) -> None:
    answer = client.post("/admin/auth", content='{"email": "a@b.co"}', headers={"Content-Type": content_type})
    assert answer.json()["message"].startswith("email should not be empty")


def test_a_list_as_body_is_an_unknown_value(client: httpx.Client) -> None:
    answer = client.post("/admin/auth", json=[])
    assert answer.json() == {
        "type": "invalid_data",
        "message": "an unknown value was passed to the validate function",
    }


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Content-Type": "application/json"}, b'{"a":"' + b"x" * 102_400 + b'"}', 413),
        ({"Content-Type": "application/json; charset=latin1"}, b"{}", 415),
        ({"Content-Type": "application/json", "Content-Encoding": "br"}, b"{}", 415),
    ],
)
def test_bodies_that_are_not_read(client: httpx.Client, headers: dict[str, str], content: bytes, status: int) -> None:
    answer = client.post("/admin/auth", content=content, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_json_on_get_and_on_delete_is_taken_as_the_official_client_sends_it(admin: httpx.Client) -> None:
    admin.headers["Content-Type"] = "application/json"
    assert admin.get("/admin/apps").status_code == 200
    assert admin.request("DELETE", "/admin/auth", json={}).status_code == 200
