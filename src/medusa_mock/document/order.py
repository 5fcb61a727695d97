"""The order of paths: who tries them from above takes the right one."""

from typing import Any


def ordered(paths: dict[str, Any]) -> list[tuple[str, Any]]:
    """Paths grouped by their segments; among those that begin alike, literal segments before variables.

    Otherwise the order in which they were written is kept.
    """
    first: dict[tuple[str, ...], int] = {}

    def rank(path: str) -> list[tuple[int, int]]:
        segments = tuple(path.split("/"))
        ends = range(1, len(segments) + 1)
        return [(_openness(segments[end - 1]), first.setdefault(segments[:end], len(first))) for end in ends]

    ranks = {path: rank(path) for path in paths}
    return sorted(paths.items(), key=lambda item: ranks[item[0]])


def _openness(segment: str) -> int:
    """How much of a segment is variable: 0 nothing, 1 a part, 2 all of it."""
    if "{" not in segment:
        return 0
    return 2 if segment.startswith("{") and segment.endswith("}") and segment.count("{") == 1 else 1
