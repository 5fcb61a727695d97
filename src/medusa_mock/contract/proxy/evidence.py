"""What was overheard, in the terms of the findings: cut to what a report can show, and without secrets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medusa_mock.contract import findings
from medusa_mock.contract.findings import Failure, Violation
from medusa_mock.contract.proxy.overheard import Message, Overheard, Request, Unreadable
from medusa_mock.contract.repetition import curl
from medusa_mock.masking import FILTERED, masked, masked_headers, masked_query, masked_text

LONGEST = 4000
"""How many characters of a body are kept."""

LEFT_OUT = frozenset(
    "accept-language cache-control content-encoding cookie dnt host if-modified-since if-none-match origin pragma"
    " priority referer transfer-encoding upgrade-insecure-requests".split()
)
"""Headers that a line which repeats a request does without: none of them changes what the answer means."""


def violation_of(label: str, failures: list[Failure], heard: Overheard, url: str) -> Violation:
    """A violation that shows nobody's secrets."""
    for failure in failures:
        failure.message = masked_text(failure.message)
        failure.operation = label
    request, answer = heard.request, heard.answer
    return Violation(
        label,
        failures,
        findings.Request(request.method, url + _target(request), _headers(request), _shown(request)),
        findings.Answer(
            answer.status, answer.reason, _headers(answer), _shown(answer) or "", answer.size, heard.seconds
        )
        if answer
        else None,
        _repeat(request, url),
    )


def _target(request: Request) -> str:
    query = f"?{masked_query(request.query)}" if request.query else ""
    return request.path + query


def _headers(message: Message) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in message.headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return masked_headers(joined)


def _shown(message: Message) -> str | None:
    """The body as text, None if there is none."""
    if not message.size:
        return None
    try:
        text = masked_body(message, indent=2).decode("utf-8", "replace")
    except Unreadable as reason:
        return f"({reason})"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n…"


@dataclass(frozen=True)
class Repeated:
    """A request that has a credential in the place of all that its sender showed."""

    method: str
    uri: str
    headers: Mapping[str, Sequence[str]]
    body: bytes | None


def _repeat(request: Request, url: str) -> list[str]:
    """The curl line, unless nobody can tell what was in the body."""
    try:
        body = masked_body(request) if request.size else None
    except Unreadable:
        return []
    headers: dict[str, Sequence[str]] = {
        name: [value]
        for name, value in _headers(request).items()
        if name.lower() not in LEFT_OUT and not name.lower().startswith("sec-")
    }
    if request.header("authorization") or request.header("cookie"):
        headers["Authorization"] = [f"Bearer {FILTERED}"]
    return [curl(Repeated(request.method, url + _target(request), headers, body), FILTERED)]


def masked_body(message: Message, indent: int | None = None) -> bytes:
    """The body without the secrets in it: JSON, written anew, a form, or any other text.

    Raises:
        Unreadable: nobody can tell what is in it.
    """
    media_type = (message.header("content-type") or "").partition(";")[0].strip().lower()
    body = message.body
    if media_type == "application/x-www-form-urlencoded":
        return masked_query(body.decode("utf-8", "replace")).encode()
    if media_type.startswith("multipart/"):
        raise Unreadable(f"a form of {message.size} bytes")
    try:
        return json.dumps(masked(json.loads(body)), indent=indent, ensure_ascii=False).encode("utf-8", "replace")
    except (ValueError, RecursionError):
        return masked_text(body.decode("utf-8", "replace")).encode()
