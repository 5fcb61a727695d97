"""Files that are uploaded and served back."""

import httpx
import pytest

CONTENT = b"hello world"


@pytest.fixture
def key(admin: httpx.Client) -> str:
    return upload(admin, "hello.txt", CONTENT)


def upload(admin: httpx.Client, name: str, content: bytes) -> str:
    answer = admin.post("/admin/uploads", files={"files": (name, content)})
    key: str = answer.json()["uploads"][0]["key"]
    return key


def fetch(admin: httpx.Client, path: str, **headers: str) -> httpx.Response:
    """Fetch a path as it is written, without credentials."""
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    session = {"X-Mock-Session": admin.headers["X-Mock-Session"]}
    target = f"{path}".encode("latin-1")
    with httpx.Client(base_url=admin.base_url) as anybody:
        return anybody.request("GET", "/", headers={**session, **shown}, extensions={"target": target})


def test_a_file_is_served_where_the_answer_says(admin: httpx.Client) -> None:
    [made] = admin.post("/admin/uploads", files={"files": ("a.png", b"\x89PNG\xff")}).json()["uploads"]
    assert made["url"] == f"{admin.base_url}/uploads/{made['key']}"
    answer = admin.get(made["url"])
    assert (answer.content, answer.headers["content-type"]) == (b"\x89PNG\xff", "image/png")
    assert admin.post("/admin/uploads/download-url", json={"file_key": made["key"]}).json() == {
        "download_url": made["url"]
    }


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.txt", "text/plain; charset=UTF-8"),
        ("a.csv", "text/csv; charset=UTF-8"),
        ("a.JSON", "application/json; charset=UTF-8"),
        ("a.svg", "image/svg+xml"),
        ("a.tar.gz", "application/gzip"),
        ("a.md", "text/markdown; charset=UTF-8"),
        ("a.nobody-knows", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_the_ending_of_the_name_tells_the_type(admin: httpx.Client, name: str, content_type: str) -> None:
    assert fetch(admin, f"/uploads/{upload(admin, name, b'')}").headers["content-type"] == content_type


def test_a_deleted_file_is_not_served(admin: httpx.Client, key: str) -> None:
    deleted = admin.request("DELETE", "/admin/uploads", json={"file_key": key})
    assert deleted.json() == {"id": key, "object": "file", "deleted": True}
    gone = fetch(admin, f"/uploads/{key}")
    assert (gone.status_code, f"Cannot GET /uploads/{key}" in gone.text) == (404, True)


def test_files_belong_to_the_state(admin: httpx.Client) -> None:
    session = {"X-Mock-Session": admin.headers["X-Mock-Session"]}
    key = upload(admin, "a.txt", CONTENT)
    assert admin.get(f"/uploads/{key}", headers={"X-Mock-Session": "another"}).status_code == 404
    admin.post("/_mock/snapshots", json={"name": "with"}, headers=session)
    admin.post("/_mock/reset", headers=session)
    assert admin.get(f"/uploads/{key}").status_code == 404
    admin.post("/_mock/snapshots/with/restore", headers=session)
    assert admin.get(f"/uploads/{key}").content == CONTENT


@pytest.mark.parametrize("way", ["/uploads/{}", "/UPLOADS/{}", "/uploads//{}", "/uploads/./{}", "/uploads/a/../{}"])
def test_several_paths_lead_to_a_file(admin: httpx.Client, key: str, way: str) -> None:
    assert fetch(admin, way.format(key)).content == CONTENT
    assert fetch(admin, way.format(key.replace("h", "%68"))).content == CONTENT
    assert fetch(admin, f"{way.format(key)}?version=2").content == CONTENT


@pytest.mark.parametrize(
    "path",
    [
        "/uploads",
        "/uploads/",
        "/uploads/{}/",
        "/uploads/{}%00",
        "/uploads/%zz",
        "/uploads/%c3",
        "/uploads/../pyproject.toml",
        "/uploads/%2e%2e/pyproject.toml",
        "/uploads/..%2fpyproject.toml",
        "/uploads/..%5cpyproject.toml",
        "/uploads//etc/passwd",
        "/uploads/../uploads/{}/../../../etc/passwd",
        "/uploadsx/{}",
    ],
)
def test_no_path_leads_anywhere_else(admin: httpx.Client, key: str, path: str) -> None:
    assert fetch(admin, path.format(key)).status_code == 404


def test_a_name_with_a_percent_sign_is_fetched_with_the_sign_encoded(admin: httpx.Client) -> None:
    key = upload(admin, "a%20b.txt", CONTENT)
    assert key.endswith("-a%20b.txt")
    assert fetch(admin, f"/uploads/{key}").status_code == 404
    assert fetch(admin, f"/uploads/{key.replace('%', '%25')}").content == CONTENT


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_files_are_only_read(admin: httpx.Client, key: str, method: str) -> None:
    assert admin.request(method, f"/uploads/{key}").status_code == 404
    assert fetch(admin, f"/uploads/{key}").content == CONTENT


def test_a_head_has_no_body(admin: httpx.Client, key: str) -> None:
    answer = admin.head(f"/uploads/{key}")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "11")


@pytest.mark.parametrize(
    ("asked", "content", "told"),
    [
        ("bytes=0-4", b"hello", "bytes 0-4/11"),
        ("bytes=6-", b"world", "bytes 6-10/11"),
        ("bytes=-3", b"rld", "bytes 8-10/11"),
        ("bytes=6-99", b"world", "bytes 6-10/11"),
        ("bytes=-99", CONTENT, "bytes 0-10/11"),
    ],
)
def test_a_range_of_a_file_can_be_asked_for(
    admin: httpx.Client, key: str, asked: str, content: bytes, told: str
) -> None:
    answer = fetch(admin, f"/uploads/{key}", Range=asked)
    assert (answer.status_code, answer.content, answer.headers["content-range"]) == (206, content, told)


@pytest.mark.parametrize("asked", ["bytes=11-", "bytes=50-60", "bytes=3-1", "bytes=-0", "bytes=abc", "bytes="])
def test_a_range_that_there_is_not_is_refused(admin: httpx.Client, key: str, asked: str) -> None:
    answer = fetch(admin, f"/uploads/{key}", Range=asked)
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */11")


@pytest.mark.parametrize("headers", [{"Range": "bytes=0-1,3-4"}, {"Range": "items=0-1"}])
def test_other_ranges_are_passed_over(admin: httpx.Client, key: str, headers: dict[str, str]) -> None:
    assert fetch(admin, f"/uploads/{key}", **headers).content == CONTENT


def test_a_copy_that_is_fresh_is_not_sent_again(admin: httpx.Client, key: str) -> None:
    path = f"/uploads/{key}"
    first = fetch(admin, path)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    assert fetch(admin, path, If_None_Match=tag).status_code == 304
    assert fetch(admin, path, If_Modified_Since=date).status_code == 304
    assert fetch(admin, path, If_None_Match='W/"other"', If_Modified_Since=date).status_code == 200
    assert fetch(admin, path, Range="bytes=0-4", If_Range=tag).status_code == 206
    assert fetch(admin, path, Range="bytes=0-4", If_Range='W/"other"').content == CONTENT


def test_a_form_comes_after_the_credentials(client: httpx.Client) -> None:
    assert client.post("/admin/uploads", files={"nonsense": b"x" * 1_000_000}).status_code == 401
    assert client.post("/admin/nope", files={"files": b"x"}).status_code == 401


def test_what_takes_no_form_reads_it_as_empty(admin: httpx.Client) -> None:
    answer = admin.post("/admin/customer-groups", files={"files": ("a.txt", b"x" * 500_000)})
    assert (answer.status_code, answer.json()["message"]) == (400, "name must be a string")
    assert admin.get("/admin/customer-groups").status_code == 200


@pytest.mark.parametrize("path", ["/admin/uploads", "/admin/uploads/protected"])
def test_what_is_no_form_of_files_is_refused(admin: httpx.Client, path: str) -> None:
    elsewhere = admin.post(path, files={"file": ("a.txt", b"x")})
    assert (elsewhere.status_code, elsewhere.json()["message"]) == (400, "Unexpected field")
    no_form = admin.post(path, json={"files": []})
    assert (no_form.status_code, no_form.json()["message"]) == (400, "the body must be multipart/form-data")
    assert admin.post(path, files={"files": (None, b"x")}).json() == {"uploads": []}
