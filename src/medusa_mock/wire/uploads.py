"""Files served back under `/uploads`, as the file service of the real server has Express do it (`serve-static`)."""

import mimetypes
import posixpath
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from medusa_mock.domain.files import content
from medusa_mock.errors import NoRoute
from medusa_mock.store import Row, Store
from medusa_mock.tables.files import FILES
from medusa_mock.wire.replies import entity_tag, page_reply, shown_path
from medusa_mock.wire.request import Headers, Reply, Request, strict_unquote

PREFIX = "/uploads"

TYPES = {
    ".js": "application/javascript",
    ".md": "text/markdown",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "text/yaml",
}
"""What Express calls otherwise than Python does, or Python not at all."""

_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*")
_WITH_CHARSET = re.compile(r"text/|application/(javascript|json)")


def serve_upload(request: Request, store: Store) -> Reply:
    """The file that the path names, or the range of its bytes that the request asks for.

    Raises:
        NoRoute: there is no such file, or the method is none for reading.
    """
    file = _file(request.path, store) if request.method in ("GET", "HEAD") else None
    if file is None:
        raise NoRoute(request.method, shown_path(request.path))
    body, date = content(file), _http_date(file["updated_at"])
    tag = entity_tag(body)
    headers = [
        (b"accept-ranges", b"bytes"),
        (b"cache-control", b"public, max-age=0"),
        (b"last-modified", date.encode()),
        (b"etag", tag),
    ]
    if request.header("if-none-match") is None and request.header("if-modified-since") == date:
        return Reply(304, b"", None, headers, etag=False)
    asked = request.header("range") or ""
    unchanged = request.header("if-range") in (None, date, tag.decode())
    if asked.startswith("bytes=") and "," not in asked and unchanged:
        return _part(body, asked, _content_type(file.key), headers)
    return Reply(200, body, _content_type(file.key), headers[:-1])


def _file(path: str, store: Store) -> Row | None:
    """What is stored under the path, decoded. A key never leads out of the store: it is looked up and no more."""
    try:
        named = strict_unquote(path[len(PREFIX) :])
    except ValueError:
        return None
    if named.endswith("/"):
        return None
    return store.find(FILES, posixpath.normpath(named.lstrip("/")))


def _part(body: bytes, asked: str, content_type: str, headers: Headers) -> Reply:
    size = len(body)
    found = _RANGE.fullmatch(asked)
    first, last = found.groups() if found else ("", "")
    start = int(first) if first else max(size - int(last or 0), 0)
    end = min(int(last) + 1, size) if first and last else size
    if start >= end:
        refused = page_reply(416, "RangeNotSatisfiableError: Range Not Satisfiable")
        refused.headers += [*headers, (b"content-range", b"bytes */%d" % size)]
        return refused
    headers.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)))
    return Reply(206, body[start:end], content_type, headers, etag=False)


def _content_type(key: str) -> str:
    kind, encoding = _types().guess_type(key)
    kind = f"application/{encoding}" if encoding else kind or "application/octet-stream"
    return f"{kind}; charset=UTF-8" if _WITH_CHARSET.match(kind) else kind


@cache
def _types() -> mimetypes.MimeTypes:
    """What the endings of names tell, the same on every machine: without what the system's own tables add."""
    types = mimetypes.MimeTypes()
    for ending, kind in TYPES.items():
        types.add_type(kind, ending)
    return types


def _http_date(time: str) -> str:
    return format_datetime(datetime.fromisoformat(time).astimezone(UTC), usegmt=True)
