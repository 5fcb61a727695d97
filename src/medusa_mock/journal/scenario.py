"""Requests that were made as a scenario, to be played again by `medusa-mock record` and `medusa-mock diff`."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from medusa_mock.journal.entries import Entry
from medusa_mock.journal.showing import sent
from medusa_mock.masking import masked, masked_query, masked_text

CREDENTIALS = (b"authorization", b"x-medusa-access-token", b"cookie")


def as_scenario(entries: Iterable[Entry], name: str) -> str:
    """The entries, the oldest first, as the YAML of a scenario. Ids that were answered and are sent again are saved."""
    played = [entry for entry in entries if not _holds_files(entry)]
    steps = [_step(entry) for entry in played]
    saved: dict[str, str] = {}
    for number, (step, entry) in enumerate(zip(steps, played, strict=True), start=1):
        step["request"] = _filled(step["request"], saved)
        if "body" in step:
            step["body"] = orjson.loads(_filled(orjson.dumps(step["body"]).decode(), saved))
        later = orjson.dumps(steps[number:]).decode()
        for place, key in _ids(entry):
            if key not in saved and key in later:
                saved[key] = f"id_{len(saved) + 1}"
                step.setdefault("save", {})[saved[key]] = place
    lines = [f"  - {orjson.dumps(step).decode()}" for step in steps]
    return "\n".join([f"name: {name}", "steps:" if lines else "steps: []", *lines, ""])


def _holds_files(entry: Entry) -> bool:
    return entry.headers.get(b"content-type", b"").startswith(b"multipart/")


def _step(entry: Entry) -> dict[str, Any]:
    query = f"?{masked_query(entry.query)}" if entry.query else ""
    step: dict[str, Any] = {"request": f"{entry.method} {masked_text(entry.path)}{query}"}
    if not any(name in entry.headers for name in CREDENTIALS):
        step["auth"] = "none"
    if entry.headers.get(b"content-type", b"").startswith(b"application/json"):
        step["body"] = masked(sent(entry))
    return step


def _ids(entry: Entry) -> Iterator[tuple[str, str]]:
    """The dotted places of ids at the top of an answer, and those ids: `product.id` and `prod_1`."""
    if not (entry.content_type or "").startswith("application/json") or not entry.reply_body:
        return
    answer = orjson.loads(entry.reply_body)
    for key, value in answer.items() if isinstance(answer, dict) else ():
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            yield f"{key}.id", value["id"]


def _filled(text: str, saved: dict[str, str]) -> str:
    """The text with the names of saved ids in their place."""
    for key, name in saved.items():
        text = text.replace(key, f"{{{name}}}")
    return text
