"""The curl lines of a report: they send what was sent, and tell no credential."""

import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from schemathesis.engine.recorder import Request

from medusa_mock.contract.repetition import curl

TOKEN = "eyJh.eyJi.c2ln"


def request(uri: str, headers: dict[str, str], *, method: str = "GET", body: bytes | None = None) -> Request:
    return Request(method, uri, body, None, {name: [value] for name, value in headers.items()})


class Recorder(BaseHTTPRequestHandler):
    """Keeps the last request."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.seen = (self.command, self.path, dict(self.headers), body)  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Recorder) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def repeat(line: str) -> None:
    subprocess.run(["bash", "-c", f"{line} --fail --silent"], check=True, env={"MEDUSA_MOCK_TOKEN": TOKEN})


@pytest.mark.skipif(not shutil.which("curl") or not shutil.which("bash"), reason="needs curl and bash")
@pytest.mark.parametrize(
    ("method", "target", "headers", "body"),
    [
        ("GET", "/admin/product-tags?value[0]={a,b}&q=%F0%9F%98%80", {}, None),
        ("GET", "/admin/../admin/apps", {"X-Quoted": 'it\'s "5" $HOME `id` \\'}, None),
        ("GET", "/", {"X-Empty": ""}, None),
        ("GET", "/", {"X-Latin": "caf\xe9 100%"}, None),
        ("POST", "/admin/auth", {"Content-Type": "application/json"}, b'{"password": "it\'s @100%"}'),
        ("POST", "/admin/auth", {"Content-Type": "text/plain"}, b"@/etc/passwd"),
        ("POST", "/admin/auth", {"Content-Type": "text/plain"}, b"\x00\xff'\\%d\n"),
        ("DELETE", "/admin/auth", {}, b""),
    ],
)
def test_a_line_repeats_the_request(
    server: HTTPServer, method: str, target: str, headers: dict[str, str], body: bytes | None
) -> None:
    uri = f"http://127.0.0.1:{server.server_port}{target}"
    headers = {"Authorization": f"Bearer {TOKEN}"} | headers
    line = curl(request(uri, headers, method=method, body=body), TOKEN)
    assert TOKEN not in line
    repeat(line)
    sent_method, sent_target, sent_headers, sent_body = server.seen  # type: ignore[attr-defined]
    assert (sent_method, sent_target, sent_body) == (method, target, body or b"")
    assert headers.items() <= sent_headers.items()


def test_an_api_token_is_a_variable_as_well() -> None:
    line = curl(request("http://a/", {"x-medusa-access-token": TOKEN}), TOKEN)
    assert line == 'curl -X GET -H "x-medusa-access-token: $MEDUSA_MOCK_TOKEN" http://a/'


def test_other_credentials_are_shown() -> None:
    assert "'Authorization: Bearer nobody'" in curl(request("http://a/", {"Authorization": "Bearer nobody"}), TOKEN)


def test_what_curl_sends_by_itself_is_left_out() -> None:
    line = curl(request("http://a/", {"Accept": "*/*", "Connection": "keep-alive"}), TOKEN)
    assert line == "curl -X GET http://a/"
