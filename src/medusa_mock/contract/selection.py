"""Which operations of a document a run tests."""

import difflib
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from medusa_mock import document as documents
from medusa_mock.contract.errors import Unusable
from medusa_mock.contract.options import ContractOptions


def selected(document: dict[str, Any], options: ContractOptions, *, as_nobody: bool = False) -> tuple[str, ...]:
    """The operationIds that the options name, or those of the tags that they name; all where they name none.

    Args:
        as_nobody: leave out what asks for credentials, unless it is named.

    Raises:
        Unusable: there is no such operation or tag, or nothing is left.
    """
    check_names(document, options)
    asked = document.get("security", [])
    wanted = tuple(
        operation["operationId"]
        for _, method, operation in documents.operations(document)
        if _is_wanted(operation, options)
        and (not options.read_only or method in ("get", "head"))
        and (not as_nobody or operation["operationId"] in options.operations or _is_open(operation, asked))
    )
    if not wanted:
        raise Unusable("No operation is left to test. Name others, or leave out --read-only.")
    return wanted


def plan(document: dict[str, Any], operations: Collection[str], *, deletes: bool) -> Iterator[str]:
    """What a run would send, a line per operation.

    Args:
        deletes: whether rows may be deleted that the run has not made.
    """
    for path, method, operation in documents.operations(document):
        if operation["operationId"] not in operations:
            continue
        note = ""
        if not deletes and is_withheld(method, path):
            note = "  not sent without --destructive"
        elif not deletes and method == "delete":
            note = "  only what the run has made"
        yield f"{method.upper():<6} {path}{note}"


def is_withheld(method: str, path: str) -> bool:
    """Whether an operation changes the account itself, or deletes what no path names, and perhaps nobody has made."""
    route = f"{method.upper()} {path}"
    is_unnamed = route.startswith("DELETE ") and "{" not in route and not route.endswith("/auth")
    return is_unnamed or route == "POST /store/customers/me"


def check_names(document: dict[str, Any], options: ContractOptions) -> None:
    """Hold the names of operations and tags to those of the document.

    Raises:
        Unusable: there is no such operation or tag.
    """
    operations = [operation for _, _, operation in documents.operations(document)]
    _check("operation", options.operations, {operation["operationId"] for operation in operations})
    _check("tag", options.tags, {tag for operation in operations for tag in operation["tags"]})


def _check(kind: str, wanted: Iterable[str], known: set[str]) -> None:
    folded = {name.casefold(): name for name in known}
    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name.casefold(), folded, 1)
            raise Unusable(f"There is no {kind} {name}." + (f" Did you mean {folded[near[0]]}?" if near else ""))


def _is_wanted(operation: dict[str, Any], options: ContractOptions) -> bool:
    if not options.operations and not options.tags:
        return True
    return operation["operationId"] in options.operations or not set(options.tags).isdisjoint(operation["tags"])


def _is_open(operation: dict[str, Any], asked: list[dict[str, Any]]) -> bool:
    """Whether it asks nobody for credentials."""
    security = operation.get("security", asked)
    return {} in security or not security
