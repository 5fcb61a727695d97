"""Checks of our own, for promises that a Medusa makes and no general tool knows of.

Each looks at one exchange and knows neither who sent the request nor how.
"""

from collections.abc import Callable, Iterator, Mapping

from medusa_mock.contract.checks.amounts import totals_add_up, written_before_changed
from medusa_mock.contract.checks.filters import filters_honoured
from medusa_mock.contract.checks.identity import deletion_told, no_deleted_rows, right_row
from medusa_mock.contract.checks.leaks import no_leak
from medusa_mock.contract.checks.order import order_honoured
from medusa_mock.contract.checks.pages import list_envelope
from medusa_mock.contract.checks.properties import documented_properties
from medusa_mock.contract.checks.refusals import refusal_is_json
from medusa_mock.contract.checks.selection import expand_honoured, fields_honoured
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault

Check = Callable[[Exchange], Iterator[Fault]]

CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        no_leak,
        refusal_is_json,
        right_row,
        deletion_told,
        no_deleted_rows,
        list_envelope,
        order_honoured,
        filters_honoured,
        expand_honoured,
        fields_honoured,
        totals_add_up,
        written_before_changed,
    )
}
"""Name -> check. What one of them finds is a violation."""

WARNINGS: Mapping[str, Check] = {documented_properties.__name__: documented_properties}
"""Name -> check. What one of them finds is worth a look, and breaks no client."""

__all__ = ["CHECKS", "WARNINGS", "Check"]
