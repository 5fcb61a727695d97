"""Metadata is merged: what a change does not name stays."""

from typing import Any

from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.probes.prober import Prober

BEFORE = {"probe_kept": "1", "probe_changed": "2"}
CHANGE = {"probe_changed": "3"}
AFTER = {"probe_kept": "1", "probe_changed": "3"}


def merge_metadata(prober: Prober, changed: Exchange) -> None:
    """Write metadata twice where an operation changes the row that its path names, and take it away again.

    Raises:
        Unanswered: there is no answer.
    """
    operation = changed.operation
    properties = (operation.body or {}).get("properties", {})
    if operation.method != "POST" or not operation.path.endswith("}") or "metadata" not in properties:
        return
    if "metadata" not in changed.row or "metadata" in operation.raw.get("x-replaced", ()):
        return
    if operation.subject != operation.path_parameters[-1]:
        return
    needed = {name: changed.sent[name] for name in (operation.body or {}).get("required", ())}
    first = prober.ask(operation, changed.path_parameters, body={**needed, "metadata": BEFORE})
    second = prober.ask(operation, changed.path_parameters, body={**needed, "metadata": CHANGE})
    if first.succeeded and second.succeeded and (found := _probed(second)) != AFTER:
        told = f"{BEFORE} and then {CHANGE} were written to metadata, and it has {found}."
        fault = Fault("Metadata not merged", told, "metadata")
        prober.report("metadata_merged", [fault], first, second)


def _probed(exchange: Exchange) -> dict[str, Any]:
    metadata = exchange.row.get("metadata")
    return {name: metadata[name] for name in AFTER if name in metadata} if isinstance(metadata, dict) else {}
