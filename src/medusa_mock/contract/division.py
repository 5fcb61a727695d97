"""Which operations one run takes, and how they are divided among processes that run side by side."""

from collections.abc import Iterable, Mapping
from typing import Any

from medusa_mock import document as documents
from medusa_mock.document.references import followed

SMALLEST = 20
"""Operations that a process is worth being started for."""


def divide(document: dict[str, Any], operations: Iterable[str], parts: int) -> list[tuple[str, ...]]:
    """The operationIds in at most so many parts of about the same weight.

    Operations that links lead to and fro between stay together, so that the stateful phase can walk along all of them.
    """
    weights = _weights(document)
    wanted = [name for name in weights if name in set(operations)]
    parts = max(1, min(parts, len(wanted) // SMALLEST))
    divided: list[list[str]] = [[] for _ in range(parts)]
    groups = _linked(document, wanted)
    for group in sorted(groups, key=lambda group: -sum(map(weights.__getitem__, group))):
        lightest = min(divided, key=lambda part: sum(map(weights.__getitem__, part)))
        lightest += group
    return [tuple(name for name in wanted if name in part) for part in divided]


def _linked(document: dict[str, Any], wanted: list[str]) -> list[list[str]]:
    """The operations, put together where links connect them."""
    leader = {name: name for name in wanted}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for path, method, operation in documents.operations(document):
        source = operation["operationId"]
        for response in followed(document, path, method)["responses"].values():
            for link in response.get("links", {}).values():
                if source in leader and link.get("operationId") in leader:
                    leader[find(source)] = find(link["operationId"])
    groups: dict[str, list[str]] = {}
    for name in wanted:
        groups.setdefault(find(name), []).append(name)
    return list(groups.values())


def _weights(document: dict[str, Any]) -> dict[str, int]:
    """operationId -> about how much there is to send: its parameters and the properties of its body."""
    found = {}
    for path, method, operation in documents.operations(document):
        whole = followed(document, path, method)
        media = whole.get("requestBody", {}).get("content", {}).values()
        properties = sum(_properties(document, each.get("schema", {})) for each in media)
        found[operation["operationId"]] = 4 + 3 * len(whole["parameters"]) + 4 * properties
    return found


def _properties(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0) -> int:
    """How many properties a schema has, those of objects inside included."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if depth > 4:
        return 0
    inside = [*schema.get("properties", {}).values(), *schema.get("allOf", ()), schema.get("items", {})]
    return len(schema.get("properties", {})) + sum(_properties(document, each, depth + 1) for each in inside)
