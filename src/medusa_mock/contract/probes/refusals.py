"""Probes of what has to be refused, whoever asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.findings import Failure
from medusa_mock.contract.probes.prober import Prober
from medusa_mock.contract.probes.rows import Rows
from medusa_mock.contract.surface import Operation

NOBODY: Mapping[str, str] = {}
STRANGERS: Mapping[str, Mapping[str, str]] = {
    "no credentials": NOBODY,
    "a bearer token that nobody gave out": {"Authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.e30.nobody"},
    "an API token that nobody has": {"x-medusa-access-token": "nobody"},
}
UNKNOWN = "nobody_00000000000000000000000000"
UNKNOWN_PARAMETER = "no_such_parameter"
ODD_TEXTS = ("'", "%", "\\", "0", "-1", "null", "{}", "a" * 3000, "Zoë ☃ 𝄞", "1e400")


def refuse_strangers(prober: Prober, rows: Rows, operation: Operation) -> None:
    """Ask without credentials, and with false ones, for what asks for credentials: that is a 401.

    Raises:
        Unanswered: there is no answer.
    """
    if not operation.guarded:
        return
    path = _path(rows, operation) if operation.method == "GET" else _nowhere(operation)
    for whose, proof in STRANGERS.items():
        found = prober.ask(operation, path, proof=proof)
        if found.status != 401:
            told = f"With {whose} it answered {found.status}, and the document asks for credentials."
            fault = Fault("Credentials not asked for", told, "401", "critical")
            prober.report("credentials_asked_for", [fault], found)
            return


def refuse_unknown(prober: Prober, rows: Rows, operation: Operation) -> None:
    """Ask for a row that there is not, and for a parameter that the document does not name.

    Raises:
        Unanswered: there is no answer.
    """
    if _is_of_a_row(operation) and 404 in operation.statuses:
        body = next(iter(operation.body_examples), None)
        found = prober.ask(operation, _nowhere(operation), body=body)
        if found.succeeded:
            told = f"There is no {UNKNOWN}, and it answered {found.status}."
            prober.report("unknown_refused", [Fault("Unknown row found", told, "unknown")], found)
    if operation.wants:
        _refuse_missing(prober, operation)
    if operation.method == "GET" and operation.query and (path := _path(rows, operation)) is not None:
        found = prober.ask(operation, path, {UNKNOWN_PARAMETER: "1"})
        if found.succeeded:
            told = f"Expected a 400 for what the document does not name: {UNKNOWN_PARAMETER}"
            check, kind, title = "unknown_parameter_rejection", "UnknownParameterAccepted", "Unknown parameter accepted"
            prober.accuse(Failure(check, kind, title, told), found)


def _refuse_missing(prober: Prober, operation: Operation) -> None:
    found = prober.ask(operation, _nowhere(operation))
    if found.succeeded:
        _accuse_accepted(prober, found, f"Without {', '.join(operation.wants)} it answered {found.status}.")


def _accuse_accepted(prober: Prober, found: Exchange, what: str) -> None:
    kind, title = "AcceptedNegativeData", "API accepted schema-violating request"
    told = f"Invalid data should have been rejected\n{what}"
    prober.accuse(Failure("negative_data_rejection", kind, title, told, "medium", str(found.status)), found)


def _is_no_number(operation: Operation, query: Mapping[str, str]) -> str | None:
    """The parameter that should have been a number of the bounds that the document has, if one should."""
    for name, value in query.items():
        schema = operation.query[name].get("schema", {})
        is_number = schema.get("type") in ("number", "integer") and "x-one-of" not in operation.query[name]
        if is_number and (value == "x" or (value == "-1" and schema.get("minimum") == 0)):
            return name
    return None


def survive(prober: Prober, rows: Rows, operation: Operation) -> None:
    """Ask for odd things that a server may refuse, and that must not break it. Any 5xx speaks for itself.

    Raises:
        Unanswered: there is no answer.
    """
    if operation.method != "GET" or (path := _path(rows, operation)) is None:
        return
    for query in _odd_queries(operation):
        found = prober.ask(operation, path, query)
        if found.succeeded and (wrong := _is_no_number(operation, query)):
            _accuse_accepted(prober, found, f"{wrong} was no number that fits.")
    for name in operation.path_parameters[-1:]:
        for text in ("'", "%00", "a" * 500):
            prober.ask(operation, {**path, name: text})


def _is_of_a_row(operation: Operation) -> bool:
    """Whether it cannot do its work without the row that the path names; to delete what is not there is no error."""
    if operation.method == "GET":
        return operation.path.endswith("}") and operation.one is not None
    return operation.method == "POST" and operation.subject is not None


def _odd_queries(operation: Operation) -> Iterator[dict[str, Any]]:
    for name in ("limit", "offset"):
        if name in operation.query:
            yield from ({name: value} for value in ("0", "-1", "x", "99999999999999999999", "1.5"))
    if "q" in operation.query:
        yield from ({"q": text} for text in ODD_TEXTS)


def _nowhere(operation: Operation) -> dict[str, str]:
    return dict.fromkeys(operation.path_parameters, UNKNOWN)


def _path(rows: Rows, operation: Operation) -> dict[str, str] | None:
    return next(rows.paths(operation), None)
