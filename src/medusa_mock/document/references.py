"""Operations with what they refer to in place."""

from typing import Any

from medusa_mock.document.pointer import look_up, referred


def followed(document: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    """An operation of a bundled document with its parameters, its body and its responses in place.

    Parameters of the path item come first, unless the operation has one of the same name and place. References to
    schemas stay as they are.
    """
    item = document["paths"][path]
    operation: dict[str, Any] = dict(item[method])
    parameters: dict[tuple[str, str], Any] = {}
    for reference in (*item.get("parameters", ()), *operation.get("parameters", ())):
        parameter = resolve(document, reference)
        parameters[parameter["name"], parameter["in"]] = parameter
    operation["parameters"] = list(parameters.values())
    if "requestBody" in operation:
        operation["requestBody"] = resolve(document, operation["requestBody"])
    responses = operation.get("responses", {}).items()  # OpenAPI 3.1 asks for none
    operation["responses"] = {status: resolve(document, response) for status, response in responses}
    return operation


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """What a node of a bundled document stands for: itself, or what its local `$ref` points at."""
    while "$ref" in node:
        node = look_up(document, referred(node["$ref"]))
    return node
