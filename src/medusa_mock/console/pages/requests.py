"""The dashboard, and the journal of requests."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from flask import Blueprint, Response, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from medusa_mock.console.control import YAML, Control
from medusa_mock.console.pages.looks import kind
from medusa_mock.console.routes.requests import exchange
from medusa_mock.domain import events
from medusa_mock.journal import Entry, Wanted, as_curl, as_scenario

SHOWN = 100
BARS = 12
"""The most operations of the picture."""
WIDTH = 236
"""Of its longest bar, in its own units."""


def add_pages(pages: Blueprint, control: Control) -> None:
    @pages.get("/")
    def show_dashboard() -> ResponseReturnValue:
        entries = _entries(control)
        return render_template(
            "dashboard.html",
            health=control.info,
            bars=bars(entries),
            latest=[exchange(control, entry) for entry in entries[:8]],
            asked=len(entries),
            failed=sum(1 for entry in entries if (entry.status or 500) >= 400),
            faults=[*control.faults.rules(g.session)],
            rows=sum(len(rows.indexes.living) for rows in g.session.store.world.rows.values()),
            told=len(events.told(g.session.store)),
        )

    @pages.get("/ui/requests")
    def show_requests() -> ResponseReturnValue:
        operation, path = request.args.get("operation") or None, request.args.get("path") or None
        wanted = Wanted(operation=operation, path=path, status=request.args.get("status", type=int))
        found = [entry for entry in _entries(control) if not any(wanted.differences(entry))]
        shown = [exchange(control, entry) for entry in islice(found, SHOWN)]
        return render_template("requests.html", requests=shown, count=len(found), kept=control.journal is not None)

    @pages.get("/ui/requests/<id>")
    def show_request(id: str) -> ResponseReturnValue:
        entry = next((entry for entry in _entries(control) if entry.id == id), None) or abort(404)
        curl = as_curl(entry, request.host_url.rstrip("/"))
        return render_template("request.html", told=exchange(control, entry), curl=curl)

    @pages.get("/ui/scenario.yaml")
    def download_scenario() -> ResponseReturnValue:
        text = as_scenario(_entries(control)[::-1], g.session.name)
        name = f"{g.session.name}.yaml"
        return Response(text, mimetype=YAML, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def bars(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The operations that were asked for most, each with the parts of its bar by the kind of answer."""
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for entry in entries:
        name = entry.operation[1] if entry.operation else "no operation"
        counts[name] += 1
        kinds.setdefault(name, Counter())[kind(entry.status)] += 1
    most = max(counts.values(), default=1)
    return [
        {"name": name, "count": count, "parts": _parts(kinds[name], most)} for name, count in counts.most_common(BARS)
    ]


def _parts(kinds: Counter[str], most: int) -> list[dict[str, Any]]:
    parts, at = [], 0.0
    for name in ("good", "warn", "bad"):
        if kinds[name]:
            width = max(kinds[name] / most * WIDTH, 2)
            parts.append({"kind": name, "x": round(at, 1), "width": round(width, 1), "count": kinds[name]})
            at += width
    return parts


def _entries(control: Control) -> list[Entry]:
    return control.journal.of(g.session) if control.journal else []
