"""Whose row it is: the one that was asked for, of the account that asks, and alive."""

from collections.abc import Iterator

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault

OWN = ("/auth", "/customers/me")
"""Where the paths end, after that of the API, at which an account reads itself."""


def right_row(exchange: Exchange) -> Iterator[Fault]:
    """An answer about the row that a path names shows that row, and what belongs to an account is its own."""
    for name, column in _named(exchange):
        asked, shown = exchange.path_parameters.get(name), exchange.row.get(column)
        if asked is not None and shown is not None and str(shown) != asked:
            yield Fault("Another row", f"{asked} was asked for, and {shown} is shown.", "row")
    if exchange.account:
        yield from _others(exchange)


def _named(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Parameters of the path -> the columns that have their values."""
    operation = exchange.operation
    if operation.subject:
        yield operation.subject, "id"
    elif (
        operation.method == "GET" and operation.path.endswith("_id}") and operation.path_parameters[-1] in operation.row
    ):
        yield operation.path_parameters[-1], operation.path_parameters[-1]


def _others(exchange: Exchange) -> Iterator[Fault]:
    path = exchange.operation.path.removeprefix("/admin").removeprefix("/store")
    if (
        exchange.operation.method == "GET"
        and path in OWN
        and exchange.row.get("id", exchange.account) != exchange.account
    ):
        told = f"The account is {exchange.account}, and {exchange.row['id']} is shown."
        yield Fault("Another account", told, "account")
    if path.startswith("/customers/me/"):
        for row in exchange.shown:
            if row.get("customer_id") not in (None, exchange.account):
                told = f"The account is {exchange.account}, and {row.get('id')} is of {row['customer_id']}."
                yield Fault("Another account", told, "customer_id")
                return


def deletion_told(exchange: Exchange) -> Iterator[Fault]:
    """What is deleted is what the path names."""
    told = exchange.envelope.get("id")
    if not exchange.operation.is_deletion or not isinstance(told, str) or not exchange.path_parameters:
        return
    if told not in exchange.path_parameters.values():
        names = ", ".join(exchange.path_parameters.values())
        yield Fault("Another row", f"{names} was to be deleted, and the answer is about {told}.", "deleted")


def no_deleted_rows(exchange: Exchange) -> Iterator[Fault]:
    """A list shows the living, unless it is asked for others."""
    if "deleted_at" in exchange.query or exchange.operation.raw.get("x-shows-deleted"):
        return
    for row in exchange.rows:
        if row.get("deleted_at") is not None:
            told = f"{row.get('id')} was deleted at {row['deleted_at']}, and is listed."
            yield Fault("Deleted row listed", told, "deleted_at")
            return
