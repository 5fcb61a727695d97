"""Log lines on stderr: one for every request, and what the server has to say besides, as text or as JSON.

Query strings, headers and bodies are left out: they hold passwords and tokens.
"""

import asyncio
import logging
import sys
from functools import lru_cache
from typing import Any, BinaryIO, Final

import orjson

from medusa_mock.store.clock import timestamp
from medusa_mock.telemetry.observer import Seen

FORMATS: Final = ("text", "json")
SERVER_ERROR: Final = 500
PAUSE: Final = 0.02
"""Seconds that a line waits for others: to write each by itself would cost more than to make it."""


class RequestLog:
    """Writes a line for every request: those of a few milliseconds at once.

    It does not go by way of `logging`, which takes twice as long as all the rest of it.
    """

    def __init__(self, format: str, stream: BinaryIO | None = None) -> None:
        self._line = _as_json if format == "json" else _as_text
        # A writer of its own: that of `sys.stderr` has no buffer where Python was told to have none.
        self._stream = stream or open(sys.stderr.fileno(), "wb", closefd=False)  # noqa: SIM115
        self._flushes = False

    def __call__(self, seen: Seen) -> None:
        self._stream.write(self._line(seen))
        if not self._flushes:
            self._flushes = True
            asyncio.get_running_loop().call_later(PAUSE, self._flush)

    def _flush(self) -> None:
        self._flushes = False
        self._stream.flush()

    def close(self) -> None:
        """Write the lines that still wait."""
        self._flush()


def _as_json(seen: Seen) -> bytes:
    """Put together by hand, in a third of the time: of all that a line holds, a path alone may need escaping."""
    api, operation = seen.operation or (None, None)
    level = "error" if seen.status is None or seen.status >= SERVER_ERROR else "info"
    status = "null" if seen.status is None else seen.status
    return (
        f'{{"time":"{_time(seen.began)}","level":"{level}","message":"request","request_id":"{seen.request_id}",'
        f'"method":"{seen.method}","path":{orjson.dumps(seen.path).decode()},"status":{status},'
        f'"milliseconds":{seen.seconds * 1000:.3f},"api":{_quoted(api)},"operation":{_quoted(operation)},'
        f'"session":{_quoted(seen.session)}}}\n'
    ).encode()


def _quoted(name: str | None) -> str:
    """A name of ours, or of a session, none of which has a character to be escaped."""
    return "null" if name is None else f'"{name}"'


def _time(nanoseconds: int) -> str:
    second, rest = divmod(nanoseconds, 1_000_000_000)
    return f"{_second(second)}.{rest // 1_000_000:03d}Z"


@lru_cache(maxsize=2)
def _second(second: int) -> str:
    return timestamp(second * 1000)[:19]


def _as_text(seen: Seen) -> bytes:
    operation = seen.operation[1] if seen.operation else "-"
    status = seen.status or "cut off"
    what = f"{seen.method} {seen.path} {status} {seen.seconds * 1000:.1f} ms {operation} {seen.session or '-'}"
    return f"{_time(seen.began)} {seen.request_id} {what}\n".encode()


class JsonFormatter(logging.Formatter):
    """A record of `logging` as a line like those of requests."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": timestamp(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(told).decode()


def set_up_logging(format: str) -> None:
    """Let everything that is logged in this process, warnings and worse, go to stderr in the format."""
    handler = logging.StreamHandler()
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if format == "json" else plain)
    logging.getLogger().addHandler(handler)
