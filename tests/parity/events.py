"""What scenarios make a server tell of: the events of each step, with the keys of their data, written down briefly.

    {"notes": {"03 POST /admin/notes": ["note.created: id"]}}

Equal ones that follow each other stand together: `3 x product-variant.created: id product_id`.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

FILE = Path(__file__).parent / "events.json"

Told: TypeAlias = Mapping[str, list[str]]
"""The steps that told of anything, by number and request -> their events, in the order in which they happened."""


def told_of(event: Mapping[str, Any]) -> str:
    """The name of the event, and the keys of its data, in the order of the alphabet."""
    data = event["data"]
    keys = " ".join(sorted(data)) if isinstance(data, dict) else f"a {type(data).__name__}"
    return f"{event['event_name']}: {keys}"


def place(number: int, request: str) -> str:
    return f"{number:02} {request}"


def brief(events: Iterable[str]) -> list[str]:
    counted = ((event, len([*same])) for event, same in groupby(events))
    return [event if count == 1 else f"{count} x {event}" for event, count in counted]


def in_full(events: Iterable[str]) -> list[str]:
    found = []
    for event in events:
        count, times, name = event.partition(" x ")
        found += [name] * int(count) if times else [event]
    return found


def read() -> dict[str, dict[str, list[str]]]:
    """Scenario -> what its steps told of."""
    recorded: dict[str, dict[str, list[str]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return recorded


def write(recorded: Mapping[str, Told]) -> None:
    text = json.dumps(recorded, indent=1, ensure_ascii=False, sort_keys=True)
    FILE.write_text(f"{text}\n", encoding="utf-8")
