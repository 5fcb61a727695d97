"""One page of HTML that needs nothing but itself, for a human to read: `page.html`, with its style and its script."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from medusa_mock import __version__
from medusa_mock.contract.judgement import Judgement, Operation, Outcome
from medusa_mock.contract.reports.words import by_reason, count, first_steps, verdict

FOLDER = Path(__file__).parent
CLASSES = ("2xx", "3xx", "4xx", "5xx")
SLOWEST = 10
"""How many operations are named that took the most time."""

SYMBOLS = {Outcome.VIOLATED: "✗", Outcome.NOT_TESTED: "?", Outcome.ACCEPTED: "≈", Outcome.PASSED: "✓"}
MEANINGS = {
    Outcome.VIOLATED: "does otherwise than the document says",
    Outcome.NOT_TESTED: "was never answered 2xx, so that nothing is known of its success",
    Outcome.ACCEPTED: "deviates as the baseline accepts",
    Outcome.PASSED: "was answered as the document says",
}


def render(judgement: Judgement) -> str:
    """The page."""
    script = (FOLDER / "page.js").read_text("utf-8")
    return (
        _templates()
        .get_template("page.html")
        .render(
            judgement=judgement,
            version=__version__,
            verdict=verdict(judgement),
            steps=list(first_steps(judgement)),
            outcomes=list(Outcome),
            symbols=SYMBOLS,
            meanings=MEANINGS,
            classes=CLASSES,
            operations={operation.label: operation for operation in judgement.operations},
            slowest=sorted(judgement.operations, key=lambda each: -each.seconds)[:SLOWEST],
            accepted=list(by_reason(judgement.baseline.accepted)),
            style=Markup((FOLDER / "page.css").read_text("utf-8")),  # noqa: S704 - ours
            script=Markup(script),  # noqa: S704 - ours
            # What a server answered stands in the page: no script runs there but this one.
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"answers": answers, "marked": lambda body, path: list(marked(body, path)), "count": count}
    return templates


def answers(operation: Operation, first: str) -> int:
    """How many answers had a status that begins with this digit."""
    return sum(times for status, times in operation.answers.items() if status.startswith(first[0]))


def marked(body: str, path: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The lines of a body, and whether the value that `path` leads to begins there. Without a path none is marked."""
    lines = body.splitlines()
    found = _line(lines, path) if path and lines else None
    return ((line, number == found) for number, line in enumerate(lines))


def _line(lines: Sequence[str], path: Sequence[str]) -> int | None:
    """The line of JSON, indented by two for each level, where a value begins; None if it is not there."""
    at: int | None = 0
    for level, key in enumerate(path, start=1):
        at = _child(lines, at, " " * 2 * level, key) if at is not None else None
    return at


def _child(lines: Sequence[str], start: int, margin: str, key: str) -> int | None:
    is_list, items = lines[start].endswith("["), 0
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.startswith(margin):
            return None
        text: Any = line.removeprefix(margin)
        if text[:1] in (" ", "]", "}"):
            continue
        if text.startswith(f"{json.dumps(key, ensure_ascii=False)}:") if not is_list else str(items) == key:
            return number
        items += 1
    return None
