"""A short report in Markdown, for the summary of a CI job or a comment on a pull request."""

from collections.abc import Iterator

from medusa_mock.contract.causes import Cause
from medusa_mock.contract.judgement import Judgement, Outcome, Verdict
from medusa_mock.contract.reports.words import count, first_steps, verdict

MOST = 20
"""How many causes are told; a comment on GitHub may have 65,536 characters."""

BODY = 1000
MARKS = {Verdict.HELD: "✅", Verdict.VIOLATED: "❌", Verdict.INTERRUPTED: "⚠️"}


def render(judgement: Judgement) -> str:
    """The file."""
    return "\n\n".join(_blocks(judgement)) + "\n"


def _blocks(judgement: Judgement) -> Iterator[str]:
    yield f"## {MARKS[judgement.verdict]} Contract of {judgement.title}"
    seed = "" if judgement.seed is None else f", seed {judgement.seed}"
    yield f"**{verdict(judgement)}** {_code(judgement.url)}{seed}."
    counts = [f"{judgement.count(outcome)} {outcome}" for outcome in Outcome if judgement.count(outcome)]
    yield f"{count(len(judgement.operations), 'operation')}: {', '.join(counts)}."
    if steps := [f"- {_plain(step)}" for step in first_steps(judgement)]:
        yield "### To do first\n\n" + "\n".join(steps)
    if judgement.causes:
        yield "### Violations"
    for number, cause in enumerate(judgement.causes[:MOST], start=1):
        yield "\n".join(_cause(number, cause))
    if len(judgement.causes) > MOST:
        yield f"… and {len(judgement.causes) - MOST} more."


def _cause(number: int, cause: Cause) -> Iterator[str]:
    shown = cause.violations[0]
    first, *others = cause.operations
    more = f" and {count(len(others), 'more operation')}" if others else ""
    yield f"<details><summary>{number}. {_html(first)}{more}: {_html(cause.summary)}</summary>\n"
    if cause.place:
        yield f"Promised in {_code(str(cause.place))}.\n"
    if shown.answer:
        body = shown.answer.body[:BODY]
        yield _fenced(f"{shown.answer.status} {shown.answer.reason}\n\n{body}", "http")
    yield _fenced("\n".join(shown.repeat), "sh")
    yield "</details>"


def _fenced(text: str, language: str) -> str:
    """A block of code that no line of the text can end."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}\n"


def _code(text: str) -> str:
    return f"`{text.replace('`', '')}`"


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def _plain(text: str) -> str:
    return _html("".join(f"\\{mark}" if mark in "\\`*_[]" else mark for mark in text))
