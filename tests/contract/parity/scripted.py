"""A scripted server that writes down, byte for byte, what it is asked."""

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    line: str
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True)
class Reply:
    status: int
    content: bytes
    headers: dict[str, str]


NOT_FOUND = Reply(404, b"nothing here", {"Content-Type": "text/html; charset=utf-8"})


class ScriptedServer(ThreadingHTTPServer):
    """Answers what it was told to answer to "METHOD /target", and 404 to all else. It lets anybody log in."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[Asked] = []
        self.closed = threading.Event()
        self.replies: dict[str, Reply | None] = {}
        self.first: dict[str, list[Reply]] = {}
        self.says("POST /admin/auth/token", {"access_token": "a.b.c"})
        self.says("POST /admin/auth", {}, headers={"Set-Cookie": "connect.sid=s; Path=/"})

    def says(self, line: str, body: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Answer `line` with JSON from now on; `headers` are sent besides the content type, or instead of it."""
        content_type = {"Content-Type": "application/json; charset=utf-8"}
        self.replies[line] = Reply(status, json.dumps(body).encode(), content_type | (headers or {}))

    def says_first(self, line: str, *bodies: Any) -> None:
        """Answer `line` with these once each, in turn, before what it says from then on."""
        self.first[line] = [Reply(200, json.dumps(body).encode(), {}) for body in bodies]

    def keeps_silent(self, line: str) -> None:
        self.replies[line] = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def lines(self) -> list[str]:
        return [asked.line for asked in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet
    server: ScriptedServer

    def _answer(self) -> None:
        line = self.requestline.removesuffix(" HTTP/1.1")  # self.path is no longer what was sent
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(Asked(line, {name.lower(): value for name, value in self.headers.items()}, content))
        first = self.server.first.get(line)
        answer = first.pop(0) if first else self.server.replies.get(line, NOT_FOUND)
        if answer is None:
            self.server.closed.wait()
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    do_GET = do_POST = do_DELETE = do_PATCH = _answer  # noqa: N815 - the names http.server looks for

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
