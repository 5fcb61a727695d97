"""Bodies that do not fit, each of them in one way."""

from collections.abc import Iterator, Mapping
from typing import Any

from medusa_mock.contract.findings import Failure
from medusa_mock.contract.probes.ids import distinct
from medusa_mock.contract.probes.links import Request
from medusa_mock.contract.probes.prober import Prober
from medusa_mock.contract.surface import Operation

UNKNOWN_PROPERTY = "no_such_property"
MOST = 12
"""How many properties are given a value of a wrong type."""

_WRONG: Mapping[str, Any] = {
    "string": {"unfit": True},
    "number": "unfit",
    "integer": "unfit",
    "boolean": "unfit",
    "array": "unfit",
    "object": "unfit",
}


def refuse_misfits(prober: Prober, request: Request, mark: str) -> None:
    """Send what does not fit: it is refused, whatever the path names.

    Args:
        mark: what tells texts that must be unique from others, lest they are what is refused.

    Raises:
        Unanswered: there is no answer.
    """
    if not isinstance(request.body, Mapping):
        return
    for number, (what, misfit) in enumerate(misfits(request.operation, request.body)):
        body = misfit if request.operation.path_parameters else distinct(misfit, f"{mark}-{number}")
        found = prober.ask(request.operation, request.path_parameters, request.query, body)
        if found.succeeded:
            kind, title = "AcceptedNegativeData", "API accepted schema-violating request"
            told = f"Invalid data should have been rejected\n{what}"
            failure = Failure("negative_data_rejection", kind, title, told, "medium", str(found.status))
            prober.accuse(failure, found)


def misfits(operation: Operation, body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is wrong, and the body that it is wrong in."""
    schema = operation.body or {}
    properties = schema.get("properties", {})
    if schema.get("additionalProperties") is False:
        yield f"There is no property {UNKNOWN_PROPERTY}.", {**body, UNKNOWN_PROPERTY: "1"}
    for name in schema.get("required", ()):
        if name in body:
            yield f"{name} is missing.", {key: value for key, value in body.items() if key != name}
    named = sorted(properties, key=lambda name: name not in body)
    for name in named[:MOST]:
        flat = operation.schemas.flat(properties[name])
        if any(key.startswith("x-") for key in {*flat, *properties[name]}):
            continue  # the server checks less, or something else
        if not operation.schemas.compile(properties[name]).is_valid(None):
            yield f"{name} is null.", {**body, name: None}
        if flat.get("type") in _WRONG:
            yield f"{name} is of a wrong type.", {**body, name: _WRONG[flat["type"]]}
        yield from ((f"{name} {what}.", {**body, name: value}) for what, value in _out_of_bounds(flat))


def _out_of_bounds(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values of the right type that are still wrong."""
    if "enum" in schema and schema.get("type") == "string":
        yield "is none of those that there are", "unfit"
    elif schema.get("format") == "email":
        yield "is no address", "unfit"
    elif schema.get("type") in ("number", "integer") and isinstance(schema.get("minimum"), int):
        yield "is too small", schema["minimum"] - 1
