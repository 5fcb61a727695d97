"""What was asked of the session."""

from itertools import islice
from typing import Any

from flask import Response

from medusa_mock.console.control import YAML, Body, Control
from medusa_mock.errors import NotAllowed, NotFound
from medusa_mock.journal import Entry, Journal, Wanted, as_scenario, shown, verify


def list_requests(control: Control, limit: int, offset: int, **asked: Any) -> Body:
    """The newest first."""
    wanted, entries = Wanted(**asked), kept(control).of(control.session)
    found = [entry for entry in entries if not any(wanted.differences(entry))]
    page = [exchange(control, entry) for entry in islice(found, offset, offset + limit)]
    return {"requests": page, "count": len(found), "offset": offset, "limit": limit}


def delete_requests(control: Control) -> Body:
    return {"deleted": kept(control).clear(control.session)}


def get_request(control: Control, id: str) -> Body:
    entry = kept(control).find(control.session, id)
    if entry is None:
        raise NotFound(f"Request with id: {id} was not found")
    return {"request": exchange(control, entry)}


def verify_requests(control: Control, body: Body) -> Body:
    """Whether as many requests came as were expected, and else what came near."""
    least, most = _times(body)
    wanted = {name: value for name, value in body.items() if name not in ("times", "at_least", "at_most")}
    found, near = verify(Wanted(**wanted), kept(control).of(control.session))
    verified = least <= len(found) and (most is None or len(found) <= most)
    return {
        "verified": verified,
        "count": len(found),
        "requests": [entry.id for entry in found],
        "near_misses": [
            {"request": exchange(control, entry), "differences": differences} for entry, differences in near
        ]
        if not verified
        else [],
    }


def get_scenario(control: Control) -> Response:
    session = control.session
    oldest_first = kept(control).of(session)[::-1]
    return Response(as_scenario(oldest_first, session.name), mimetype=YAML)


def kept(control: Control) -> Journal:
    """Raises NotAllowed where no requests are kept."""
    if control.journal is None:
        raise NotAllowed("The server keeps no journal; start it without --no-journal")
    return control.journal


def exchange(control: Control, entry: Entry) -> Body:
    """A request and its answer, and what of it the document does not describe."""
    return {**shown(entry), "violation": control.conformity.violation(entry)}


def _times(body: Body) -> tuple[int, int | None]:
    """How often at least and at most; once or more where nothing is said."""
    if (exactly := body.get("times")) is not None:
        return exactly, exactly
    least, most = body.get("at_least"), body.get("at_most")
    return (1 if least is None and most is None else least or 0), most
