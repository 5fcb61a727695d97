"""What is wrong with a request and with its answer, by what the document says of their operation."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from medusa_mock.contract.checks import CHECKS
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.findings import Failure
from medusa_mock.contract.operations import Operation
from medusa_mock.contract.proxy.overheard import Answer, Overheard, Request, Unreadable
from medusa_mock.errors import InvalidData, MalformedBody
from medusa_mock.validation import FORM, Misfit
from medusa_mock.wire.bodies import parse_json
from medusa_mock.wire.forms import read_form
from medusa_mock.wire.queries import parse_query

JSON = "application/json"
CREDENTIALS = ("authorization", "cookie", "x-medusa-access-token")
CONDITIONS = ("if-none-match", "if-modified-since")

MISFITS = {
    "status": ("status_code_conformance", "Undocumented status"),
    "media type": ("content_type_conformance", "Undocumented media type"),
    "body": ("response_schema_conformance", "The answer does not fit its schema"),
}
"""Kind of a misfit -> the check that it fails, by the name that contract runs know it by, and what it is called."""

LONGEST = 400
"""How many characters a message may have: some quote the whole value."""


async def judge_request(operation: Operation, heard: Overheard) -> list[Failure]:
    """Hold a request against the document, and refuse it in the words of a Medusa.

    Raises:
        Unreadable: its body cannot be judged.
    """
    request = heard.request
    try:
        body = await _body(operation, request)
        query = parse_query(request.query) if operation.inputs.reads_query else {}
        operation.inputs.arguments(query, body)
    except (InvalidData, MalformedBody) as error:
        status = f", answered {heard.answer.status}" if heard.answer else ""
        title = "The request is not what the document says"
        return [_failure("request_conformance", title, f"{error}{status}", operation.keys, severity="medium")]
    return []


def judge_answer(operation: Operation, heard: Overheard) -> Iterator[Failure]:
    """Hold an answer against the document.

    Raises:
        Unreadable: its body cannot be judged.
    """
    answer = heard.answer
    if answer is None or heard.fault:
        yield _failure("complete_answer", "No whole answer", heard.fault, operation.keys)
        return
    if answer.status == 304 and any(map(heard.request.header, CONDITIONS)):
        return
    if operation.guarded and 200 <= answer.status < 300 and not any(map(heard.request.header, CREDENTIALS)):
        message = f"answered {answer.status} to a request without credentials"
        yield _failure("ignored_auth", "Answered without credentials", message, operation.keys, severity="critical")
    has_body = heard.request.method != "HEAD"
    found = operation.outputs.misfits(answer.status, answer.header("content-type"), answer.body if has_body else b"")
    misfits = [misfit for misfit in found if has_body or misfit.kind != "body"]
    yield from (_misfit(operation, answer, misfit) for misfit in misfits)
    if has_body and not misfits:
        yield from _broken_promises(operation, heard.request, answer)


def _broken_promises(operation: Operation, request: Request, answer: Answer) -> Iterator[Failure]:
    """What a Medusa promises and no schema says."""
    names = zip(operation.path.split("/"), request.path.rstrip("/").split("/"), strict=False)
    exchange = Exchange(
        operation=operation,
        url=request.target,
        status=answer.status,
        headers={name.lower(): value for name, value in answer.headers},
        content=answer.body,
        path_parameters={name[1:-1]: unquote(value) for name, value in names if name.startswith("{")},
        request_headers=dict(request.headers),
        request_body=_readable(request),
    )
    for check, faults in CHECKS.items():
        for fault in faults(exchange):
            yield _failure(check, fault.title, fault.message, operation.keys, severity=fault.severity)


def _readable(request: Request) -> bytes:
    """The body of a request, or nothing where it cannot be told: an answer is judged all the same."""
    try:
        return request.body
    except Unreadable:
        return b""


def _misfit(operation: Operation, answer: Answer, misfit: Misfit) -> Failure:
    responses = [*operation.keys, "responses"]
    if misfit.kind == "status" and answer.status >= 500:
        return _failure("not_a_server_error", "Server error", misfit.message, responses, severity="critical")
    check, title = MISFITS[misfit.kind]
    place = responses if misfit.kind == "status" else [*responses, str(answer.status)]
    return _failure(check, title, misfit.message, place, path=[str(key) for key in misfit.path])


def _failure(
    check: str, title: str, message: str, place: list[str], *, severity: str = "high", path: list[str] | None = None
) -> Failure:
    told = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
    kind = "".join(word.title() for word in check.split("_"))
    return Failure(check, kind, title, told, severity, place=place, path=path or [])


async def _body(operation: Operation, request: Request) -> Any:
    """What the server reads of a body, as the operation's inputs want it.

    Raises:
        InvalidData, MalformedBody: it is not of the kind that the operation takes.
        Unreadable: it cannot be judged.
    """
    if operation.takes is None:
        return {}
    if not request.complete:
        raise Unreadable("a body that was not sent whole")
    body = request.body
    media_type = (request.header("content-type") or "").partition(";")[0].strip().lower()
    if operation.takes == FORM:
        return await read_form({b"content-type": (request.header("content-type") or "").encode("latin-1")}, _once(body))
    if not body:
        return {}
    if media_type != JSON:
        raise InvalidData(f"the body is of the type {media_type or 'that nobody named'}, and would have to be {JSON}")
    return parse_json(body)


def _once(body: bytes) -> Any:
    """An ASGI channel on which a whole body comes."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
