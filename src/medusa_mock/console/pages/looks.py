"""How values look on a page."""

import json
from typing import Any

from flask import Blueprint
from markupsafe import Markup, escape

KINDS = {2: "good", 3: "good", 4: "warn", 5: "bad"}


def install_looks(pages: Blueprint) -> None:
    pages.add_app_template_filter(pretty, "pretty")
    pages.add_app_template_filter(brief, "brief")
    pages.add_app_template_filter(kind, "kind")
    pages.add_app_template_filter(clock_time, "clock_time")


def pretty(value: Any) -> str:
    """JSON for people; a text as it is."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False, default=str)


def brief(value: Any, most: int = 48) -> Markup:
    """A value in a cell of a table, cut where it is long."""
    if value is None:
        return Markup('<span class="null">null</span>')
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return escape(text if len(text) <= most else f"{text[:most]}…")


def kind(status: int | None) -> str:
    """How an answer is marked: good, warn or bad; bad where there is none."""
    return KINDS.get((status or 500) // 100, "bad")


def clock_time(moment: str) -> str:
    """The time of day of a moment as rows hold it: `13:37:00.123`."""
    return moment[11:-1]
