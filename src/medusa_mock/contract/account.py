"""Keeping the account of a run, and what it stands on, out of what the run tries."""

from collections.abc import Collection
from typing import Any

from schemathesis import Case, Response

from medusa_mock.contract.run import Run
from medusa_mock.contract.selection import is_withheld

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

_SPARED = "_spared"


def spare(account: str, case: Case[Any]) -> None:
    """Turn a request that would change or delete the account into one for a user that is not there."""
    if case.method.upper() in SAFE:
        return
    for name, value in case.path_parameters.items():
        if value == account:
            case.path_parameters[name] = f"{account}{_SPARED}"


def is_spared(case: Case[Any]) -> bool:
    """Whether a request was turned by `spare`, and so names what is not there."""
    return any(str(value).endswith(_SPARED) for value in case.path_parameters.values())


def spare_rows(made: Collection[str], case: Case[Any]) -> None:
    """Turn a request that would delete what the run has not made into one for a row that is not there."""
    if case.method.upper() != "DELETE" or any(value in made for value in case.path_parameters.values()):
        return
    for name, value in case.path_parameters.items():
        case.path_parameters[name] = f"{value}{_SPARED}"


def is_allowed(run: Run, case: Case[Any]) -> bool:
    """Whether a request may be sent by what the run may do, which a method that the path does not have may be, too."""
    if case.method.upper() in SAFE:
        return True
    return not run.read_only and (run.destructive or not is_withheld(case.method, case.operation.path))


def mask(credential: str, response: Response) -> None:
    """Strike the credential out of an answer, where a user's own API token stands, before any report sees it."""
    if credential and credential.encode() in response.content:
        response.content = response.content.replace(credential.encode(), b"[Filtered]")
