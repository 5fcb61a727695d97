"""Our checks as checks of Schemathesis."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from schemathesis import Case, CheckContext, Response
from schemathesis.core.failures import Failure, FailureGroup, Severity

from medusa_mock.contract.checks import CHECKS, Check
from medusa_mock.contract.exchange import Exchange
from medusa_mock.contract.faults import Fault
from medusa_mock.contract.surface import Surface

CheckFunction = Callable[[CheckContext, Response, Case[Any]], None]


class BrokenPromise(Failure):
    """What a check of ours found."""

    __slots__ = ("signature",)

    def __init__(self, operation: str, fault: Fault) -> None:
        severity = Severity(fault.severity)
        super().__init__(operation=operation, title=fault.title, message=fault.message, severity=severity)
        self.signature = fault.signature

    @property
    def _unique_key(self) -> str:
        return self.signature


@dataclass
class Exchanges:
    """The exchanges that Schemathesis makes, each made once for all checks.

    Args:
        account: the id of the user or customer that requests are sent as.
    """

    account: str
    _surface: Surface | None = None
    _last: tuple[Response, Exchange | None] | None = field(default=None, repr=False)

    def of(self, response: Response, case: Case[Any]) -> Exchange | None:
        """The request and its answer; None where it was sent by a method that the path does not have."""
        if self._last is None or self._last[0] is not response:
            self._last = (response, self._made(response, case))
        return self._last[1]

    def _made(self, response: Response, case: Case[Any]) -> Exchange | None:
        if self._surface is None:
            self._surface = Surface(case.operation.schema.raw_schema)
        operation = self._surface.by_label.get(case.operation.label)
        if operation is None or case.method.upper() != operation.method:
            return None
        return Exchange(
            operation=operation,
            url=response.request.url or "",
            status=response.status_code,
            headers={name.lower(): ", ".join(values) for name, values in response.headers.items()},
            content=response.content or b"",
            path_parameters={name: unquote(str(value)) for name, value in case.path_parameters.items()},
            request_headers={name: str(value) for name, value in response.request.headers.items()},
            request_body=_bytes(response.request.body),
            seconds=response.elapsed,
            account=self.account,
        )


def adapted(exchanges: Exchanges) -> Iterator[CheckFunction]:
    """Every check of ours, to be registered."""
    for name, check in CHECKS.items():
        yield _adapted(name, check, exchanges)


def _adapted(name: str, check: Check, exchanges: Exchanges) -> CheckFunction:
    def judge(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
        del ctx
        exchange = exchanges.of(response, case)
        if exchange is not None and (faults := list(check(exchange))):
            raise FailureGroup([BrokenPromise(exchange.operation.label, fault) for fault in faults])

    judge.__name__ = name
    return judge


def _bytes(body: Any) -> bytes:
    """The body of a request; that of an upload is not looked into."""
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else b""


__all__ = ["BrokenPromise", "Exchanges", "adapted"]
