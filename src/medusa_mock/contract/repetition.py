"""Curl lines that can be run as they are printed, and still tell no credential."""

import re
from collections.abc import Iterator, Mapping, Sequence
from shlex import quote
from typing import Protocol
from urllib.parse import urlsplit

from medusa_mock.contract.run import TOKEN_VARIABLE

OF_THE_CLIENT = frozenset(
    "user-agent accept accept-encoding connection content-length x-schemathesis-testcaseid".split()
)
"""Headers that curl sends by itself, or that mean nothing to a server."""

_PLAIN = re.compile(rb"[ -~]*")


class Sent(Protocol):
    """A request, whoever sent it."""

    @property
    def method(self) -> str: ...
    @property
    def uri(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def body(self) -> bytes | None: ...


def curl(request: Sent, credential: str) -> str:
    """A line for a POSIX shell (with `$'…'` where a header is not plain text) that sends the request once more.

    Schemathesis has such lines too, but strikes out every password, even one that it made up.
    """
    url = urlsplit(request.uri)
    flags = ["-g"] if set(url.path + url.query) & set("[]{}") else []
    flags += ["--path-as-is"] if "/." in url.path else []
    words = ["curl", "-X", quote(request.method), *flags, *_headers(request, credential)]
    if not request.body:
        return " ".join([*words, quote(request.uri)])
    if _PLAIN.fullmatch(request.body):
        return " ".join([*words, "--data-raw", quote(request.body.decode("ascii")), quote(request.uri)])
    content = "".join(chr(byte) if _is_literal(byte) else f"\\{byte:03o}" for byte in request.body)
    return f"printf '{content}' | " + " ".join([*words, "--data-binary", "@-", quote(request.uri)])


def _headers(request: Sent, credential: str) -> Iterator[str]:
    for name, values in request.headers.items():
        if name.lower() not in OF_THE_CLIENT:
            for value in values:
                yield from ("-H", _header(name, value, credential))


def _header(name: str, value: str, credential: str) -> str:
    if credential and value in (credential, f"Bearer {credential}"):
        return f'"{name}: {value.removesuffix(credential)}${TOKEN_VARIABLE}"'
    text = f"{name}: {value}" if value else f"{name};"  # how curl is told to send an empty header
    raw = text.encode("latin-1")
    if _PLAIN.fullmatch(raw):
        return quote(text)
    return "$'" + "".join(chr(byte) if _is_literal(byte) else f"\\x{byte:02x}" for byte in raw) + "'"


def _is_literal(byte: int) -> bool:
    """Whether a byte stands for itself in `$'…'` and in the format of `printf`."""
    return 0x20 <= byte <= 0x7E and chr(byte) not in "'\\%"
